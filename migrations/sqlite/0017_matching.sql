-- What members tell so that seats find them. Who has no row, or no moment in
-- open_since, is suggested to nobody and has nothing suggested.
CREATE TABLE preferences (
    member_id INTEGER NOT NULL PRIMARY KEY REFERENCES members (id),
    open_since INTEGER,
    hours INTEGER NOT NULL CHECK (hours BETWEEN 0 AND 40),
    time_zone TEXT NOT NULL
) STRICT;

CREATE TABLE member_topics (
    member_id INTEGER NOT NULL REFERENCES members (id),
    position INTEGER NOT NULL,
    topic TEXT NOT NULL,
    PRIMARY KEY (member_id, position)
) STRICT;
CREATE INDEX member_topics_topic ON member_topics (topic, member_id);

CREATE TABLE member_wants (
    member_id INTEGER NOT NULL REFERENCES members (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (member_id, position)
) STRICT;
