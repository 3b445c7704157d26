//! Teams.

pub mod api;
