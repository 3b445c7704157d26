//! Topics of ideas, as admins tidy them.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::ideas::Topics;
use crate::paging::{Cursor, Page};
use crate::{FieldError, FieldErrors, Outcome};

/// A topic and how many ideas have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicUse {
    /// The topic.
    pub topic: String,
    /// Ideas that have it, withdrawn ones included.
    pub ideas: i64,
}

impl TopicUse {
    /// Reads the new name of a topic, as ideas may have it.
    pub fn name(text: &str) -> Result<String, FieldErrors> {
        let mut read = Topics::parse(text).map_err(|error| FieldErrors::one("name", error))?;
        match (read.0.pop(), read.0.is_empty()) {
            (Some(name), true) => Ok(name),
            (Some(_), false) => Err(FieldErrors::one("name", FieldError::TooMany(1))),
            (None, _) => Err(FieldErrors::one("name", FieldError::Missing)),
        }
    }
}

/// Tidying topics.
#[async_trait]
pub trait TopicAdmin: Send + Sync {
    /// Topics that begin with these letters, in the order of the alphabet.
    async fn list(
        &self,
        actor: &Actor,
        beginning: &str,
        after: Option<&Cursor>,
    ) -> Outcome<Page<TopicUse>>;
    /// Gives a topic another name on every idea that has it; where that name is
    /// in use, the two become one. How many ideas that were.
    async fn rename(&self, actor: &Actor, topic: &str, name: String) -> Outcome<usize>;
    /// Takes a topic off every idea that has it. How many ideas that were.
    async fn remove(&self, actor: &Actor, topic: &str) -> Outcome<usize>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_renamed_to_one_topic() {
        assert_eq!(TopicUse::name(" Spare  Parts "), Ok("spare parts".into()));
        let two = TopicUse::name("spare, parts");
        assert_eq!(two, Err(FieldErrors::one("name", FieldError::TooMany(1))));
        let none = TopicUse::name(" , ");
        assert_eq!(none, Err(FieldErrors::one("name", FieldError::Missing)));
        let short = TopicUse::name("x");
        assert_eq!(
            short,
            Err(FieldErrors::one("name", FieldError::TooShort(2)))
        );
    }
}
