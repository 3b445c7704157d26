-- What happened, written in the transaction that made it happen.
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    actor_id INTEGER REFERENCES members (id),
    kind TEXT NOT NULL,
    idea_id INTEGER,
    team_id INTEGER,
    subject_id INTEGER,
    detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX events_idea ON events (idea_id, id);
