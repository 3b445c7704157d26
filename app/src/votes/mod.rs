//! Votes: the count and the two buttons, an island.

pub mod api;
mod buttons;

pub use buttons::VoteButtons;
