-- Folded words of each idea; the search of this engine. Only whether a word is
-- there is kept (no positions), and beginnings of two and three letters.
CREATE VIRTUAL TABLE ideas_search USING fts5 (
    words,
    content = '',
    contentless_delete = 1,
    tokenize = 'unicode61',
    detail = none,
    prefix = '2 3'
);
