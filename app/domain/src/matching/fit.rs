//! How well a member fits an open seat: five parts between 0 and 1, each with a
//! reason that can be said, weighed into one number.

use std::collections::BTreeMap;

/// What the skill weighs; the five parts together weigh 1.
pub const COVER: f64 = 0.40;
/// What shared topics weigh.
pub const PASSION: f64 = 0.25;
/// What free hours weigh.
pub const AVAILABILITY: f64 = 0.15;
/// What new company weighs.
pub const NEW_TIE: f64 = 0.10;
/// What reliability weighs.
pub const RELIABILITY: f64 = 0.10;

/// What an apprentice's wish to learn counts for beside the skill itself.
pub const WISH: f64 = 0.5;
/// What a skill that everybody has still counts for; the rest is for rarity.
pub const COMMON: f64 = 0.7;
/// What a department that the team lacks adds to a new tie.
const LACKING: f64 = 0.5;

/// Topics and how much each counts: more for those a member is at more often.
pub type Interests = BTreeMap<String, f64>;

/// What somebody brings for the skill a seat asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brings {
    /// The skill, at this level of 1–3.
    Level(u32),
    /// The wish to learn it; for an apprentice's seat only.
    Wish,
}

/// The parts of a fit, each between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// How much of what the seat asks for they bring, more for a rare skill.
    pub cover: f64,
    /// How near their topics are to the idea's.
    pub passion: f64,
    /// How much of the seat's hours they have free.
    pub availability: f64,
    /// How much of the team would be new company.
    pub new_tie: f64,
    /// Their reliability R.
    pub reliability: f64,
}

impl Fit {
    /// The fit M, between 0 and 1; nothing where the skill is not covered at all.
    pub fn score(&self) -> Option<f64> {
        (self.cover > 0.0).then_some(
            COVER * self.cover
                + PASSION * self.passion
                + AVAILABILITY * self.availability
                + NEW_TIE * self.new_tie
                + RELIABILITY * self.reliability,
        )
    }
}

/// How rare a skill is, from 0 to 1: `idf / idf_max` with
/// `idf = ln(1 + N / (1 + N_skill))`, where N people were asked and `N_skill` of
/// them have the skill. 1 is a skill that nobody has.
pub fn rarity(people: u32, skilled: u32) -> f64 {
    if people == 0 {
        return 0.0;
    }
    let people = f64::from(people);
    let idf = (1.0 + people / (1.0 + f64::from(skilled))).ln();
    (idf / (1.0 + people).ln()).clamp(0.0, 1.0)
}

/// `min(1, level / asked) × (0.7 + 0.3 × rarity)`; a wish counts as half of what
/// was asked.
pub fn cover(brings: Brings, asked: u32, rarity: f64) -> f64 {
    let share = match brings {
        Brings::Level(level) => (f64::from(level) / f64::from(asked.max(1))).min(1.0),
        Brings::Wish => WISH,
    };
    share * (COMMON + (1.0 - COMMON) * rarity.clamp(0.0, 1.0))
}

/// The cosine of a member's interests with an idea's topics, each of which
/// counts 1; 0 where either has none.
pub fn passion(interests: &Interests, topics: &[String]) -> f64 {
    let length = interests
        .values()
        .map(|weight| weight * weight)
        .sum::<f64>();
    if length <= 0.0 || topics.is_empty() {
        return 0.0;
    }
    let shared: f64 = topics.iter().filter_map(|topic| interests.get(topic)).sum();
    let both = length.sqrt() * (topics.len() as f64).sqrt();
    (shared / both).clamp(0.0, 1.0)
}

/// `min(1, free hours left / hours of the seat)`.
pub fn availability(left: u32, hours: u32) -> f64 {
    (f64::from(left) / f64::from(hours.max(1))).min(1.0)
}

/// 1 minus the share of the team they worked with already, 1 on an empty team;
/// plus ½, at most 1, when their department is not on the team yet.
pub fn new_tie(known: u32, team: u32, department_lacks: bool) -> f64 {
    let strangers = match team {
        0 => 1.0,
        team => 1.0 - f64::from(known.min(team)) / f64::from(team),
    };
    let lacking = if department_lacks { LACKING } else { 0.0 };
    (strangers + lacking).min(1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-9
    }

    #[test]
    fn what_the_parts_weigh_is_one_together() {
        let whole = Fit {
            cover: 1.0,
            passion: 1.0,
            availability: 1.0,
            new_tie: 1.0,
            reliability: 1.0,
        };
        assert!(whole.score().is_some_and(|score| near(score, 1.0)));
        let uncovered = Fit {
            cover: 0.0,
            ..whole
        };
        assert_eq!(uncovered.score(), None, "no cover, no suggestion");
    }

    #[test]
    fn a_rare_skill_covers_more_than_a_common_one() {
        assert!(near(rarity(40, 0), 1.0));
        assert!(rarity(40, 2) > rarity(40, 20));
        assert!(
            near(cover(Brings::Level(3), 2, 1.0), 1.0),
            "more than asked is enough"
        );
        assert!(near(cover(Brings::Level(1), 2, 0.0), 0.35));
        assert!(
            near(cover(Brings::Wish, 3, 0.0), 0.35),
            "a wish is half of what was asked"
        );
    }

    #[test]
    fn passion_is_the_angle_between_topics() {
        let interests = Interests::from([("repair".into(), 1.0), ("oak".into(), 1.0)]);
        let topics = |words: &[&str]| {
            words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>()
        };
        assert!(near(passion(&interests, &topics(&["repair", "oak"])), 1.0));
        assert!(near(
            passion(&interests, &topics(&["repair"])),
            0.5_f64.sqrt()
        ));
        assert!(near(passion(&interests, &topics(&["returns"])), 0.0));
        assert!(near(passion(&Interests::new(), &topics(&["oak"])), 0.0));
    }

    #[test]
    fn company_is_new_by_people_or_by_department() {
        assert!(near(new_tie(0, 0, false), 1.0));
        assert!(near(new_tie(2, 4, false), 0.5));
        assert!(near(new_tie(4, 4, true), 0.5));
        assert!(near(new_tie(0, 4, true), 1.0));
    }

    proptest! {
        #[test]
        fn every_part_and_the_whole_stay_between_nothing_and_one(
            level in 1_u32..4, asked in 0_u32..4, people in 0_u32..50_000, skilled in 0_u32..50_000,
            left in 0_u32..60, hours in 0_u32..60, known in 0_u32..30, team in 0_u32..20,
            lacks: bool, wish: bool, weights in proptest::collection::vec(0.0_f64..9.0, 0..6),
            reliability in 0.0_f64..1.0,
        ) {
            let interests: Interests =
                weights.iter().enumerate().map(|(n, weight)| (format!("t{n}"), *weight)).collect();
            let topics: Vec<String> = (0..3).map(|n| format!("t{n}")).collect();
            let brings = if wish { Brings::Wish } else { Brings::Level(level) };
            let fit = Fit {
                cover: cover(brings, asked, rarity(people, skilled)),
                passion: passion(&interests, &topics),
                availability: availability(left, hours),
                new_tie: new_tie(known, team, lacks),
                reliability,
            };
            for part in [fit.cover, fit.passion, fit.availability, fit.new_tie] {
                prop_assert!((0.0..=1.0).contains(&part), "{fit:?}");
            }
            prop_assert!(fit.score().is_some_and(|score| (0.0..=1.0 + 1e-9).contains(&score)));
        }
    }
}
