//! The discussion under an idea.

mod article;
pub mod api;
mod form;

#[cfg(feature = "ssr")]
mod edit_page;
#[cfg(feature = "ssr")]
mod thread;

pub use form::CommentForm;

#[cfg(feature = "ssr")]
pub use edit_page::EditCommentPage;
#[cfg(feature = "ssr")]
pub use thread::Discussion;
