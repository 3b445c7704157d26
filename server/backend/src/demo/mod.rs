//! The demo organisation: forty people of a furniture maker, sixty ideas in
//! every stage, teams that gather and teams that launched.
//!
//! The content is data ([`content`]); what happens with it goes through the use
//! cases, in the order of time, on a clock that the seeding moves. So the demo
//! obeys every rule of the product, counters and scores included. The same
//! content and the same present moment give the same database.

mod calendar;
mod content;
mod matching;
mod people;
mod play;
mod sql;

use std::sync::Arc;

use domain::Outcome;
use domain::accounts::Password;

use crate::accounts::password;
use crate::context::Context;
use crate::db::{first, one};
use crate::limits::Limits;

/// Name of the demo organisation.
pub const ORGANISATION: &str = "Harrow & Pine";
/// Everybody's password in the demo.
pub const PASSWORD: &str = "barnraise-demo";

/// Why the demo could not move in.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// Somebody lives here already.
    #[error("there are members already: only an empty database is filled")]
    NotEmpty,
    /// The content breaks a rule of the product.
    #[error("{what}: {error}")]
    Refused {
        /// What was tried.
        what: String,
        /// Why it was refused.
        error: domain::AppError,
    },
    /// The content cannot be read.
    #[error("the demo's content cannot be read: {0}")]
    Content(#[from] serde_json::Error),
    /// The database.
    #[error(transparent)]
    Db(#[from] sqlx::Error),
}

/// Whether the demo organisation lives in this database.
pub async fn is_demo(ctx: &Context) -> Outcome<bool> {
    let found: Option<(String,)> = first!(db & ctx.db, (String,), sql::ORGANISATION)
        .map_err(|error| crate::db::Fault::Db(error).answer())?;
    Ok(found.is_some_and(|(name,)| name == ORGANISATION))
}

/// Fills an empty database with the demo organisation, its history ending now.
pub async fn seed(ctx: &Context) -> Result<(), SeedError> {
    let members: i64 = one!(db & ctx.db, i64, sql::MEMBERS)?;
    if members > 0 {
        return Err(SeedError::NotEmpty);
    }
    let content = content::read()?;
    let now = ctx.now();
    let hash = password::hash(ctx, &Password::claimed(PASSWORD))
        .await
        .map_err(|error| SeedError::Refused {
            what: "hashing the demo's password".into(),
            error,
        })?;
    let actors = people::move_in(ctx, &content, &hash, now)
        .await
        .map_err(|error| SeedError::Refused {
            what: "people and places".into(),
            error,
        })?;
    let clock = Arc::new(calendar::MovedClock::new(now));
    let past = Context {
        clock: Arc::clone(&clock) as Arc<_>,
        limits: Limits::Relaxed,
        ..ctx.clone()
    };
    play::all(&past, &clock, &content, &actors, now).await?;
    people::settle(ctx, now)
        .await
        .map_err(|error| SeedError::Refused {
            what: "old notices".into(),
            error,
        })
}

#[cfg(test)]
mod tests;
mod work;
