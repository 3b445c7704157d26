//! Parts of the look that know no feature.

pub mod frame;
pub mod icon;
pub mod in_place;
pub mod live;
pub mod path;
pub mod person;
pub mod text_area;

#[cfg(feature = "ssr")]
pub mod banner;
#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
pub mod once;
#[cfg(feature = "ssr")]
pub mod pick;
#[cfg(feature = "ssr")]
pub mod stacked;
#[cfg(feature = "ssr")]
pub mod stage;
#[cfg(feature = "ssr")]
pub mod when;
#[cfg(feature = "ssr")]
pub mod zones;

pub use frame::Frame;
pub use icon::Icon;
pub use in_place::InPlace;
pub use live::Live;
pub use person::{Face, Who};
pub use text_area::TextArea;

#[cfg(feature = "ssr")]
pub use banner::banner;
#[cfg(feature = "ssr")]
pub use form::{Field, Form};
#[cfg(feature = "ssr")]
pub use once::Once;
#[cfg(feature = "ssr")]
pub use pick::pick;
#[cfg(feature = "ssr")]
pub use stage::{Stages, Tracker};
#[cfg(feature = "ssr")]
pub use when::{Brief, Month, When};
#[cfg(feature = "ssr")]
pub use zones::zones;
