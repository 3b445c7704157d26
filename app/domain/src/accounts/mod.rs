//! Members: who they are, how they sign in, what they say about themselves.

mod endorsements;
mod forms;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::boards::Department;
use crate::ideas::IdeaCard;
use crate::limits::ClientAddress;
use crate::moderation::Told;
use crate::teams::{TeamCard, Thanks};
use crate::words;
use crate::{Outcome, Timestamp};

pub use endorsements::{EndorsedSkill, NAMED};
pub use forms::{
    DisplayName, Email, Handle, MAX_SKILLS, NewAccount, Password, Profile, SessionToken, Skill,
    skill_name,
};

/// A member's number.
pub type MemberId = i64;

words! {
    /// Which side of the counter a member stands on.
    Kind {
        /// Uses what the organisation makes.
        Customer = "customer",
        /// Works for the organisation.
        Employee = "employee",
    }
}

words! {
    /// What a member may do beyond taking part.
    Role {
        /// Takes part.
        Member = "member",
        /// Answers for one department.
        Steward = "steward",
        /// Cares for the tone.
        Moderator = "moderator",
        /// Runs the installation.
        Admin = "admin",
    }
}

/// A signed-in member, as far as decisions need to know them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The member.
    pub id: MemberId,
    /// Name shown on the site.
    pub display_name: String,
    /// Unique short name, in the URL of the person's page.
    pub handle: String,
    /// Customer or employee.
    pub kind: Kind,
    /// The department an employee works in.
    pub department: Option<i64>,
    /// What they may do beyond taking part.
    pub role: Role,
    /// Notices not read yet.
    pub unread: i64,
}

/// Whoever is looking at a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody we know.
    Visitor,
    /// A signed-in member.
    Member(Actor),
}

impl Viewer {
    /// The signed-in member, if any.
    pub const fn actor(&self) -> Option<&Actor> {
        match self {
            Self::Visitor => None,
            Self::Member(actor) => Some(actor),
        }
    }

    /// The member's number, or 0 for a visitor (no member has it).
    pub fn id(&self) -> MemberId {
        self.actor().map_or(0, |actor| actor.id)
    }

    /// The signed-in member; fails with [`crate::Denied::SignInFirst`].
    pub fn member(self) -> Outcome<Actor> {
        match self {
            Self::Member(actor) => Ok(actor),
            Self::Visitor => Err(crate::Denied::SignInFirst.into()),
        }
    }
}

/// A person as named beside what they wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRef {
    /// Name shown on the site.
    pub name: String,
    /// Short name in the URL of their page.
    pub handle: String,
    /// Customer or employee.
    pub kind: Kind,
}

/// A person's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonView {
    /// Their number.
    pub id: MemberId,
    /// Who.
    pub person: PersonRef,
    /// Department's name.
    pub department: Option<String>,
    /// Beyond taking part.
    pub role: Role,
    /// Their words.
    pub about: String,
    /// What they can do, and who says so too.
    pub skills: Vec<EndorsedSkill>,
    /// Whether the viewer may endorse that.
    pub may_endorse: bool,
    /// What they want to learn.
    pub wants: Vec<String>,
    /// Topics they care about.
    pub topics: Vec<String>,
    /// When they came.
    pub joined: Timestamp,
    /// Their newest ideas that this viewer may see.
    pub ideas: Vec<IdeaCard>,
    /// Teams they hold a seat on that this viewer may see.
    pub teams: Vec<TeamCard>,
    /// Promises kept to the end; ½ where it was half kept.
    pub kept: f64,
    /// Promises broken.
    pub broken: f64,
    /// Hours a week promised to teams now; told to the person alone.
    pub load: Option<i64>,
    /// Seats held on teams that never launched.
    pub thanks: Vec<Thanks>,
    /// Whether this is the viewer.
    pub own: bool,
    /// Why the person is suspended; told to care people only.
    pub suspended: Option<Told>,
    /// Whether the viewer may suspend them and lift that.
    pub may_suspend: bool,
}

/// What somebody signs in from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// What the browser calls itself.
    pub agent: String,
    /// Its place on the network.
    pub address: ClientAddress,
}

/// One sign-in on some device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// Its number.
    pub id: i64,
    /// What the browser calls itself.
    pub agent: String,
    /// When it began.
    pub created: Timestamp,
    /// When it was last used, to five minutes.
    pub seen: Timestamp,
    /// Whether it is the one asking.
    pub current: bool,
}

/// Signing up, in and out, and one's own account.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Makes a member (customer, or as the invitation says) and signs them in.
    async fn sign_up(&self, new: NewAccount, on: &Device) -> Outcome<SessionToken>;
    /// Signs in. An unknown address and a wrong password look the same.
    async fn sign_in(&self, email: &str, password: &Password, on: &Device)
    -> Outcome<SessionToken>;
    /// Ends this session.
    async fn sign_out(&self, token: &SessionToken) -> Outcome<()>;
    /// Who holds this token; a visitor when it is unknown or expired.
    async fn viewer(&self, token: Option<&SessionToken>) -> Outcome<Viewer>;
    /// The member's own profile, and the departments to choose from.
    async fn profile(&self, actor: &Actor) -> Outcome<(Profile, Vec<Department>)>;
    /// Saves the profile.
    async fn save_profile(&self, actor: &Actor, profile: Profile) -> Outcome<()>;
    /// A person's page.
    async fn person(&self, viewer: &Viewer, handle: &str) -> Outcome<PersonView>;
    /// Endorses a skill that another member declares, given as it is compared:
    /// for those who worked with them on a team that they still see. Doing it
    /// again changes nothing.
    async fn endorse(&self, actor: &Actor, member: MemberId, skill: &str) -> Outcome<()>;
    /// Takes an endorsement back, at any time.
    async fn unendorse(&self, actor: &Actor, member: MemberId, skill: &str) -> Outcome<()>;
    /// Every session of the member, newest use first.
    async fn sessions(&self, actor: &Actor, token: &SessionToken) -> Outcome<Vec<SessionView>>;
    /// Ends one of the member's sessions.
    async fn end_session(&self, actor: &Actor, session: i64) -> Outcome<()>;
    /// Changes the password and ends every other session.
    async fn change_password(
        &self,
        actor: &Actor,
        token: &SessionToken,
        current: &Password,
        new: Password,
    ) -> Outcome<()>;
    /// Sets a new password by a one-time link and ends every session.
    async fn reset_password(&self, secret: &str, new: Password) -> Outcome<()>;
}
