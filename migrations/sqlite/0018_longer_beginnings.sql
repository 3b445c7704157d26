-- The last word that is typed finds longer ones. Beginnings of four and five
-- letters get an index of their own as well: without it, every idea with such a
-- word is gathered before the newest are taken. An index without content cannot
-- be written anew from itself, so its words are read back through its vocabulary.
CREATE VIRTUAL TABLE ideas_search_words USING fts5vocab (ideas_search, instance);

CREATE VIRTUAL TABLE ideas_search_new USING fts5 (
    words,
    content = '',
    contentless_delete = 1,
    tokenize = 'unicode61',
    detail = none,
    prefix = '2 3 4 5'
);

INSERT INTO ideas_search_new (rowid, words)
SELECT doc, group_concat(term, ' ')
FROM ideas_search_words
GROUP BY doc;

DROP TABLE ideas_search_words;
DROP TABLE ideas_search;
ALTER TABLE ideas_search_new RENAME TO ideas_search;
