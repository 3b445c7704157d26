-- What became of a pledge knows two more ends, kept and broken; somebody of the
-- team may ask whether its person is still there.
CREATE TABLE pledges_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams (id),
    seat_id INTEGER NOT NULL REFERENCES seats (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    hours INTEGER NOT NULL CHECK (hours BETWEEN 1 AND 40),
    until_day INTEGER NOT NULL,
    charter INTEGER NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('held', 'left', 'released', 'handed_back', 'kept', 'broken')),
    reason TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    nudged_at INTEGER
) STRICT;
INSERT INTO pledges_new (id, team_id, seat_id, member_id, hours, until_day, charter, state,
    reason, created_at, ended_at)
SELECT id, team_id, seat_id, member_id, hours, until_day, charter, state,
    reason, created_at, ended_at
FROM pledges;
DROP TABLE pledges;
ALTER TABLE pledges_new RENAME TO pledges;
CREATE UNIQUE INDEX pledges_one_seat ON pledges (team_id, member_id) WHERE state = 'held';
CREATE INDEX pledges_seat ON pledges (seat_id, state);
CREATE INDEX pledges_member ON pledges (member_id, state, ended_at);
CREATE INDEX pledges_nudged ON pledges (nudged_at) WHERE state = 'held' AND nudged_at IS NOT NULL;
CREATE INDEX pledges_until ON pledges (until_day) WHERE state = 'held';
