-- What a launched team works on: milestones with their tasks, a weekly update
-- that names who put in their hours, links. `update_asked` is the last week a
-- team was asked about. Every team that launched has the milestone of its
-- charter.
CREATE TABLE milestones (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams (id),
    title TEXT NOT NULL,
    due_day INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    reached_at INTEGER
) STRICT;
CREATE INDEX milestones_team ON milestones (team_id, due_day);

CREATE TABLE tasks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams (id),
    milestone_id INTEGER NOT NULL REFERENCES milestones (id),
    title TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('todo', 'doing', 'done')),
    owner_id INTEGER REFERENCES members (id),
    due_day INTEGER,
    created_at INTEGER NOT NULL,
    touched_at INTEGER NOT NULL
) STRICT;
CREATE INDEX tasks_team ON tasks (team_id, id);
CREATE INDEX tasks_milestone ON tasks (milestone_id);
CREATE INDEX tasks_claimed ON tasks (touched_at) WHERE state = 'doing';

CREATE TABLE updates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams (id),
    week INTEGER NOT NULL CHECK (week >= 1),
    author_id INTEGER NOT NULL REFERENCES members (id),
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX updates_week ON updates (team_id, week);

CREATE TABLE update_hands (
    update_id INTEGER NOT NULL REFERENCES updates (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    PRIMARY KEY (update_id, member_id)
) STRICT;

CREATE TABLE team_links (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team_id INTEGER NOT NULL REFERENCES teams (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    label TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX team_links_team ON team_links (team_id, id);

ALTER TABLE teams ADD COLUMN update_asked INTEGER NOT NULL DEFAULT 0;
CREATE INDEX events_team ON events (team_id, id) WHERE team_id IS NOT NULL;

INSERT INTO milestones (team_id, title, due_day, created_at)
SELECT id, milestone, milestone_due, launched_at
FROM teams
WHERE launched_at IS NOT NULL;
