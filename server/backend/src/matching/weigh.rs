//! One member and one seat weighed against each other.

use std::collections::HashSet;

use domain::accounts::MemberId;
use domain::matching::Reason;
use domain::matching::fit::{self, Brings, Fit, Interests};

use crate::db::{Db, Fault, all};

/// What a declared topic counts for beside one vote or comment.
const DECLARED: i64 = 5;
/// Rarity from which a skill is told to be rare.
const RARE: f64 = 0.6;

/// What is known of a member and a seat.
pub(super) struct Pair<'a> {
    /// What they bring for the skill.
    pub(super) brings: Brings,
    /// The level the seat hopes for, 1–3.
    pub(super) asked: u32,
    /// How many who worked with them endorse it.
    pub(super) endorsed: u32,
    /// How many have the skill, of how many members.
    pub(super) skilled: (u32, u32),
    pub(super) cares: &'a Cares,
    /// Whether others read the reasons: topics that somebody did not name on their
    /// own page would tell how they voted.
    pub(super) told: bool,
    /// Topics of the idea.
    pub(super) topics: &'a [String],
    /// Free hours a week, less those promised elsewhere.
    pub(super) left: u32,
    /// Hours a week the seat takes.
    pub(super) hours: u32,
    /// How many sit on the team.
    pub(super) team: u32,
    /// How many of them worked with the member.
    pub(super) known: u32,
    /// Whether the member's department is not on the team yet.
    pub(super) lacks: bool,
    pub(super) reliability: f64,
}

impl Pair<'_> {
    fn rarity(&self) -> f64 {
        let (skilled, people) = self.skilled;
        fit::rarity(people, skilled)
    }

    /// How well they fit.
    pub(super) fn fit(&self) -> Fit {
        Fit {
            cover: fit::cover(self.brings, self.asked, self.rarity()),
            passion: fit::passion(&self.cares.interests, self.topics),
            availability: fit::availability(self.left, self.hours),
            new_tie: fit::new_tie(self.known, self.team, self.lacks),
            reliability: self.reliability,
        }
    }

    /// Why they fit.
    pub(super) fn reasons(&self) -> Vec<Reason> {
        let shared: Vec<String> = self
            .topics
            .iter()
            .filter(|topic| self.cares.tells(topic, self.told))
            .cloned()
            .collect();
        let (left, asked) = (self.left.min(self.hours), self.hours);
        let reasons = [
            Some(match self.brings {
                Brings::Level(level) => Reason::Skill {
                    level,
                    asked: self.asked,
                },
                Brings::Wish => Reason::Wish,
            }),
            (self.endorsed > 0).then_some(Reason::Endorsed(self.endorsed)),
            (self.rarity() >= RARE).then_some(Reason::Rare(self.skilled.0)),
            (!shared.is_empty()).then_some(Reason::Topics(shared)),
            (left > 0).then_some(Reason::Hours { left, asked }),
            (self.team > 0 && self.known == 0).then_some(Reason::NewCompany),
            (self.team > 0 && self.lacks).then_some(Reason::NewDepartment),
        ];
        reasons.into_iter().flatten().collect()
    }
}

/// What the database holds as a level: none is a wish.
pub(super) fn brings(level: i64) -> Brings {
    match small(level) {
        0 => Brings::Wish,
        level => Brings::Level(level),
    }
}

/// A number from the database that is never negative.
pub(super) fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

/// How many, where nobody counts beyond.
pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What a member cares about.
#[derive(Default)]
pub(super) struct Cares {
    pub(super) interests: Interests,
    /// Topics that stand on their own page.
    named: HashSet<String>,
}

impl Cares {
    /// Whether this topic may be told as one of theirs, to others or themself.
    fn tells(&self, topic: &str, to_others: bool) -> bool {
        self.named.contains(topic) || (!to_others && self.interests.contains_key(topic))
    }
}

const INTERESTS: &str = "
    SELECT topic, CAST(SUM(times) AS BIGINT), MAX(named)
    FROM (SELECT topic, CAST($2 AS BIGINT) AS times, CAST(1 AS BIGINT) AS named
          FROM member_topics
          WHERE member_id = $1
          UNION ALL
          SELECT it.topic, 1, 0
          FROM votes v
          JOIN idea_topics it ON it.idea_id = v.idea_id
          WHERE v.member_id = $1 AND v.choice = 1
          UNION ALL
          SELECT it.topic, 1, 0
          FROM comments c
          JOIN idea_topics it ON it.idea_id = c.idea_id
          WHERE c.author_id = $1 AND c.deleted_at IS NULL AND c.hidden_at IS NULL) AS acts
    GROUP BY topic";

/// What a member cares about: topics they named, and those of ideas they voted for
/// or commented on. The hundredth vote on a topic says less than the first.
pub(super) async fn cares(db: &Db, member: MemberId) -> Result<Cares, Fault> {
    let mut cares = Cares::default();
    for (topic, times, named) in all!(db db, (String, i64, i64), INTERESTS, member, DECLARED)? {
        if named > 0 {
            cares.named.insert(topic.clone());
        }
        cares.interests.insert(topic, (times as f64).ln_1p());
    }
    Ok(cares)
}

/// How many members have each skill that this one has or wants to learn, words
/// that mean the same together.
pub(super) const SKILLED: &str = "
    SELECT COALESCE(k.same_as, k.folded) AS root, COUNT(DISTINCT ms.member_id)
    FROM skills k
    JOIN member_skills ms ON ms.folded = k.folded
    WHERE COALESCE(k.same_as, k.folded) IN (
        SELECT COALESCE(own.same_as, own.folded)
        FROM skills own
        WHERE own.folded IN (SELECT folded FROM member_skills WHERE member_id = $1)
        OR own.folded IN (SELECT folded FROM member_wants WHERE member_id = $1))
    GROUP BY COALESCE(k.same_as, k.folded)";
/// How many members there are.
pub(super) const PEOPLE: &str = "SELECT COUNT(*) FROM members";
