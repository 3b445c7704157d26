//! Jobs: work that is done later, or again and again, whatever happens to the
//! server in between.
//!
//! A job is a serde struct with a handler ([`Job`]). It is written in the
//! transaction that makes it necessary ([`enqueue`]), so that neither exists
//! without the other. A [`Runner`] on every node looks for what is due; a job
//! is claimed by one node at a time, which keeps a lease on it while it works.
//! When that node dies, the lease ends and another one does the job: handlers
//! may run twice and must not mind.
//!
//! The parts: `queue` (the statements), `runner` (the loop), `chores` (what
//! recurs), `admin` (what an admin sees of it).

mod admin;
mod chores;
mod queue;
mod runner;
#[cfg(test)]
mod tests;

use std::time::Duration;

use async_trait::async_trait;
use futures::future::BoxFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;

use domain::time::{HOUR, SECOND};
use domain::{Outcome, Timestamp};

use crate::Context;
use crate::db::{Fault, Tx, incident};
use crate::notifications::TellFollowers;

pub use admin::{JobsService, drift};
pub use runner::Runner;

/// How often a job is begun before it counts as failed.
pub(crate) const TRIES: i64 = 8;
/// The pause after the first failure, in microseconds; each one more doubles it.
const PAUSE: i64 = 10 * SECOND;
/// The longest pause, in microseconds.
const LONGEST_PAUSE: i64 = HOUR;

/// How long most jobs may take: less than the lease of a claim.
const LIMIT: Duration = Duration::from_secs(20);
/// How long those may take that go through very many rows. The lease is renewed
/// meanwhile.
pub(crate) const LONG: Duration = Duration::from_mins(30);

/// Something to do later.
#[async_trait]
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its word in the table, never used for another job.
    const KIND: &'static str;
    /// How long it may take; after that it is ended and tried again later.
    const LIMIT: Duration = LIMIT;

    /// Does it; how many things it dealt with. May run more than once: after a
    /// failure, or because its server died before it could say that it was done.
    async fn run(&self, ctx: &Context) -> Outcome<u64>;
}

/// Writes a job down, to be run at this moment or as soon as possible after it.
pub async fn enqueue<J: Job>(
    tx: &mut Tx<'_>,
    job: &J,
    at: Timestamp,
    now: Timestamp,
) -> Result<i64, Fault> {
    let payload = serde_json::to_string(job).map_err(|error| incident(&error))?;
    queue::add(tx, J::KIND, &payload, at, now).await
}

/// How a kind of job is run.
#[derive(Clone, Copy)]
struct Kind {
    word: &'static str,
    /// Microseconds between two runs, where it recurs.
    every: Option<i64>,
    /// How long one run may take.
    limit: Duration,
    run: for<'a> fn(&'a Context, &'a str) -> BoxFuture<'a, Outcome<u64>>,
}

/// The kinds of jobs a runner knows.
#[derive(Clone, Default)]
pub struct Registry(Vec<Kind>);

impl Registry {
    /// With one more kind that is run when it was enqueued.
    #[must_use]
    pub fn with<J: Job>(self) -> Self {
        self.and::<J>(None)
    }

    /// With one more kind that is run again and again, this many microseconds
    /// after it was last done.
    #[must_use]
    pub fn every<J: Job>(self, micros: i64) -> Self {
        self.and::<J>(Some(micros))
    }

    fn and<J: Job>(mut self, every: Option<i64>) -> Self {
        self.0.push(Kind {
            word: J::KIND,
            every,
            limit: J::LIMIT,
            run: |ctx, payload| Box::pin(run::<J>(ctx, payload)),
        });
        self
    }

    fn find(&self, word: &str) -> Option<Kind> {
        self.0.iter().find(|kind| kind.word == word).copied()
    }

    fn recurring(&self) -> impl Iterator<Item = (&'static str, i64)> {
        let every = |kind: &Kind| kind.every.map(|every| (kind.word, every));
        self.0.iter().filter_map(every)
    }
}

async fn run<J: Job>(ctx: &Context, payload: &str) -> Outcome<u64> {
    let job: J = serde_json::from_str(payload).map_err(|error| incident(&error))?;
    job.run(ctx).await
}

/// The jobs of this program.
pub fn registry() -> Registry {
    chores::register(Registry::default()).with::<TellFollowers>()
}

/// How long a job rests after failing this often, in microseconds.
fn pause(failures: i64) -> i64 {
    let doubled = u32::try_from(failures - 1).unwrap_or(0).min(20);
    (PAUSE << doubled).min(LONGEST_PAUSE)
}
