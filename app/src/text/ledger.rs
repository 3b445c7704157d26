//! Sentences about the contribution ledger.

use domain::Date;
use domain::ledger::{SplitState, SplitView};

use super::{day, tenths};

/// What the ledger is.
pub const LEDGER_LEAD: &str = "At each milestone the team itself settles who carried how much. Ballots stay private; the team sees what comes of them.";
/// Where no milestone was reached yet.
pub const LEDGER_EMPTY: &str = "When the team reaches its first milestone, everybody who worked on it splits 100 points among the others.";
/// To whoever is not of the team.
pub const LEDGER_CLOSED: &str = "Only the team and the authors of the idea see the shares.";
/// Where the organisation has not said what a share means.
pub const NO_MEANING: &str = "The organisation has not said yet what a share is worth. Until it does, it is a record of who did what.";
/// Where the viewer was not there at every milestone.
pub const HOLDINGS_IN_PART: &str =
    "Of the milestones you had a part in: what the others settled is theirs to see.";
/// Above the fields of a ballot, in a team of three.
pub const BALLOT_OF_THREE: &str =
    "You are three, so each of you can work out from the shares what the others gave.";
/// Above the fields of a ballot.
pub const BALLOT_HINT: &str = "Whoever carried more gets more. Nobody sees your points, and none of them count for you. Until the count you can change them.";
/// Under the field for the reason of a dispute.
pub const DISPUTE_HINT: &str = "The team sees it. For seven days points and weekly updates can be put right; then the second count stands.";
/// Beside a dispute.
pub const fn disputed(state: SplitState) -> &'static str {
    match state {
        SplitState::Open => "The shares are counted once more, and that count stands.",
        SplitState::Counted | SplitState::Frozen => {
            "They were counted once more, and that count stands."
        }
    }
}

/// Where the shares of a milestone are others' business.
pub const NOT_YOURS: &str = "Its shares are seen by those who worked on it.";

/// How a share comes about, rule by rule.
pub const LEDGER_RULES: [&str; 5] = [
    "Whoever wrote the idea holds 10 %, member of the team or not; where it grew from others, their authors hold equal parts of it. The rest is split among those who worked on the milestone: half by hours, half by what the others say.",
    "Hours are those promised, times the weeks held since the last milestone. A week whose update does not name somebody counts nothing for them.",
    "What the others say is the mean of their points; from five words on, the highest and the lowest are left out. Whoever gives no points counts as giving everybody the same.",
    "Where fewer than three people worked, hours alone decide. Where no update names anybody, they count alike.",
    "Points can be given for seven days. Then the shares can be disputed for seven days, once. After that they stand.",
];

/// A part of 1 as percent with one decimal.
pub fn share_of(part: f64) -> String {
    format!("{:.1} %", part * 100.0)
}

/// Hours with one decimal.
pub fn hours_of(hours: f64) -> String {
    format!("{} h", tenths(hours))
}

/// What happens to a split by itself, and when.
pub fn split_until(split: &SplitView, at: Date, today: Date) -> String {
    let day = day(at.civil(), today.civil());
    match split.state {
        SplitState::Open => format!("counted on {day}, or with the last points"),
        SplitState::Counted => format!("stands for good on {day}"),
        SplitState::Frozen => String::new(),
    }
}

/// How many gave their points.
pub fn turnout(cast: usize, voters: usize) -> String {
    format!("{cast} of {voters} have split their points.")
}

/// To somebody whose points wait.
pub const POINTS_WAIT: &str = "A milestone is reached.";
/// And why they are asked.
pub const POINTS_WHY: &str =
    "Split 100 points among the others who worked on it, so that credit goes where it belongs.";

/// How many milestones are settled.
pub fn settled(settled: usize, all: usize) -> String {
    match (settled, all) {
        (_, 0) => "Shares are settled at each milestone, by the team itself.".into(),
        (settled, all) if settled == all => "Every milestone reached so far is settled.".into(),
        (settled, all) => format!("{settled} of {all} milestones reached so far are settled."),
    }
}
