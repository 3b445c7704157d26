//! What was typed into a form that was refused, kept for a quarter of an hour
//! so that a page without JavaScript shows it again. The key in the URL opens
//! it once, and only in the browser that typed it.

#[cfg(test)]
mod tests;

use domain::time::SECOND;
use domain::{Outcome, Timestamp};

use crate::db::{Fault, Lock, first, run};
use crate::{Context, secret};

/// How long something is kept, in microseconds.
const KEPT: i64 = 15 * 60 * SECOND;
/// How many things are kept for one browser; the oldest make room.
const MOST: i64 = 20;

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

/// Keeps a content (never a password: its caller leaves those out) for whoever
/// shows the key and this browser's secret; the key.
pub async fn keep(ctx: &Context, browser: &str, content: &str) -> Outcome<String> {
    let key = secret::fresh(ctx);
    let command = (
        secret::hash(&key),
        secret::hash(browser),
        content.to_owned(),
        ctx.now() + KEPT,
    );
    let kept = ctx.db.write(Lock::Nothing, command, |tx, command| {
        Box::pin(async move {
            let (key, browser, content, Timestamp(ends)) = command;
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
