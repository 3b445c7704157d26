//! The audit log: every privileged act, as admins read it.

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::accounts::PersonRef;
use crate::ideas::IdeaRef;
use crate::paging::Cursor;

/// How many acts the log's file holds at most.
pub const AUDIT_FILE: usize = 10_000;

/// What an act is called in the log, as `noun.verb`.
pub type AuditKind = String;

/// What the log is narrowed down to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditQuery {
    /// Acts of this kind only.
    pub kind: Option<AuditKind>,
    /// Acts by or about the member of this name, or short name, only.
    pub person: Option<String>,
}

/// A privileged act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// What, as `noun.verb`.
    pub kind: AuditKind,
    /// By whom; by nobody where it was done on the machine itself or by time.
    pub by: Option<PersonRef>,
    /// Whom it concerned.
    pub member: Option<PersonRef>,
    /// The idea it concerned.
    pub idea: Option<IdeaRef>,
    /// The comment it concerned.
    pub comment: Option<i64>,
    /// What else was written down.
    pub detail: String,
}

/// A page of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// Acts, newest first.
    pub entries: Vec<AuditEntry>,
    /// Every kind of act the log holds, to choose from.
    pub kinds: Vec<AuditKind>,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}
