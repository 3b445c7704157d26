//! How well the work of a team goes, as one number that tells when to help.

use serde::{Deserialize, Serialize};

/// What the number is made of. Halves count in `updates`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Milestones that were reached by their day.
    pub on_time: i64,
    /// Milestones that were reached, or whose day has come.
    pub due: i64,
    /// Weeks told of: 1 for each on time, ½ for each late.
    pub updates: f64,
    /// Weeks that should have been told of by now.
    pub weeks: i64,
    /// People in seats of whom there was a trace lately.
    pub active: i64,
    /// People in seats.
    pub people: i64,
}

/// How well the work goes, as a traffic light.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Light {
    /// 0.7 and more.
    Green,
    /// 0.4 and more.
    Amber,
    /// Less: the team is offered help.
    Red,
}

/// How well the work goes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Health {
    /// What it is made of.
    pub facts: Facts,
    /// 0–1.
    pub value: f64,
}

impl Health {
    /// `0.4·on time + 0.3·updates kept + 0.3·active members`, each a share; a
    /// share of nothing is whole, but a team without people has none active.
    pub fn of(facts: Facts) -> Self {
        let value = 0.4 * share(facts.on_time, facts.due)
            + 0.3 * part(facts.updates, facts.weeks)
            + 0.3
                * if facts.people == 0 {
                    0.0
                } else {
                    share(facts.active, facts.people)
                };
        Self {
            facts,
            value: value.clamp(0.0, 1.0),
        }
    }

    /// The light it shows.
    pub fn light(&self) -> Light {
        if self.value >= 0.7 {
            Light::Green
        } else if self.value >= 0.4 {
            Light::Amber
        } else {
            Light::Red
        }
    }
}

fn share(some: i64, all: i64) -> f64 {
    part(count(some), all)
}

fn part(some: f64, all: i64) -> f64 {
    if all == 0 { 1.0 } else { some / count(all) }
}

fn count(number: i64) -> f64 {
    f64::from(i32::try_from(number).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_young_team_is_well() {
        let young = Facts {
            active: 2,
            people: 2,
            ..Facts::default()
        };
        let health = Health::of(young);
        assert!((health.value - 1.0).abs() < 1e-9);
        assert_eq!(health.light(), Light::Green);
    }

    #[test]
    fn each_part_has_its_weight() {
        let facts = Facts {
            on_time: 1,
            due: 2,
            updates: 1.5,
            weeks: 3,
            active: 1,
            people: 3,
        };
        let health = Health::of(facts);
        // 0.4 × 1/2 + 0.3 × 1.5/3 + 0.3 × 1/3
        assert!((health.value - 0.45).abs() < 1e-9, "{health:?}");
        assert_eq!(health.light(), Light::Amber);
    }

    #[test]
    fn a_team_that_nobody_is_in_needs_help() {
        let facts = Facts {
            due: 1,
            weeks: 2,
            ..Facts::default()
        };
        assert_eq!(Health::of(facts).light(), Light::Red);
    }
}
