//! Accounts.

pub mod api;
