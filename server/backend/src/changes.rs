//! What changed since a page was made: what a cache of pages asks.
//!
//! The trail of events says it, on both engines and for every node on the same
//! database: it is read from its newest end, at most twice a second and only
//! when somebody asks. What must be seen at once (something hidden, edited or
//! withdrawn) does not wait for that: the act itself calls
//! [`Changes::visible`]. The privileged ones among those acts do the same on
//! every other server that reads of them in the trail.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use domain::time::SECOND;
use domain::{Outcome, Timestamp};

use crate::db::{Db, Fault, all};

/// How long what is known of the trail is good enough, in microseconds.
const FRESH: i64 = SECOND / 2;
/// Events read at once; more of them count as a change of everything.
const READ: usize = 512;
/// On PostgreSQL a transaction may commit after one with a later number; so
/// many numbers are looked at again.
const OVERLAP: i64 = 128;
/// Ideas whose changes are told apart.
const IDEAS: usize = 10_000;

/// What a page shows, as far as changes are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shown {
    /// Whatever there is.
    Everything,
    /// One idea with its discussion and teams, and what stands on every page.
    Idea(i64),
}

/// A state of what is shown: as long as it stays equal, nothing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// Acts that must be seen at once.
    visible: u64,
    /// Changes of what was shown.
    turn: u64,
}

/// Counts changes; cheap to clone, all clones count together.
#[derive(Clone, Debug, Default)]
pub struct Changes(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    visible: AtomicU64,
    trail: Mutex<Trail>,
    /// One reads the trail at a time; others go on with what is known.
    reading: tokio::sync::Mutex<()>,
}

/// What is known of the trail of events.
#[derive(Debug, Default)]
struct Trail {
    /// When it was last read.
    read_at: Option<Timestamp>,
    /// Numbers read, as far back as they are looked at again.
    known: BTreeSet<i64>,
    /// Counts every change; a change's number is the count after it.
    turn: u64,
    /// The newest change of everything.
    everything: u64,
    /// The newest change of single ideas, where it is newer than that.
    ideas: HashMap<i64, u64>,
}

impl Changes {
    /// What visitors may see has changed: no page made before this may be shown
    /// again. Called after an act of that kind has succeeded.
    pub fn visible(&self) {
        self.0.visible.fetch_add(1, Ordering::SeqCst);
    }

    /// How many such acts there were.
    pub(crate) fn views(&self) -> u64 {
        self.0.visible.load(Ordering::SeqCst)
    }

    /// The state of what is shown, as far as it is known without reading.
    pub fn version(&self, shown: Shown) -> Version {
        let trail = self.0.trail.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = match shown {
            Shown::Everything => trail.turn,
            Shown::Idea(idea) => *trail.ideas.get(&idea).unwrap_or(&trail.everything),
        };
        Version {
            visible: self.views(),
            turn,
        }
    }

    /// Reads the trail unless it was read just now. Where somebody else is
    /// reading it, nobody waits: what is known then is half a second old.
    pub async fn look(&self, db: &Db, now: Timestamp) -> Outcome<()> {
        if self.is_fresh(now) {
            return Ok(());
        }
        let _reading = match self.0.reading.try_lock() {
            Ok(reading) => reading,
            // Nothing is known yet: a page made now would be made again.
            Err(_) if self.is_unread() => self.0.reading.lock().await,
            Err(_) => return Ok(()),
        };
        if self.is_fresh(now) {
            return Ok(());
        }
        let after = match db {
            Db::Sqlite { .. } => self.newest(),
            Db::Postgres(_) => self.newest().map(|id| id - OVERLAP),
        };
        let rows = read(db, after).await?;
        let mut trail = self.0.trail.lock().unwrap_or_else(PoisonError::into_inner);
        if trail.take(&rows) {
            self.visible();
        }
        trail.read_at = Some(now);
        Ok(())
    }

    fn is_fresh(&self, now: Timestamp) -> bool {
        let trail = self.0.trail.lock().unwrap_or_else(PoisonError::into_inner);
        trail
            .read_at
            .is_some_and(|at| (0..FRESH).contains(&(now - at)))
    }

    fn is_unread(&self) -> bool {
        let trail = self.0.trail.lock().unwrap_or_else(PoisonError::into_inner);
        trail.read_at.is_none()
    }

    fn newest(&self) -> Option<i64> {
        let trail = self.0.trail.lock().unwrap_or_else(PoisonError::into_inner);
        trail.known.last().copied()
    }
}

/// Number, kind and idea of an event, and 1 where it is a privileged act.
type Row = (i64, String, Option<i64>, i64);

impl Trail {
    /// Counts what is new among these rows, newest first; whether a privileged
    /// act is among them, which may change who sees what.
    fn take(&mut self, rows: &[Row]) -> bool {
        let begins = self.read_at.is_none();
        let mut privileged = rows.len() >= READ;
        if privileged || begins {
            self.all_changed();
        }
        for (id, kind, idea, audit) in rows.iter().rev() {
            if !self.known.insert(*id) || is_private(kind) {
                continue;
            }
            privileged |= *audit == 1;
            match idea {
                Some(idea) => {
                    self.turn += 1;
                    self.ideas.insert(*idea, self.turn);
                }
                None => self.all_changed(),
            }
        }
        if self.ideas.len() > IDEAS {
            self.all_changed();
        }
        if let Some(newest) = self.known.last().copied() {
            self.known = self.known.split_off(&(newest - OVERLAP));
        }
        privileged && !begins
    }

    fn all_changed(&mut self) {
        self.turn += 1;
        self.everything = self.turn;
        self.ideas.clear();
    }
}

/// Events that no page of a visitor shows anything of.
fn is_private(kind: &str) -> bool {
    kind.starts_with("session.") || kind.starts_with("password.")
}

/// `$2` rows at most, newest first.
const AFTER: &str = "
    SELECT id, kind, idea_id, audit
    FROM events
    WHERE id > $1
    ORDER BY id DESC
    LIMIT $2";

/// Events after this one; without one, the newest few.
async fn read(db: &Db, after: Option<i64>) -> Result<Vec<Row>, Fault> {
    let rows = i64::try_from(READ).expect("a small number");
    Ok(match after {
        Some(after) => all!(db db, Row, AFTER, after, rows)?,
        None => all!(db db, Row, AFTER, 0_i64, OVERLAP)?,
    })
}

#[cfg(test)]
mod tests;
