-- One row per member and idea for ever; taking a vote back sets choice to 0 and
-- keeps the time it was first cast.
CREATE TABLE votes (
    idea_id BIGINT NOT NULL REFERENCES ideas (id),
    member_id BIGINT NOT NULL REFERENCES members (id),
    choice BIGINT NOT NULL CHECK (choice IN (-1, 0, 1)),
    voter_kind TEXT NOT NULL CHECK (voter_kind IN ('customer', 'employee')),
    supported_at BIGINT,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (idea_id, member_id)
);
CREATE INDEX votes_member ON votes (member_id);
