-- Work to do later, written in the transaction that makes it necessary. While
-- one is running, due_at is when its lease ends and it may be taken over.
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    -- Where there is never more than one of it: the recurring ones.
    only_one TEXT UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    due_at INTEGER NOT NULL,
    -- How often it was begun; since the last success, where it recurs.
    attempts INTEGER NOT NULL DEFAULT 0,
    -- How often it was claimed ever: tells a claim from a later one.
    claim INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    -- How many things its last success dealt with, and when that was.
    handled INTEGER,
    finished_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX jobs_due ON jobs (due_at, id) WHERE state IN ('waiting', 'running');
CREATE INDEX jobs_state ON jobs (state, id);
