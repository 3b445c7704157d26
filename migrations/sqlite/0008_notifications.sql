CREATE TABLE notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER NOT NULL REFERENCES members (id),
    kind TEXT NOT NULL,
    by_id INTEGER REFERENCES members (id),
    idea_id INTEGER NOT NULL REFERENCES ideas (id),
    team_id INTEGER REFERENCES teams (id),
    comment_id INTEGER REFERENCES comments (id),
    seat TEXT,
    created_at INTEGER NOT NULL,
    read_at INTEGER
) STRICT;
CREATE INDEX notices_member ON notices (member_id, id DESC);
