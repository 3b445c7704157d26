//! Invitations.

pub mod api;
