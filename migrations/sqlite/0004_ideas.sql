-- Counters, stage, score and open_seats are kept by the write that changes
-- what they are derived from.
CREATE TABLE ideas (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    board_id INTEGER NOT NULL REFERENCES boards (id),
    author_id INTEGER NOT NULL REFERENCES members (id),
    title TEXT NOT NULL,
    slug TEXT NOT NULL,
    excerpt TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('idea', 'problem', 'question', 'praise')),
    department_id INTEGER REFERENCES departments (id),
    stage TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    edited_at INTEGER,
    withdrawn_at INTEGER,
    launched_at INTEGER,
    support INTEGER NOT NULL DEFAULT 0,
    support_employees INTEGER NOT NULL DEFAULT 0,
    support_customers INTEGER NOT NULL DEFAULT 0,
    oppose_employees INTEGER NOT NULL DEFAULT 0,
    oppose_customers INTEGER NOT NULL DEFAULT 0,
    comments INTEGER NOT NULL DEFAULT 0,
    open_seats TEXT NOT NULL DEFAULT '[]',
    score REAL NOT NULL,
    -- Long texts stand last, so that lists need not read past them.
    body TEXT NOT NULL,
    html TEXT NOT NULL
) STRICT;
-- One index a sort, for one board and for all boards together.
CREATE INDEX ideas_trending ON ideas (board_id, score DESC, id DESC);
CREATE INDEX ideas_new ON ideas (board_id, id DESC);
CREATE INDEX ideas_discussed ON ideas (board_id, comments DESC, id DESC);
CREATE INDEX ideas_trending_everywhere ON ideas (score DESC, id DESC);
CREATE INDEX ideas_discussed_everywhere ON ideas (comments DESC, id DESC);
CREATE INDEX ideas_stage ON ideas (stage, score DESC, id DESC) WHERE stage <> 'open';
CREATE INDEX ideas_author ON ideas (author_id, id DESC);

CREATE TABLE idea_topics (
    idea_id INTEGER NOT NULL REFERENCES ideas (id),
    topic TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (idea_id, topic)
) STRICT;
CREATE INDEX idea_topics_topic ON idea_topics (topic, idea_id);

-- Decayed sums of each day, from which a score is recomputed when an event is
-- taken back.
CREATE TABLE idea_warmth (
    idea_id INTEGER NOT NULL REFERENCES ideas (id),
    day INTEGER NOT NULL,
    warmth REAL NOT NULL,
    PRIMARY KEY (idea_id, day)
) STRICT;
