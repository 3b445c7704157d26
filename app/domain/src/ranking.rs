//! Trending: a forward-decayed score that needs no recomputation.
//!
//! `S = ln Σ wᵢ·e^{λ·tᵢ}` over the events of an idea, with λ = ln 2 / 7 days and
//! t in seconds since 2024-01-01 UTC (forward decay: Cormode, Shkapenyuk,
//! Srivastava & Xu 2009). Kept as a logarithm so that it never overflows.

use crate::time::{DAY, SECOND, Timestamp};

/// 2024-01-01 UTC in seconds since 1970.
const ORIGIN: i64 = 1_704_067_200;
/// After this many days an event counts half.
pub const HALF_LIFE_DAYS: f64 = 7.0;
/// Decay per second.
const LAMBDA: f64 = std::f64::consts::LN_2 / (HALF_LIFE_DAYS * 86_400.0);

/// What warms an idea up, and how much. Opposing adds nothing, by intent; the
/// author's own support is no event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warmth {
    /// The posting itself, so that a score is always finite.
    Posting,
    /// Support by somebody other than the author.
    Support,
    /// The first comment by somebody who had not spoken here.
    NewVoice,
    /// A seat taken.
    Pledge,
}

impl Warmth {
    /// The weight w of the event.
    pub const fn weight(self) -> f64 {
        match self {
            Self::Posting | Self::Support => 1.0,
            Self::NewVoice => 0.6,
            Self::Pledge => 4.0,
        }
    }
}

fn exponent(at: Timestamp) -> f64 {
    LAMBDA * (at.0 - ORIGIN * SECOND) as f64 / SECOND as f64
}

/// `ln(e^a + e^b)` without overflow.
fn ln_add(a: f64, b: f64) -> f64 {
    if a == f64::NEG_INFINITY {
        return b;
    }
    a.max(b) + (-(a - b).abs()).exp().ln_1p()
}

/// The score after one more event: `x = ln w + λt`,
/// `S' = max(S, x) + ln(1 + e^{-|S−x|})`. Begin with negative infinity.
pub fn warmer(score: f64, what: Warmth, at: Timestamp) -> f64 {
    ln_add(score, what.weight().ln() + exponent(at))
}

/// What an event adds to the sum kept for its day: the weight, decayed to the
/// beginning of that UTC day.
pub fn daily_share(what: Warmth, at: Timestamp) -> f64 {
    let into_day = (at - at.date().start()) as f64 / SECOND as f64;
    what.weight() * (LAMBDA * into_day).exp()
}

/// The score from the sums of each day (day, sum), as after an event is taken
/// back. Sums that rounding left at or below zero count as nothing.
pub fn from_daily(sums: impl IntoIterator<Item = (crate::Date, f64)>) -> f64 {
    sums.into_iter()
        .filter(|(_, sum)| *sum > 1e-9)
        .map(|(day, sum)| sum.ln() + exponent(day.start()))
        .fold(f64::NEG_INFINITY, ln_add)
}

/// Holds back the first event of a clock that jumped; that event is recorded
/// with the clock's own time, so later ones are not held back.
///
/// The moment an event scores at: events more than a day ahead of the newest
/// committed one (a clock that jumped) score at that newest time.
pub fn scored_at(at: Timestamp, newest: Option<Timestamp>) -> Timestamp {
    match newest {
        Some(newest) if at - newest > DAY => newest,
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const START: Timestamp = Timestamp(1_780_000_000_000_000);

    #[test]
    fn a_week_halves_what_an_event_is_worth() {
        let old = warmer(f64::NEG_INFINITY, Warmth::Support, START);
        let new = warmer(f64::NEG_INFINITY, Warmth::Support, START.plus_days(7));
        assert!((new - old - std::f64::consts::LN_2).abs() < 1e-9);
    }

    #[test]
    fn a_clock_ten_years_ahead_does_not_poison_the_ranking() {
        assert_eq!(scored_at(START.plus_days(3_650), Some(START)), START);
        assert_eq!(scored_at(START + 5, Some(START)), START + 5);
        assert_eq!(scored_at(START, None), START);
    }

    proptest! {
        #[test]
        fn daily_sums_and_single_events_agree(offsets in proptest::collection::vec(0i64..90 * DAY, 1..40)) {
            let mut score = f64::NEG_INFINITY;
            let mut days = std::collections::BTreeMap::new();
            for offset in offsets {
                let at = START + offset;
                score = warmer(score, Warmth::Support, at);
                *days.entry(at.date()).or_insert(0.0) += daily_share(Warmth::Support, at);
            }
            prop_assert!((score - from_daily(days)).abs() < 1e-6);
        }

        #[test]
        fn more_warmth_never_lowers_a_score(score in -100.0f64..2000.0, offset in 0i64..90 * DAY) {
            prop_assert!(warmer(score, Warmth::NewVoice, START + offset) >= score);
        }
    }
}
