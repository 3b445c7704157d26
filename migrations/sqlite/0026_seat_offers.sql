-- Seats that somebody of a team offered to a member who may be found for it,
-- and what they answered.
CREATE TABLE seat_offers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams (id),
    seat_id INTEGER NOT NULL REFERENCES seats (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    by_id INTEGER NOT NULL REFERENCES members (id),
    state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'declined')),
    created_at INTEGER NOT NULL,
    answered_at INTEGER
) STRICT;
CREATE UNIQUE INDEX seat_offers_one ON seat_offers (team_id, member_id) WHERE state = 'open';
CREATE INDEX seat_offers_member ON seat_offers (member_id, state);

-- A third kind of need: a seat for an apprentice.
ALTER TABLE seats ADD COLUMN wanted TEXT NOT NULL DEFAULT 'required'
    CHECK (wanted IN ('required', 'welcome', 'apprentice'));
UPDATE seats SET wanted = need;
ALTER TABLE seats DROP COLUMN need;
ALTER TABLE seats RENAME COLUMN wanted TO need;

-- When those whom a seat fits were told of it; seats from before are not told of.
ALTER TABLE seats ADD COLUMN told_at INTEGER;
UPDATE seats SET told_at = 0;
CREATE INDEX seats_untold ON seats (id) WHERE told_at IS NULL;

-- Who worked together, of whatever became of their promises.
CREATE INDEX pledges_team ON pledges (team_id, member_id);
