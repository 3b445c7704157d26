-- How a launched team ended: delivered, with what came of it, or stopped, with
-- what it learned.
CREATE TABLE finishes (
    team_id INTEGER NOT NULL PRIMARY KEY REFERENCES teams (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    body TEXT NOT NULL,
    address TEXT NOT NULL DEFAULT '',
    found TEXT NOT NULL DEFAULT '',
    tell TEXT NOT NULL DEFAULT '',
    created_at INTEGER NOT NULL
) STRICT;
