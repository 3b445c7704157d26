-- Folded words of each idea; the search of this engine.
CREATE TABLE ideas_search (
    idea_id BIGINT NOT NULL PRIMARY KEY REFERENCES ideas (id),
    words TSVECTOR NOT NULL
);
CREATE INDEX ideas_search_words ON ideas_search USING gin (words);
