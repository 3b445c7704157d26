//! The vocabulary of skills: what was ever typed, and what means the same.

mod sql;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use async_trait::async_trait;
use domain::accounts::Actor;
use domain::limits::Act;
use domain::paging::{Cursor, PAGE, Page};
use domain::skills::{SkillUse, Skills, fold};
use domain::{FieldError, FieldErrors, Noun, Outcome, Timestamp, plain, policy};

use crate::db::{Db, Fault, Lock, Tx};
use crate::events::{self, Event};
use crate::{Context, limits};
pub(crate) use sql::note;

/// Which words mean the same.
pub(crate) struct Synonyms(HashMap<String, String>);

impl Synonyms {
    /// Reads the words that gave way to others.
    pub(crate) async fn read(db: &Db) -> Result<Self, Fault> {
        Ok(Self(sql::synonyms(db).await?.into_iter().collect()))
    }

    /// The word that a skill is counted under.
    pub(crate) fn root(&self, name: &str) -> String {
        let folded = fold(name);
        self.0.get(&folded).cloned().unwrap_or(folded)
    }
}

/// Tending the vocabulary.
pub struct SkillsService {
    ctx: Context,
}

impl SkillsService {
    /// The use cases on this context.
    pub fn new(ctx: Context) -> Self {
        Self { ctx }
    }

    async fn tend(&self, actor: &Actor, skill: &str, with: Option<String>) -> Outcome<()> {
        policy::tend_skills(actor)?;
        let command = (actor.clone(), fold(skill), with, self.ctx.now());
        let counted = (Act::Administer, actor);
        limits::write(&self.ctx, counted, Lock::Nothing, command, |tx, command| {
            let (actor, skill, with, now) = command;
            Box::pin(tend(tx, actor, (skill, with.as_deref()), *now))
        })
        .await?;
        self.ctx.changes.visible();
        Ok(())
    }
}

/// Unites a word with another, or takes that back; written down as an act of care.
async fn tend(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (skill, with): (&str, Option<&str>),
    now: Timestamp,
) -> Result<(), Fault> {
    let word = sql::word(tx, skill).await?.ok_or(Noun::Skill)?;
    let (kind, detail) = if let Some(with) = with {
        let other = sql::word(tx, with).await?;
        // Whatever gave way itself leads on.
        let root = other.and_then(|other| other.same_as.or(Some(other.folded)));
        let root = root.filter(|root| *root != word.folded);
        let root = root.ok_or_else(|| FieldErrors::one("with", FieldError::NotAnotherSkill))?;
        sql::unite(tx, &word.folded, &root).await?;
        ("skill.united", format!("{skill} → {root}"))
    } else {
        sql::part(tx, &word.folded).await?;
        ("skill.parted", skill.to_owned())
    };
    let event = Event {
        kind,
        actor: Some(actor.id),
        detail,
        audit: true,
        ..Event::default()
    };
    events::record(tx, now, event).await
}

#[async_trait]
impl Skills for SkillsService {
    async fn list(
        &self,
        actor: &Actor,
        beginning: &str,
        after: Option<&Cursor>,
    ) -> Outcome<Page<SkillUse>> {
        policy::tend_skills(actor)?;
        let after = after.map_or("", |Cursor(word)| word.as_str());
        let beginning = fold(&plain::line(beginning));
        let words = sql::list(&self.ctx.db, &beginning, after, PAGE + 1).await?;
        Ok(Page::cut(words, PAGE, |word| Cursor(word.folded.clone())))
    }

    async fn unite(&self, actor: &Actor, skill: &str, with: &str) -> Outcome<()> {
        self.tend(actor, skill, Some(fold(&plain::line(with))))
            .await
    }

    async fn part(&self, actor: &Actor, skill: &str) -> Outcome<()> {
        self.tend(actor, skill, None).await
    }

    async fn common(&self) -> Outcome<Vec<String>> {
        Ok(sql::common(&self.ctx.db).await?)
    }
}
