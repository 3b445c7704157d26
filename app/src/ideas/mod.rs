//! Ideas: the board, an idea's page, posting and editing.

pub mod api;

#[cfg(feature = "ssr")]
mod board_page;
#[cfg(feature = "ssr")]
mod filters;
#[cfg(feature = "ssr")]
mod form_page;
#[cfg(feature = "ssr")]
mod grown;
#[cfg(feature = "ssr")]
mod hands;
#[cfg(feature = "ssr")]
mod idea_page;
#[cfg(feature = "ssr")]
mod plank;
#[cfg(feature = "ssr")]
mod search_page;
#[cfg(feature = "ssr")]
mod team_panel;

#[cfg(feature = "ssr")]
pub use board_page::BoardPage;
#[cfg(feature = "ssr")]
pub use form_page::{EditIdeaPage, NewIdeaPage};
#[cfg(feature = "ssr")]
pub use idea_page::IdeaPage;
#[cfg(feature = "ssr")]
pub use plank::Plank;
#[cfg(feature = "ssr")]
pub use search_page::SearchPage;
