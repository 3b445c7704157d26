-- Who says of whom that they have a skill they declare, by the word it was
-- declared with. What is taken back stays as a row, so that giving it again is
-- no news.
CREATE TABLE endorsements (
    member_id BIGINT NOT NULL REFERENCES members (id),
    folded TEXT NOT NULL REFERENCES skills (folded),
    by_id BIGINT NOT NULL REFERENCES members (id),
    created_at BIGINT NOT NULL,
    taken_back_at BIGINT,
    PRIMARY KEY (member_id, folded, by_id),
    CHECK (by_id <> member_id)
);
CREATE INDEX endorsements_by ON endorsements (by_id, member_id);
