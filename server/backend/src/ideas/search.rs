//! Full-text search: one interface, each engine's own index. Both are fed the
//! same folded words and asked for the same terms, so they find the same ideas.

use crate::db::{Fault, Tx, run};

/// Terms of a query that count; more are ignored.
const TERMS: usize = 8;
/// Characters of a query that are read.
const QUERY: usize = 200;
/// Characters of a word that are kept.
const WORD: usize = 40;
/// From this many characters on, a query's last term finds longer words too.
const PREFIX: usize = 2;

/// Words of letters a–z and digits: accents and capitals folded away, other
/// scripts spelled in Latin letters.
fn words(text: &str) -> Vec<String> {
    deunicode::deunicode(text)
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word[..word.len().min(WORD)].to_owned())
        .collect()
}

const INDEX_SQLITE: &str = "
    INSERT OR REPLACE INTO ideas_search (rowid, words)
    VALUES ($1, $2)";
const INDEX_POSTGRES: &str = "
    INSERT INTO ideas_search (idea_id, words)
    VALUES ($1, array_to_tsvector(string_to_array($2, ' ')))
    ON CONFLICT (idea_id) DO UPDATE
    SET words = excluded.words";

/// What [`index`] takes: the words of a text, folded.
pub(super) fn folded(text: &str) -> String {
    words(text).join(" ")
}

/// Makes an idea findable by these folded words, and by no others.
pub(crate) async fn index(tx: &mut Tx<'_>, idea: i64, folded: &str) -> Result<(), Fault> {
    let sql = match tx {
        Tx::Sqlite(_) => INDEX_SQLITE,
        Tx::Postgres(_) => INDEX_POSTGRES,
    };
    run!(tx, sql, idea, folded)?;
    Ok(())
}

/// A query, in the language of either engine's index. Terms hold letters and
/// digits only and are quoted, so no operator of those languages gets through.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Query {
    /// For `MATCH`.
    pub(super) fts5: String,
    /// For `tsquery`.
    pub(super) tsquery: String,
}

impl Query {
    /// Reads what a person typed; `None` where it holds no term.
    pub(super) fn parse(typed: &str) -> Option<Self> {
        let typed: String = typed.chars().take(QUERY).collect();
        let mut terms = words(&typed);
        terms.truncate(TERMS);
        let longer = terms.last()?.len() >= PREFIX;
        let all = |quote: char, and: &str, prefix: &str| {
            let quoted: Vec<String> = terms.iter().map(|t| format!("{quote}{t}{quote}")).collect();
            quoted.join(and) + if longer { prefix } else { "" }
        };
        Some(Self {
            fts5: all('"', " ", "*"),
            tsquery: all('\'', " & ", ":*"),
        })
    }
}

/// Ideas that match `$10`, the newest 1,000 of them: a word that stands in
/// every idea must not cost more than that.
macro_rules! found_by_fts5 {
    () => {
        "(
        SELECT rowid AS id
        FROM ideas_search
        WHERE ideas_search MATCH $10
        ORDER BY rowid DESC
        LIMIT 1000
    )"
    };
}
/// The same on PostgreSQL.
macro_rules! found_by_tsquery {
    () => {
        "(
        SELECT idea_id AS id
        FROM ideas_search
        WHERE words @@ CAST($10 AS tsquery)
        ORDER BY idea_id DESC
        LIMIT 1000
    )"
    };
}
pub(super) use {found_by_fts5, found_by_tsquery};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_folded_quoted_and_few() {
        let query = Query::parse("Größe Stühle").expect("two terms");
        assert_eq!(query.fts5, r#""grosse" "stuhle"*"#);
        assert_eq!(query.tsquery, "'grosse' & 'stuhle':*");
        let many = Query::parse("a b c d e f g h i j").expect("terms");
        assert_eq!(many.fts5, r#""a" "b" "c" "d" "e" "f" "g" "h""#);
    }

    #[test]
    fn operators_are_nothing_but_gaps() {
        let query = Query::parse("chair\" OR NEAR(x) AND -y* 'z':* & |").expect("terms");
        assert_eq!(query.fts5, r#""chair" "or" "near" "x" "and" "y" "z""#);
        assert_eq!(Query::parse(" \"'*:&|!() "), None);
        assert_eq!(Query::parse(""), None);
    }
}
