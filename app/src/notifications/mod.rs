//! Notifications.

pub mod api;
