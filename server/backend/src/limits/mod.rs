//! Limits, kept in the database, so that restarts and nodes share them.
//!
//! Each member, address or account has one moment for each act: the
//! "theoretical arrival time" of the generic cell rate algorithm (ITU-T I.371,
//! 1996). It is moved by the command that acts, in its transaction: what is
//! refused for another reason costs nothing, and nobody can race past it.

#[cfg(test)]
mod tests;

use domain::accounts::{Actor, MemberId};
use domain::limits::{Act, ClientAddress, Limit};
use domain::time::SECOND;
use domain::{Outcome, Timestamp};

use crate::db::{Done, Fault, Lock, Tx, first, one, run};
use crate::{Context, actors, secret};

/// Whether limits hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Limits {
    /// As `domain::limits` says.
    #[default]
    Default,
    /// Not at all: for tests, for load and for filling a database.
    Relaxed,
}

/// Who is counted.
#[derive(Clone, Debug)]
pub(crate) enum Subject {
    /// A member, wherever they are.
    Member(MemberId),
    /// Whoever asks from this network.
    Address(ClientAddress),
    /// The account with this address, whether there is one or not.
    Account(String),
}

impl Subject {
    /// The word in the database; addresses of accounts are not readable there.
    fn word(&self) -> String {
        match self {
            Self::Member(id) => format!("member {id}"),
            Self::Address(address) => address.household().to_string(),
            Self::Account(email) => secret::hex(&secret::hash(email)),
        }
    }
}

// A moment more than a whole period ahead was written by a clock that went
// back since: it counts as none.
const SPEND: &str = "
    INSERT INTO limits (subject, act, free_at)
    VALUES ($1, $2, $3 + $4)
    ON CONFLICT (subject, act) DO UPDATE
    SET free_at = CASE
        WHEN limits.free_at BETWEEN $3 AND $3 + $5 THEN limits.free_at
        ELSE $3
    END + $4
    WHERE limits.free_at <= $3 + $5 - $4
    OR limits.free_at > $3 + $5
    RETURNING free_at";
const FREE_AT: &str = "
    SELECT free_at
    FROM limits
    WHERE subject = $1
    AND act = $2";

impl Limits {
    /// Counts an act; fails with the limit when it was done too often.
    pub(crate) async fn spend(
        self,
        tx: &mut Tx<'_>,
        act: Act,
        subject: &Subject,
        now: Timestamp,
    ) -> Result<(), Fault> {
        if self == Self::Relaxed {
            return Ok(());
        }
        let (subject, rate) = (subject.word(), act.rate());
        let (share, period) = (rate.share(), rate.period);
        let word = subject.as_str();
        let spent: Option<(i64,)> =
            first!(tx tx, (i64,), SPEND, word, act.as_str(), now.0, share, period)?;
        if spent.is_some() {
            return Ok(());
        }
        let free_at = one!(tx tx, i64, FREE_AT, word, act.as_str())?;
        Err(Limit {
            act,
            wait: seconds(free_at + share - period - now.0),
        }
        .into())
    }
}

/// Microseconds as whole seconds, rounded up, at least one.
fn seconds(micros: i64) -> u32 {
    u32::try_from((micros + SECOND - 1) / SECOND)
        .unwrap_or(1)
        .max(1)
}

/// Runs a signed-in member's command like [`crate::db::Db::write`], counted:
/// fails with the limit, and does nothing, when they acted too often. Counted
/// first, so that a flood is turned away cheaply; a command that is refused for
/// another reason is not counted, because it is rolled back whole. Then the
/// member is asked for once more ([`actors::still`]).
pub(crate) async fn write<C, T, F>(
    ctx: &Context,
    (act, actor): (Act, &Actor),
    lock: Lock,
    command: C,
    body: F,
) -> Outcome<T>
where
    C: Send + Sync + 'static,
    T: Send + 'static,
    F: for<'t> Fn(&'t mut Tx<'_>, &'t C) -> Done<'t, T> + Send + Sync + 'static,
{
    let (counted, command) = ((act, actor.id), (actor.clone(), command, body));
    count(ctx, counted, lock, command, |tx, (actor, command, body)| {
        Box::pin(async move {
            actors::still(tx, actor).await?;
            body(tx, command).await
        })
    })
    .await
}

/// [`write`] for a body that asks by itself whether the member is still who they
/// were, along with something else.
pub(crate) async fn count<C, T, F>(
    ctx: &Context,
    (act, member): (Act, MemberId),
    lock: Lock,
    command: C,
    body: F,
) -> Outcome<T>
where
    C: Send + Sync + 'static,
    T: Send + 'static,
    F: for<'t> Fn(&'t mut Tx<'_>, &'t C) -> Done<'t, T> + Send + Sync + 'static,
{
    let (limits, now) = (ctx.limits, ctx.now());
    let written = ctx
        .db
        .write(lock, (command, body), move |tx, (command, body)| {
            Box::pin(async move {
                limits.spend(tx, act, &Subject::Member(member), now).await?;
                body(tx, command).await
            })
        });
    written.await
}

/// Counts acts in a small command of their own, all of them or none: for what
/// is counted whether it succeeds or not.
pub(crate) async fn spend<const N: usize>(ctx: &Context, acts: [(Act, Subject); N]) -> Outcome<()> {
    if ctx.limits == Limits::Relaxed {
        return Ok(());
    }
    let command = (acts, ctx.limits, ctx.now());
    let spent = ctx.db.write(Lock::OwnRows, command, |tx, command| {
        let (acts, limits, now) = command;
        Box::pin(async move {
            for (act, subject) in acts {
                limits.spend(tx, *act, subject, *now).await?;
            }
            Ok(())
        })
    });
    spent.await
}

const REFUND: &str = "
    UPDATE limits
    SET free_at = free_at - $3
    WHERE subject = $1
    AND act = $2";

/// Takes back what was counted before its outcome was known. Where that fails
/// one try too many stays counted; what was done in the meantime stands.
pub(crate) async fn refund<const N: usize>(ctx: &Context, acts: [(Act, Subject); N]) {
    if ctx.limits == Limits::Relaxed {
        return;
    }
    let refunded = ctx.db.write(Lock::OwnRows, acts, |tx, acts| {
        Box::pin(async move {
            for (act, subject) in acts {
                let (word, share) = (subject.word(), act.rate().share());
                run!(tx, REFUND, word.as_str(), act.as_str(), share)?;
            }
            Ok(())
        })
    });
    if let Err(error) = refunded.await {
        tracing::warn!("a try that succeeded stays counted: {error}");
    }
}

const SWEEP: &str = "
    DELETE FROM limits
    WHERE free_at <= $1";

/// Forgets moments that are past; how many.
pub(crate) async fn sweep(ctx: &Context) -> Outcome<u64> {
    let swept = ctx.db.write(Lock::OwnRows, ctx.now(), |tx, now| {
        Box::pin(async move { Ok(run!(tx, SWEEP, now.0)?) })
    });
    swept.await
}
