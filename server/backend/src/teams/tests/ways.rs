//! The ways out of a time that runs short.

use domain::accounts::Viewer;
use domain::teams::{Ending, TeamStage, Teams};
use domain::time::DAY;
use domain::{AppError, Conflict, Denied, FieldError};

use super::story;
use crate::testing::contract;

const REASON: &str = "We never found anybody for the forms.";

contract! {
    async fn a_team_has_more_time_once(house: House) {
        let s = story(&house, 5).await;
        let (teams, team) = (house.teams(), s.team.number);
        house.sit(&s.ben, team, "Packaging").await.expect("a seat");
        let other = teams.extend(&s.ben, team).await;
        assert_eq!(other, Err(Denied::NotYours.into()));
        let longer = teams.extend(&s.ada, team).await.expect("longer");
        assert_eq!(longer.deadline, s.team.deadline.plus_days(14));
        assert!(longer.extended);
        assert!(house.told(&s.ben).await.contains(&"team_extended".to_owned()));
        let twice = teams.extend(&s.ada, team).await;
        assert_eq!(twice, Err(Conflict::AlreadyExtended.into()));

        house.clock.pass(34 * DAY);
        teams.sweep().await.expect("swept");
        assert_eq!(house.team_seen_by(&s.ada, team).await.stage, TeamStage::Gathering);
        house.clock.pass(2 * DAY);
        teams.sweep().await.expect("swept");
        let over = house.team_seen_by(&s.ada, team).await;
        assert_eq!(over.stage, TeamStage::Stopped);
        assert_eq!(over.ended.map(|ended| ended.ending), Some(Ending::Expired));
    }

    async fn a_team_is_told_once_that_its_time_runs_out(house: House) {
        let s = story(&house, 5).await;
        let (teams, team) = (house.teams(), s.team.number);
        house.sit(&s.ben, team, "Packaging").await.expect("a seat");
        let near = async |who| house.told(who).await.iter().filter(|kind| *kind == "deadline_near").count();
        house.clock.pass(15 * DAY);
        assert_eq!(teams.sweep().await, Ok(0), "there is time");
        house.clock.pass(DAY);
        assert_eq!(teams.sweep().await, Ok(1));
        assert_eq!(teams.sweep().await, Ok(0), "once");
        assert_eq!((near(&s.ada).await, near(&s.ben).await, near(&s.ines).await), (1, 1, 0));
        // With more time they are told again, when that runs out.
        teams.extend(&s.ada, team).await.expect("longer");
        assert_eq!(teams.sweep().await, Ok(0));
        house.clock.pass(14 * DAY);
        assert_eq!(teams.sweep().await, Ok(1));
        assert_eq!(near(&s.ben).await, 2);
    }

    async fn the_starter_hands_the_idea_back_and_everyone_gets_thanks(house: House) {
        let s = story(&house, 5).await;
        let (teams, team) = (house.teams(), s.team.number);
        house.sit(&s.ben, team, "Packaging").await.expect("a seat");
        house.sit(&s.cleo, team, "Web forms").await.expect("a seat");
        teams.leave_seat(&s.cleo, team).await.expect("left");
        let other = teams.end(&s.ben, team, "crowd", REASON).await;
        assert_eq!(other, Err(Denied::NotYours.into()));
        let over = teams.end(&s.ada, team, "crowd", REASON).await.expect("handed back");
        assert_eq!(over.stage, TeamStage::Stopped);
        let ended = over.ended.expect("how");
        assert_eq!((ended.ending, ended.reason.as_str()), (Ending::Crowd, REASON));
        assert_eq!(house.idea_stage(&s.idea).await, "open");
        for told in [&s.ben, &s.ines] {
            assert!(house.told(told).await.contains(&"team_handed_back".to_owned()));
        }
        let thanks = teams.thanks(&Viewer::Visitor, &s.ben.handle).await.expect("thanks");
        assert_eq!(thanks.len(), 1);
        assert_eq!((thanks[0].team, thanks[0].skill.as_str(), thanks[0].hours), (team, "Packaging", 3));
        let left = teams.thanks(&Viewer::Visitor, &s.cleo.handle).await.expect("none");
        assert_eq!(left, vec![], "who left promised nothing in the end");
        let listed = teams.of_person(&Viewer::Visitor, &s.ben.handle).await.expect("teams");
        assert_eq!(listed, vec![], "it is no team of theirs any more");

        let again = teams.end(&s.ada, team, "closed", REASON).await;
        assert_eq!(again, Err(Conflict::TeamClosed.into()));
        let late = teams.extend(&s.ada, team).await;
        assert_eq!(late, Err(Conflict::TeamClosed.into()));
        house.team(&s.ben, &s.idea, &[("Packaging", 3)]).await;
    }

    async fn an_end_needs_a_way_and_a_reason(house: House) {
        let s = story(&house, 1).await;
        for (way, wrong) in [("expired", FieldError::NotOffered), ("", FieldError::Missing), ("sold", FieldError::NotOffered)] {
            let ended = house.teams().end(&s.ada, s.team.number, way, "no").await;
            let Err(AppError::Invalid(errors)) = ended else { panic!("{way}: {ended:?}") };
            assert_eq!(errors.0["ending"], wrong, "{way}");
            assert_eq!(errors.0["reason"], FieldError::TooShort(8));
        }
    }

    async fn a_launched_team_is_not_ended_this_way(house: House) {
        let s = story(&house, 10).await;
        let (teams, team) = (house.teams(), s.team.number);
        house.sit(&s.ben, team, "Packaging").await.expect("a seat");
        house.sit(&s.cleo, team, "Web forms").await.expect("a seat");
        for late in [teams.end(&s.ada, team, "closed", REASON).await, teams.extend(&s.ada, team).await] {
            assert_eq!(late, Err(Conflict::AlreadyLaunched.into()));
        }
        assert_eq!(house.team_seen_by(&s.ben, team).await.ended, None);
    }
}
