-- The contribution ledger: for each milestone that a team reached, who put in
-- how many hours, how they split their points, and the shares that came of it.
-- Ballots are their givers' own. Milestones reached before are left as they are.
CREATE TABLE splits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams (id),
    milestone_id INTEGER NOT NULL UNIQUE REFERENCES milestones (id),
    state TEXT NOT NULL CHECK (state IN ('open', 'counted', 'frozen')),
    opened_at INTEGER NOT NULL,
    due_at INTEGER,
    disputed_at INTEGER
) STRICT;
CREATE INDEX splits_team ON splits (team_id, id);
CREATE INDEX splits_due ON splits (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE split_members (
    split_id INTEGER NOT NULL REFERENCES splits (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    hours REAL NOT NULL,
    peer REAL,
    share REAL,
    cast_at INTEGER,
    PRIMARY KEY (split_id, member_id)
) STRICT;
CREATE INDEX split_members_member ON split_members (member_id);

CREATE TABLE ballots (
    split_id INTEGER NOT NULL REFERENCES splits (id),
    giver_id INTEGER NOT NULL REFERENCES members (id),
    taker_id INTEGER NOT NULL REFERENCES members (id),
    points INTEGER NOT NULL CHECK (points BETWEEN 0 AND 100),
    PRIMARY KEY (split_id, giver_id, taker_id),
    CHECK (giver_id <> taker_id)
) STRICT;

CREATE TABLE disputes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    split_id INTEGER NOT NULL REFERENCES splits (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX disputes_split ON disputes (split_id, id);

ALTER TABLE organisation ADD COLUMN shares_mean TEXT NOT NULL DEFAULT '';
