//! Ideas.

pub mod api;
