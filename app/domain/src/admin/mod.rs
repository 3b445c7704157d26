//! The administration: what admins do for the house as a whole. Every use case
//! here is for admins alone ([`crate::policy::administer`]) and leaves a trace
//! in the audit log.

mod boards;
mod departments;
mod members;
mod settings;
mod system;
mod topics;

use std::sync::Arc;

pub use boards::{BoardAdmin, BoardForm, BoardKept, BoardPlan};
pub use departments::{DepartmentAdmin, DepartmentKept, department_name};
pub use members::{MemberAdmin, MemberCard, MemberChange, MemberFile, MemberQuery, MemberState};
pub use settings::{
    Accent, LOGO_BYTES, Logo, Picture, Settings, SettingsAdmin, SettingsForm, SettingsPlan, SignUp,
    logo_text,
};
pub use system::{Migration, Saved, SystemAdmin, SystemReport, TableSize};
pub use topics::{TopicAdmin, TopicUse};

use crate::words;

/// The use cases of the administration; cheap to clone.
#[derive(Clone)]
pub struct Admin {
    /// Who is here, and what they may do.
    pub members: Arc<dyn MemberAdmin>,
    /// Parts of the organisation.
    pub departments: Arc<dyn DepartmentAdmin>,
    /// Boards, who sees them, and what teams there need to launch.
    pub boards: Arc<dyn BoardAdmin>,
    /// Topics of ideas.
    pub topics: Arc<dyn TopicAdmin>,
    /// Name, look, welcome and door policy.
    pub settings: Arc<dyn SettingsAdmin>,
    /// How the installation is.
    pub system: Arc<dyn SystemAdmin>,
}

words! {
    /// Which way a thing moves in its list.
    Way {
        /// One place towards the beginning.
        Up = "up",
        /// One place towards the end.
        Down = "down",
    }
}
