//! The vocabulary of skills. It grows by what people type, in profiles and seats;
//! stewards say which words mean the same.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::accounts::Actor;
use crate::paging::{Cursor, Page};

/// A skill as it is compared: however it is written, it is the same one.
pub fn fold(name: &str) -> String {
    name.to_lowercase()
}

/// A word of the vocabulary, and who uses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkillUse {
    /// As it was typed first.
    pub name: String,
    /// As it is compared, see [`fold`].
    pub folded: String,
    /// Members who have it.
    pub people: i64,
    /// Seats that ask for it.
    pub seats: i64,
    /// The word it means the same as, if it gave way to one.
    pub same_as: Option<String>,
}

/// Tending the vocabulary.
#[async_trait]
pub trait Skills: Send + Sync {
    /// Words that begin with these letters, in the order of the alphabet.
    async fn list(
        &self,
        actor: &Actor,
        beginning: &str,
        after: Option<&Cursor>,
    ) -> Outcome<Page<SkillUse>>;
    /// Says that a word means the same as another: whoever has one has both. Fails
    /// on `with` where that is no word of the vocabulary, or the word itself.
    async fn unite(&self, actor: &Actor, skill: &str, with: &str) -> Outcome<()>;
    /// Lets the word stand for itself again. What had given way to it before stays
    /// with the word that it gave way to.
    async fn part(&self, actor: &Actor, skill: &str) -> Outcome<()>;
    /// The words that most people have or seats ask for, for choosing while
    /// typing; those that gave way to another left out.
    async fn common(&self) -> Outcome<Vec<String>>;
}
