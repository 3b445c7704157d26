//! The stage of an idea, derived from what happens to it.

use domain::stage::{Stage, StageFacts};
use domain::teams::TeamStage;

use super::sql::{self, SeatRow};
use crate::db::{Fault, Tx};

/// Skills of open seats that a card names.
const OPEN_SEATS: usize = 6;

/// Derives the idea's stage, launch time and open seats anew from its teams
/// and withdrawal; every command that changes one of those calls this.
pub(crate) async fn restage(tx: &mut Tx<'_>, idea: i64) -> Result<(), Fault> {
    let rows = sql::seats(tx, idea).await?;
    let derived = Derived::from(&rows)?;
    let open_seats = derived.open_seats()?;
    let stage = Stage::derive(derived.facts);
    sql::set_stage(tx, idea, stage, derived.launched, &open_seats).await
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Derived {
    facts: StageFacts,
    pub(super) launched: Option<i64>,
    open_seats: Vec<String>,
}

impl Derived {
    pub(super) fn from<'r>(rows: impl IntoIterator<Item = &'r SeatRow>) -> Result<Self, Fault> {
        let mut derived = Self::default();
        for row in rows {
            derived.facts.withdrawn |= row.withdrawn_at.is_some();
            let Some(stage) = &row.stage else {
                continue;
            };
            match sql::word(TeamStage::parse(stage))? {
                TeamStage::Gathering => {
                    derived.facts.gathering = true;
                    derived.offer(row);
                }
                TeamStage::Launched => {
                    derived.facts.building = true;
                    derived.launched = derived.launched.max(row.launched_at);
                }
                TeamStage::Delivered => {
                    derived.facts.delivered = true;
                    derived.launched = derived.launched.max(row.launched_at);
                }
                TeamStage::Stopped => {}
            }
        }
        Ok(derived)
    }

    /// The skills of open seats, as the idea keeps them.
    pub(super) fn open_seats(&self) -> Result<String, Fault> {
        let list = serde_json::to_string(&self.open_seats);
        Ok(list.map_err(|error| sqlx::Error::Encode(error.into()))?)
    }

    /// Names the seat's skill once, however it is written, if a place is free.
    fn offer(&mut self, row: &SeatRow) {
        let Some(skill) = row.skill.as_deref().filter(|_| row.free > Some(0)) else {
            return;
        };
        let folded = skill.to_lowercase();
        let named = |known: &String| known.to_lowercase() == folded;
        if self.open_seats.len() < OPEN_SEATS && !self.open_seats.iter().any(named) {
            self.open_seats.push(skill.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seat(stage: &str, launched_at: Option<i64>, skill: &str, free: i64) -> SeatRow {
        SeatRow {
            withdrawn_at: None,
            stage: Some(stage.into()),
            launched_at,
            skill: Some(skill.into()),
            free: Some(free),
        }
    }

    #[test]
    fn open_seats_are_those_of_gathering_teams_each_skill_once() {
        let derived = Derived::from(&[
            seat("gathering", None, "Packaging", 1),
            seat("gathering", None, "packaging", 2),
            seat("gathering", None, "Writing", 0),
            seat("launched", Some(7), "Joinery", 1),
            seat("launched", Some(5), "Joinery", 1),
            seat("stopped", Some(9), "Accounts", 1),
        ])
        .expect("known stages");
        assert_eq!(derived.open_seats, ["Packaging"]);
        assert_eq!(derived.launched, Some(7));
        assert_eq!(Stage::derive(derived.facts), Stage::Building);
    }

    #[test]
    fn an_idea_without_teams_is_open_until_it_is_withdrawn() {
        let alone = SeatRow {
            withdrawn_at: None,
            stage: None,
            launched_at: None,
            skill: None,
            free: None,
        };
        let open = Derived::from(&[alone]).expect("no team");
        assert_eq!(Stage::derive(open.facts), Stage::Open);
    }
}
