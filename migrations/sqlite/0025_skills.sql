-- The vocabulary of skills: every word that a profile, a wish or a seat ever
-- used, by how it is compared, and the word it gave way to.
CREATE TABLE skills (
    folded TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    same_as TEXT REFERENCES skills (folded),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX skills_same_as ON skills (same_as) WHERE same_as IS NOT NULL;

ALTER TABLE member_skills ADD COLUMN folded TEXT NOT NULL DEFAULT '';
UPDATE member_skills SET folded = LOWER(name);
CREATE INDEX member_skills_folded ON member_skills (folded, member_id);
ALTER TABLE member_wants ADD COLUMN folded TEXT NOT NULL DEFAULT '';
UPDATE member_wants SET folded = LOWER(name);
CREATE INDEX member_wants_folded ON member_wants (folded, member_id);
ALTER TABLE seats ADD COLUMN folded TEXT NOT NULL DEFAULT '';
UPDATE seats SET folded = LOWER(skill);
CREATE INDEX seats_folded ON seats (folded);

INSERT INTO skills (folded, name, created_at)
SELECT folded, MIN(name), 0
FROM (SELECT folded, name FROM member_skills
      UNION ALL SELECT folded, name FROM member_wants
      UNION ALL SELECT folded, skill FROM seats) AS used
GROUP BY folded;
