-- Care: what is hidden, locked or suspended, by whom and why; which events are
-- privileged acts and whom they concern.
ALTER TABLE events ADD COLUMN member_id INTEGER REFERENCES members (id);
ALTER TABLE events ADD COLUMN audit INTEGER NOT NULL DEFAULT 0;
CREATE INDEX events_audit ON events (id) WHERE audit = 1;
CREATE INDEX events_audit_kind ON events (kind, id) WHERE audit = 1;

UPDATE events
SET audit = 1, member_id = subject_id
WHERE kind IN ('member.created', 'role.changed', 'reset_link.made');
UPDATE events
SET audit = 1
WHERE kind IN ('organisation.set_up', 'invitation.written', 'invitation.withdrawn');
UPDATE events
SET audit = 1, member_id = actor_id
WHERE kind = 'invitation.accepted';
UPDATE events
SET audit = 1,
    member_id = (SELECT c.author_id FROM comments c WHERE c.id = events.subject_id)
WHERE kind = 'comment.deleted'
AND actor_id <> (SELECT c.author_id FROM comments c WHERE c.id = events.subject_id);

-- A measure stands until it is lifted. The columns below say the same once
-- more where every page reads it.
CREATE TABLE measures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('hidden', 'locked', 'suspended')),
    idea_id INTEGER REFERENCES ideas (id),
    comment_id INTEGER REFERENCES comments (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    grounds TEXT NOT NULL,
    reason TEXT NOT NULL,
    by_id INTEGER NOT NULL REFERENCES members (id),
    created_at INTEGER NOT NULL,
    until_at INTEGER,
    lifted_at INTEGER,
    lifted_by INTEGER REFERENCES members (id)
) STRICT;
CREATE UNIQUE INDEX measures_idea ON measures (idea_id, kind)
WHERE comment_id IS NULL AND lifted_at IS NULL;
CREATE UNIQUE INDEX measures_comment ON measures (comment_id) WHERE lifted_at IS NULL;
CREATE UNIQUE INDEX measures_member ON measures (member_id)
WHERE kind = 'suspended' AND lifted_at IS NULL;
CREATE INDEX measures_standing ON measures (id) WHERE lifted_at IS NULL;
CREATE INDEX measures_until ON measures (until_at) WHERE lifted_at IS NULL;

ALTER TABLE comments ADD COLUMN hidden_at INTEGER;
ALTER TABLE notices ADD COLUMN measure_id INTEGER REFERENCES measures (id);
CREATE INDEX notices_unread ON notices (idea_id) WHERE read_at IS NULL;

-- New columns of ideas come before its long texts, so that lists need not read
-- past them: the texts move behind.
ALTER TABLE ideas ADD COLUMN hidden_at INTEGER;
ALTER TABLE ideas ADD COLUMN locked_at INTEGER;
ALTER TABLE ideas ADD COLUMN body_moved TEXT NOT NULL DEFAULT '';
ALTER TABLE ideas ADD COLUMN html_moved TEXT NOT NULL DEFAULT '';
UPDATE ideas SET body_moved = body, html_moved = html;
ALTER TABLE ideas DROP COLUMN body;
ALTER TABLE ideas DROP COLUMN html;
ALTER TABLE ideas RENAME COLUMN body_moved TO body;
ALTER TABLE ideas RENAME COLUMN html_moved TO html;
