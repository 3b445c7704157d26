//! Places for requests by class, so that a flood of one kind leaves the others
//! alone: so many at work, so many waiting, and those only for a moment.
//! Whoever finds no place is told to come back. Checks of health need none.

use std::sync::Arc;
use std::time::Duration;

use domain::AppError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// What a request costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Built files: next to nothing.
    Static,
    /// Pages: reading and rendering.
    Page,
    /// Forms and votes: a place in the writer's queue.
    Write,
    /// A team's file on its way in or out: megabytes of memory until it has arrived.
    File,
    /// Signing in and up, passwords: a processor core for a while.
    Account,
}

/// At work and waiting, in one class.
struct Room {
    name: &'static str,
    seats: Arc<Semaphore>,
    bench: Arc<Semaphore>,
    patience: Duration,
}

/// The places of all classes.
pub(crate) struct Places {
    statics: Room,
    pages: Room,
    writes: Room,
    files: Room,
    accounts: Room,
}

/// A place at work, given back when dropped.
pub(crate) struct Place {
    _seat: OwnedSemaphorePermit,
}

impl Room {
    fn new(name: &'static str, seats: usize, bench: usize, patience: Duration) -> Self {
        Self {
            name,
            seats: Arc::new(Semaphore::new(seats)),
            bench: Arc::new(Semaphore::new(bench)),
            patience,
        }
    }

    async fn enter(&self) -> Option<Place> {
        let seats = Arc::clone(&self.seats);
        if let Ok(seat) = Arc::clone(&seats).try_acquire_owned() {
            return Some(Place { _seat: seat });
        }
        let waiting = self.bench.try_acquire().ok()?;
        let seat = tokio::time::timeout(self.patience, seats.acquire_owned()).await;
        drop(waiting);
        // The semaphore is never closed.
        seat.ok()?.ok().map(|seat| Place { _seat: seat })
    }
}

impl Places {
    /// Places for a machine with this many processor cores.
    pub(crate) fn new(cores: usize) -> Self {
        let second = Duration::from_secs(1);
        Self {
            statics: Room::new("static", 512, 512, second),
            pages: Room::new("page", 16 * cores.max(2), 512, 2 * second),
            writes: Room::new("write", 512, 512, 2 * second),
            files: Room::new("file", 16, 64, 4 * second),
            accounts: Room::new("account", 8 * cores.max(2), 64, 4 * second),
        }
    }

    /// A place in this class, at once or after a short wait; busy where there
    /// is none.
    pub(crate) async fn enter(&self, class: Class) -> Result<Place, AppError> {
        match self.room(class).enter().await {
            Some(place) => Ok(place),
            None => Err(self.shed(class)),
        }
    }

    /// The refusal of a request that finds no place, counted.
    pub(crate) fn shed(&self, class: Class) -> AppError {
        let name = self.room(class).name;
        metrics::counter!("barnraise_shed_total", "class" => name).increment(1);
        AppError::Busy
    }

    fn room(&self, class: Class) -> &Room {
        match class {
            Class::Static => &self.statics,
            Class::Page => &self.pages,
            Class::Write => &self.writes,
            Class::File => &self.files,
            Class::Account => &self.accounts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_finds_no_place_waits_a_moment_and_is_then_told() {
        let patience = Duration::from_millis(100);
        let room = Room::new("page", 1, 1, patience);
        let first = room.enter().await;
        assert!(first.is_some());
        let waiting = room.enter();
        let turned_away = async {
            tokio::task::yield_now().await;
            room.enter().await.is_none()
        };
        let begun = tokio::time::Instant::now();
        let (waited, turned_away) = tokio::join!(waiting, turned_away);
        assert!(turned_away, "one may wait, the next is told at once");
        assert!(waited.is_none());
        assert!(begun.elapsed() >= patience);
        drop(first);
        assert!(room.enter().await.is_some());
    }

    #[tokio::test]
    async fn a_flood_of_one_class_leaves_the_others_alone() {
        let places = Places::new(2);
        let mut held = Vec::new();
        while let Ok(seat) = Arc::clone(&places.pages.seats).try_acquire_owned() {
            held.push(seat);
        }
        assert!(places.enter(Class::Write).await.is_ok());
        assert!(places.enter(Class::Static).await.is_ok());
    }
}
