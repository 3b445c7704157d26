//! Care: the page of what was done, the pages where it is done, and what is
//! said to whom it concerns.

pub mod api;

#[cfg(feature = "ssr")]
mod case_page;
#[cfg(feature = "ssr")]
mod measures;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod told;

#[cfg(feature = "ssr")]
pub use case_page::{CommentCarePage, IdeaCarePage, PersonCarePage};
#[cfg(feature = "ssr")]
pub use page::ModerationPage;
#[cfg(feature = "ssr")]
pub use told::{Reason, care_link, comment_told, idea_told, person_told, resting};
