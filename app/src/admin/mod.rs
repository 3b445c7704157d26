//! The administration: what only admins see and do.

pub mod api;

#[cfg(all(test, feature = "ssr"))]
mod accents;

#[cfg(feature = "ssr")]
mod audit;
#[cfg(feature = "ssr")]
mod board;
#[cfg(feature = "ssr")]
mod board_fields;
#[cfg(feature = "ssr")]
mod boards;
#[cfg(feature = "ssr")]
mod confirm;
#[cfg(feature = "ssr")]
mod departments;
#[cfg(feature = "ssr")]
mod jobs;
#[cfg(feature = "ssr")]
mod logo;
#[cfg(feature = "ssr")]
mod member;
#[cfg(feature = "ssr")]
mod members;
#[cfg(feature = "ssr")]
mod order;
#[cfg(feature = "ssr")]
mod room;
#[cfg(feature = "ssr")]
mod settings;
#[cfg(feature = "ssr")]
mod system;
#[cfg(feature = "ssr")]
mod tabs;
#[cfg(feature = "ssr")]
mod topics;

#[cfg(feature = "ssr")]
pub use audit::AuditPage;
#[cfg(feature = "ssr")]
pub use board::BoardSettingsPage;
#[cfg(feature = "ssr")]
pub use boards::BoardsPage;
#[cfg(feature = "ssr")]
pub use departments::DepartmentsPage;
#[cfg(feature = "ssr")]
pub use jobs::JobsPage;
#[cfg(feature = "ssr")]
pub use member::MemberPage;
#[cfg(feature = "ssr")]
pub use members::{AdminPage, MembersPage};
#[cfg(feature = "ssr")]
pub use room::AdminRoom;
#[cfg(feature = "ssr")]
pub use settings::SettingsPage;
#[cfg(feature = "ssr")]
pub use system::SystemPage;
#[cfg(feature = "ssr")]
pub use tabs::AdminTabs;
#[cfg(feature = "ssr")]
pub use topics::TopicsPage;
