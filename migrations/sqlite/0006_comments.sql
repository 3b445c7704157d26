CREATE TABLE comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    idea_id INTEGER NOT NULL REFERENCES ideas (id),
    parent_id INTEGER REFERENCES comments (id),
    author_id INTEGER NOT NULL REFERENCES members (id),
    body TEXT NOT NULL,
    html TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    edited_at INTEGER,
    deleted_at INTEGER
) STRICT;
CREATE INDEX comments_thread ON comments (idea_id, parent_id, id);
CREATE INDEX comments_author ON comments (author_id, idea_id);
