//! Ends a statement of SQLite that runs past its command's time. A future that
//! is given up does not stop the thread that computes for it; this does.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::SqliteConnection;
use tokio::time::Instant;

/// Steps of SQLite's machine between two looks at the time: about a millisecond.
const STEPS: i32 = 20_000;

/// Watches one connection.
#[derive(Clone, Debug)]
pub(super) struct Watchdog {
    began: Instant,
    /// Milliseconds after the beginning; 0 while there is no limit.
    until: Arc<AtomicU64>,
}

impl Watchdog {
    /// One that lets everything pass.
    pub(super) fn new() -> Self {
        Self {
            began: Instant::now(),
            until: Arc::default(),
        }
    }

    /// Watches this connection from now on.
    pub(super) async fn watch(&self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        let own = self.clone();
        let mut handle = connection.lock_handle().await?;
        handle.set_progress_handler(STEPS, move || own.lets_pass());
        Ok(())
    }

    /// Statements end this long from now, whether they are done or not.
    pub(super) fn allow(&self, time: Duration) {
        self.until
            .store(self.passed(time).max(1), Ordering::Relaxed);
    }

    /// Statements take as long as they take.
    pub(super) fn rest(&self) {
        self.until.store(0, Ordering::Relaxed);
    }

    /// Whether a statement may go on. It bites once: what undoes the
    /// transaction afterwards must not be bitten.
    fn lets_pass(&self) -> bool {
        let until = self.until.load(Ordering::Relaxed);
        let over = until > 0 && self.passed(Duration::ZERO) >= until;
        if over {
            self.rest();
        }
        !over
    }

    fn passed(&self, more: Duration) -> u64 {
        u64::try_from((self.began.elapsed() + more).as_millis()).unwrap_or(u64::MAX)
    }
}
