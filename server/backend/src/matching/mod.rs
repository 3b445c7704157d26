//! Seats and people finding each other: what members tell for it.

mod seats;
mod sql;
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use domain::Outcome;
use domain::accounts::Actor;
use domain::limits::Act;
use domain::matching::{Matching, Preferences, SeatForYou};

use crate::db::Lock;
use crate::setup::time_zone;
use crate::{Context, limits};

pub(crate) use sql::preferences;

/// Telling what one would like to be found for.
pub struct MatchingService {
    ctx: Context,
}

impl MatchingService {
    /// The use cases on this context.
    pub fn new(ctx: Context) -> Self {
        Self { ctx }
    }
}

#[async_trait]
impl Matching for MatchingService {
    async fn seats_for(&self, actor: &Actor) -> Outcome<Option<Vec<SeatForYou>>> {
        let told = sql::preferences(&self.ctx.db, actor.id).await?;
        if !told.open {
            return Ok(None);
        }
        Ok(Some(seats::best(&self.ctx.db, actor, &told).await?))
    }

    async fn preferences(&self, actor: &Actor) -> Outcome<Preferences> {
        Ok(sql::preferences(&self.ctx.db, actor.id).await?)
    }

    async fn prefer(&self, actor: &Actor, mut preferences: Preferences) -> Outcome<()> {
        if !preferences.time_zone.is_empty() {
            preferences.time_zone = time_zone(&preferences.time_zone)?;
        }
        let command = (actor.id, preferences, self.ctx.now());
        let counted = (Act::Profile, actor);
        limits::write(&self.ctx, counted, Lock::Nothing, command, |tx, command| {
            let (member, preferences, now) = command;
            Box::pin(sql::save(tx, *member, preferences, *now))
        })
        .await
    }
}
