//! Promises after launch: asked about, kept, broken.

use domain::accounts::{Actor, Viewer};
use domain::teams::{PledgeState, Teams};
use domain::time::DAY;
use domain::{Conflict, Denied};

use super::{Story, launched, story};
use crate::db::first;
use crate::testing::{House, contract};

async fn pledge(house: &House, s: &Story, who: &Actor) -> i64 {
    let view = house.team_seen_by(who, s.team.number).await;
    let held = view.seats.iter().flat_map(|seat| &seat.held);
    let own = held.filter(|pledge| pledge.person.handle == who.handle);
    own.map(|pledge| pledge.id).next().expect("a pledge")
}

/// Promises kept and broken.
async fn record(house: &House, who: &Actor) -> (f64, f64) {
    let sql = "SELECT kept, broken FROM members WHERE id = $1";
    let row = first!(db & house.ctx.db, (f64, f64), sql, who.id);
    row.expect("answered").expect("a member")
}

async fn told(house: &House, who: &Actor, kind: &str) -> usize {
    let told = house.told(who).await;
    told.iter().filter(|known| *known == kind).count()
}

contract! {
    async fn whoever_falls_silent_is_asked_and_answers(house: House) {
        let s = launched(&house).await;
        let (teams, team) = (house.teams(), s.team.number);
        let cleos = pledge(&house, &s, &s.cleo).await;
        let asked = teams.nudge(&s.ben, team, cleos).await.expect("asked");
        let shown = asked.seats.iter().flat_map(|seat| &seat.held).find(|pledge| pledge.id == cleos);
        assert_eq!(shown.and_then(|pledge| pledge.nudged), Some(house.now()));
        teams.nudge(&s.ada, team, cleos).await.expect("asked already");
        assert_eq!(told(&house, &s.cleo, "nudged").await, 1, "once until she answers");
        assert_eq!(house.team_seen_by(&s.cleo, team).await.my.nudged, Some(house.now()));

        house.clock.pass(13 * DAY);
        let here = teams.answer_nudge(&s.cleo, team).await.expect("here");
        assert_eq!(here.my.nudged, None);
        assert_eq!(told(&house, &s.ben, "nudge_answered").await, 1);
        house.clock.pass(2 * DAY);
        assert_eq!(teams.sweep().await, Ok(1), "the team's week alone");
        assert_eq!(record(&house, &s.cleo).await, (0.0, 0.0));
        teams.answer_nudge(&s.cleo, team).await.expect("nothing to answer");
        assert_eq!(told(&house, &s.ben, "nudge_answered").await, 1);
    }

    async fn only_the_teams_own_people_ask_and_not_themselves(house: House) {
        let s = launched(&house).await;
        let (teams, team) = (house.teams(), s.team.number);
        let cleos = pledge(&house, &s, &s.cleo).await;
        let stranger = teams.nudge(&s.ines, team, cleos).await;
        assert_eq!(stranger, Err(Denied::NotYours.into()));
        let own = teams.nudge(&s.cleo, team, cleos).await;
        assert_eq!(own, Err(Conflict::NotSeated.into()));
        let nobody = teams.nudge(&s.ben, team, 999).await;
        assert_eq!(nobody, Err(Conflict::NotSeated.into()));
        let unseated = teams.answer_nudge(&s.ines, team).await;
        assert_eq!(unseated, Err(Conflict::NotSeated.into()));
    }

    async fn nobody_is_asked_before_the_launch(house: House) {
        let s = story(&house, 2).await;
        house.sit(&s.ben, s.team.number, "Packaging").await.expect("a seat");
        let bens = pledge(&house, &s, &s.ben).await;
        let early = house.teams().nudge(&s.ada, s.team.number, bens).await;
        assert_eq!(early, Err(Conflict::NotLaunched.into()));
    }

    async fn two_weeks_of_silence_break_a_promise(house: House) {
        let s = launched(&house).await;
        let (teams, team) = (house.teams(), s.team.number);
        let cleos = pledge(&house, &s, &s.cleo).await;
        teams.nudge(&s.ada, team, cleos).await.expect("asked");
        house.clock.pass(14 * DAY - 1);
        assert_eq!(teams.sweep().await, Ok(1), "there is time, but for the team's week");
        house.clock.pass(1);
        assert_eq!(teams.sweep().await, Ok(2), "the promise, and another week");
        assert_eq!(teams.sweep().await, Ok(0), "once");
        assert_eq!(record(&house, &s.cleo).await, (0.0, 1.0));
        assert_eq!(told(&house, &s.cleo, "pledge_broken").await, 1);
        assert_eq!(told(&house, &s.ben, "seat_freed").await, 1);
        assert_eq!(told(&house, &s.cleo, "seat_freed").await, 0);
        let view = house.team_seen_by(&s.ben, team).await;
        assert_eq!(view.freed[0].state, PledgeState::Broken);
        assert!(house.sit(&s.ines, team, "Web forms").await.is_ok(), "the seat is free");
    }

    async fn a_promise_whose_day_comes_is_kept(house: House) {
        let s = launched(&house).await;
        let (teams, team) = (house.teams(), s.team.number);
        house.clock.pass(42 * DAY);
        assert_eq!(teams.sweep().await, Ok(1), "its last day: the team's week alone");
        house.clock.pass(DAY);
        assert_eq!(teams.sweep().await, Ok(2));
        assert_eq!(teams.sweep().await, Ok(0));
        for who in [&s.ben, &s.cleo] {
            assert_eq!(record(&house, who).await, (1.0, 0.0));
            assert_eq!(told(&house, who, "pledge_kept").await, 1);
        }
        let view = house.team_seen_by(&s.ada, team).await;
        assert_eq!(view.freed.len(), 2);
        assert!(view.freed.iter().all(|place| place.state == PledgeState::Kept));
        let page = crate::services(&house.ctx).accounts.person(&Viewer::Visitor, &s.ben.handle).await.expect("a page");
        assert_eq!((page.kept, page.broken, page.load), (1.0, 0.0, None));
    }

    async fn a_promise_is_as_old_as_it_is_even_after_a_long_silence(house: House) {
        let s = launched(&house).await;
        let (teams, team) = (house.teams(), s.team.number);
        let reason = domain::teams::Reason::parse("I fell ill this week.").expect("a reason");
        teams.hand_back(&s.cleo, team, reason).await.expect("handed back");
        house.clock.pass(20 * DAY);
        let dora = house.employee("Dora", "sales").await;
        house.spoil("DELETE FROM events").await;
        house.spoil("INSERT INTO events (at, kind, audit, detail) VALUES (1, 'test.event', 0, '')").await;
        house.sit(&dora, team, "Web forms").await.expect("the freed seat");
        let made = "SELECT created_at, scored_at FROM pledges ORDER BY id DESC LIMIT 1";
        let made = first!(db & house.ctx.db, (i64, Option<i64>), made);
        let made = made.expect("answered").expect("a pledge");
        assert_eq!(made, (house.now().0, Some(1)), "its warmth alone is as old as the last event");
        assert_eq!(crate::reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }

    async fn a_promise_with_an_open_question_is_not_kept(house: House) {
        let s = launched(&house).await;
        let (teams, team) = (house.teams(), s.team.number);
        let cleos = pledge(&house, &s, &s.cleo).await;
        house.clock.pass(40 * DAY);
        teams.nudge(&s.ada, team, cleos).await.expect("asked");
        house.clock.pass(4 * DAY);
        assert_eq!(teams.sweep().await, Ok(2), "Ben's alone, and the team's week");
        teams.answer_nudge(&s.cleo, team).await.expect("here");
        assert_eq!(teams.sweep().await, Ok(1));
        assert_eq!(record(&house, &s.cleo).await, (1.0, 0.0));
    }

    async fn whoever_works_is_there_without_saying_so(house: House) {
        let s = launched(&house).await;
        let (teams, team) = (house.teams(), s.team.number);
        let cleos = pledge(&house, &s, &s.cleo).await;
        teams.nudge(&s.ada, team, cleos).await.expect("asked");
        let link = domain::work::LinkForm {
            label: "The plan".into(),
            address: "https://harrowandpine.example/plan".into(),
        };
        let work = crate::services(&house.ctx).work;
        work.add_link(&s.cleo, team, &link).await.expect("kept");
        assert_eq!(house.team_seen_by(&s.cleo, team).await.my.nudged, None);
        house.clock.pass(15 * DAY);
        teams.sweep().await.expect("swept");
        assert_eq!(record(&house, &s.cleo).await, (0.0, 0.0));
    }

    async fn a_promise_of_a_few_days_counts_for_nothing(house: House) {
        let s = launched(&house).await;
        let (teams, team) = (house.teams(), s.team.number);
        let more = crate::testing::teams::welcome_seat("Photos");
        let seats = teams.add_seat(&s.ada, team, more).await.expect("added").seats;
        let until = house.now().date().to_string();
        teams.take_seat(&s.ines, team, seats[2].id, 1, "1", &until).await.expect("a seat");
        house.clock.pass(2 * DAY);
        teams.sweep().await.expect("swept");
        assert_eq!(record(&house, &s.ines).await, (0.0, 0.0));
        let view = house.team_seen_by(&s.ada, team).await;
        assert_eq!((view.freed[0].state, view.seats[2].held.len()), (PledgeState::Released, 0));
    }

    async fn a_promise_that_ends_before_the_launch_frees_its_seat(house: House) {
        let s = story(&house, 2).await;
        let (teams, team) = (house.teams(), s.team.number);
        let until = house.now().date().plus_days(3).to_string();
        teams.take_seat(&s.ben, team, s.team.seats[0].id, 1, "3", &until).await.expect("a seat");
        house.clock.pass(3 * DAY);
        assert_eq!(teams.sweep().await, Ok(0), "its last day");
        house.clock.pass(DAY);
        assert_eq!(teams.sweep().await, Ok(1));
        let view = house.team_seen_by(&s.ada, team).await;
        assert!(view.seats[0].held.is_empty());
        assert_eq!(told(&house, &s.ben, "seat_freed").await, 1);
        assert_eq!(record(&house, &s.ben).await, (0.0, 0.0));
    }

    async fn a_broken_promise_weighs_on_the_next_team(house: House) {
        let s = launched(&house).await;
        let (teams, team) = (house.teams(), s.team.number);
        let cleos = pledge(&house, &s, &s.cleo).await;
        teams.nudge(&s.ada, team, cleos).await.expect("asked");
        let idea = house.idea_called(&s.ines, "A second shelf by the door").await;
        let next = house.team(&s.ada, &idea, &[("Packaging", 6)]).await;
        house.clock.pass(15 * DAY);
        teams.sweep().await.expect("swept");
        let seated = house.sit(&s.cleo, next.number, "Packaging").await.expect("a seat");
        let hours = seated.checklist.lines.iter().find(|line| {
            line.condition == domain::launch::Condition::Hours
        });
        // Six hours × (0 + 2) / (0 + 1 + 3).
        assert_eq!(hours.map(|line| line.have), Some(3.0));
    }

    async fn a_person_sees_what_they_promised_elsewhere(house: House) {
        let s = launched(&house).await;
        let idea = house.idea_called(&s.ines, "A second shelf by the door").await;
        let next = house.team(&s.ada, &idea, &[("Packaging", 6)]).await;
        assert_eq!(house.team_seen_by(&s.cleo, next.number).await.my.load, 4);
        assert_eq!(house.team_seen_by(&s.cleo, s.team.number).await.my.load, 0, "of other teams");
        let viewer = Viewer::Member(s.cleo.clone());
        let own = crate::services(&house.ctx).accounts.person(&viewer, &s.cleo.handle).await.expect("a page");
        assert_eq!(own.load, Some(4));
        let viewer = Viewer::Member(s.ben.clone());
        let others = crate::services(&house.ctx).accounts.person(&viewer, &s.cleo.handle).await.expect("a page");
        assert_eq!(others.load, None, "nobody else's business");
    }
}
