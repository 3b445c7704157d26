//! Members, as admins see and change them.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::accounts::{Actor, Kind, MemberId, PersonRef, Role};
use crate::paging::{Cursor, Page};
use crate::{FieldError, FieldErrors, Outcome, Timestamp, words};

words! {
    /// Whether a member may come in.
    MemberState {
        /// May sign in.
        Active = "active",
        /// Kept out by a moderator or an admin.
        Suspended = "suspended",
    }
}

/// Which members to list, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberQuery {
    /// Part of a name, handle or address; empty for all.
    pub words: String,
    /// Customers or employees only.
    pub kind: Option<Kind>,
    /// One role only.
    pub role: Option<Role>,
    /// Slug of one department only.
    pub department: Option<String>,
    /// Active or suspended members only.
    pub state: Option<MemberState>,
    /// Where the page begins.
    pub after: Option<Cursor>,
}

/// A member in the admins' list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberCard {
    /// Their number.
    pub id: MemberId,
    /// Who.
    pub person: PersonRef,
    /// The address they sign in with.
    pub email: String,
    /// Beyond taking part.
    pub role: Role,
    /// Department's name.
    pub department: Option<String>,
    /// When they came.
    pub joined: Timestamp,
    /// Since when they are kept out.
    pub suspended: Option<Timestamp>,
}

/// All an admin needs to decide about one member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberFile {
    /// As in the list.
    pub card: MemberCard,
    /// Slug of the department.
    pub department: Option<String>,
    /// Devices they are signed in on.
    pub sessions: i64,
    /// When one of these was last used.
    pub seen: Option<Timestamp>,
    /// Ideas they posted.
    pub ideas: i64,
    /// Seats they hold.
    pub seats: i64,
    /// Seats they hold on teams that only employees see.
    pub seats_inside: i64,
    /// Whether nobody else runs the installation.
    pub last_admin: bool,
    /// Whether this is the admin who asks.
    pub own: bool,
}

/// What a member is to be from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberChange {
    /// Beyond taking part.
    pub role: Role,
    /// Customer or employee.
    pub kind: Kind,
    /// Slug of the department; employees only.
    pub department: Option<String>,
}

impl MemberChange {
    /// Reads the form. Roles are for employees, and a steward answers for a
    /// department; a customer has none.
    pub fn parse(role: &str, kind: &str, department: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let role = errors.check("role", Role::parse(role));
        let kind = errors.check("kind", Kind::parse(kind));
        let department = Some(department.trim().to_owned()).filter(|slug| !slug.is_empty());
        let (Some(role), Some(kind)) = (role, kind) else {
            return Err(errors);
        };
        if kind == Kind::Customer && role != Role::Member {
            return Err(FieldErrors::one("role", FieldError::EmployeesOnly));
        }
        if role == Role::Steward && department.is_none() {
            return Err(FieldErrors::one("department", FieldError::Missing));
        }
        Ok(Self {
            role,
            kind,
            department: department.filter(|_| kind == Kind::Employee),
        })
    }
}

/// Finding members and changing what they are.
#[async_trait]
pub trait MemberAdmin: Send + Sync {
    /// Members that match, newest first.
    async fn list(&self, actor: &Actor, query: &MemberQuery) -> Outcome<Page<MemberCard>>;
    /// One member; fails with not found.
    async fn file(&self, actor: &Actor, handle: &str) -> Outcome<MemberFile>;
    /// Gives a member role, kind and department, from this moment on. Whoever
    /// becomes a customer loses the seats on teams that only employees see. The
    /// last admin stays one: fails with [`crate::Conflict::LastAdmin`].
    async fn change(&self, actor: &Actor, handle: &str, change: MemberChange) -> Outcome<()>;
    /// Makes a link by which the member sets a new password, within a day and
    /// once; returns its secret, shown once.
    async fn reset_link(&self, actor: &Actor, handle: &str) -> Outcome<String>;
    /// Signs the member out on every device.
    async fn end_sessions(&self, actor: &Actor, handle: &str) -> Outcome<()>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_for_employees_and_a_steward_has_a_department() {
        for role in ["steward", "moderator", "admin"] {
            let errors = MemberChange::parse(role, "customer", "sales").expect_err("a customer");
            assert_eq!(errors.0["role"], FieldError::EmployeesOnly, "{role}");
        }
        let errors = MemberChange::parse("steward", "employee", " ").expect_err("of what?");
        assert_eq!(errors.0["department"], FieldError::Missing);
        let steward = MemberChange::parse("steward", "employee", "sales").expect("fits");
        assert_eq!(steward.department.as_deref(), Some("sales"));
    }

    #[test]
    fn a_customer_has_no_department() {
        let change = MemberChange::parse("member", "customer", "sales").expect("fits");
        assert_eq!(change.department, None);
    }

    #[test]
    fn words_nobody_offered_are_refused_at_their_fields() {
        let errors = MemberChange::parse("owner", "", "").expect_err("no such words");
        assert_eq!(errors.0["role"], FieldError::NotOffered);
        assert_eq!(errors.0["kind"], FieldError::Missing);
    }
}
