//! When teams launch, and what holds them back.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use domain::accounts::Actor;
use domain::launch::Condition;
use domain::teams::{TeamStage, TeamView, Teams};
use domain::votes::Choice;

use super::{Story, move_to, story};
use crate::db::{Lock, run};
use crate::testing::teams::{reason, team_form};
use crate::testing::{House, contract};

fn unmet(view: &TeamView) -> Vec<Condition> {
    let lines = view.checklist.lines.iter().filter(|line| !line.met);
    lines.map(|line| line.condition).collect()
}

contract! {
    async fn two_newcomers_who_fill_the_seats_of_a_supported_idea_launch_its_team(house: House) {
        let s = story(&house, 10).await;
        assert_eq!(s.team.stage, TeamStage::Gathering);
        assert_eq!(house.idea_stage(&s.idea).await, "gathering");
        assert_eq!(s.team.deadline, house.now().plus_days(21));

        let first = house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        assert_eq!(first.stage, TeamStage::Gathering);
        assert_eq!(unmet(&first), [Condition::Seats, Condition::Hours]);
        assert_eq!(first.my.seat, Some(s.team.seats[0].id));
        assert_eq!(first.seats[0].held[0].person.name, "Ben");

        let last = house.sit(&s.cleo, s.team.number, "Web forms").await.expect("a seat");
        assert_eq!(last.stage, TeamStage::Launched);
        assert_eq!(last.launched, Some(house.now()));
        assert!(last.checklist.launches());
        assert_eq!(house.idea_stage(&s.idea).await, "building");
        assert_eq!(house.happened(s.team.number, "team.launched").await, 1);

        assert_eq!(house.told(&s.ines).await, ["team_started", "team_launched"]);
        assert_eq!(house.told(&s.ada).await, ["seat_taken", "seat_taken", "team_launched"]);
        assert_eq!(house.told(&s.ben).await, ["seat_taken", "team_launched"]);
        assert_eq!(house.told(&s.cleo).await, ["team_launched"]);
    }

    async fn the_first_milestone_is_due_within_fourteen_days_of_the_launch(house: House) {
        use domain::work::Work as _;
        let s = story(&house, 10).await;
        house.clock.pass(17 * domain::time::DAY);
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        house.sit(&s.cleo, s.team.number, "Web forms").await.expect("the last seat");
        let work = crate::teams::WorkService::new(house.ctx.clone());
        let viewer = domain::accounts::Viewer::Member(s.ben.clone());
        let seen = work.view(&viewer, s.team.number).await.expect("readable").expect("launched");
        let last = house.now().date().plus_days(14);
        assert_eq!(seen.milestones[0].due, last, "its day had passed before the launch");
    }

    async fn the_last_supporter_launches_a_team_that_waited_for_them(house: House) {
        let s = story(&house, 9).await;
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        let full = house.sit(&s.cleo, s.team.number, "Web forms").await.expect("a seat");
        assert_eq!(unmet(&full), [Condition::Supporters]);
        house.vote(&s.ben, &s.idea, Choice::Support).await;
        let view = house.team_seen_by(&s.ben, s.team.number).await;
        assert_eq!(view.stage, TeamStage::Launched);
        house.vote(&s.ben, &s.idea, Choice::None).await;
        let view = house.team_seen_by(&s.ben, s.team.number).await;
        assert_eq!(view.stage, TeamStage::Launched, "what launched stays launched");
    }

    async fn too_few_hours_hold_back_until_somebody_promises_more(house: House) {
        let s = story(&house, 10).await;
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        let seat = s.team.seats[1].id;
        let short = house.sit_for(&s.cleo, &s.team, seat, 1).await.expect("a seat");
        assert_eq!(unmet(&short), [Condition::Hours]);
        assert!(short.checklist.only_hours_short());
        let more = house.teams().change_pledge(&s.cleo, s.team.number, "4", &house.until()).await;
        assert_eq!(more.expect("more hours").stage, TeamStage::Launched);
    }

    async fn people_of_one_department_hold_back_until_one_of_them_changes(house: House) {
        let s = story(&house, 10).await;
        let dan = house.employee("Dan", "service").await;
        house.employee("Eve", "sales").await;
        house.sit(&s.ada, s.team.number, "Packaging").await.expect("a seat");
        let alike = house.sit(&dan, s.team.number, "Web forms").await.expect("a seat");
        assert_eq!(unmet(&alike), [Condition::Mix]);
        move_to(&house, &dan, "sales").await;
        let view = house.team_seen_by(&dan, s.team.number).await;
        assert_eq!(view.stage, TeamStage::Launched);
    }

    async fn a_suspended_pledger_does_not_count(house: House) {
        let s = story(&house, 9).await;
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        house.sit(&s.cleo, s.team.number, "Web forms").await.expect("a seat");
        house.suspend(&s.cleo).await;
        house.vote(&s.ben, &s.idea, Choice::Support).await;
        let view = house.team_seen_by(&s.ben, s.team.number).await;
        assert_eq!(unmet(&view), [Condition::Seats, Condition::Hours]);
    }

    async fn people_who_broke_their_word_count_for_less(house: House) {
        let s = story(&house, 10).await;
        break_word(&house, &s.ben).await;
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        let full = house.sit(&s.cleo, s.team.number, "Web forms").await.expect("a seat");
        assert_eq!(unmet(&full), [Condition::Hours]);
    }

    async fn each_team_of_an_idea_is_asked(house: House) {
        let s = story(&house, 9).await;
        let form = team_form(&[("Photos", 2)]);
        let other = house.teams().start(&s.ada, s.idea.number, &form).await.expect("a team");
        house.sit(&s.ben, other.number, "Photos").await.expect("a seat");
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat there too");
        house.sit(&s.cleo, s.team.number, "Web forms").await.expect("a seat");
        house.vote(&s.ben, &s.idea, Choice::Support).await;
        for team in [s.team.number, other.number] {
            assert_eq!(house.team_seen_by(&s.ada, team).await.stage, TeamStage::Launched);
            assert_eq!(house.happened(team, "team.launched").await, 1);
        }
    }

    async fn the_checklist_shown_and_the_decision_agree_after_every_act(house: House) {
        let s = story(&house, 10).await;
        let mut launched = 0;
        for walk in 0..8 {
            launched += stroll(&house, &s, walk).await;
        }
        assert!((1..8).contains(&launched), "{launched} of eight launched");
    }
}

