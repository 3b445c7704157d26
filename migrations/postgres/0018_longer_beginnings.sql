-- What the other engine needs here, an index of longer beginnings, a tsvector
-- has without being told. Both engines keep the same numbers.
SELECT 1;
