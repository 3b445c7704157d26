//! Teams on ideas, in every stage.

use domain::teams::TeamStage;
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use super::{History, Idea, Rows};
use crate::seed::bulk::{Table, row};

/// Weeks a team promises.
const WEEKS: i64 = 8;
/// Kinds of seats of a team.
const SEATS: i64 = 2;

pub(super) fn teams() -> Table {
    Table::new(
        "teams",
        &[
            "id",
            "idea_id",
            "starter_id",
            "purpose",
            "stage",
            "weeks",
            "milestone",
            "milestone_due",
            "decides",
            "stops_when",
            "created_at",
            "deadline_at",
            "launched_at",
            "ended_at",
        ],
    )
}

pub(super) fn seats() -> Table {
    Table::new(
        "seats",
        &[
            "id", "team_id", "position", "skill", "level", "hours", "places", "need", "folded",
            "told_at",
        ],
    )
}

pub(super) fn pledges() -> Table {
    Table::new(
        "pledges",
        &[
            "team_id",
            "seat_id",
            "member_id",
            "hours",
            "until_day",
            "charter",
            "state",
            "created_at",
        ],
    )
}

pub(super) fn milestones() -> Table {
    Table::new(
        "milestones",
        &["team_id", "title", "due_day", "created_at", "reached_at"],
    )
}

impl History {
    /// Every so many ideas one has a team.
    pub(super) const fn has_team(&self, idea: i64) -> bool {
        idea % (self.amounts.ideas / self.amounts.teams) == 1
    }

    pub(super) fn team(&self, idea: &Idea, random: &mut ChaCha8Rng, rows: &mut Rows) {
        let stage = match random.random_range(0..20) {
            0..12 => TeamStage::Gathering,
            12..17 => TeamStage::Launched,
            17..19 => TeamStage::Delivered,
            _ => TeamStage::Stopped,
        };
        let gathering = stage == TeamStage::Gathering;
        // Those that still gather began lately and have time.
        let created = if gathering {
            idea.at.max(self.now.plus_days(-20))
        } else {
            idea.at
        };
        let launched = matches!(stage, TeamStage::Launched | TeamStage::Delivered);
        let ended = matches!(stage, TeamStage::Delivered | TeamStage::Stopped);
        let due = created.date().plus_days(28);
        rows.teams.add(row![
            idea.id,
            idea.id,
            idea.author,
            "A first version that ten people use for a week.",
            stage.as_str(),
            WEEKS,
            "Ten people use it for a week",
            i64::from(due.0),
            "consent",
            "Nobody uses it after a month.",
            created.0,
            created.plus_days(60).0,
            launched.then_some(created.plus_days(1).0),
            ended.then_some(created.plus_days(2).0),
        ]);
        if launched {
            rows.milestones.add(row![
                idea.id,
                "Ten people use it for a week",
                i64::from(due.0),
                created.plus_days(1).0,
                ended.then_some(created.plus_days(2).0)
            ]);
        }
        rows.event("team.started", created, idea.author, idea.id, None);
        for seat in 0..SEATS {
            let id = idea.id * SEATS + seat;
            let skill = format!("skill {}", random.random_range(0..40));
            let (hours, level) = (random.random_range(2..=8), random.random_range(1..=3));
            rows.seats.add(row![
                id,
                idea.id,
                seat,
                skill.clone(),
                level,
                hours,
                1_i64,
                "required",
                skill,
                created.0
            ]);
            // The starter holds the first; where the team launched, somebody
            // holds the other as well.
            if seat > 0 && gathering {
                continue;
            }
            let holder = (idea.author + seat * 4 - 1) % self.amounts.members + 1;
            let until = i64::from(created.date().plus_days(56).0);
            rows.pledges.add(row![
                idea.id, id, holder, hours, until, 1_i64, "held", created.0
            ]);
        }
    }
}