/// Twenty random acts of three people on a fresh team; how often it launched.
async fn stroll(house: &House, story: &Story, seed: u64) -> i64 {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let teams = house.teams();
    let seats = [("Packaging", 3), ("Web forms", 4)];
    let team = house.team(&story.ada, &story.idea, &seats).await.number;
    let mut people = Vec::new();
    for n in 0..3 {
        people.push(house.customer(&format!("Walker {seed} {n}")).await);
    }
    for _ in 0..20 {
        let actor = &people[random.random_range(0..people.len())];
        let view = house.team_seen_by(actor, team).await;
        let seat = &view.seats[random.random_range(0..2)];
        // Refusals belong to the walk; only what is shown matters here.
        let acted = match random.random_range(0..12) {
            0..4 => house.sit_for(actor, &view, seat.id, 3).await,
            4..7 => teams.change_pledge(actor, team, "4", &house.until()).await,
            7 => {
                teams
                    .block_charter(actor, team, reason("Too early for me"))
                    .await
            }
            8 => teams.leave_seat(actor, team).await,
            9 => {
                teams
                    .hand_back(actor, team, reason("No time left for it"))
                    .await
            }
            _ => teams.accept_charter(actor, team, view.charter).await,
        };
        let after = house.team_seen_by(actor, team).await;
        let launches = view.stage != after.stage;
        assert!(
            !launches || after.checklist.launches(),
            "{:?}",
            after.checklist
        );
        assert!(acted.is_err() || acted == Ok(after));
    }
    house.happened(team, "team.launched").await
}

async fn break_word(house: &House, actor: &Actor) {
    let broke = house.ctx.db.write(Lock::Nothing, actor.id, |tx, member| {
        Box::pin(async move {
            run!(tx, "UPDATE members SET broken = 3 WHERE id = $1", *member)?;
            Ok(())
        })
    });
    broke.await.expect("noted");
}
