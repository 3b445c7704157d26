//! Seats: who may take, leave, release and hand them back.

use domain::accounts::Actor;
use domain::teams::{PledgeState, TeamStage, Teams};
use domain::time::DAY;
use domain::votes::Choice;
use domain::{AppError, Conflict, Denied, FieldError, Noun};

use super::story;
use crate::db::one;
use crate::testing::teams::{reason, team_form, welcome_seat};
use crate::testing::{House, contract};

fn refused<T>(conflict: Conflict) -> Result<T, AppError> {
    Err(AppError::Conflict(conflict))
}

async fn broken(house: &House, actor: &Actor) -> f64 {
    let sql = "SELECT broken FROM members WHERE id = $1";
    one!(db & house.ctx.db, f64, sql, actor.id).expect("a member")
}

async fn score(house: &House, idea: i64) -> f64 {
    one!(
        db & house.ctx.db,
        f64,
        "SELECT score FROM ideas WHERE id = $1",
        idea
    )
    .expect("an idea")
}

contract! {
    async fn a_person_holds_one_seat_and_a_place_one_person(house: House) {
        let s = story(&house, 5).await;
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        let second = house.sit(&s.ben, s.team.number, "Web forms").await;
        assert_eq!(second, refused(Conflict::AlreadySeated));
        let taken = house.sit(&s.cleo, s.team.number, "Packaging").await;
        assert_eq!(taken, refused(Conflict::SeatTaken));
        let other = house.team(&s.ada, &s.idea, &[("Photos", 2)]).await;
        let foreign = house.sit_for(&s.cleo, &s.team, other.seats[0].id, 2).await;
        assert_eq!(foreign, Err(AppError::NotFound(Noun::Seat)));
    }

    async fn what_is_promised_is_checked_field_by_field(house: House) {
        let s = story(&house, 5).await;
        let (team, seat) = (s.team.number, s.team.seats[0].id);
        let wrong = house.teams().take_seat(&s.ben, team, seat, 1, "60", "yesterday").await;
        let Err(AppError::Invalid(errors)) = wrong else {
            panic!("{wrong:?}");
        };
        assert_eq!(errors.0["hours"], FieldError::NotBetween(1, 40));
        assert_eq!(errors.0["until"], FieldError::NotADate);
    }

    async fn a_pledge_warms_the_idea_until_it_is_left(house: House) {
        let s = story(&house, 5).await;
        let cold = score(&house, s.idea.number).await;
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        assert!(score(&house, s.idea.number).await > cold + 0.3);
        house.clock.pass(DAY / 3);
        house.teams().leave_seat(&s.ben, s.team.number).await.expect("left");
        assert!((score(&house, s.idea.number).await - cold).abs() < 1e-6);
    }

    async fn before_launch_one_may_leave_and_come_back(house: House) {
        let s = story(&house, 9).await;
        house.sit(&s.cleo, s.team.number, "Web forms").await.expect("a seat");
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        let back = house.teams().hand_back(&s.ben, s.team.number, reason("No time left")).await;
        assert_eq!(back, refused(Conflict::NotLaunched));
        let left = house.teams().leave_seat(&s.ben, s.team.number).await.expect("left");
        assert_eq!(left.freed[0].state, PledgeState::Left);
        assert_eq!(left.my.seat, None);
        assert_eq!(house.told(&s.cleo).await, ["seat_taken", "seat_left"]);
        let again = house.teams().leave_seat(&s.ben, s.team.number).await;
        assert_eq!(again, refused(Conflict::NotSeated));
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("back again");
    }

    async fn three_leaves_pause_new_seats_for_a_week(house: House) {
        let s = story(&house, 5).await;
        for _ in 0..3 {
            house.clock.pass(DAY / 24);
            house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
            house.teams().leave_seat(&s.ben, s.team.number).await.expect("left");
        }
        assert!(house.team_seen_by(&s.ben, s.team.number).await.my.paused);
        let paused = house.sit(&s.ben, s.team.number, "Packaging").await;
        assert_eq!(paused, refused(Conflict::SeatsPaused));
        house.sit(&s.cleo, s.team.number, "Packaging").await.expect("others may");
        house.clock.pass(7 * DAY);
        house.sit(&s.ben, s.team.number, "Web forms").await.expect("after a week");
    }

    async fn the_starter_alone_releases_and_says_why(house: House) {
        let s = story(&house, 5).await;
        let view = house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        let (teams, pledge) = (house.teams(), view.seats[0].held[0].id);
        let why = || reason("Answered no message for a week");
        let other = teams.release(&s.cleo, s.team.number, pledge, why()).await;
        assert_eq!(other, Err(AppError::Denied(Denied::NotYours)));
        let unknown = teams.release(&s.ada, s.team.number, pledge + 7, why()).await;
        assert_eq!(unknown, refused(Conflict::NotSeated));
        let free = teams.release(&s.ada, s.team.number, pledge, why()).await.expect("released");
        assert_eq!(free.freed[0].state, PledgeState::Released);
        assert_eq!(free.freed[0].reason, why().0);
        assert!(free.seats[0].held.is_empty());
        assert_eq!(house.told(&s.ben).await, ["released"]);
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a release is no leave");
    }

    async fn after_launch_a_seat_is_handed_back_with_a_reason(house: House) {
        let s = story(&house, 10).await;
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        let view = house.sit(&s.cleo, s.team.number, "Web forms").await.expect("a seat");
        assert_eq!(view.stage, TeamStage::Launched);
        let (teams, team) = (house.teams(), s.team.number);
        assert_eq!(teams.leave_seat(&s.ben, team).await, refused(Conflict::AlreadyLaunched));
        let change = teams.change_pledge(&s.ben, team, "5", &house.until()).await;
        assert_eq!(change, refused(Conflict::AlreadyLaunched));
        let pledge = view.seats[0].held[0].id;
        let release = teams.release(&s.ada, team, pledge, reason("Too late now")).await;
        assert_eq!(release, refused(Conflict::AlreadyLaunched));
        let changed = teams.change_seat(&s.ada, team, view.seats[0].id, welcome_seat("Photos")).await;
        assert_eq!(changed, refused(Conflict::AlreadyLaunched));

        let back = teams.hand_back(&s.ben, team, reason("My shifts changed")).await.expect("back");
        assert_eq!(back.stage, TeamStage::Launched);
        assert_eq!(back.freed[0].state, PledgeState::HandedBack);
        assert_eq!(back.freed[0].reason, "My shifts changed");
        assert!(house.told(&s.cleo).await.contains(&"seat_handed_back".to_owned()));
        assert!(broken(&house, &s.ben).await.abs() < f64::EPSILON, "eight days ahead");

        let dora = house.customer("Dora").await;
        house.sit(&dora, team, "Packaging").await.expect("a free place of a launched team");
        assert_eq!(house.happened(team, "team.launched").await, 1);
        house.clock.pass(DAY);
        teams.hand_back(&dora, team, reason("I fell ill today")).await.expect("back");
        assert!((broken(&house, &dora).await - 0.5).abs() < f64::EPSILON, "a week ahead");
    }

    async fn nobody_joins_a_team_on_a_withdrawn_idea(house: House) {
        use domain::ideas::Ideas;
        let s = story(&house, 1).await;
        let ideas = crate::ideas::IdeasService::new(house.ctx.clone());
        ideas.withdraw(&s.ines, s.idea.number).await.expect("withdrawn");
        let late = house.sit(&s.ben, s.team.number, "Packaging").await;
        assert_eq!(late, refused(Conflict::IdeaClosed));
        assert!(house.team_seen_by(&s.ben, s.team.number).await.checklist.overdue);
        let form = team_form(&[("Photos", 2)]);
        let another = house.teams().start(&s.ada, s.idea.number, &form).await;
        assert_eq!(another, refused(Conflict::IdeaClosed));
        assert_eq!(
            house.teams().may_start(&s.ada, s.idea.number).await,
            refused(Conflict::IdeaClosed)
        );
    }

    async fn a_seat_may_be_added_up_to_twelve_kinds(house: House) {
        let s = story(&house, 5).await;
        let (teams, team) = (house.teams(), s.team.number);
        let other = teams.add_seat(&s.ben, team, welcome_seat("Photos")).await;
        assert_eq!(other, Err(AppError::Denied(Denied::NotYours)));
        for n in 3..=12 {
            let seat = welcome_seat(&format!("Skill {n}"));
            let view = teams.add_seat(&s.ada, team, seat).await.expect("added");
            assert_eq!((view.seats.len(), view.charter), (n, i64::try_from(n).expect("small") - 1));
            assert_eq!(view.seats[n - 1].skill, format!("Skill {n}"));
        }
        let thirteenth = teams.add_seat(&s.ada, team, welcome_seat("One more")).await;
        assert!(matches!(thirteenth, Err(AppError::Invalid(_))));
    }

    async fn only_a_complete_form_starts_a_team(house: House) {
        let s = story(&house, 1).await;
        let wrong = house.teams().start(&s.ada, s.idea.number, &team_form(&[])).await;
        assert!(matches!(wrong, Err(AppError::Invalid(_))));
        let (idea, today) = house.teams().may_start(&s.ben, s.idea.number).await.expect("may");
        assert_eq!((idea, today), (s.idea.clone(), house.now().date()));
        house.vote(&s.ben, &s.idea, Choice::Oppose).await;
        house.team(&s.ben, &s.idea, &[("Photos", 2)]).await;
    }
}
