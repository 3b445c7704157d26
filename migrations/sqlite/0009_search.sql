-- Folded words of each idea; the search of this engine.
CREATE VIRTUAL TABLE ideas_search USING fts5 (
    words,
    content = '',
    contentless_delete = 1,
    tokenize = 'unicode61'
);
