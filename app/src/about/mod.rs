//! Pages about the site itself: errors, how ranking works, the look.

mod design;
mod error_page;
mod ranking;

pub use design::DesignPage;
pub use error_page::{ErrorPage, NotFoundPage};
pub use ranking::RankingPage;
