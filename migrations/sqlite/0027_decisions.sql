-- What a team at work proposes to itself, and what was said against it. The rule
-- is that of the charter when it was proposed.
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    rule TEXT NOT NULL CHECK (rule IN ('consent', 'lead')),
    title TEXT NOT NULL,
    details TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('open', 'agreed', 'yes', 'no', 'withdrawn', 'lapsed')),
    verdict TEXT NOT NULL DEFAULT '',
    decided_by INTEGER REFERENCES members (id),
    decided_at INTEGER
) STRICT;
CREATE INDEX decisions_team ON decisions (team_id, id);
CREATE INDEX decisions_due ON decisions (due_at) WHERE state = 'open';

CREATE TABLE objections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    decision_id INTEGER NOT NULL REFERENCES decisions (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX objections_one ON objections (decision_id, member_id) WHERE ended_at IS NULL;
