//! What time alone does to a team.

use domain::teams::{TeamStage, Teams};
use domain::time::DAY;
use domain::votes::Choice;
use domain::{AppError, Conflict};

use super::story;
use crate::testing::contract;

contract! {
    async fn a_team_that_did_not_launch_in_time_stops(house: House) {
        let s = story(&house, 5).await;
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        house.clock.pass(21 * DAY);
        assert_eq!(house.teams().sweep().await, Ok(1), "its last moment: it is told");
        assert_eq!(house.teams().sweep().await, Ok(0), "and goes on");
        house.clock.pass(1);
        let late = house.sit(&s.cleo, s.team.number, "Web forms").await;
        assert_eq!(late, Err(AppError::Conflict(Conflict::TeamClosed)));
        assert!(house.team_seen_by(&s.ben, s.team.number).await.checklist.overdue);

        assert_eq!(house.teams().sweep().await, Ok(1));
        let over = house.team_seen_by(&s.ben, s.team.number).await;
        assert_eq!(over.stage, TeamStage::Stopped);
        assert_eq!(house.idea_stage(&s.idea).await, "open");
        assert!(house.told(&s.ada).await.contains(&"team_expired".to_owned()));
        assert!(house.told(&s.ben).await.contains(&"team_expired".to_owned()));
        assert_eq!(house.teams().sweep().await, Ok(0));
    }

    async fn support_that_comes_too_late_launches_nothing(house: House) {
        let s = story(&house, 9).await;
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        house.sit(&s.cleo, s.team.number, "Web forms").await.expect("a seat");
        house.clock.pass(21 * DAY + 1);
        house.vote(&s.ben, &s.idea, Choice::Support).await;
        let view = house.team_seen_by(&s.ben, s.team.number).await;
        assert_eq!(view.stage, TeamStage::Gathering);
        assert_eq!(house.teams().sweep().await, Ok(1));
        assert_eq!(house.happened(s.team.number, "team.launched").await, 0);
    }

    async fn the_deadline_means_nothing_to_a_launched_team(house: House) {
        let s = story(&house, 10).await;
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        house.sit(&s.cleo, s.team.number, "Web forms").await.expect("a seat");
        house.clock.pass(30 * DAY);
        assert_eq!(house.teams().sweep().await, Ok(1), "asked about its week");
        let view = house.team_seen_by(&s.ben, s.team.number).await;
        assert_eq!(view.stage, TeamStage::Launched);
        assert!(!view.checklist.overdue);
    }
}
