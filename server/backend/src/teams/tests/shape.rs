//! A charter and seats that change before launch, with the consent of those who
//! sit.

use domain::teams::{CharterForm, Need, NewSeat, SeatForm, TeamStage, TeamView, Teams};
use domain::{AppError, Conflict, Denied, FieldError, Noun};

use super::story;
use crate::testing::contract;
use crate::testing::teams::{charter_form, welcome_seat};

/// A seat as typed: skill, places, need.
fn seat(skill: &str, count: &str, need: Need) -> NewSeat {
    let form = SeatForm {
        skill: skill.into(),
        level: "2".into(),
        hours: "3".into(),
        count: count.into(),
        need: need.to_string(),
    };
    NewSeat::parse(&form, "").expect("a seat")
}

fn number(team: &TeamView, skill: &str) -> i64 {
    let found = team.seats.iter().find(|seat| seat.skill == skill);
    found.expect("the seat").id
}

contract! {
    async fn whoever_sits_changes_the_charter_and_the_others_are_asked(house: House) {
        let s = story(&house, 5).await;
        let (teams, team) = (house.teams(), s.team.number);
        house.sit(&s.ben, team, "Packaging").await.expect("a seat");
        house.sit(&s.cleo, team, "Web forms").await.expect("a seat");
        let form = CharterForm { weeks: "9".into(), ..charter_form() };
        let changed = teams.edit_charter(&s.ben, team, 1, &form).await.expect("changed");
        assert_eq!((changed.charter, changed.weeks), (2, 9));
        assert!(!changed.my.asked, "who changes it agrees with it");
        assert!(house.team_seen_by(&s.cleo, team).await.my.asked);
        assert!(house.told(&s.cleo).await.contains(&"charter_changed".to_owned()));
        assert!(house.told(&s.ada).await.contains(&"charter_changed".to_owned()));

        // The same words ask nobody again; words for another version get nowhere.
        let same = teams.edit_charter(&s.ben, team, 2, &form).await.expect("the same");
        assert_eq!(same.charter, 2);
        let stale = teams.edit_charter(&s.ada, team, 1, &charter_form()).await;
        assert_eq!(stale, Err(Conflict::CharterChanged.into()));
        let stranger = teams.edit_charter(&s.ines, team, 2, &charter_form()).await;
        assert_eq!(stranger, Err(Denied::NotYours.into()));
    }

    async fn a_launch_waits_for_consent_to_a_changed_charter(house: House) {
        let s = story(&house, 10).await;
        let (teams, team) = (house.teams(), s.team.number);
        house.sit(&s.ben, team, "Packaging").await.expect("a seat");
        let form = CharterForm { stops_when: "Nobody asks".into(), ..charter_form() };
        teams.edit_charter(&s.ada, team, 1, &form).await.expect("changed");
        // One of two has accepted: less than two thirds.
        let seen = house.sit(&s.cleo, team, "Web forms").await.expect("a seat");
        assert_eq!(seen.stage, TeamStage::Gathering);
        let agreed = teams.accept_charter(&s.ben, team, 2).await.expect("accepted");
        assert_eq!(agreed.stage, TeamStage::Launched);
        let late = teams.edit_charter(&s.ben, team, 2, &charter_form()).await;
        assert_eq!(late, Err(Conflict::AlreadyLaunched.into()));
    }

    async fn a_wrong_charter_is_told_field_by_field(house: House) {
        let s = story(&house, 1).await;
        let form = CharterForm {
            purpose: "Short".into(),
            weeks: "99".into(),
            milestone_due: house.now().date().plus_days(36).to_string(),
            ..charter_form()
        };
        let Err(AppError::Invalid(wrong)) = house.teams().edit_charter(&s.ada, s.team.number, 1, &form).await else {
            panic!("it is refused");
        };
        assert_eq!(wrong.0["purpose"], FieldError::TooShort(10));
        assert_eq!(wrong.0["weeks"], FieldError::NotBetween(1, 52));
        assert_eq!(wrong.0["milestone_due"], FieldError::TooFar(35));
        assert_eq!(wrong.0.len(), 3);
    }

    async fn a_seat_is_changed_or_taken_back_while_nobody_minds(house: House) {
        let s = story(&house, 5).await;
        let (teams, team) = (house.teams(), s.team.number);
        let added = teams.add_seat(&s.ada, team, welcome_seat("Drawing")).await.expect("added");
        house.sit(&s.ben, team, "Packaging").await.expect("a seat");
        let (packaging, forms, drawing) =
            (number(&added, "Packaging"), number(&added, "Web forms"), number(&added, "Drawing"));

        let held = teams.remove_seat(&s.ada, team, packaging).await;
        assert_eq!(held, Err(Conflict::SeatHeld.into()));
        let gone = teams.remove_seat(&s.ada, team, drawing).await.expect("taken back");
        assert_eq!(gone.seats.len(), 2);
        assert_eq!(gone.charter, 3);
        let again = teams.remove_seat(&s.ada, team, drawing).await;
        assert_eq!(again, Err(Noun::Seat.into()));

        let welcome = seat("Web forms", "2", Need::Welcome);
        let changed = teams.change_seat(&s.ben, team, forms, welcome).await.expect("changed");
        assert_eq!(changed.seats[1].need, Need::Welcome);
        assert_eq!(changed.seats[1].count, 2);
        assert!(house.told(&s.ada).await.contains(&"charter_changed".to_owned()));
        let last = seat("Packaging", "1", Need::Welcome);
        let last = teams.change_seat(&s.ada, team, packaging, last).await;
        assert_eq!(last, Err(Conflict::LastRequiredSeat.into()));
        let stranger = seat("Web forms", "1", Need::Required);
        let stranger = teams.change_seat(&s.ines, team, forms, stranger).await;
        assert_eq!(stranger, Err(Denied::NotYours.into()));
        let elsewhere = teams.remove_seat(&s.ada, team, 999).await;
        assert_eq!(elsewhere, Err(Noun::Seat.into()));
    }

    async fn a_seat_keeps_a_place_for_everybody_in_it(house: House) {
        let s = story(&house, 5).await;
        let (teams, team) = (house.teams(), s.team.number);
        let packaging = number(&s.team, "Packaging");
        let two = seat("Packaging", "2", Need::Required);
        teams.change_seat(&s.ada, team, packaging, two.clone()).await.expect("two");
        house.sit(&s.ben, team, "Packaging").await.expect("a seat");
        house.sit(&s.cleo, team, "Packaging").await.expect("a seat");
        let one = teams.change_seat(&s.ada, team, packaging, seat("Packaging", "1", Need::Required)).await;
        let Err(AppError::Invalid(wrong)) = one else { panic!("{one:?}") };
        assert_eq!(wrong.0["count"], FieldError::NotBetween(2, 10));
        let before = house.team_seen_by(&s.ada, team).await.charter;
        let same = teams.change_seat(&s.ada, team, packaging, two).await.expect("the same");
        assert_eq!(same.charter, before, "asks nobody again");
    }

    async fn a_required_seat_less_launches_a_team_that_waited_for_it(house: House) {
        let s = story(&house, 10).await;
        let (teams, team) = (house.teams(), s.team.number);
        house.sit(&s.ben, team, "Packaging").await.expect("a seat");
        let gone = teams.remove_seat(&s.ben, team, number(&s.team, "Web forms")).await;
        let gone = gone.expect("taken back");
        assert_eq!(gone.stage, TeamStage::Launched, "{:?}", gone.checklist);
    }
}
