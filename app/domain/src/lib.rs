//! The words and rules of Barnraise.
//!
//! What lives here: the product's vocabulary as types that cannot hold an
//! invalid value, every permission ([`policy`]), every deciding function
//! ([`launch`], [`ranking`], [`stage`]) and the use cases as traits, one file a
//! feature. What does not: input or output of any kind. No SQL, no HTTP, no
//! markup, no clock and no randomness; the crate builds for the browser and the
//! server alike.

pub mod accounts;
pub mod admin;
pub mod boards;
pub mod comments;
pub mod decisions;
pub mod error;
pub mod ideas;
pub mod invitations;
pub mod jobs;
pub mod launch;
pub mod ledger;
pub mod limits;
pub mod matching;
pub mod moderation;
pub mod notifications;
pub mod paging;
pub mod plain;
pub mod policy;
pub mod ranking;
pub mod services;
pub mod setup;
pub mod skills;
pub mod stage;
pub mod teams;
pub mod time;
pub mod votes;
pub mod work;

pub use error::{AppError, Conflict, Denied, Field, FieldError, FieldErrors, Noun};
pub use services::Services;
pub use time::{Date, Timestamp};

/// What every use case returns.
pub type Outcome<T> = Result<T, AppError>;
