//! Everybody who is connected: how many there may be, in all and from one
//! address, and who has to go when no place is left.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::limits::ClientAddress;
use tokio::sync::Notify;
use tokio::task::AbortHandle;
use tokio::time::Instant;

use super::address::Proxies;

/// Of those who wait for nothing, this part has to go when the house is full.
const LEAVE: usize = 16;
/// Who came or was answered within this is not sent away yet.
const GRACE: Duration = Duration::from_millis(500);

/// How many connections there may be.
#[derive(Clone, Debug)]
pub(crate) struct Caps {
    /// In all.
    pub(crate) all: usize,
    /// From one address; those of proxies in front of the server do not count.
    pub(crate) per_address: usize,
}

/// What a connection is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// It has never asked for anything.
    Fresh,
    /// It was answered and may ask again.
    Idle,
    /// It has begun to ask.
    Head,
    /// It waits for an answer.
    Busy,
    /// Its answer is made; a part of it may still wait to be taken.
    Told,
}

/// A connection's phase, and since when.
#[derive(Debug)]
pub(super) struct Guest {
    phase: AtomicU8,
    came: Instant,
    /// Milliseconds after `came`.
    since: AtomicU64,
}

impl Guest {
    fn new() -> Self {
        Self {
            phase: AtomicU8::new(Phase::Fresh as u8),
            came: Instant::now(),
            since: AtomicU64::new(0),
        }
    }

    pub(super) fn phase(&self) -> Phase {
        match self.phase.load(Ordering::Relaxed) {
            0 => Phase::Fresh,
            1 => Phase::Idle,
            2 => Phase::Head,
            3 => Phase::Busy,
            _ => Phase::Told,
        }
    }

    pub(super) fn enter(&self, phase: Phase) {
        let since = u64::try_from(self.came.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.since.store(since, Ordering::Relaxed);
        self.phase.store(phase as u8, Ordering::Relaxed);
    }

    /// Notes that bytes came; whether they begin a request after a pause.
    pub(super) fn begins_head(&self) -> bool {
        let begins = self.phase() == Phase::Idle;
        if begins {
            self.enter(Phase::Head);
        }
        begins
    }

    /// Notes that everything was written; whoever was told everything is idle.
    pub(super) fn all_taken(&self) {
        if self.phase() == Phase::Told {
            self.enter(Phase::Idle);
        }
    }

    /// Whether nothing is owed to it.
    fn waits_for_nothing(&self) -> bool {
        !matches!(self.phase(), Phase::Busy | Phase::Told)
    }

    fn since(&self) -> Instant {
        self.came + Duration::from_millis(self.since.load(Ordering::Relaxed))
    }
}

struct Inside {
    guest: Arc<Guest>,
    household: IpAddr,
    task: Option<AbortHandle>,
}

#[derive(Default)]
struct Book {
    next: u64,
    inside: HashMap<u64, Inside>,
    by_household: HashMap<IpAddr, usize>,
}

/// The book of who is inside.
pub(crate) struct Guests {
    caps: Caps,
    proxies: Proxies,
    book: Mutex<Book>,
    left: Notify,
}

/// Why somebody was not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Full {
    /// Nobody inside could be asked to go.
    House,
    /// This address has all its places.
    Address,
}

/// A guest's place; given back when dropped.
pub(super) struct Place {
    guests: Arc<Guests>,
    number: u64,
    pub(super) guest: Arc<Guest>,
}

