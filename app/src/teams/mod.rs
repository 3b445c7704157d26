//! Teams: the list, a team's page with its board, the form that starts one.

pub mod api;
mod board;
mod form;
mod freed;
mod meter;
mod question;
mod seats;

pub use board::TeamBoard;
pub use form::Returned;

#[cfg(feature = "ssr")]
mod card;
#[cfg(feature = "ssr")]
mod list;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod start;

#[cfg(feature = "ssr")]
pub use card::TeamCards;
#[cfg(feature = "ssr")]
pub use list::TeamsPage;
#[cfg(feature = "ssr")]
pub use page::TeamPage;
#[cfg(feature = "ssr")]
pub use start::StartTeamPage;
