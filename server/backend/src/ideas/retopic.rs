//! A topic renamed, united with another one, or taken off: on every idea that
//! has it, a few at a time, each with its place in the search index.

use super::{folded, search};
use crate::db::{Fault, Tx, all, first, run};

/// Ideas changed in one command.
const BATCH: i64 = 50;

const WITH_TOPIC: &str = "
    SELECT idea_id
    FROM idea_topics
    WHERE topic = $1
    ORDER BY idea_id
    LIMIT $2";
const LOCK_IDEA: &str = "SELECT id FROM ideas WHERE id = $1 FOR UPDATE";
const DROP: &str = "
    DELETE FROM idea_topics
    WHERE idea_id = $1 AND topic = $2";
const RENAME: &str = "
    UPDATE idea_topics
    SET topic = $3
    WHERE idea_id = $1 AND topic = $2
    AND NOT EXISTS (
        SELECT 1
        FROM idea_topics t
        WHERE t.idea_id = $1 AND t.topic = $3)";

/// Gives the next few ideas with this topic the other one instead, or none; how
/// many there were. An idea that has both keeps the other one.
pub(crate) async fn retopic(
    tx: &mut Tx<'_>,
    topic: &str,
    instead: Option<&str>,
) -> Result<usize, Fault> {
    let ideas = all!(tx tx, (i64,), WITH_TOPIC, topic, BATCH)?;
    if matches!(tx, Tx::Postgres(_)) {
        // An edit of the same idea either came before or waits.
        for (idea,) in &ideas {
            run!(tx, LOCK_IDEA, *idea)?;
        }
    }
    for (idea,) in &ideas {
        if let Some(instead) = instead {
            run!(tx, RENAME, *idea, topic, instead)?;
        }
        run!(tx, DROP, *idea, topic)?;
        reindex(tx, *idea).await?;
    }
    Ok(ideas.len())
}

const WORDS: &str = "
    SELECT title, body
    FROM ideas
    WHERE id = $1";
const TOPICS: &str = "
    SELECT topic
    FROM idea_topics
    WHERE idea_id = $1
    ORDER BY position";

/// The words are read here, inside the command, because nobody may change them
/// between reading and indexing.
async fn reindex(tx: &mut Tx<'_>, idea: i64) -> Result<(), Fault> {
    let Some((title, body)) = first!(tx tx, (String, String), WORDS, idea)? else {
        return Ok(());
    };
    let topics = all!(tx tx, (String,), TOPICS, idea)?;
    let topics: Vec<String> = topics.into_iter().map(|(topic,)| topic).collect();
    search::index(tx, idea, &folded(&title, &topics, &body)).await
}
