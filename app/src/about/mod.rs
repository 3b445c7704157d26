//! Pages about the site itself: errors, how ranking works, the look.

mod bare_page;
mod design;
mod error_page;
mod ranking;

pub use bare_page::{Again, bare_page};
pub use design::DesignPage;
pub use error_page::{ErrorPage, NotFoundPage};
pub use ranking::RankingPage;
