//! Commands on PostgreSQL: each its own transaction, retried when another one
//! came in its way.

use sqlx::{Connection, PgPool};

use domain::{AppError, Outcome};

use super::{Done, Fault, Lock, Tx, run};

/// How often a command is run again after a serialization failure or deadlock.
const RETRIES: u32 = 3;

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
            Err(fault) if fault.passes() && tries < RETRIES => tries += 1,
            Err(fault) if fault.passes() => return Err(AppError::Busy),
            Err(fault) => return Err(fault.answer()),
        }
    }
}

async fn attempt<C, T, F>(pool: &PgPool, lock: Lock, command: &C, body: &F) -> Result<T, Fault>
where
    F: for<'t> Fn(&'t mut Tx<'_>, &'t C) -> Done<'t, T>,
{
    let mut connection = pool.acquire().await?;
    let mut transaction = connection.begin().await?;
    let value = {
        let mut tx = Tx::Postgres(&mut transaction);
        take(&mut tx, lock).await?;
        body(&mut tx, command).await?
    };
    transaction.commit().await?;
    Ok(value)
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
