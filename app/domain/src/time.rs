//! Moments and days. The clock itself is the backend's.

use std::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

use crate::FieldError;

/// Microseconds in a second, an hour and a day.
pub const SECOND: i64 = 1_000_000;
/// Microseconds in an hour.
pub const HOUR: i64 = 3_600 * SECOND;
/// Microseconds in a day.
pub const DAY: i64 = 24 * HOUR;

/// A moment, in microseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Whole seconds since 1970-01-01 UTC.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(SECOND)
    }

    /// The UTC day this moment lies in.
    pub fn date(self) -> Date {
        Date(i32::try_from(self.0.div_euclid(DAY)).unwrap_or(i32::MAX))
    }

    /// The moment this many whole days later (earlier when negative).
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(DAY)))
    }
}

impl Add<i64> for Timestamp {
    type Output = Self;
    fn add(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }
}

impl Sub for Timestamp {
    type Output = i64;
    fn sub(self, other: Self) -> i64 {
        self.0.saturating_sub(other.0)
    }
}

/// A day by year, month and day of the month.
pub type Civil = jiff::civil::Date;

/// A calendar day, in days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date(pub i32);

impl Date {
    /// Reads `2026-05-12`; fails with [`FieldError::NotADate`].
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(FieldError::Missing);
        }
        let day: jiff::civil::Date = text.parse().map_err(|_| FieldError::NotADate)?;
        let since = day - jiff::civil::date(1970, 1, 1);
        Ok(Self(since.get_days()))
    }

    /// The day this many days later (earlier when negative).
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Midnight UTC at which this day begins.
    pub fn start(self) -> Timestamp {
        Timestamp(i64::from(self.0).saturating_mul(DAY))
    }

    /// The day as a calendar date; days out of the calendar show as its first.
    pub fn civil(self) -> Civil {
        let first = jiff::civil::date(1970, 1, 1);
        first
            .checked_add(jiff::Span::new().days(self.0.clamp(-700_000, 2_900_000)))
            .unwrap_or(first)
    }
}

impl std::fmt::Display for Date {
    /// The way a date field wants it: `2026-05-12`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.civil())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_survives_the_way_through_a_form() {
        let day = Date::parse(" 2026-05-12 ").expect("a date");
        assert_eq!(day.to_string(), "2026-05-12");
        assert_eq!(day.start().date(), day);
        assert_eq!(day.plus_days(20).to_string(), "2026-06-01");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        assert_eq!(Date::parse(""), Err(FieldError::Missing));
        assert_eq!(Date::parse("2026-02-30"), Err(FieldError::NotADate));
        assert_eq!(Date::parse("tomorrow"), Err(FieldError::NotADate));
    }
}
