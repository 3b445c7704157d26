//! Decisions of a team at work: proposed by one of its people, agreed when nobody
//! objects until a day, or decided by the lead, as the charter says.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::accounts::{Actor, PersonRef, Viewer};
use crate::ideas::IdeaRef;
use crate::plain;
use crate::teams::{Decides, Reason, TeamId};
use crate::words;
use crate::{Date, FieldError, FieldErrors, Outcome, Timestamp};

/// How many days a proposal may wait for objections.
pub const MAX_DAYS: u32 = 14;
/// How many it waits by itself.
pub const USUAL_DAYS: u32 = 3;
/// How many proposals of a team may be open.
pub const MAX_OPEN: usize = 12;

words! {
    /// What became of a proposal.
    DecisionState {
        /// It waits.
        Open = "open",
        /// Nobody objected until its day.
        Agreed = "agreed",
        /// The lead said yes.
        Yes = "yes",
        /// The lead said no.
        No = "no",
        /// Taken back by whoever proposed it.
        Withdrawn = "withdrawn",
        /// The team ended before it was decided.
        Lapsed = "lapsed",
    }
}

/// Whether a proposal is agreed: by consent alone, when its day is over and no
/// objection stands.
pub fn agreed(rule: Decides, due: Timestamp, objections: usize, now: Timestamp) -> bool {
    rule == Decides::Consent && objections == 0 && due <= now
}

/// A proposal as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProposalForm {
    /// What is proposed.
    pub title: String,
    /// Why, and how.
    pub details: String,
    /// Days until it is agreed if nobody objects, or should be decided.
    pub days: String,
}

/// A proposal to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewProposal {
    /// 8–160 characters.
    pub title: String,
    /// Up to 2,000 characters.
    pub details: String,
    /// 1–[`MAX_DAYS`].
    pub days: u32,
}

impl NewProposal {
    /// Reads the form.
    pub fn parse(form: &ProposalForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let title = errors.check("title", plain::line_of(&form.title, 8, 160));
        let details = errors.check("details", plain::lines_of(&form.details, 0, 2_000));
        let days = errors.check("days", plain::number(&form.days, 1, MAX_DAYS));
        match (title, details, days) {
            (Some(title), Some(details), Some(days)) => Ok(Self {
                title,
                details,
                days,
            }),
            _ => Err(errors),
        }
    }
}

/// A proposal, by the words that somebody answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Its number.
    pub decision: i64,
    /// When they were written, as [`DecisionView::at`] told; whatever they are now
    /// without it.
    pub at: Option<Timestamp>,
}

/// What the lead says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Yes, or no.
    pub yes: bool,
    /// Why: 8–300 characters.
    pub reason: Reason,
}

impl Verdict {
    /// Reads the fields `verdict` (`yes` or `no`) and `reason`.
    pub fn parse(verdict: &str, reason: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let said = match verdict {
            "" => Err(FieldError::Missing),
            said => plain::yes(said),
        };
        let yes = errors.check("verdict", said);
        match (yes, Reason::parse(reason)) {
            (Some(yes), Ok(reason)) => Ok(Self { yes, reason }),
            (_, Ok(_)) => Err(errors),
            (_, Err(FieldErrors(more))) => {
                errors.0.extend(more);
                Err(errors)
            }
        }
    }
}

/// An objection as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectionView {
    /// Who objects.
    pub person: PersonRef,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// Whether it stands: it was neither taken back nor answered by other words,
    /// and whoever made it is still of the team.
    pub stands: bool,
}

/// What somebody has to do with an open proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Nothing but to read it.
    Reads,
    /// They proposed it, and may change it.
    Proposed,
    /// They may object.
    MayObject,
    /// Their objection stands.
    Objects,
}

