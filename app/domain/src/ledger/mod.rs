//! The contribution ledger: at each milestone the team itself settles who holds
//! which share.

mod hours;
mod shares;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::accounts::{Actor, PersonRef, Viewer};
use crate::ideas::IdeaRef;
use crate::plain;
use crate::teams::{Reason, TeamId};
use crate::words;
use crate::{Date, FieldError, FieldErrors, Outcome, Timestamp};

pub use hours::{Tenure, worked};
pub use shares::{AUTHORS_SHARE, Ballot, MAX_ANCESTORS, POINTS, Share, author_share, shares};

/// Days within which everybody splits their points.
pub const BALLOT_DAYS: i64 = 7;
/// Days within which the shares can be disputed, once, before they are frozen.
pub const DISPUTE_DAYS: i64 = 7;

words! {
    /// How far the split of a milestone is.
    SplitState {
        /// Points are being split.
        Open = "open",
        /// Counted; whoever worked on it may dispute the shares.
        Counted = "counted",
        /// The shares stand for good.
        Frozen = "frozen",
    }
}

/// One row of a ballot as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PointsForm {
    /// Short name of whom the points are for.
    pub handle: String,
    /// How many.
    pub points: String,
}

/// A ballot to cast: short names and points, which sum to [`POINTS`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBallot(pub Vec<(String, u32)>);

impl NewBallot {
    /// Reads the rows; an empty number is none. Errors carry the row's field.
    pub fn parse(rows: &[PointsForm]) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut ballot = Vec::new();
        for (at, row) in rows.iter().enumerate().take(200) {
            let points = match plain::line(&row.points).as_str() {
                "" => Ok(0),
                points => plain::number(points, 0, POINTS),
            };
            if let Some(points) = errors.check(&format!("points[{at}][points]"), points) {
                ballot.push((row.handle.clone(), points));
            }
        }
        errors.none()?;
        let sum: u32 = ballot.iter().map(|(_, points)| points).sum();
        if sum == POINTS {
            Ok(Self(ballot))
        } else {
            let field = "points[0][points]";
            Err(FieldErrors::one(field, FieldError::NotTheSum(sum, POINTS)))
        }
    }
}

/// A row of a ballot as shown to whoever fills it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotRow {
    /// One of the others.
    pub person: PersonRef,
    /// The points they have, or an even part.
    pub points: u32,
}

/// One person's share of a milestone as shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShareLine {
    /// Who.
    pub person: PersonRef,
    /// Hours they put in.
    pub hours: f64,
    /// What the others say, as a part of 1.
    pub peer: f64,
    /// What they hold for their work, as a part of 1.
    pub share: f64,
}

/// Why somebody disputes the shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeView {
    /// Who.
    pub person: PersonRef,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// The split of a milestone as shown to the team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SplitView {
    /// Its number.
    pub id: i64,
    /// What the milestone showed.
    pub milestone: String,
    /// When it was reached.
    pub reached: Timestamp,
    /// How far the split is.
    pub state: SplitState,
    /// Whether the viewer sees its shares and disputes: they worked on it, lead the
    /// team, started it, or are an author of its idea.
    pub inside: bool,
    /// When the next thing happens by itself: the count, or the freeze.
    pub until: Option<Timestamp>,
    /// How many split their points so far.
    pub cast: usize,
    /// How many can.
    pub voters: usize,
    /// The viewer's ballot, where they can fill one in now.
    pub ballot: Option<Vec<BallotRow>>,
    /// Whether they have cast it.
    pub has_cast: bool,
    /// Whether the viewer may dispute the shares now.
    pub may_dispute: bool,
    /// Why the shares were disputed.
    pub disputes: Vec<DisputeView>,
    /// The shares as counted; nothing before.
    pub shares: Vec<ShareLine>,
    /// Who holds the authors' share, each an equal part of it: whoever wrote the
    /// idea, then those of the ideas it grew from. Empty where the shares are
    /// others' business.
    pub authors: Vec<PersonRef>,
}

/// What somebody holds of all that was settled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Holding {
    /// Who.
    pub person: PersonRef,
    /// Mean of their shares, milestones weighed by their hours, as a part of 1.
    pub share: f64,
}

/// A team's ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LedgerView {
    /// The team's number.
    pub team: TeamId,
    /// The idea it builds.
    pub idea: IdeaRef,
    /// Whether the viewer is of the team, and sees the shares.
    pub ours: bool,
    /// What the organisation says a share means; empty where it said nothing.
    pub meaning: String,
    /// The splits, newest first; for others than the team without their shares.
    pub splits: Vec<SplitView>,
    /// What everybody holds of the splits that are frozen, most first.
    pub holdings: Vec<Holding>,
    /// Whether a split waits for the viewer's ballot.
    pub waits: bool,
    /// Today.
    pub today: Date,
}

/// Settling who holds which share.
#[async_trait]
pub trait Ledger: Send + Sync {
    /// A team's ledger; nobody sees the shares but the team and the idea's authors.
    async fn view(&self, viewer: &Viewer, team: TeamId) -> Outcome<LedgerView>;
    /// The same for a file, which is for the team and the idea's authors only.
    async fn export(&self, actor: &Actor, team: TeamId) -> Outcome<LedgerView>;
    /// Casts or changes one's ballot. When it was the last one missing, the
    /// shares are counted.
    async fn cast(
        &self,
        actor: &Actor,
        team: TeamId,
        split: i64,
        ballot: NewBallot,
    ) -> Outcome<LedgerView>;
    /// Disputes the shares, once: everybody may split their points anew.
    async fn dispute(
        &self,
        actor: &Actor,
        team: TeamId,
        split: i64,
        reason: Reason,
    ) -> Outcome<LedgerView>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(points: &[&str]) -> Vec<PointsForm> {
        let row = |points: &&str| PointsForm {
            handle: "ben".into(),
            points: (*points).into(),
        };
        points.iter().map(row).collect()
    }

    #[test]
    fn a_ballot_deals_out_all_its_points() {
        assert!(NewBallot::parse(&rows(&["60", "40", ""])).is_ok());
        let short = NewBallot::parse(&rows(&["60", "30"]));
        let error = FieldError::NotTheSum(90, 100);
        assert_eq!(short, Err(FieldErrors::one("points[0][points]", error)));
        let odd = NewBallot::parse(&rows(&["100", "x"])).unwrap_err();
        assert!(odd.0.contains_key("points[1][points]"), "{odd:?}");
        assert!(NewBallot::parse(&rows(&["200"])).is_err());
    }
}
