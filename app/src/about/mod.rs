//! Pages about the site itself: errors, how ranking works, the look.

mod error_page;

pub use error_page::{ErrorPage, NotFoundPage};
