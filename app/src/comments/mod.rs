//! Comments.

pub mod api;
