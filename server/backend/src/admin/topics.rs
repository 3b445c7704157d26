//! Topics: renamed, united, removed.

use async_trait::async_trait;
use domain::accounts::Actor;
use domain::admin::{TopicAdmin, TopicUse};
use domain::paging::{Cursor, PAGE, Page};
use domain::{Noun, Outcome, plain, policy};

use super::{AdminService, Deed};
use crate::db::{Db, Fault, Lock, Tx, all};
use crate::{actors, ideas};

// Reads along the index of topics, no further than the page.
const LIST: &str = r"
    SELECT topic, COUNT(*)
    FROM idea_topics
    WHERE topic > $1
    AND topic LIKE $2 ESCAPE '\'
    GROUP BY topic
    ORDER BY topic
    LIMIT $3";

async fn list(db: &Db, beginning: &str, after: &str) -> Result<Vec<TopicUse>, Fault> {
    let beginning = plain::line(beginning)
        .to_lowercase()
        .replace('\\', r"\\")
        .replace('%', r"\%")
        .replace('_', r"\_");
    let size = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let rows = all!(db db, (String, i64), LIST, after, format!("{beginning}%"), size)?;
    let topic = |(topic, ideas)| TopicUse { topic, ideas };
    Ok(rows.into_iter().map(topic).collect())
}

impl AdminService {
    /// Changes a topic on every idea that has it, some ideas a command. What was
    /// done is written down by the command that begins it.
    async fn retopic(&self, actor: &Actor, topic: &str, instead: Option<String>) -> Outcome<usize> {
        if instead.as_deref() == Some(topic) {
            return Ok(0);
        }
        let with = (topic.to_owned(), instead.clone());
        let begun = self.deed(actor, Lock::OwnRows, with, |tx, deed, with| {
            Box::pin(begin(tx, deed, with))
        });
        let mut changed = begun.await?;
        // What goes on is the same act, and not counted again.
        loop {
            let with = (actor.clone(), topic.to_owned(), instead.clone());
            let some = self.ctx.db.write(Lock::OwnRows, with, |tx, with| {
                let (actor, topic, instead) = with;
                Box::pin(async move {
                    actors::still(tx, actor).await?;
                    ideas::retopic(tx, topic, instead.as_deref()).await
                })
            });
            match some.await? {
                0 => return Ok(changed),
                some => changed += some,
            }
            self.ctx.changes.visible();
        }
    }
}

/// Changes the first ideas of a topic, and writes down what is done.
async fn begin(
    tx: &mut Tx<'_>,
    deed: Deed,
    (topic, instead): &(String, Option<String>),
) -> Result<usize, Fault> {
    let some = ideas::retopic(tx, topic, instead.as_deref()).await?;
    if some == 0 {
        return Err(Noun::Topic.into());
    }
    let (kind, words) = match instead {
        Some(instead) => ("topic.renamed", format!("{topic} → {instead}")),
        None => ("topic.removed", topic.clone()),
    };
    deed.record(tx, kind, None, &words).await?;
    Ok(some)
}

#[async_trait]
impl TopicAdmin for AdminService {
    async fn list(
        &self,
        actor: &Actor,
        beginning: &str,
        after: Option<&Cursor>,
    ) -> Outcome<Page<TopicUse>> {
        policy::administer(actor)?;
        let after = after.map_or("", |Cursor(topic)| topic.as_str());
        let topics = list(&self.ctx.db, beginning, after).await?;
        Ok(Page::cut(topics, PAGE, |topic| Cursor(topic.topic.clone())))
    }

    async fn rename(&self, actor: &Actor, topic: &str, name: String) -> Outcome<usize> {
        self.retopic(actor, topic, Some(name)).await
    }

    async fn remove(&self, actor: &Actor, topic: &str) -> Outcome<usize> {
        self.retopic(actor, topic, None).await
    }
}
