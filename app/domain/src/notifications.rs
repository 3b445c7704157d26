//! Notices: what happened to a member's things, written in the transaction
//! that caused it.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::accounts::{Actor, PersonRef};
use crate::ideas::IdeaRef;
use crate::paging::{Cursor, Page};
use crate::words;
use crate::{Outcome, Timestamp};

words! {
    /// What a notice is about.
    NoticeKind {
        /// Someone commented on my idea.
        Commented = "commented",
        /// Someone replied to my comment.
        Replied = "replied",
        /// Someone started a team on my idea.
        TeamStarted = "team_started",
        /// Someone took a seat on my team.
        SeatTaken = "seat_taken",
        /// Someone left before launch.
        SeatLeft = "seat_left",
        /// The starter released me from my seat.
        Released = "released",
        /// Someone handed a seat back after launch.
        SeatHandedBack = "seat_handed_back",
        /// The charter changed and asks again.
        CharterChanged = "charter_changed",
        /// Someone blocks the charter.
        CharterBlocked = "charter_blocked",
        /// A team launched.
        TeamLaunched = "team_launched",
        /// The team's time ran out before it could launch.
        TeamExpired = "team_expired",
    }
}

/// A notice as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeView {
    /// Its number.
    pub id: i64,
    /// What it is about.
    pub kind: NoticeKind,
    /// Whose doing it was.
    pub by: Option<PersonRef>,
    /// The idea it concerns.
    pub idea: IdeaRef,
    /// The team it concerns.
    pub team: Option<i64>,
    /// The comment it concerns.
    pub comment: Option<i64>,
    /// The skill of the seat it concerns.
    pub seat: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Whether it was read.
    pub read: bool,
}

/// Reading one's notices.
#[async_trait]
pub trait Notifications: Send + Sync {
    /// The member's notices, newest first.
    async fn list(&self, actor: &Actor, after: Option<&Cursor>) -> Outcome<Page<NoticeView>>;
    /// Marks every notice up to this one as read.
    async fn mark_read(&self, actor: &Actor, up_to: i64) -> Outcome<()>;
}
