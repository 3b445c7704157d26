//! The use cases of Barnraise on its two engines.
//!
//! What lives here: the implementations of the traits in `domain`, one folder a
//! feature (`mod.rs` the use cases, `sql.rs` the statements, `tests.rs` the
//! contract on both engines), and below them the data layer ([`db`]). What does
//! not: HTTP and views; nothing here knows who is asking from where.

pub mod accounts;
pub mod boards;
pub mod comments;
pub mod context;
pub mod db;
mod events;
pub mod ideas;
pub mod invitations;
pub mod notifications;
pub mod retries;
mod secret;
pub mod setup;
mod slug;
pub mod teams;
#[cfg(test)]
mod testing;
pub mod votes;

pub use context::{Clock, Context, Entropy};