/// A proposal as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionView {
    /// Its number.
    pub id: i64,
    /// What is proposed.
    pub title: String,
    /// Why, and how.
    pub details: String,
    /// Who proposed it.
    pub by: PersonRef,
    /// When; anew when its words changed.
    pub at: Timestamp,
    /// Until when objections are waited for.
    pub due: Timestamp,
    /// How it is decided.
    pub rule: Decides,
    /// What became of it.
    pub state: DecisionState,
    /// Why the lead said so; empty otherwise.
    pub verdict: String,
    /// When it was decided, withdrawn or lapsed.
    pub decided: Option<Timestamp>,
    /// What was said against it, oldest first.
    pub objections: Vec<ObjectionView>,
    /// Whether its day is over and it still waits.
    pub overdue: bool,
    /// What the viewer has to do with it.
    pub part: Part,
    /// Whether the viewer decides it.
    pub may_decide: bool,
    /// Whether the viewer may withdraw it.
    pub may_withdraw: bool,
}

/// The decisions of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionsView {
    /// The team.
    pub team: TeamId,
    /// The idea it builds.
    pub idea: IdeaRef,
    /// How the team decides what is proposed now.
    pub rule: Decides,
    /// Whether the viewer may propose something.
    pub ours: bool,
    /// Open ones first, the newest first among either.
    pub decisions: Vec<DecisionView>,
    /// Today.
    pub today: Date,
}

/// Proposing, objecting, deciding.
#[async_trait]
pub trait Decisions: Send + Sync {
    /// The decisions of a team that this viewer may see; nothing before its launch.
    async fn view(&self, viewer: &Viewer, team: TeamId) -> Outcome<Option<DecisionsView>>;
    /// Proposes something to the team.
    async fn propose(&self, actor: &Actor, team: TeamId, new: NewProposal) -> Outcome<IdeaRef>;
    /// Objects to a proposal of somebody else; once at a time.
    async fn object(
        &self,
        actor: &Actor,
        team: TeamId,
        words: Words,
        reason: Reason,
    ) -> Outcome<IdeaRef>;
    /// Takes one's objection back. The last one on a proposal whose day is over
    /// makes it agreed.
    async fn take_back(&self, actor: &Actor, team: TeamId, decision: i64) -> Outcome<IdeaRef>;
    /// Proposes it in other words, which answers every objection and begins its
    /// days anew.
    async fn reword(
        &self,
        actor: &Actor,
        team: TeamId,
        decision: i64,
        new: NewProposal,
    ) -> Outcome<IdeaRef>;
    /// Withdraws one's own proposal; the lead, also that of somebody who takes no
    /// part in the team any more.
    async fn withdraw(&self, actor: &Actor, team: TeamId, decision: i64) -> Outcome<IdeaRef>;
    /// Decides it, where the lead does.
    async fn decide(
        &self,
        actor: &Actor,
        team: TeamId,
        words: Words,
        verdict: Verdict,
    ) -> Outcome<IdeaRef>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_consent_when_the_day_is_over_and_never_for_the_lead() {
        let (due, before, after) = (Timestamp(10), Timestamp(9), Timestamp(10));
        assert!(agreed(Decides::Consent, due, 0, after));
        assert!(!agreed(Decides::Consent, due, 0, before));
        assert!(!agreed(Decides::Consent, due, 1, after));
        assert!(!agreed(Decides::Lead, due, 0, after));
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let form = ProposalForm {
            title: "Oak".into(),
            details: "x".repeat(2_001),
            days: "15".into(),
        };
        let errors = NewProposal::parse(&form).expect_err("all wrong");
        assert_eq!(errors.0["title"], FieldError::TooShort(8));
        assert_eq!(errors.0["details"], FieldError::TooLong(2_000));
        assert_eq!(errors.0["days"], FieldError::NotBetween(1, 14));
        let errors = Verdict::parse("perhaps", "no").expect_err("both wrong");
        assert_eq!(errors.0.len(), 2);
        let errors = Verdict::parse("", "The oak is not dry.").expect_err("neither yes nor no");
        assert_eq!(errors.0["verdict"], FieldError::Missing);
    }
}
