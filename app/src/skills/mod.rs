//! The vocabulary of skills, tended by whoever cares for a part of the place.

pub mod api;

#[cfg(feature = "ssr")]
mod page;

#[cfg(feature = "ssr")]
pub use page::SkillsPage;
