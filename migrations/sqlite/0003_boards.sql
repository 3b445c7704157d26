CREATE TABLE boards (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    visibility TEXT NOT NULL CHECK (visibility IN ('public', 'employees')),
    position INTEGER NOT NULL,
    launch_supporters INTEGER NOT NULL DEFAULT 10,
    launch_hours_share REAL NOT NULL DEFAULT 0.6,
    launch_departments INTEGER NOT NULL DEFAULT 2
) STRICT;
