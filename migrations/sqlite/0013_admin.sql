-- What admins choose for the organisation, its departments and its boards.
-- Pictures people upload: re-encoded, named by what they hold.
CREATE TABLE files (
    name TEXT NOT NULL PRIMARY KEY,
    media_type TEXT NOT NULL,
    bytes BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

ALTER TABLE organisation ADD COLUMN welcome TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN welcome_html TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN sign_up TEXT NOT NULL DEFAULT 'open' CHECK (sign_up IN ('open', 'invited'));
ALTER TABLE organisation ADD COLUMN accent TEXT NOT NULL DEFAULT 'barn';
ALTER TABLE organisation ADD COLUMN logo TEXT REFERENCES files (name);
ALTER TABLE organisation ADD COLUMN logo_text TEXT NOT NULL DEFAULT '';

-- A retired department is not offered any more, a closed board takes no new
-- ideas; what they hold stays.
ALTER TABLE departments ADD COLUMN retired_at INTEGER;
ALTER TABLE boards ADD COLUMN closed_at INTEGER;
