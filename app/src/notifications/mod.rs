//! Notices: what happened to one's things.

pub mod api;

#[cfg(feature = "ssr")]
mod page;

#[cfg(feature = "ssr")]
pub use page::NotificationsPage;
