//! What an admin sees of jobs, and how they mend them.

use async_trait::async_trait;

use domain::accounts::{Actor, MemberId};
use domain::jobs::{Chore, JobState, JobView, Jobs, JobsView};
use domain::limits::Act;
use domain::paging::{Cursor, PAGE, Page};
use domain::{Noun, Outcome, Timestamp, policy};

use crate::db::{Db, Fault, Lock, Tx, all, first, one};
use crate::events::{self, Event};
use crate::ideas::word;
use crate::{Context, cursor, limits};

/// The list these cursors belong to.
const LIST: u8 = b'j';
/// Jobs counted in one state, at most.
const MOST: i64 = 1_000;

/// Seeing and mending jobs, on a database.
pub struct JobsService {
    ctx: Context,
}

impl JobsService {
    /// The use cases in this context.
    pub fn new(ctx: Context) -> Self {
        Self { ctx }
    }
}

/// A job as the database gives it.
#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    kind: String,
    only_one: Option<String>,
    state: String,
    due_at: i64,
    attempts: i64,
    error: Option<String>,
    handled: Option<i64>,
    finished_at: Option<i64>,
}

impl Row {
    fn view(self) -> Result<JobView, Fault> {
        Ok(JobView {
            id: self.id,
            chore: self.only_one.and_then(|word| Chore::parse(&word).ok()),
            kind: self.kind,
            state: word(JobState::parse(&self.state))?,
            due: Timestamp(self.due_at),
            attempts: self.attempts,
            error: self.error,
            handled: self.handled,
            finished: self.finished_at.map(Timestamp),
        })
    }
}

const CHORES: &str = "
    SELECT id, kind, only_one, state, due_at, attempts, error, handled, finished_at
    FROM jobs
    WHERE only_one IS NOT NULL";

/// The chores in the table, in the order people see them.
async fn chores(db: &Db) -> Result<Vec<JobView>, Fault> {
    let rows = all!(db db, Row, CHORES)?;
    let mut chores = rows
        .into_iter()
        .map(Row::view)
        .collect::<Result<Vec<_>, _>>()?;
    chores.retain(|job| job.chore.is_some());
    chores.sort_by_key(|job| job.chore);
    Ok(chores)
}

const COUNT: &str = "
    SELECT COUNT(*)
    FROM (SELECT id
          FROM jobs
          WHERE state = $1
          AND only_one IS NULL
          LIMIT $2) AS first";
const IN_STATE: &str = "
    SELECT id, kind, only_one, state, due_at, attempts, error, handled, finished_at
    FROM jobs
    WHERE state = $1
    AND only_one IS NULL
    AND id < $2
    ORDER BY id DESC
    LIMIT $3";

async fn list(db: &Db, state: Option<JobState>, after: Option<&Cursor>) -> Result<JobsView, Fault> {
    let mut counts = Vec::with_capacity(JobState::ALL.len());
    for state in JobState::ALL {
        counts.push((*state, one!(db db, i64, COUNT, state.as_str(), MOST)?));
    }
    let state = state.unwrap_or_else(|| JobState::telling(&counts));
    let after = after.map(|after| cursor::read(LIST, after)).transpose()?;
    let before = after.map_or(i64::MAX, |(_, id)| id);
    let one_more = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let rows = all!(db db, Row, IN_STATE, state.as_str(), before, one_more)?;
    let rows = rows
        .into_iter()
        .map(Row::view)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(JobsView {
        chores: chores(db).await?,
        counts,
        state,
        jobs: Page::cut(rows, PAGE, |job| cursor::write(LIST, 0, job.id)),
    })
}

const RETRY: &str = "
    UPDATE jobs
    SET state = 'waiting', due_at = $2, attempts = 0, finished_at = NULL
    WHERE id = $1
    AND state = 'failed'
    RETURNING kind";
const RUN_NOW: &str = "
    UPDATE jobs
    SET due_at = $2
    WHERE only_one = $1
    AND state = 'waiting'
    RETURNING id";

/// Records who had which job run.
async fn record(
    tx: &mut Tx<'_>,
    by: MemberId,
    job: i64,
    kind: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let event = Event {
        kind: "job.begun_by_hand",
        actor: Some(by),
        subject: Some(job),
        audit: true,
        detail: kind.to_owned(),
        ..Event::default()
    };
    events::record(tx, now, event).await
}

#[async_trait]
impl Jobs for JobsService {
    async fn list(
        &self,
        actor: &Actor,
        state: Option<JobState>,
        after: Option<&Cursor>,
    ) -> Outcome<JobsView> {
        policy::administer(actor)?;
        Ok(list(&self.ctx.db, state, after).await?)
    }

    async fn retry(&self, actor: &Actor, job: i64) -> Outcome<()> {
        policy::administer(actor)?;
        let command = (job, actor.id, self.ctx.now());
        let (counted, lock) = ((Act::Administer, actor), Lock::OwnRows);
        let retried = limits::write(&self.ctx, counted, lock, command, |tx, command| {
            let (job, by, now) = *command;
            Box::pin(async move {
                let found: Option<(String,)> = first!(tx tx, (String,), RETRY, job, now.0)?;
                let (kind,) = found.ok_or(Noun::Job)?;
                record(tx, by, job, &kind, now).await
            })
        });
        retried.await
    }

    async fn run_now(&self, actor: &Actor, chore: Chore) -> Outcome<()> {
        policy::administer(actor)?;
        let command = (chore, actor.id, self.ctx.now());
        let (counted, lock) = ((Act::Administer, actor), Lock::OwnRows);
        let begun = limits::write(&self.ctx, counted, lock, command, |tx, command| {
            let (chore, by, now) = *command;
            Box::pin(async move {
                let word = chore.as_str();
                let found: Option<(i64,)> = first!(tx tx, (i64,), RUN_NOW, word, now.0)?;
                // One that runs just now needs no second push.
                match found {
                    Some((job,)) => record(tx, by, job, word, now).await,
                    None => Ok(()),
                }
            })
        });
        begun.await
    }
}

const DRIFT: &str = "
    SELECT handled
    FROM jobs
    WHERE only_one = $1";

/// How many counters, scores and stages differed from their rows when they were
/// last compared, by whichever node did; `None` before the first time. A gauge
/// that must stay at nought.
pub async fn drift(db: &Db) -> Outcome<Option<i64>> {
    let word = Chore::Counters.as_str();
    let found: Option<(Option<i64>,)> =
        first!(db db, (Option<i64>,), DRIFT, word).map_err(Fault::from)?;
    Ok(found.and_then(|(handled,)| handled))
}
