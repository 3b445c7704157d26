-- Backups that were made, asked for or by themselves, and those that failed.
CREATE TABLE backups (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('asked', 'migration', 'replaced')),
    file TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    ok INTEGER NOT NULL CHECK (ok IN (0, 1))
) STRICT;
