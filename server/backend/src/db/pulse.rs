//! Signs that the database does its work.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::Outcome;
use tokio::time::Instant;

use super::schema::{self, State};
use super::{Db, Fault, Lock, run};

/// A commit within this is proof enough that writing works.
const FRESH: Duration = Duration::from_secs(3);

/// When the writer last committed; it tells, others look.
#[derive(Clone, Debug)]
pub(super) struct Pulse {
    started: Instant,
    /// Milliseconds after the start, and one; 0 before the first commit.
    last: Arc<AtomicU64>,
}

impl Pulse {
    pub(super) fn new() -> Self {
        Self {
            started: Instant::now(),
            last: Arc::default(),
        }
    }

    /// Notes a commit of so many commands.
    pub(super) fn beat(&self, commands: usize) {
        let now = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX - 1);
        self.last.store(now + 1, Ordering::Relaxed);
        committed(commands);
    }

    fn is_fresh(&self) -> bool {
        let last = self.last.load(Ordering::Relaxed);
        let at = |last: u64| self.started + Duration::from_millis(last - 1);
        last > 0 && at(last).elapsed() < FRESH
    }
}

/// Counts a commit of so many commands.
pub(super) fn committed(commands: usize) {
    metrics::counter!("barnraise_commits_total").increment(1);
    metrics::histogram!("barnraise_batch_commands").record(commands as f64);
}

/// Counts commands that are answered busy.
pub(super) fn busy(commands: usize) {
    metrics::counter!("barnraise_busy_total").increment(commands as u64);
}

/// Notes how many commands wait.
pub(super) fn queued(commands: usize) {
    metrics::gauge!("barnraise_queue_commands").set(commands as f64);
}

// A row that is written and taken back: an empty transaction touches no disk.
const SIGN: &str = "
    INSERT INTO limits (subject, act, free_at)
    VALUES ('pulse', 'pulse', 0)
    ON CONFLICT (subject, act) DO UPDATE
    SET free_at = 0";
const TAKEN_BACK: &str = "
    DELETE FROM limits
    WHERE subject = 'pulse'";

impl Db {
    /// Whether writing works: it did a moment ago, or it does now.
    /// May take as long as a write does; the caller sets the limit.
    pub async fn beat(&self) -> Outcome<()> {
        if let Self::Sqlite { write, .. } = self
            && write.pulse().is_fresh()
        {
            return Ok(());
        }
        let beat = self.write(Lock::OwnRows, (), |tx, ()| {
            Box::pin(async {
                run!(tx, SIGN)?;
                run!(tx, TAKEN_BACK)?;
                Ok(())
            })
        });
        beat.await
    }

    /// Whether the tables are those of this program.
    pub async fn is_current(&self) -> Outcome<bool> {
        Ok(self.state().await.map_err(Fault::from)?)
    }

    async fn state(&self) -> Result<bool, sqlx::Error> {
        let state = match self {
            Self::Sqlite { read, .. } => {
                schema::of_sqlite(&mut *read.acquire().await?, &schema::SQLITE).await?
            }
            Self::Postgres(pool) => {
                schema::of_postgres(&mut *pool.acquire().await?, &schema::POSTGRES).await?
            }
        };
        Ok(matches!(state, State::Current(_)))
    }
}
