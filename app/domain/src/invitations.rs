//! Invitation links: they make employees.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::accounts::{Actor, PersonRef};
use crate::{FieldErrors, Outcome, Timestamp, plain};

/// How many days an invitation link works.
pub const INVITATION_DAYS: i64 = 30;

/// An invitation to write.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    /// Who it is for, in the admin's words, up to 80 characters.
    pub note: String,
    /// Slug of the department the new employee joins.
    pub department: Option<String>,
}

impl NewInvitation {
    /// Reads the invitation form.
    pub fn parse(note: &str, department: &str) -> Result<Self, FieldErrors> {
        Ok(Self {
            note: plain::line_of(note, 0, 80).map_err(|e| FieldErrors::one("note", e))?,
            department: Some(department.trim().to_owned()).filter(|slug| !slug.is_empty()),
        })
    }
}

/// An invitation in the admin's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    /// Its number.
    pub id: i64,
    /// Who it is for.
    pub note: String,
    /// Department's name.
    pub department: Option<String>,
    /// When it was written.
    pub created: Timestamp,
    /// When it stops working.
    pub expires: Timestamp,
    /// Who came by it, and when.
    pub used_by: Option<PersonRef>,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
}

/// Writing and using invitations.
#[async_trait]
pub trait Invitations: Send + Sync {
    /// Writes an invitation; returns the secret of its link, shown once.
    async fn invite(&self, actor: &Actor, new: NewInvitation) -> Outcome<String>;
    /// The newest hundred invitations.
    async fn list(&self, actor: &Actor) -> Outcome<Vec<InvitationView>>;
    /// Withdraws one that was not used.
    async fn withdraw(&self, actor: &Actor, invitation: i64) -> Outcome<()>;
    /// Whether a link's secret still works; fails with not found.
    async fn check(&self, secret: &str) -> Outcome<()>;
    /// Makes the signed-in member an employee.
    async fn accept(&self, actor: &Actor, secret: &str) -> Outcome<()>;
}
