//! The first start: the organisation and its first admin.

pub mod api;

#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod waiting;

#[cfg(feature = "ssr")]
pub use page::SetupPage;
#[cfg(feature = "ssr")]
pub use waiting::{WaitingPage, comes_before};
