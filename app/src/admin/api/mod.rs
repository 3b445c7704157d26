//! Server functions of the administration, part by part.

pub mod boards;
pub mod departments;
pub mod jobs;
pub mod members;
pub mod settings;
pub mod topics;
