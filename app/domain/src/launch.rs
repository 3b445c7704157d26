//! The launch rule: the one function that decides whether a team launches.
//!
//! The checklist people see and the decision are the same value, so they can
//! never disagree: [`Checklist::launches`] is true exactly when every line of
//! the list is met.

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// How many days a team has to gather.
pub const GATHERING_DAYS: i64 = 21;
/// Days by which the starter may make that longer, once.
pub const EXTENSION_DAYS: i64 = 14;
/// A team is told that its time runs out so many days before.
pub const REMINDER_DAYS: i64 = 5;
/// How many days a block stands before it lapses.
pub const BLOCK_DAYS: i64 = 7;

/// What a board asks of a team before it launches.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LaunchRule {
    /// Supporters the idea needs.
    pub supporters: i64,
    /// Share of the required seats' hours that must be promised after weighing
    /// with reliability; 0.6 lets a full team of newcomers launch.
    pub hours_share: f64,
    /// Departments that must be on the team, unless a customer is.
    pub departments: i64,
}

impl Default for LaunchRule {
    fn default() -> Self {
        Self {
            supporters: 10,
            hours_share: 0.6,
            departments: 2,
        }
    }
}

/// `R = (kept + 2) / (kept + broken + 3)`: how far a pledge of this person may
/// be relied on; within (0, 1), 2/3 for a newcomer. `broken` may hold halves.
pub fn reliability(kept: f64, broken: f64) -> f64 {
    (kept + 2.0) / (kept + broken + 3.0)
}

/// One seat's places and hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeatFacts {
    /// Hours a week of one place.
    pub hours: i64,
    /// Places.
    pub count: i64,
    /// Places taken.
    pub taken: i64,
    /// Whether the team cannot do without.
    pub required: bool,
}

/// One held pledge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PledgeFacts {
    /// Hours a week promised.
    pub hours: i64,
    /// Reliability of the person, see [`reliability`].
    pub reliability: f64,
    /// The person's department, employees only.
    pub department: Option<i64>,
    /// Whether the person is a customer.
    pub customer: bool,
    /// Whether they accepted the charter as it stands.
    pub accepted: bool,
}

/// Everything the decision looks at.
#[derive(Clone, Debug, PartialEq)]
pub struct LaunchFacts {
    /// Supporters of the idea, as its page counts them.
    pub supporters: i64,
    /// The seats.
    pub seats: Vec<SeatFacts>,
    /// The pledges held by members who are not suspended.
    pub pledges: Vec<PledgeFacts>,
    /// Blocks that neither lapsed nor were set aside.
    pub open_blocks: i64,
    /// Until when the team may gather.
    pub deadline: Timestamp,
}

/// What a line of the checklist is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// Enough people support the idea.
    Supporters,
    /// Every required seat is taken.
    Seats,
    /// Enough hours are promised, weighed by reliability.
    Hours,
    /// Two departments, or a customer.
    Mix,
    /// Two thirds of the pledgers accept the charter.
    Charter,
    /// Nobody's block stands.
    NoBlock,
}

/// One line of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What it is about.
    pub condition: Condition,
    /// How much there is.
    pub have: f64,
    /// How much it takes.
    pub need: f64,
    /// Whether it holds.
    pub met: bool,
}

/// The launch checklist of a gathering team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checklist {
    /// The lines, in the order shown.
    pub lines: Vec<Line>,
    /// Promised hours over wanted hours of all seats, 0–1; fills the meter.
    pub filled: f64,
    /// Hours a week promised.
    pub hours_promised: i64,
    /// Hours a week of all seats.
    pub hours_wanted: i64,
    /// Whether the time to gather is over.
    pub overdue: bool,
}

impl Checklist {
    /// Whether the team launches: every line met, and in time.
    pub fn launches(&self) -> bool {
        !self.overdue && self.lines.iter().all(|line| line.met)
    }

    /// All seats are taken, yet the hours are short: more seats or more hours
    /// are what helps.
    pub fn only_hours_short(&self) -> bool {
        let met = |wanted| self.lines.iter().any(|l| l.condition == wanted && l.met);
        met(Condition::Seats) && !met(Condition::Hours)
    }
}

