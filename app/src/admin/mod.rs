//! The administration: what only admins see.

#[cfg(feature = "ssr")]
mod tabs;

#[cfg(feature = "ssr")]
pub use tabs::AdminTabs;
