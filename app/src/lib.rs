//! What people see.
//!
//! What lives here: pages (rendered on the server only), islands (the few parts
//! that come to life in the browser) and thin server functions, one folder a
//! feature: `api.rs` the server functions, one file a page, one file an island.
//! Shared parts of the look are in `ui`, every sentence is in `text`. What does
//! not: rules (they are in `domain`), SQL, and HTTP beyond reading a request.

#![recursion_limit = "512"]
#![allow(
    missing_docs,
    unreachable_pub,
    reason = "the macros of Leptos write public items without documentation"
)]

pub mod accounts;
pub mod admin;
pub mod comments;
pub mod ideas;
pub mod invitations;
pub mod matching;
pub mod moderation;
pub mod notifications;
mod refused;
pub mod setup;
pub mod skills;
pub mod teams;
pub mod text;
pub mod ui;
pub mod votes;

#[cfg(feature = "ssr")]
pub mod about;
#[cfg(feature = "ssr")]
pub mod functions;
#[cfg(feature = "ssr")]
pub mod guard;
#[cfg(feature = "ssr")]
pub mod load;
#[cfg(feature = "ssr")]
pub mod request;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;

pub use refused::{Refused, sign_in_first};
