//! Seats and people finding each other.

pub mod api;

#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod seats;

#[cfg(feature = "ssr")]
pub use page::MatchingPage;
#[cfg(feature = "ssr")]
pub use seats::SeatsForYou;
