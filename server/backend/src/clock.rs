//! A clock that is not fooled: time goes on by what passes, not by what the
//! machine's clock suddenly says.

use std::sync::{Mutex, PoisonError};

use domain::time::{DAY, SECOND};
use domain::{Outcome, Timestamp};
use rustix::time::{ClockId, clock_gettime};

use crate::Context;
use crate::context::{Clock, SystemClock};
use crate::db::{Fault, first};
use crate::events;

/// A step back is followed up to so many microseconds: what a machine that
/// keeps its clock by the network may be put back.
const BACK: i64 = 300 * SECOND;
/// A step ahead is followed up to so many microseconds: what a virtual machine
/// may have missed while it was held.
const AHEAD: i64 = DAY;

/// What a [`SteadyClock`] compares.
pub trait Sources: Send + Sync {
    /// What the machine's clock says.
    fn wall(&self) -> Timestamp;
    /// Microseconds that passed since some moment, sleep of the machine
    /// included; never put back or ahead by anybody.
    fn passed(&self) -> i64;
}

/// The clocks of this machine.
#[derive(Clone, Copy, Debug)]
pub struct Machine;

impl Sources for Machine {
    fn wall(&self) -> Timestamp {
        SystemClock.now()
    }

    fn passed(&self) -> i64 {
        // Elsewhere sleep is a step ahead like any other.
        #[cfg(target_os = "linux")]
        let id = ClockId::Boottime;
        #[cfg(not(target_os = "linux"))]
        let id = ClockId::Monotonic;
        let time = clock_gettime(id);
        time.tv_sec * SECOND + time.tv_nsec / 1_000
    }
}

/// Follows the machine's clock as long as it agrees with the time that passed.
/// When it steps, this one goes on by the time that passed, until both agree
/// again or the program is started anew.
pub struct SteadyClock<S = Machine> {
    sources: S,
    anchor: Mutex<Anchor>,
}

/// A moment at which the machine's clock was believed.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    wall: Timestamp,
    passed: i64,
    /// Whether the machine's clock is not believed now.
    astray: bool,
}

impl<S: Sources> SteadyClock<S> {
    /// A clock that believes its source now.
    pub fn new(sources: S) -> Self {
        let anchor = Anchor {
            wall: sources.wall(),
            passed: sources.passed(),
            astray: false,
        };
        Self {
            sources,
            anchor: Mutex::new(anchor),
        }
    }
}

impl<S: Sources> Clock for SteadyClock<S> {
    fn now(&self) -> Timestamp {
        let mut anchor = self.anchor.lock().unwrap_or_else(PoisonError::into_inner);
        let (wall, passed) = (self.sources.wall(), self.sources.passed());
        let expected = anchor.wall + (passed - anchor.passed);
        let step = wall - expected;
        if (-BACK..=AHEAD).contains(&step) {
            if anchor.astray {
                tracing::info!("the machine's clock is right again");
            }
            *anchor = Anchor {
                wall,
                passed,
                astray: false,
            };
            return wall;
        }
        if !anchor.astray {
            anchor.astray = true;
            tracing::error!(
                "the machine's clock stepped by {} s; time goes on without it. If the new time is right, start the server anew",
                step / SECOND
            );
        }
        expected
    }
}

/// So far behind the newest event, a clock is wrong, in microseconds.
const TOO_EARLY: i64 = DAY;
/// So far ahead of the newest event, a clock is probably wrong.
const TOO_LATE: i64 = 366 * DAY;

/// Why the clock is not believed at the start, in a sentence for the
/// administrator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "this machine's clock says {now}, but the newest thing recorded here is of {newest}: {harm}. Set the clock right and start again; if it is right, start once with --trust-clock"
)]
pub struct Disagreement {
    now: domain::Date,
    newest: domain::Date,
    harm: &'static str,
}

/// Compares the clock with the newest event: the one witness that outlives a
/// restart.
fn compare(now: Timestamp, newest: Option<Timestamp>) -> Result<(), Disagreement> {
    let Some(newest) = newest else {
        return Ok(());
    };
    let harm = match now - newest {
        late if late > TOO_LATE => "everybody would be signed out and every team stopped",
        early if early < -TOO_EARLY => "what happens from now on would be older than what is there",
        _ => return Ok(()),
    };
    Err(Disagreement {
        now: now.date(),
        newest: newest.date(),
        harm,
    })
}

/// Whether the clock can be right, by what the database holds. A server asks
/// before it does anything that only the time decides.
pub async fn believable(ctx: &Context) -> Outcome<Result<(), Disagreement>> {
    let found: Option<(i64,)> = first!(db & ctx.db, (i64,), events::NEWEST).map_err(Fault::from)?;
    Ok(compare(ctx.now(), found.map(|(at,)| Timestamp(at))))
}

#[cfg(test)]
mod tests;
