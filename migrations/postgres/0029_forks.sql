-- The idea that one grew from, named when it is posted and never changed. It is
-- older, so that no idea grows from itself.
ALTER TABLE ideas ADD COLUMN forked_from BIGINT REFERENCES ideas (id) CHECK (forked_from < id);
CREATE INDEX ideas_forked_from ON ideas (forked_from, id DESC) WHERE forked_from IS NOT NULL;
