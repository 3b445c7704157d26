-- Members, their sessions and the organisation they belong to.
CREATE TABLE organisation (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE departments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE members (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    display_name TEXT NOT NULL,
    handle TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('customer', 'employee')),
    role TEXT NOT NULL CHECK (role IN ('member', 'steward', 'moderator', 'admin')),
    department_id INTEGER REFERENCES departments (id),
    about TEXT NOT NULL DEFAULT '',
    kept REAL NOT NULL DEFAULT 0,
    broken REAL NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    suspended_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE member_skills (
    member_id INTEGER NOT NULL REFERENCES members (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
    PRIMARY KEY (member_id, position)
) STRICT;

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash BLOB NOT NULL UNIQUE,
    member_id INTEGER NOT NULL REFERENCES members (id),
    agent TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_member ON sessions (member_id, seen_at);

-- One-time links: setup (no member), reset (a member).
CREATE TABLE links (
    token_hash BLOB NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL CHECK (purpose IN ('setup', 'reset')),
    member_id INTEGER REFERENCES members (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE invitations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash BLOB NOT NULL UNIQUE,
    note TEXT NOT NULL,
    department_id INTEGER REFERENCES departments (id),
    created_by INTEGER NOT NULL REFERENCES members (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_by INTEGER REFERENCES members (id),
    used_at INTEGER,
    withdrawn_at INTEGER
) STRICT;

-- What was typed into a form that was refused, kept for a quarter of an hour
-- under a single-use key bound to the browser.
CREATE TABLE retries (
    key_hash BLOB NOT NULL PRIMARY KEY,
    browser_hash BLOB NOT NULL,
    content TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX retries_expiry ON retries (expires_at);
