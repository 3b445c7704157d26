//! Invitations: links that make employees.

pub mod api;

#[cfg(feature = "ssr")]
mod page;

#[cfg(feature = "ssr")]
pub use page::InvitationsPage;