impl Guests {
    /// Nobody yet.
    pub(crate) fn new(caps: Caps, proxies: Proxies) -> Arc<Self> {
        Arc::new(Self {
            caps,
            proxies,
            book: Mutex::default(),
            left: Notify::new(),
        })
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many are inside.
    pub(crate) fn count(&self) -> usize {
        self.book().inside.len()
    }

    /// A place for a connection from this address. Where the house is full,
    /// those who have waited for nothing the longest have to go.
    pub(super) fn admit(self: &Arc<Self>, peer: IpAddr) -> Result<Place, Full> {
        let household = ClientAddress(peer).household();
        let mut book = self.book();
        let there = book.by_household.get(&household).copied().unwrap_or(0);
        if there >= self.caps.per_address && !self.proxies.trusts(peer) {
            return Err(Full::Address);
        }
        if book.inside.len() >= self.caps.all && !book.make_room() {
            return Err(Full::House);
        }
        let number = book.next;
        book.next += 1;
        *book.by_household.entry(household).or_default() += 1;
        let guest = Arc::new(Guest::new());
        let inside = Inside {
            guest: Arc::clone(&guest),
            household,
            task: None,
        };
        book.inside.insert(number, inside);
        Ok(Place {
            guests: Arc::clone(self),
            number,
            guest,
        })
    }

    /// Sends away who waits for nothing, to free file handles; whether anybody was.
    pub(super) fn make_room(&self) -> bool {
        self.book().make_room()
    }

    /// Notes by which handle a guest can be sent away.
    pub(super) fn seat(&self, number: u64, task: AbortHandle) {
        match self.book().inside.get_mut(&number) {
            Some(inside) => inside.task = Some(task),
            // Left already.
            None => drop(task),
        }
    }

    /// Waits until everybody has left.
    pub(super) async fn all_left(&self) {
        loop {
            let left = self.left.notified();
            if self.count() == 0 {
                return;
            }
            left.await;
        }
    }

    /// Sends everybody away; how many there were.
    pub(super) fn clear(&self) -> usize {
        let book = self.book();
        for inside in book.inside.values() {
            if let Some(task) = &inside.task {
                task.abort();
            }
        }
        book.inside.len()
    }
}

impl Book {
    fn make_room(&mut self) -> bool {
        let now = Instant::now();
        let mut idle: Vec<(Instant, u64)> = self
            .inside
            .iter()
            .filter(|(_, inside)| inside.task.is_some() && inside.guest.waits_for_nothing())
            .map(|(number, inside)| (inside.guest.since(), *number))
            .filter(|(since, _)| now.duration_since(*since) >= GRACE)
            .collect();
        let go = idle.len().div_ceil(LEAVE);
        if go == 0 {
            return false;
        }
        idle.select_nth_unstable(go - 1);
        for (_, number) in &idle[..go] {
            // Out of the book at once: its task ends at its next step.
            if let Some(inside) = self.leave(*number)
                && let Some(task) = inside.task
            {
                task.abort();
            }
        }
        true
    }

    fn leave(&mut self, number: u64) -> Option<Inside> {
        let inside = self.inside.remove(&number)?;
        if let Some(count) = self.by_household.get_mut(&inside.household) {
            *count -= 1;
            if *count == 0 {
                self.by_household.remove(&inside.household);
            }
        }
        Some(inside)
    }
}

impl Place {
    pub(super) fn number(&self) -> u64 {
        self.number
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.guests.book().leave(self.number);
        self.guests.left.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guests(all: usize, per_address: usize, proxies: &str) -> Arc<Guests> {
        let proxies = Proxies::parse(proxies).expect("proxies");
        Guests::new(Caps { all, per_address }, proxies)
    }

    fn from(address: &str) -> IpAddr {
        address.parse().expect("an address")
    }

    #[tokio::test]
    async fn an_address_has_so_many_places_and_gets_them_back() {
        let guests = guests(100, 2, "");
        let first = guests.admit(from("203.0.113.9"));
        let second = guests.admit(from("203.0.113.9"));
        assert!(first.is_ok() && second.is_ok());
        let third = guests.admit(from("203.0.113.9"));
        assert_eq!(third.err(), Some(Full::Address));
        assert!(guests.admit(from("203.0.113.10")).is_ok());
        drop(first);
        assert!(guests.admit(from("203.0.113.9")).is_ok());
    }

    #[tokio::test]
    async fn a_proxy_brings_as_many_as_it_likes() {
        let guests = guests(100, 1, "10.0.0.0/8");
        let places: Vec<_> = (0..50).map(|_| guests.admit(from("10.1.2.3"))).collect();
        assert!(places.iter().all(Result::is_ok));
    }

    #[tokio::test]
    async fn in_a_full_house_the_longest_idle_go_and_who_waits_for_an_answer_stays() {
        let guests = guests(3, 100, "");
        let mut places = Vec::new();
        for phase in [Phase::Busy, Phase::Idle, Phase::Idle] {
            let place = guests.admit(from("203.0.113.9")).expect("a place");
            let task = tokio::spawn(std::future::pending::<()>());
            guests.seat(place.number(), task.abort_handle());
            place.guest.enter(phase);
            places.push((place, task));
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        tokio::time::sleep(GRACE).await;
        let _newcomer = guests.admit(from("203.0.113.9")).expect("a place");
        tokio::task::yield_now().await;
        let gone: Vec<bool> = places.iter().map(|(_, task)| task.is_finished()).collect();
        assert_eq!(gone, [false, true, false]);
    }

    #[tokio::test]
    async fn where_everybody_waits_for_an_answer_nobody_is_let_in() {
        let guests = guests(1, 100, "");
        let place = guests.admit(from("203.0.113.9")).expect("a place");
        place.guest.enter(Phase::Busy);
        let refused = guests.admit(from("203.0.113.10"));
        assert_eq!(refused.err(), Some(Full::House));
    }
}
