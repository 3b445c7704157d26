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
use std::future::Future;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use app::request::Cookie;
use axum::http::request::Parts;
use backend::changes::Version;
use domain::Timestamp;
use domain::time::SECOND;
use moka::sync::Cache;

pub(crate) use answer::answer;
pub(crate) use key::Key;
use splice::Spliced;
pub(crate) use splice::gzip_once;

use crate::scripts::Markup;

/// How long a page may be kept where nothing changed: it says "3 minutes ago".
const OLDEST: i64 = 30 * SECOND;
/// What a page takes besides its bytes, roughly.
const OVERHEAD: usize = 400;

/// The pages kept; cheap to clone.
#[derive(Clone)]
pub(crate) struct PageCache {
    /// Weighed by bytes; under pressure the least asked for go.
    pages: Cache<Key, Arc<Kept>>,
    /// One renders a page, others who want it wait.
    flights: Arc<Mutex<HashMap<Key, Flight>>>,
}

type Flight = Arc<tokio::sync::Mutex<()>>;

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

    /// The page from the cache, or from `render`, which runs once however many
    /// ask at the same time; what is no page for everybody (`Err`) is not kept.
    /// `current` tells the version and the time: a page rendered before a change
    /// is not good enough for who asks after it. Must run to its end.
    pub(crate) async fn page<C, F, R>(
        &self,
        key: &Key,
        current: C,
        render: F,
    ) -> Result<(Arc<Kept>, Way), R>
    where
        C: Fn() -> (Version, Timestamp),
        F: Future<Output = Result<Markup, R>>,
    {
        let flight = self.flight(key);
        let landed = flight.lock().await;
        let (version, now) = current();
        let page = match self.get(key, version, now) {
            Some(kept) => Ok((kept, Way::Shared)),
            None => render.await.map(|markup| {
                let kept = Arc::new(Kept {
                    page: Spliced::of(&markup),
                    tag: tag(&markup),
                    made_at: now,
                    version,
                });
                self.pages.insert(key.clone(), Arc::clone(&kept));
                (kept, Way::Made)
            }),
        };
        drop(landed);
        self.leave(key, flight);
        page
    }

    fn flight(&self, key: &Key) -> Flight {
        let mut flights = self.flights.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(flights.entry(key.clone()).or_default())
    }

    /// The last one to leave takes the flight off the list.
    fn leave(&self, key: &Key, flight: Flight) {
        let mut flights = self.flights.lock().unwrap_or_else(PoisonError::into_inner);
        drop(flight);
        if flights
            .get(key)
            .is_some_and(|left| Arc::strong_count(left) == 1)
        {
            flights.remove(key);
        }
    }
}

/// Weak, because two answers with the same content differ in their nonces.
fn tag(markup: &Markup) -> String {
    let mut hasher = DefaultHasher::new();
    markup.pieces().hash(&mut hasher);
    format!("W/\"{:016x}\"", hasher.finish())
}
