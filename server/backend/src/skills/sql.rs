//! Statements of the vocabulary.

use domain::Timestamp;
use domain::skills::{SkillUse, fold};

use crate::db::{Db, Fault, Tx, all, first, later, run};

const NOTE: &str = "
    INSERT INTO skills (folded, name, created_at)
    VALUES ($1, $2, $3)
    ON CONFLICT (folded) DO NOTHING";

/// Adds a name to the vocabulary, unless it is there; how it is compared.
pub(crate) async fn note(tx: &mut Tx<'_>, name: &str, now: Timestamp) -> Result<String, Fault> {
    let folded = fold(name);
    later!(tx, NOTE, folded.as_str(), name, now.0)?;
    Ok(folded)
}

/// A word of the vocabulary.
#[derive(sqlx::FromRow)]
pub(super) struct Word {
    pub(super) folded: String,
    pub(super) same_as: Option<String>,
}

const WORD: &str = "SELECT folded, same_as FROM skills WHERE folded = $1";

pub(super) async fn word(tx: &mut Tx<'_>, folded: &str) -> Result<Option<Word>, Fault> {
    Ok(first!(tx tx, Word, WORD, folded)?)
}

// What gave way to the word gives way to the other one, so that each way is one
// step long.
const UNITE: &str = "UPDATE skills SET same_as = $2 WHERE folded = $1 OR same_as = $1";
const PART: &str = "UPDATE skills SET same_as = NULL WHERE folded = $1";

pub(super) async fn unite(tx: &mut Tx<'_>, folded: &str, root: &str) -> Result<(), Fault> {
    run!(tx, UNITE, folded, root)?;
    Ok(())
}

pub(super) async fn part(tx: &mut Tx<'_>, folded: &str) -> Result<(), Fault> {
    run!(tx, PART, folded)?;
    Ok(())
}

const SYNONYMS: &str = "SELECT folded, same_as FROM skills WHERE same_as IS NOT NULL";

/// Words that gave way, and to which.
pub(super) async fn synonyms(db: &Db) -> Result<Vec<(String, String)>, Fault> {
    Ok(all!(db db, (String, String), SYNONYMS)?)
}

/// A row of the list.
#[derive(sqlx::FromRow)]
struct UseRow {
    name: String,
    folded: String,
    people: i64,
    seats: i64,
    same_as: Option<String>,
}

const LIST: &str = r"
    SELECT k.name, k.folded, o.name AS same_as,
        (SELECT COUNT(*) FROM member_skills m WHERE m.folded = k.folded) AS people,
        (SELECT COUNT(*) FROM seats s WHERE s.folded = k.folded) AS seats
    FROM skills k
    LEFT JOIN skills o ON o.folded = k.same_as
    WHERE k.folded > $1
    AND k.folded LIKE $2 ESCAPE '\'
    ORDER BY k.folded
    LIMIT $3";

/// Words after this one that begin so.
pub(super) async fn list(
    db: &Db,
    beginning: &str,
    after: &str,
    limit: usize,
) -> Result<Vec<SkillUse>, Fault> {
    let beginning = beginning
        .replace('\\', r"\\")
        .replace('%', r"\%")
        .replace('_', r"\_");
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = all!(db db, UseRow, LIST, after, format!("{beginning}%"), limit)?;
    let shown = |row: UseRow| SkillUse {
        name: row.name,
        folded: row.folded,
        people: row.people,
        seats: row.seats,
        same_as: row.same_as,
    };
    Ok(rows.into_iter().map(shown).collect())
}

const COMMON: &str = "
    SELECT k.name
    FROM skills k
    JOIN (SELECT COALESCE(w.same_as, w.folded) AS root, COUNT(*) AS uses
          FROM (SELECT folded FROM member_skills UNION ALL SELECT folded FROM seats) AS used
          JOIN skills w ON w.folded = used.folded
          GROUP BY COALESCE(w.same_as, w.folded)) AS u ON u.root = k.folded
    ORDER BY u.uses DESC, k.folded
    LIMIT 60";

pub(super) async fn common(db: &Db) -> Result<Vec<String>, Fault> {
    let names = all!(db db, (String,), COMMON)?;
    Ok(names.into_iter().map(|(name,)| name).collect())
}
