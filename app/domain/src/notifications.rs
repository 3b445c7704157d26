//! Notices: what happened to a member's things, written in the transaction
//! that caused it.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::accounts::{Actor, PersonRef};
use crate::ideas::IdeaRef;
use crate::moderation::Told;
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
        /// Someone posted an idea that grows from mine.
        IdeaForked = "idea_forked",
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
        /// The team's time to launch runs out in a few days.
        DeadlineNear = "deadline_near",
        /// The team has more time to launch.
        TeamExtended = "team_extended",
        /// The team handed its idea back to the crowd.
        TeamHandedBack = "team_handed_back",
        /// The starter closed the team before it launched.
        TeamClosed = "team_closed",
        /// Somebody asks whether I am still with the team.
        Nudged = "nudged",
        /// Somebody who was asked is still with the team.
        NudgeAnswered = "nudge_answered",
        /// The day of my promise came, and I kept it.
        PledgeKept = "pledge_kept",
        /// I stayed silent, and my seat is free again.
        PledgeBroken = "pledge_broken",
        /// My team reached a milestone, or one that builds my idea did.
        MilestoneReached = "milestone_reached",
        /// I lead the team from now on.
        LeadGiven = "lead_given",
        /// Somebody else leads my team from now on.
        LeadChanged = "lead_changed",
        /// Somebody offers me a seat on their team.
        SeatOffered = "seat_offered",
        /// An open seat fits what they told.
        SeatFits = "seat_fits",
        /// Somebody declined the seat I offered them.
        OfferDeclined = "offer_declined",
        /// Somebody I worked with endorsed one of my skills.
        SkillEndorsed = "skill_endorsed",
        /// My team delivered, or one that builds my idea did.
        TeamDelivered = "team_delivered",
        /// A team delivered an idea that I voted on or spoke about.
        IdeaDelivered = "idea_delivered",
        /// My team stopped, and told what it learned.
        TeamStopped = "team_stopped",
        /// A milestone I worked on is reached, and its points wait to be split.
        SplitOpened = "split_opened",
        /// The shares of a milestone I worked on are counted.
        SplitCounted = "split_counted",
        /// Somebody disputes the shares, and the points can be split anew.
        SplitDisputed = "split_disputed",
        /// Somebody proposes something to a team I am of.
        DecisionProposed = "decision_proposed",
        /// Somebody objects to what I proposed.
        DecisionObjected = "decision_objected",
        /// Nobody objected: it is agreed.
        DecisionAgreed = "decision_agreed",
        /// The lead decided what was proposed.
        DecisionMade = "decision_made",
        /// A week of my team is over, and nobody told of it yet.
        UpdateAsked = "update_asked",
        /// I did not touch a task for a week, and it is free again.
        TaskFreed = "task_freed",
        /// My idea is hidden.
        IdeaHidden = "idea_hidden",
        /// My idea is back.
        IdeaRestored = "idea_restored",
        /// My idea takes no more comments and votes.
        IdeaLocked = "idea_locked",
        /// My idea takes them again.
        IdeaUnlocked = "idea_unlocked",
        /// My comment is hidden.
        CommentHidden = "comment_hidden",
        /// My comment is back.
        CommentRestored = "comment_restored",
        /// The author changed what I hid.
        HiddenChanged = "hidden_changed",
        /// The idea of my team is hidden, so the team rests.
        TeamRests = "team_rests",
        /// The idea of my team is back, so the team goes on.
        TeamGoesOn = "team_goes_on",
        /// A seat on my team came free, and nobody left it themself.
        SeatFreed = "seat_freed",
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
    /// The skill of the seat it concerns, or the skill that was endorsed.
    pub seat: Option<String>,
    /// The first words of what came of it, where a team delivered.
    pub outcome: Option<String>,
    /// Why, where care was taken of the reader's own thing.
    pub told: Option<Told>,
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
