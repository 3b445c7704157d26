//! Teams: the list, a team's page with its board, the form that starts one.

pub mod api;

#[cfg(feature = "ssr")]
mod board;
#[cfg(feature = "ssr")]
mod card;
#[cfg(feature = "ssr")]
mod charter;
#[cfg(feature = "ssr")]
mod decisions;
#[cfg(feature = "ssr")]
mod deed;
#[cfg(feature = "ssr")]
mod fields;
#[cfg(feature = "ssr")]
mod freed;
#[cfg(feature = "ssr")]
mod ledger;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod meter;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod question;
#[cfg(feature = "ssr")]
mod seats;
#[cfg(feature = "ssr")]
mod settling;
#[cfg(feature = "ssr")]
mod start;
#[cfg(feature = "ssr")]
mod ways;
#[cfg(feature = "ssr")]
mod work;

#[cfg(feature = "ssr")]
pub use card::TeamCards;
#[cfg(feature = "ssr")]
pub use ledger::LedgerPage;
#[cfg(feature = "ssr")]
pub use list::TeamsPage;
#[cfg(feature = "ssr")]
pub use page::TeamPage;
#[cfg(feature = "ssr")]
pub use start::StartTeamPage;