/// Tolerance for sums of reliability, so that 0.6 of the hours means 0.6.
const ROUNDING: f64 = 1e-9;

/// Weighs the facts by the board's rule.
pub fn checklist(rule: &LaunchRule, facts: &LaunchFacts, now: Timestamp) -> Checklist {
    let line = |condition, have: f64, need: f64| Line {
        condition,
        have,
        need,
        met: have + ROUNDING >= need,
    };
    let sum = |wanted: &dyn Fn(&SeatFacts) -> i64| facts.seats.iter().map(wanted).sum::<i64>();
    let required = sum(&|s| if s.required { s.count } else { 0 });
    let taken = sum(&|s| if s.required { s.taken.min(s.count) } else { 0 });
    let required_hours = sum(&|s| if s.required { s.hours * s.count } else { 0 });
    let hours_wanted = sum(&|s| s.hours * s.count);
    let hours_promised: i64 = facts.pledges.iter().map(|p| p.hours).sum();
    let weighed: f64 = facts
        .pledges
        .iter()
        .map(|p| p.hours as f64 * p.reliability)
        .sum();

    let mut departments: Vec<i64> = facts.pledges.iter().filter_map(|p| p.department).collect();
    departments.sort_unstable();
    departments.dedup();
    let customers = facts.pledges.iter().any(|p| p.customer);
    let mix_need = rule.departments as f64;
    let mix_have = if customers {
        mix_need
    } else {
        departments.len() as f64
    };

    let pledgers = facts.pledges.len() as f64;
    let accepted = facts.pledges.iter().filter(|p| p.accepted).count() as f64;
    let charter_need = (pledgers * 2.0 / 3.0 - ROUNDING).ceil().max(1.0);

    Checklist {
        lines: vec![
            line(
                Condition::Supporters,
                facts.supporters as f64,
                rule.supporters as f64,
            ),
            line(Condition::Seats, taken as f64, required as f64),
            line(
                Condition::Hours,
                weighed,
                required_hours as f64 * rule.hours_share,
            ),
            line(Condition::Mix, mix_have, mix_need),
            line(Condition::Charter, accepted, charter_need),
            Line {
                condition: Condition::NoBlock,
                have: facts.open_blocks as f64,
                need: 0.0,
                met: facts.open_blocks == 0,
            },
        ],
        filled: if hours_wanted == 0 {
            0.0
        } else {
            (hours_promised as f64 / hours_wanted as f64).min(1.0)
        },
        hours_promised,
        hours_wanted,
        overdue: now > facts.deadline,
    }
}

/// Whether a block still stands: younger than [`BLOCK_DAYS`] and not set aside
/// by more than half of the other pledgers.
pub fn block_stands(
    raised: Timestamp,
    set_aside: i64,
    other_pledgers: i64,
    now: Timestamp,
) -> bool {
    now < raised.plus_days(BLOCK_DAYS) && !(set_aside > 0 && 2 * set_aside > other_pledgers)
}

/// Leaves within thirty days that pause new seats.
pub const LEAVES_THAT_PAUSE: i64 = 3;
/// Days in which leaves are counted.
pub const LEAVE_WINDOW_DAYS: i64 = 30;
/// Days that new seats are paused for after the last of those leaves.
pub const PAUSE_DAYS: i64 = 7;

/// Whether new seats are paused, given the times of the newest three leaves,
/// newest first.
pub fn seats_paused(leaves: &[Timestamp], now: Timestamp) -> bool {
    match leaves {
        [newest, _, third, ..] => {
            now < newest.plus_days(PAUSE_DAYS) && *newest < third.plus_days(LEAVE_WINDOW_DAYS)
        }
        _ => false,
    }
}

/// After this many days without an answer to a nudge a pledge is broken.
pub const SILENCE_DAYS: i64 = 14;

/// What a pledge handed back at this time counts as broken: a half within
/// seven days, before or after, of the nearest milestone that is not reached,
/// else nothing.
pub fn hand_back_cost(nearest_milestone: Option<crate::Date>, today: crate::Date) -> f64 {
    match nearest_milestone {
        Some(due) if (due.0 - today.0).abs() <= 7 => 0.5,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests;
