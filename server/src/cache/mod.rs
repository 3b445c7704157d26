//! Pages for visitors, kept rendered and compressed.
//!
//! Whoever brings no session sees what every other visitor sees, so such a page
//! is rendered once and kept until what it shows has changed. It is always
//! rendered as for a visitor without any cookie, whoever happened to ask first.

mod answer;
mod key;
mod splice;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use app::request::Cookie;
use axum::http::request::Parts;
use backend::changes::Version;
use domain::Timestamp;
use domain::time::SECOND;
use moka::sync::Cache;
use tokio::sync::{Semaphore, watch};
use tokio::time::Instant;

pub(crate) use answer::answer;
pub(crate) use key::Key;
use splice::Spliced;
pub(crate) use splice::gzip_once;

use crate::scripts::Markup;

/// How long a page may be kept where nothing changed: it says "3 minutes ago".
const OLDEST: i64 = 30 * SECOND;
/// What a page takes besides its bytes, roughly.
const OVERHEAD: usize = 400;

/// How long somebody waits for a page that is rendered for somebody else.
const PATIENCE: Duration = Duration::from_secs(4);
/// How many may wait in this way, for all pages together.
const WAITING: usize = 4_096;

/// The pages kept; cheap to clone.
#[derive(Clone)]
pub(crate) struct PageCache {
    /// Weighed by bytes; under pressure the least asked for go.
    pages: Cache<Key, Arc<Kept>>,
    /// One renders a page, others who want it wait until it says that the page
    /// is there. When it ends without a word there is nothing to wait for.
    flights: Arc<Mutex<HashMap<Key, watch::Receiver<bool>>>>,
    waiting: Arc<Semaphore>,
}

/// What whoever asks for a page gets.
pub(crate) enum Turn {
    /// The page.
    There(Arc<Kept>, Way),
    /// The task of rendering it.
    Render(Ticket),
}

/// Too many wait for a page, or for too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Crowded;

/// Whoever holds it renders a page. Dropped without a page, because it is none
/// for everybody, it lets those who waited render theirs side by side.
pub(crate) struct Ticket {
    cache: PageCache,
    key: Key,
    version: Version,
    now: Timestamp,
    /// Tells those who wait; nobody does where a page was none before.
    flight: Option<watch::Sender<bool>>,
}

/// A page as it is kept.
pub(crate) struct Kept {
    page: Spliced,
    /// Of the content without its nonces.
    tag: String,
    made_at: Timestamp,
    /// What was known of changes before it was rendered.
    version: Version,
}

/// How a page came to be answered; the words of `Cache-Status` (RFC 9211).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// It was there.
    Hit,
    /// It was rendered for this request.
    Made,
    /// It was rendered for another request meanwhile.
    Shared,
}

impl Way {
    /// The value of `Cache-Status`.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Hit => "barnraise; hit",
            Self::Made => "barnraise; fwd=miss; stored",
            Self::Shared => "barnraise; fwd=miss; collapsed",
        }
    }
}

impl PageCache {
    /// A cache of so many megabytes; with none it keeps nothing.
    pub(crate) fn of_megabytes(room: u64) -> Self {
        let weight = |key: &Key, kept: &Arc<Kept>| {
            let bytes = kept.page.weight() + kept.tag.len() + 2 * key.address().len() + OVERHEAD;
            u32::try_from(bytes).unwrap_or(u32::MAX)
        };
        Self {
            pages: Cache::builder()
                .max_capacity(room << 20)
                .weigher(weight)
                .build(),
            flights: Arc::default(),
            waiting: Arc::new(Semaphore::new(WAITING)),
        }
    }

    /// The name under which the page asked for is kept, if the cache may answer.
    pub(crate) fn key(&self, parts: &Parts, session: Cookie) -> Option<Key> {
        let on = self.pages.policy().max_capacity() != Some(0);
        on.then(|| Key::of(parts, session)).flatten()
    }

    /// The page, if it is there and still true.
    pub(crate) fn get(&self, key: &Key, version: Version, now: Timestamp) -> Option<Arc<Kept>> {
        let kept = self.pages.get(key)?;
        let young = (0..OLDEST).contains(&(now - kept.made_at));
        (young && kept.version == version).then_some(kept)
    }

    /// The page, or the task of rendering it, which one gets however many ask
    /// at the same time. `current` tells the version and the time: a page
    /// rendered before a change is not good enough for who asks after it.
    pub(crate) async fn turn<C>(&self, key: &Key, current: C) -> Result<Turn, Crowded>
    where
        C: Fn() -> (Version, Timestamp),
    {
        let until = Instant::now() + PATIENCE;
        let mut way = Way::Hit;
        loop {
            let mut flight = {
                let mut flights = self.flights();
                let (version, now) = current();
                if let Some(kept) = self.get(key, version, now) {
                    return Ok(Turn::There(kept, way));
                }
                if let Some(flight) = flights.get(key) {
                    flight.clone()
                } else {
                    let (tells, flight) = watch::channel(false);
                    flights.insert(key.clone(), flight);
                    return Ok(Turn::Render(self.ticket(key, (version, now), Some(tells))));
                }
            };
            let _waiting = self.waiting.try_acquire().map_err(|_| Crowded)?;
            match tokio::time::timeout_at(until, flight.wait_for(|there| *there)).await {
                Ok(Ok(_)) => way = Way::Shared,
                Ok(Err(_)) => return Ok(Turn::Render(self.ticket(key, current(), None))),
                Err(_) => return Err(Crowded),
            }
        }
    }

    fn ticket(
        &self,
        key: &Key,
        (version, now): (Version, Timestamp),
        flight: Option<watch::Sender<bool>>,
    ) -> Ticket {
        Ticket {
            cache: self.clone(),
            key: key.clone(),
            version,
            now,
            flight,
        }
    }

    fn flights(&self) -> MutexGuard<'_, HashMap<Key, watch::Receiver<bool>>> {
        self.flights.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ticket {
    /// The page to be rendered.
    pub(crate) fn key(&self) -> &Key {
        &self.key
    }

    /// Keeps the page, for those who wait, too.
    pub(crate) fn keep(self, markup: &Markup) -> Arc<Kept> {
        let kept = Arc::new(Kept {
            page: Spliced::of(markup),
            tag: tag(markup),
            made_at: self.now,
            version: self.version,
        });
        let pages = &self.cache.pages;
        pages.insert(self.key.clone(), Arc::clone(&kept));
        if let Some(flight) = &self.flight {
            flight.send_replace(true);
        }
        kept
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if self.flight.is_some() {
            self.cache.flights().remove(&self.key);
        }
    }
}

/// Weak, because two answers with the same content differ in their nonces.
fn tag(markup: &Markup) -> String {
    let mut hasher = DefaultHasher::new();
    markup.pieces().hash(&mut hasher);
    format!("W/\"{:016x}\"", hasher.finish())
}
