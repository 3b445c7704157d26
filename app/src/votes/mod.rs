//! Votes.

pub mod api;
