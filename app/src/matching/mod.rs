//! Seats and people finding each other.

pub mod api;

#[cfg(feature = "ssr")]
mod offers;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod people;
#[cfg(feature = "ssr")]
mod seats;

#[cfg(feature = "ssr")]
pub(crate) use offers::Offers;
#[cfg(feature = "ssr")]
pub use page::MatchingPage;
#[cfg(feature = "ssr")]
pub use people::PeoplePage;
#[cfg(feature = "ssr")]
pub(crate) use seats::{BoardSeats, SeatsForYou};
