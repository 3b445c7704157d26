//! What was typed into a form that was refused, kept for a quarter of an hour
//! so that a page without JavaScript shows it again. The key in the URL opens
//! it once, and only in the browser that typed it.
//!
//! Whoever cannot have a form kept gets it back inside the answer, so every
//! bound here may simply refuse.

#[cfg(test)]
mod tests;

use domain::accounts::MemberId;
use domain::limits::{Act, ClientAddress};
use domain::time::SECOND;
use domain::{AppError, Outcome, Timestamp};

use crate::db::{Fault, Lock, Tx, first, one, run};
use crate::limits::{Limits, Subject};
use crate::{Context, secret};

/// How long something is kept, in microseconds.
const KEPT: i64 = 15 * 60 * SECOND;
/// How many things are kept for one browser; the oldest make room.
const MOST: i64 = 20;
/// Bytes a thing may have: twice a form, because its quotes are escaped.
const LONGEST: usize = 128 * 1024;
/// How many things are kept in all, a quarter of a gigabyte at most.
const ROOM: i64 = 2_048;
/// How many of them visitors may fill, so that they never crowd members out.
const VISITORS_ROOM: i64 = ROOM / 2;

/// For whom something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// A visitor whose form was refused; counted by address.
    Visitor(ClientAddress),
    /// A member whose form was refused.
    Member(MemberId),
    /// Whoever did what is told once, such as writing an invitation: that was
    /// counted already, and cannot be refused any more.
    Done,
}

impl Keeper {
    /// Who is counted, and how many things there may be before theirs.
    fn bounds(self) -> Option<(Subject, i64)> {
        match self {
            Self::Visitor(address) => Some((Subject::Address(address), VISITORS_ROOM)),
            Self::Member(id) => Some((Subject::Member(id), ROOM)),
            Self::Done => None,
        }
    }
}

const KEEP: &str = "
    INSERT INTO retries (key_hash, browser_hash, content, expires_at)
    VALUES ($1, $2, $3, $4)";

const MAKE_ROOM: &str = "
    DELETE FROM retries
    WHERE browser_hash = $1
    AND key_hash NOT IN (
        SELECT key_hash
        FROM retries
        WHERE browser_hash = $1
        ORDER BY expires_at DESC, key_hash
        LIMIT $2)";

// Counts as far as it matters, so a full table costs no more than a large one.
const COUNT: &str = "
    SELECT COUNT(*)
    FROM (
        SELECT 1
        FROM retries
        WHERE expires_at > $1
        LIMIT $2) AS kept";

/// Fails with the limit where this keeper kept too much, and busy where there
/// is no room.
async fn admit(
    tx: &mut Tx<'_>,
    limits: Limits,
    (subject, room): (&Subject, i64),
    now: Timestamp,
) -> Result<(), Fault> {
    if limits == Limits::Relaxed {
        return Ok(());
    }
    limits.spend(tx, Act::KeepForm, subject, now).await?;
    if one!(tx tx, i64, COUNT, now.0, room)? >= room {
        return Err(AppError::Busy.into());
    }
    Ok(())
}

/// Keeps a content (never a password: its caller leaves those out) for whoever
/// shows the key and this browser's secret; the key. Fails with
/// [`AppError::TooMany`] or [`AppError::Busy`] where it cannot be kept now.
pub async fn keep(ctx: &Context, keeper: Keeper, browser: &str, content: &str) -> Outcome<String> {
    if content.len() > LONGEST {
        return Err(AppError::Busy);
    }
    let key = secret::fresh(ctx);
    let counted = (ctx.limits, keeper.bounds(), ctx.now());
    let row = (
        secret::hash(&key),
        secret::hash(browser),
        content.to_owned(),
        ctx.now() + KEPT,
    );
    // On PostgreSQL a few too many may get in at the same moment; no harm.
    let kept = ctx.db.write(Lock::OwnRows, (counted, row), |tx, command| {
        Box::pin(async move {
            let ((limits, bounds, now), row) = command;
            if let Some((subject, room)) = bounds {
                admit(tx, *limits, (subject, *room), *now).await?;
            }
            let (key, browser, content, Timestamp(ends)) = row;
            run!(tx, MAKE_ROOM, browser.as_slice(), MOST - 1)?;
            run!(
                tx,
                KEEP,
                key.as_slice(),
                browser.as_slice(),
                content.as_str(),
                ends
            )?;
            Ok(())
        })
    });
    kept.await?;
    Ok(key)
}

const TAKE: &str = "
    DELETE FROM retries
    WHERE key_hash = $1
    AND browser_hash = $2
    AND expires_at > $3
    RETURNING content";

/// What was kept under this key in this browser, once.
pub async fn take(ctx: &Context, key: &str, browser: &str) -> Outcome<Option<String>> {
    let command = (secret::hash(key), secret::hash(browser), ctx.now());
    let taken = ctx.db.write(Lock::Nothing, command, |tx, command| {
        Box::pin(async move {
            let (key, browser, now) = command;
            let found: Result<Option<(String,)>, Fault> =
                first!(tx tx, (String,), TAKE, key.as_slice(), browser.as_slice(), now.0)
                    .map_err(Fault::from);
            Ok(found?.map(|(content,)| content))
        })
    });
    taken.await
}

const SWEEP: &str = "
    DELETE FROM retries
    WHERE expires_at <= $1";

/// Forgets what nobody came back for; how many. A chore.
pub async fn sweep(ctx: &Context) -> Outcome<u64> {
    let swept = ctx.db.write(Lock::Nothing, ctx.now(), |tx, now| {
        Box::pin(async move { Ok(run!(tx, SWEEP, now.0)?) })
    });
    swept.await
}
