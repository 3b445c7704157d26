//! Hours that somebody put into a milestone.

use crate::Timestamp;
use crate::time::DAY;
use crate::work::{end_of_week, week};

/// How long somebody held a seat, and for how many hours a week.
#[derive(Clone, Copy, Debug)]
pub struct Tenure {
    /// Since when.
    pub from: Timestamp,
    /// Until when; nothing while they hold it.
    pub to: Option<Timestamp>,
    /// Hours a week they promised.
    pub hours: i64,
}

/// Hours promised × weeks held between two moments; parts of a week count in
/// part. A week whose update does not name the person counts nothing:
/// `confirmed` answers for each week of the team that was launched at
/// `launched`. One that nobody told of counts as promised.
pub fn worked(
    tenure: Tenure,
    (from, to): (Timestamp, Timestamp),
    launched: Timestamp,
    confirmed: impl Fn(i64) -> bool,
) -> f64 {
    let begin = tenure.from.max(from).max(launched);
    let end = tenure.to.map_or(to, |left| left.min(to));
    let mut micros = 0;
    let mut number = week(launched, begin);
    while number >= 1 {
        let first = begin.max(end_of_week(launched, number - 1));
        let last = end.min(end_of_week(launched, number));
        if first >= end {
            break;
        }
        if confirmed(number) {
            micros += last.0 - first.0;
        }
        number += 1;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "a team's weeks are far from 2^53 microseconds"
    )]
    let weeks = micros as f64 / (7 * DAY) as f64;
    weeks * f64::from(i32::try_from(tenure.hours).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAUNCHED: Timestamp = Timestamp(5 * DAY);

    fn day(number: i64) -> Timestamp {
        LAUNCHED.plus_days(number)
    }

    fn tenure(from: i64, to: Option<i64>) -> Tenure {
        Tenure {
            from: day(from),
            to: to.map(day),
            hours: 4,
        }
    }

    fn close(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-9
    }

    #[test]
    fn weeks_held_times_hours() {
        let all = |_| true;
        let span = (day(0), day(14));
        assert!(close(worked(tenure(-3, None), span, LAUNCHED, all), 8.0));
        assert!(close(worked(tenure(7, None), span, LAUNCHED, all), 4.0));
        assert!(close(worked(tenure(-3, Some(7)), span, LAUNCHED, all), 4.0));
        let half = worked(tenure(0, Some(10)), (day(0), day(30)), LAUNCHED, all);
        assert!(close(half, 4.0 * 10.0 / 7.0), "{half}");
    }

    #[test]
    fn a_week_that_does_not_name_somebody_counts_nothing() {
        let span = (day(0), day(21));
        let second = |number| number != 2;
        assert!(close(worked(tenure(0, None), span, LAUNCHED, second), 8.0));
    }

    #[test]
    fn whoever_came_later_or_left_before_put_in_nothing() {
        let all = |_| true;
        let span = (day(7), day(14));
        assert!(close(worked(tenure(20, None), span, LAUNCHED, all), 0.0));
        assert!(close(worked(tenure(0, Some(6)), span, LAUNCHED, all), 0.0));
        assert!(close(
            worked(tenure(0, None), (day(3), day(3)), LAUNCHED, all),
            0.0
        ));
    }
}
