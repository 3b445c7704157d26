//! What every use case is given: the database, the time and randomness. Tests
//! hand in their own time and randomness; nothing else may reach for the real
//! ones.

use std::sync::Arc;

use domain::Timestamp;

use crate::changes::Changes;
use crate::clock::{Machine, SteadyClock};
use crate::db::Db;
use crate::limits::Limits;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// Gives secrets.
pub trait Entropy: Send + Sync {
    /// 256 bits nobody can guess.
    fn secret(&self) -> [u8; 32];
}

/// The machine's clock, as it is; servers go by [`SteadyClock`]. Commands that
/// end at once use it, and backups are named by it, because people look for
/// them by the time on the wall.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the clock"
    )]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or_default();
        Timestamp(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// The operating system's randomness.
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that draws randomness"
    )]
    fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).expect("the operating system gives randomness after boot");
        bytes
    }
}

/// Handed to every use case; cheap to clone.
#[derive(Clone)]
pub struct Context {
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Whether limits hold.
    pub limits: Limits,
    /// What changed; an act that changes what visitors may see says so here.
    pub changes: Changes,
}

impl Context {
    /// A context on the machine's clock, its steps left out, and its randomness.
    pub fn system(db: Db) -> Self {
        Self {
            db,
            clock: Arc::new(SteadyClock::new(Machine)),
            entropy: Arc::new(SystemEntropy),
            limits: Limits::Default,
            changes: Changes::default(),
        }
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
