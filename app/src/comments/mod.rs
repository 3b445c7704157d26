//! The discussion under an idea: server-made, answered in place once awake.

pub mod api;

#[cfg(feature = "ssr")]
mod article;
#[cfg(feature = "ssr")]
mod edit_page;
#[cfg(feature = "ssr")]
mod thread;

#[cfg(feature = "ssr")]
pub use edit_page::EditCommentPage;
#[cfg(feature = "ssr")]
pub use thread::Discussion;
