-- What members tell so that seats find them. Who has no row, or no moment in
-- open_since, is suggested to nobody and has nothing suggested.
CREATE TABLE preferences (
    member_id BIGINT NOT NULL PRIMARY KEY REFERENCES members (id),
    open_since BIGINT,
    hours BIGINT NOT NULL CHECK (hours BETWEEN 0 AND 40),
    time_zone TEXT NOT NULL
);

CREATE TABLE member_topics (
    member_id BIGINT NOT NULL REFERENCES members (id),
    position BIGINT NOT NULL,
    topic TEXT NOT NULL,
    PRIMARY KEY (member_id, position)
);
CREATE INDEX member_topics_topic ON member_topics (topic, member_id);

CREATE TABLE member_wants (
    member_id BIGINT NOT NULL REFERENCES members (id),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (member_id, position)
);
