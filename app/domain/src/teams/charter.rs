//! The charter as typed: what everyone who takes a seat agrees to.

use serde::{Deserialize, Serialize};

use super::Decides;
use crate::plain;
use crate::{Date, FieldError, FieldErrors};

/// The first milestone lies within this many days of the launch; measured from
/// the last day on which the team may launch.
pub const MILESTONE_DAYS: i32 = 14;

/// What a person typed about the work of a team; its seats are typed row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CharterForm {
    /// What the team wants to bring about.
    pub purpose: String,
    /// Weeks of work, 1–52.
    pub weeks: String,
    /// What the first milestone shows.
    pub milestone: String,
    /// When it is due.
    pub milestone_due: String,
    /// Word of the decision rule.
    pub decides: String,
    /// When the team would stop.
    pub stops_when: String,
}

/// What a team agrees on, but for its seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charter {
    /// 10–300 characters.
    pub purpose: String,
    /// 1–52.
    pub weeks: u32,
    /// 8–160 characters.
    pub milestone: String,
    /// Today or later.
    pub milestone_due: Date,
    /// Decision rule.
    pub decides: Decides,
    /// Kill rule, up to 200 characters.
    pub stops_when: String,
}

/// When the first milestone is due: on the day the charter names, if that lies
/// within [`MILESTONE_DAYS`] of the launch; else on the last of those days.
pub fn first_due(named: Date, launched: Date) -> Date {
    let last = launched.plus_days(MILESTONE_DAYS);
    if (launched..=last).contains(&named) {
        named
    } else {
        last
    }
}

impl Charter {
    /// Reads the form. The milestone is due today or later, and at most
    /// [`MILESTONE_DAYS`] after `last`, the last day on which the team may launch.
    pub fn parse(form: &CharterForm, today: Date, last: Date) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let purpose = errors.check("purpose", plain::line_of(&form.purpose, 10, 300));
        let weeks = errors.check("weeks", plain::number(&form.weeks, 1, 52));
        let milestone = errors.check("milestone", plain::line_of(&form.milestone, 8, 160));
        let furthest = last.plus_days(MILESTONE_DAYS);
        let due = Date::parse(&form.milestone_due).and_then(|due| {
            if due < today {
                Err(FieldError::Past)
            } else if due > furthest {
                Err(FieldError::TooFar((furthest.0 - today.0).unsigned_abs()))
            } else {
                Ok(due)
            }
        });
        let milestone_due = errors.check("milestone_due", due);
        let decides = errors.check("decides", Decides::parse(&form.decides));
        let stops_when = errors.check("stops_when", plain::line_of(&form.stops_when, 0, 200));
        match (
            purpose,
            weeks,
            milestone,
            milestone_due,
            decides,
            stops_when,
        ) {
            (
                Some(purpose),
                Some(weeks),
                Some(milestone),
                Some(milestone_due),
                Some(decides),
                Some(stops_when),
            ) => Ok(Self {
                purpose,
                weeks,
                milestone,
                milestone_due,
                decides,
                stops_when,
            }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_milestone_is_due_within_its_days_of_the_launch() {
        let launched = Date(20_000);
        let last = launched.plus_days(MILESTONE_DAYS);
        for inside in [launched, launched.plus_days(5), last] {
            assert_eq!(first_due(inside, launched), inside);
        }
        for outside in [launched.plus_days(-1), last.plus_days(1)] {
            assert_eq!(first_due(outside, launched), last);
        }
    }
}
