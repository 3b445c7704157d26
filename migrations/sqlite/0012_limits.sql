-- How often who did what: one moment each. The further it lies ahead, the
-- nearer is the limit; once it is past, the row says nothing more.
CREATE TABLE limits (
    subject TEXT NOT NULL,
    act TEXT NOT NULL,
    free_at INTEGER NOT NULL,
    PRIMARY KEY (subject, act)
) STRICT, WITHOUT ROWID;
