//! An organisation of a given size, to measure by: the same one every time, on
//! both engines. It is written in bulk, past the use cases; the contract test
//! asks the reconciler whether every counter, score and stage is still right.

mod bulk;
mod history;
mod people;
mod size;
#[cfg(test)]
mod tests;
mod words;

use domain::accounts::Password;
use domain::{Outcome, Timestamp};
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;

use crate::accounts::password;
use crate::context::Context;
use crate::db::{Db, Fault, Lock, Tx, first, one, run};
use crate::demo::{PASSWORD, SeedError};
use history::History;
pub use size::{Amounts, Size};

/// Which edition of the content this is: counts up when what is written changes.
pub const EDITION: u32 = 2;
/// Ideas written in one transaction, with all that belongs to them.
const BATCH: i64 = 250;
/// The organisation's name.
const ORGANISATION: &str = "A thousand hands";
/// What all randomness here comes from.
const SEED: u64 = 20_260_512;

const MEMBERS: &str = "
    SELECT COUNT(*)
    FROM members";

/// Fills an empty database with an organisation of this size; its history ends
/// now. `told` hears how many of the ideas are written.
pub async fn seed(ctx: &Context, size: Size, told: impl Fn(i64, i64)) -> Result<(), SeedError> {
    let members: i64 = one!(db & ctx.db, i64, MEMBERS)?;
    if members > 0 {
        return Err(SeedError::NotEmpty);
    }
    let refused = |what: &'static str| {
        move |error| SeedError::Refused {
            what: what.into(),
            error,
        }
    };
    let hash = password::hash(ctx, &Password::claimed(PASSWORD)).await;
    let hash = hash.map_err(refused("hashing the password"))?;
    let (amounts, now) = (size.amounts(), ctx.now());
    people::move_in(ctx, &amounts, &hash, now)
        .await
        .map_err(refused("people and places"))?;
    let history = std::sync::Arc::new(History::new(amounts, now));
    let mut first = 1;
    while first <= amounts.ideas {
        let after = (first + BATCH).min(amounts.ideas + 1);
        let batch = (std::sync::Arc::clone(&history), first..after);
        let written = ctx.db.write(Lock::OwnRows, batch, |tx, (history, ideas)| {
            Box::pin(history.write(tx, ideas.clone()))
        });
        written.await.map_err(refused("ideas"))?;
        told(after - 1, amounts.ideas);
        first = after;
    }
    settle(ctx).await.map_err(refused("counting"))
}

/// Randomness of one kind and number, whatever was drawn before.
fn random(kind: u64, number: i64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(SEED ^ (kind << 48) ^ number.unsigned_abs())
}

const COUNT_UNREAD: &str = "
    UPDATE members
    SET unread = (
        SELECT COUNT(*)
        FROM notices
        WHERE member_id = members.id
        AND read_at IS NULL
    )
    WHERE id > $1
    AND id <= $2";
const NEWEST_MEMBER: &str = "
    SELECT COALESCE(MAX(id), 0)
    FROM members";
/// SQLite knows by itself what the next number is.
const NEXT_NUMBERS: [&str; 5] = [
    "SELECT setval(pg_get_serial_sequence('ideas', 'id'), (SELECT MAX(id) FROM ideas))",
    "SELECT setval(pg_get_serial_sequence('comments', 'id'), (SELECT MAX(id) FROM comments))",
    "SELECT setval(pg_get_serial_sequence('teams', 'id'), (SELECT MAX(id) FROM teams))",
    "SELECT setval(pg_get_serial_sequence('seats', 'id'), (SELECT MAX(id) FROM seats))",
    "SELECT setval(pg_get_serial_sequence('members', 'id'), (SELECT MAX(id) FROM members))",
];

/// What is left to do once every row is there: numbers, unread counts, and what
/// the engine knows of its tables.
async fn settle(ctx: &Context) -> Outcome<()> {
    let newest = newest_member(&ctx.db).await?;
    for after in (0..newest).step_by(10_000) {
        let members = (after, after + 10_000);
        ctx.db
            .write(Lock::OwnRows, members, |tx, (after, until)| {
                Box::pin(async move {
                    run!(tx, COUNT_UNREAD, *after, *until)?;
                    Ok(())
                })
            })
            .await?;
    }
    ctx.db
        .write(Lock::OwnRows, (), |tx, ()| Box::pin(number_on(tx)))
        .await
}

async fn newest_member(db: &Db) -> Result<i64, Fault> {
    Ok(one!(db db, i64, NEWEST_MEMBER)?)
}

async fn number_on(tx: &mut Tx<'_>) -> Result<(), Fault> {
    if matches!(tx, Tx::Postgres(_)) {
        for sql in NEXT_NUMBERS {
            first!(tx tx, (i64,), sql)?;
        }
    }
    run!(tx, "ANALYZE")?;
    Ok(())
}

/// So many days before a moment.
fn days_before(now: Timestamp, days: f64) -> Timestamp {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a few years of microseconds"
    )]
    let micros = (days * domain::time::DAY as f64) as i64;
    Timestamp(now.0 - micros)
}
