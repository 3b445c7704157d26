//! Setup.

pub mod api;
