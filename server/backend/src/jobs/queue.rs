//! The table of jobs: written, claimed, finished.

use domain::Timestamp;
use domain::time::SECOND;

use super::{Registry, TRIES, pause};
use crate::db::{Db, Fault, Lock, Tx, first, one, run};

/// How long a claimed job belongs to its server without a sign of life, in
/// microseconds.
pub(super) const LEASE: i64 = 30 * SECOND;

/// A job that this server works on. Its claim tells it from the same job taken
/// over by another one.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct Claimed {
    pub(super) id: i64,
    pub(super) kind: String,
    pub(super) payload: String,
    pub(super) attempts: i64,
    pub(super) claim: i64,
}

const ADD: &str = "
    INSERT INTO jobs (kind, payload, state, due_at, created_at)
    VALUES ($1, $2, 'waiting', $3, $4)
    RETURNING id";

/// Writes a job down; its number.
pub(super) async fn add(
    tx: &mut Tx<'_>,
    kind: &str,
    payload: &str,
    at: Timestamp,
    now: Timestamp,
) -> Result<i64, Fault> {
    Ok(one!(tx tx, i64, ADD, kind, payload, at.0, now.0)?)
}

// One that is due later than it could be was written by a clock that went back
// since, or recurs more often now. Less than a lease later says nothing: another
// server may have finished it after this one looked at its clock.
const SCHEDULE: &str = "
    INSERT INTO jobs (kind, payload, only_one, state, due_at, created_at)
    VALUES ($1, 'null', $1, 'waiting', $2, $2)
    ON CONFLICT (only_one) DO UPDATE
    SET due_at = excluded.due_at
    WHERE jobs.state = 'waiting'
    AND jobs.due_at > excluded.due_at + $3";

/// Sees to it that what recurs stands in the table, once.
pub(super) async fn schedule(db: &Db, registry: &Registry, now: Timestamp) -> Result<(), Fault> {
    let recurring: Vec<_> = registry.recurring().collect();
    let written = db.write(Lock::OwnRows, recurring, move |tx, recurring| {
        Box::pin(async move {
            for (kind, every) in recurring {
                run!(tx, SCHEDULE, *kind, now.0, *every + LEASE)?;
            }
            Ok(())
        })
    });
    Ok(written.await?)
}

const IS_DUE: &str = "
    SELECT id
    FROM jobs
    WHERE state IN ('waiting', 'running')
    AND due_at <= $1
    LIMIT 1";

/// Whether there is something to claim: a read, so that an idle server writes
/// nothing.
pub(super) async fn is_due(db: &Db, now: Timestamp) -> Result<bool, Fault> {
    let found: Option<(i64,)> = first!(db db, (i64,), IS_DUE, now.0)?;
    Ok(found.is_some())
}

macro_rules! claim {
    ($lock:literal) => {
        concat!(
            "
    UPDATE jobs
    SET state = 'running', due_at = $2, attempts = attempts + 1, claim = claim + 1
    WHERE id = (
        SELECT id
        FROM jobs
        WHERE state IN ('waiting', 'running')
        AND due_at <= $1
        ORDER BY due_at, id
        LIMIT 1",
            $lock,
            ")
    RETURNING id, kind, payload, attempts, claim"
        )
    };
}
const CLAIM_ON_SQLITE: &str = claim!("");
/// What another server claims at this moment is passed over, not waited for.
const CLAIM_ON_POSTGRES: &str = claim!("\n        FOR UPDATE SKIP LOCKED");

/// Claims the job that has waited longest, if one is due.
pub(super) async fn claim(db: &Db, now: Timestamp) -> Result<Option<Claimed>, Fault> {
    let claimed = db.write(Lock::OwnRows, now, |tx, now| {
        Box::pin(async move {
            let claim = match tx {
                Tx::Sqlite(_) => CLAIM_ON_SQLITE,
                Tx::Postgres(_) => CLAIM_ON_POSTGRES,
            };
            Ok(first!(tx tx, Claimed, claim, now.0, now.0 + LEASE)?)
        })
    });
    Ok(claimed.await?)
}

const RENEW: &str = "
    UPDATE jobs
    SET due_at = $3
    WHERE id = $1
    AND claim = $2
    AND state = 'running'";

/// Shows that this server still works on a job; whether it is still its own.
pub(super) async fn renew(db: &Db, job: &Claimed, now: Timestamp) -> Result<bool, Fault> {
    let command = (job.id, job.claim, now.0 + LEASE);
    let renewed = db.write(Lock::OwnRows, command, |tx, (id, claim, until)| {
        Box::pin(async move { Ok(run!(tx, RENEW, *id, *claim, *until)? == 1) })
    });
    Ok(renewed.await?)
}

const FINISH: &str = "
    UPDATE jobs
    SET state = $3, due_at = $4, attempts = $5, error = $6,
        handled = COALESCE($7, handled), finished_at = COALESCE($8, finished_at)
    WHERE id = $1
    AND claim = $2
    AND state = 'running'";

/// How a job's run ended.
pub(super) enum End {
    /// Well, with so many things dealt with.
    Done(u64),
    /// Not, for this reason.
    Failed(String),
    /// Not begun, because this program does not know its kind.
    Unknown,
    /// Given back half-way, because this server stops.
    Stopped,
}

/// What a row says after a run.
struct Row {
    state: &'static str,
    due: i64,
    attempts: i64,
    error: Option<String>,
    handled: Option<i64>,
    finished: Option<i64>,
}

/// What follows from how a run ended. What recurs never fails for good.
fn after(job: &Claimed, every: Option<i64>, end: End, now: Timestamp) -> Row {
    let waiting = Row {
        state: "waiting",
        due: now.0,
        attempts: job.attempts,
        error: None,
        handled: None,
        finished: None,
    };
    match (end, every) {
        (End::Done(count), every) => Row {
            state: every.map_or("done", |_| "waiting"),
            due: now.0 + every.unwrap_or(0),
            attempts: every.map_or(job.attempts, |_| 0),
            handled: Some(i64::try_from(count).unwrap_or(i64::MAX)),
            finished: Some(now.0),
            ..waiting
        },
        (End::Failed(error), None) if job.attempts >= TRIES => Row {
            state: "failed",
            error: Some(error),
            finished: Some(now.0),
            ..waiting
        },
        (End::Failed(error), every) => Row {
            due: now.0 + pause(job.attempts).min(every.unwrap_or(i64::MAX)),
            error: Some(error),
            ..waiting
        },
        // A newer program on another node may know it.
        (End::Unknown, _) => Row {
            due: now.0 + LEASE,
            attempts: job.attempts - 1,
            ..waiting
        },
        (End::Stopped, _) => Row {
            attempts: job.attempts - 1,
            ..waiting
        },
    }
}

/// Writes down how a run ended, unless another server has taken the job over;
/// whether it did.
pub(super) async fn finish(
    db: &Db,
    job: &Claimed,
    every: Option<i64>,
    end: End,
    now: Timestamp,
) -> Result<bool, Fault> {
    let command = (job.id, job.claim, after(job, every, end, now));
    let finished = db.write(Lock::OwnRows, command, |tx, (id, claim, row)| {
        Box::pin(async move {
            let changed = run!(
                tx,
                FINISH,
                *id,
                *claim,
                row.state,
                row.due,
                row.attempts,
                row.error.as_deref(),
                row.handled,
                row.finished
            )?;
            Ok(changed == 1)
        })
    });
    Ok(finished.await?)
}
