//! Commands on PostgreSQL: each its own transaction, retried when another one
//! came in its way, and never waiting for long: a server that is away is told
//! to people as busy, and used again as soon as it answers.

use std::time::Duration;

use sqlx::{Connection, PgPool};

use domain::{AppError, Outcome};

use super::{Done, Fault, Lock, Tx, pulse, run};
use crate::context::{Entropy, SystemEntropy};

/// How often a command is run again after a serialization failure or deadlock.
const RETRIES: u32 = 3;
/// The longest pause before the first of them, in milliseconds; each one more
/// doubles it.
const PAUSE: u64 = 8;
/// How long one command may take, connecting left out.
const BUDGET: Duration = Duration::from_secs(5);
/// How long a read or a command waits for a free connection, and for a server
/// that is away.
pub(super) const PATIENCE: Duration = Duration::from_secs(3);
/// How long the server lets one statement run, and wait for a lock; and how
/// long it lets a transaction stand whose client fell silent. Work that takes
/// longer by its nature says [`NO_HURRY`].
pub(super) const TIMEOUTS: [(&str, &str); 3] = [
    ("statement_timeout", "5s"),
    ("lock_timeout", "3s"),
    ("idle_in_transaction_session_timeout", "15s"),
];
/// Lifts the time of a statement until the transaction ends.
pub(crate) const NO_HURRY: &str = "SET LOCAL statement_timeout = 0";

const SERIALIZABLE: &str = "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE";
const LOCK_IDEA: &str = "SELECT id FROM ideas WHERE id = $1 FOR UPDATE";
const LOCK_IDEA_OF_TEAM: &str = "
    SELECT id FROM ideas
    WHERE id = (SELECT idea_id FROM teams WHERE id = $1)
    FOR UPDATE";
const LOCK_IDEA_OF_COMMENT: &str = "
    SELECT id FROM ideas
    WHERE id = (SELECT idea_id FROM comments WHERE id = $1)
    FOR UPDATE";
const LOCK_IDEAS_OF_MEMBER: &str = "
    SELECT id FROM ideas
    WHERE id IN (
        SELECT t.idea_id FROM teams t
        JOIN pledges p ON p.team_id = t.id
        WHERE p.member_id = $1 AND p.state = 'held' AND t.stage = 'gathering')
    ORDER BY id
    FOR UPDATE";

pub(super) async fn write<C, T, F>(pool: &PgPool, lock: Lock, command: &C, body: &F) -> Outcome<T>
where
    F: for<'t> Fn(&'t mut Tx<'_>, &'t C) -> Done<'t, T>,
{
    let mut tries = 0;
    loop {
        match attempt(pool, lock, command, body).await {
            Ok(value) => return Ok(value),
            Err(fault) if fault.passes() && tries < RETRIES => {
                tokio::time::sleep(pause(tries, SystemEntropy.secret())).await;
                tries += 1;
            }
            Err(fault) if fault.passes() => {
                pulse::busy(1);
                return Err(AppError::Busy);
            }
            Err(fault) => return Err(fault.answer()),
        }
    }
}

/// A random pause, so that two commands that met do not meet again.
fn pause(tries: u32, random: [u8; 32]) -> Duration {
    let [first, second, ..] = random;
    let part = u64::from(u16::from_be_bytes([first, second]));
    let longest = (PAUSE << tries) * 1_000;
    Duration::from_micros(longest * part / u64::from(u16::MAX))
}

async fn attempt<C, T, F>(pool: &PgPool, lock: Lock, command: &C, body: &F) -> Result<T, Fault>
where
    F: for<'t> Fn(&'t mut Tx<'_>, &'t C) -> Done<'t, T>,
{
    let mut connection = pool.acquire().await?;
    let work = async {
        let mut transaction = connection.begin().await?;
        let value = {
            let mut tx = Tx::Postgres(&mut transaction);
            take(&mut tx, lock).await?;
            body(&mut tx, command).await?
        };
        transaction.commit().await?;
        pulse::committed(1);
        Ok(value)
    };
    // A server that vanished without a word keeps nobody waiting.
    if let Ok(done) = tokio::time::timeout(BUDGET, work).await {
        done
    } else {
        tracing::error!("a command took longer than {BUDGET:?}");
        Err(Fault::App(AppError::Busy))
    }
}

/// Locks the aggregate first, so that what the command reads afterwards is what
/// the one before it wrote; without an aggregate, asks for serializability.
async fn take(tx: &mut Tx<'_>, lock: Lock) -> Result<(), sqlx::Error> {
    match lock {
        Lock::Nothing => run!(tx, SERIALIZABLE)?,
        Lock::OwnRows => 0,
        Lock::Idea(id) => run!(tx, LOCK_IDEA, id)?,
        Lock::IdeaOfTeam(id) => run!(tx, LOCK_IDEA_OF_TEAM, id)?,
        Lock::IdeaOfComment(id) => run!(tx, LOCK_IDEA_OF_COMMENT, id)?,
        Lock::IdeasOfMember(id) => run!(tx, LOCK_IDEAS_OF_MEMBER, id)?,
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_are_random_short_and_grow() {
        assert_eq!(pause(0, [0; 32]), Duration::ZERO);
        assert_eq!(pause(0, [255; 32]), Duration::from_millis(8));
        assert_eq!(pause(2, [255; 32]), Duration::from_millis(32));
        assert!(pause(1, [7; 32]) < pause(1, [8; 32]));
    }
}
