//! The contract of teams at work, on both engines.

use domain::accounts::{Actor, Viewer};
use domain::teams::{TeamStage, Teams};
use domain::time::DAY;
use domain::work::{
    DeliverForm, Finish, Light, LinkForm, MilestoneForm, StopForm, TaskForm, TaskState, UpdateForm,
    Work, WorkView,
};
use domain::{AppError, Conflict, Date, Denied, FieldError, FieldErrors, Noun};

use super::WorkService;
use crate::teams::tests::{Story, launched, story};
use crate::testing::{House, contract};

fn work(house: &House) -> WorkService {
    WorkService::new(house.ctx.clone())
}

fn milestone(title: &str, due: Date) -> MilestoneForm {
    MilestoneForm {
        title: title.into(),
        due: due.to_string(),
    }
}

fn task(title: &str) -> TaskForm {
    TaskForm {
        title: title.into(),
        due: String::new(),
    }
}

fn update(week: i64, hands: &[&Actor]) -> UpdateForm {
    UpdateForm {
        week: week.to_string(),
        body: "We sawed the boards and glued two of them.".into(),
        hands: hands.iter().map(|actor| actor.handle.clone()).collect(),
    }
}

async fn seen(house: &House, viewer: &Viewer, s: &Story) -> WorkView {
    let seen = work(house).view(viewer, s.team.number).await;
    seen.expect("readable").expect("launched")
}

async fn told(house: &House, who: &Actor, kind: &str) -> usize {
    let told = house.told(who).await;
    told.iter().filter(|known| *known == kind).count()
}

/// Promises kept and broken.
async fn record(house: &House, who: &Actor) -> (f64, f64) {
    let sql = "SELECT kept, broken FROM members WHERE id = $1";
    let row = crate::db::first!(db & house.ctx.db, (f64, f64), sql, who.id);
    row.expect("answered").expect("a member")
}

/// The number of the first milestone.
async fn first(house: &House, s: &Story) -> i64 {
    seen(house, &Viewer::Visitor, s).await.milestones[0].id
}

contract! {
    async fn a_launch_sets_the_milestone_of_the_charter(house: House) {
        let s = launched(&house).await;
        let seen = seen(&house, &Viewer::Visitor, &s).await;
        assert_eq!(seen.milestones.len(), 1);
        assert_eq!(seen.milestones[0].title, "A form that takes one order");
        assert_eq!(seen.milestones[0].due, s.team.milestone_due);
        assert!(!seen.mine);
        assert!(seen.asked.is_empty(), "a visitor writes nothing");
        assert_eq!(seen.health.light(), Light::Green);
    }

    async fn a_gathering_team_has_no_work_yet(house: House) {
        let s = story(&house, 2).await;
        assert_eq!(work(&house).view(&Viewer::Visitor, s.team.number).await, Ok(None));
        let early = work(&house).add_milestone(&s.ada, s.team.number, &milestone("A second form", house.now().date())).await;
        assert_eq!(early, Err(Conflict::NotLaunched.into()));
    }

    async fn only_the_teams_people_work_there(house: House) {
        let s = launched(&house).await;
        let (team, first) = (s.team.number, first(&house, &s).await);
        let due = house.now().date().plus_days(7);
        let denied = AppError::from(Denied::NotYours);
        assert_eq!(work(&house).add_milestone(&s.ines, team, &milestone("A second form", due)).await, Err(denied.clone()));
        assert_eq!(work(&house).add_task(&s.ines, team, first, &task("Saw the boards")).await, Err(denied.clone()));
        assert_eq!(work(&house).write_update(&s.ines, team, &update(1, &[])).await, Err(denied));
        assert!(work(&house).add_task(&s.ada, team, first, &task("Saw the boards")).await.is_ok(), "the starter, without a seat");
    }

    async fn milestones_are_added_changed_and_taken_back(house: House) {
        let s = launched(&house).await;
        let team = s.team.number;
        let due = house.now().date().plus_days(20);
        let added = work(&house).add_milestone(&s.ben, team, &milestone("Ten orders a day", due)).await.expect("added");
        assert_eq!(added.milestones.len(), 2);
        let number = added.milestones[1].id;
        let past = work(&house).change_milestone(&s.ben, team, number, &milestone("Ten orders a day", Date(1))).await;
        assert_eq!(past, Err(FieldErrors::one("due", FieldError::Past).into()));
        let changed = work(&house).change_milestone(&s.cleo, team, number, &milestone("Twelve orders a day", due)).await.expect("changed");
        assert_eq!(changed.milestones[1].title, "Twelve orders a day");
        let gone = work(&house).remove_milestone(&s.cleo, team, number).await.expect("removed");
        assert_eq!(gone.milestones.len(), 1);
        let again = work(&house).remove_milestone(&s.cleo, team, number).await;
        assert_eq!(again, Err(Noun::Milestone.into()));
    }

    async fn a_task_is_claimed_done_and_its_milestone_reached(house: House) {
        let s = launched(&house).await;
        let (work, team, first) = (work(&house), s.team.number, first(&house, &s).await);
        let added = work.add_task(&s.ben, team, first, &task("Saw the boards")).await.expect("added");
        let number = added.milestones[0].tasks[0].id;
        let taken = work.move_task(&s.ben, team, number, TaskState::Doing).await.expect("taken");
        assert!(taken.milestones[0].tasks[0].mine);
        let anothers = work.move_task(&s.cleo, team, number, TaskState::Done).await;
        assert_eq!(anothers, Err(Conflict::TaskClaimed.into()));
        let early = work.reach_milestone(&s.ben, team, first).await;
        assert_eq!(early, Err(Conflict::TasksOpen.into()));
        let done = work.move_task(&s.ben, team, number, TaskState::Done).await.expect("done");
        assert_eq!(done.milestones[0].done(), (1, 1, 100));
        let reached = work.reach_milestone(&s.cleo, team, first).await.expect("reached");
        assert_eq!(reached.milestones[0].reached, Some(house.now()));
        assert_eq!(told(&house, &s.ines, "milestone_reached").await, 1, "the idea's author");
        assert_eq!(told(&house, &s.cleo, "milestone_reached").await, 0, "her own doing");
        work.reach_milestone(&s.ben, team, first).await.expect("reached already");
        assert_eq!(told(&house, &s.ines, "milestone_reached").await, 1);
        let late = work.add_task(&s.ben, team, first, &task("Plane the boards")).await;
        assert_eq!(late, Err(Conflict::MilestoneReached.into()));
        let undone = work.move_task(&s.ben, team, number, TaskState::Todo).await;
        assert_eq!(undone, Err(Conflict::MilestoneReached.into()));
    }

    async fn whoever_leads_may_move_and_take_back_any_task(house: House) {
        let s = launched(&house).await;
        let (work, team, first) = (work(&house), s.team.number, first(&house, &s).await);
        let added = work.add_task(&s.ben, team, first, &task("Saw the boards")).await.expect("added");
        let number = added.milestones[0].tasks[0].id;
        work.move_task(&s.ben, team, number, TaskState::Doing).await.expect("taken");
        let stolen = work.move_task(&s.ada, team, number, TaskState::Doing).await;
        assert_eq!(stolen, Err(Conflict::TaskClaimed.into()), "freed first, then taken");
        let freed = work.move_task(&s.ada, team, number, TaskState::Todo).await.expect("freed");
        assert_eq!(freed.milestones[0].tasks[0].owner, None);
        work.move_task(&s.ben, team, number, TaskState::Doing).await.expect("taken");
        let anothers = work.remove_task(&s.cleo, team, number).await;
        assert_eq!(anothers, Err(Conflict::TaskClaimed.into()));
        let gone = work.remove_task(&s.ada, team, number).await.expect("removed");
        assert!(gone.milestones[0].tasks.is_empty());
    }

    async fn a_silent_claim_expires_and_a_word_keeps_it(house: House) {
        let s = launched(&house).await;
        let (work, team, first) = (work(&house), s.team.number, first(&house, &s).await);
        for title in ["Saw the boards", "Plane the boards"] {
            work.add_task(&s.ben, team, first, &task(title)).await.expect("added");
        }
        let tasks = seen(&house, &Viewer::Visitor, &s).await.milestones[0].tasks.clone();
        for task in &tasks {
            work.move_task(&s.ben, team, task.id, TaskState::Doing).await.expect("taken");
        }
        house.clock.pass(6 * DAY);
        work.move_task(&s.ben, team, tasks[1].id, TaskState::Doing).await.expect("still at it");
        house.clock.pass(DAY);
        assert_eq!(house.teams().sweep().await, Ok(2), "a claim, and a week to tell of");
        let left = seen(&house, &Viewer::Visitor, &s).await.milestones[0].tasks.clone();
        assert_eq!((left[0].state, left[0].owner.is_some()), (TaskState::Todo, false));
        assert_eq!(left[1].state, TaskState::Doing);
        assert_eq!(told(&house, &s.ben, "task_freed").await, 1);
        assert_eq!(house.teams().sweep().await, Ok(0));
    }

    async fn a_team_is_asked_about_its_week_once_and_tells_of_it(house: House) {
        let s = launched(&house).await;
        let (work, team) = (work(&house), s.team.number);
        house.clock.pass(7 * DAY - 1);
        assert_eq!(house.teams().sweep().await, Ok(0));
        house.clock.pass(1);
        assert_eq!(house.teams().sweep().await, Ok(1));
        assert_eq!(told(&house, &s.ben, "update_asked").await, 1);
        let asked = seen(&house, &Viewer::Member(s.ben.clone()), &s).await.asked;
        assert_eq!((asked[0].week, asked[0].over, asked[0].hands.len()), (1, true, 2));
        assert!(asked[0].hands.iter().all(|hand| hand.named), "everybody, unless somebody says otherwise");

        let after = work.write_update(&s.ben, team, &update(1, &[&s.ben])).await.expect("written");
        assert_eq!(after.updates.len(), 1);
        let hands: Vec<_> = after.updates[0].hands.iter().map(|person| person.handle.clone()).collect();
        assert_eq!(hands, std::slice::from_ref(&s.ben.handle));
        assert!(!after.updates[0].late);
        let again = work.write_update(&s.cleo, team, &update(1, &[&s.ben, &s.cleo])).await.expect("changed");
        assert_eq!((again.updates.len(), again.updates[0].hands.len()), (1, 2));
        assert_eq!(again.updates[0].author.as_ref().map(|author| &author.handle), Some(&s.ben.handle));
        let future = work.write_update(&s.ben, team, &update(3, &[])).await;
        assert_eq!(future, Err(Conflict::WeekClosed.into()));
        let stranger = work.write_update(&s.ben, team, &update(1, &[&s.ines])).await;
        assert_eq!(stranger, Err(FieldErrors::one("hands", FieldError::NotOffered).into()));

        house.clock.pass(7 * DAY);
        work.write_update(&s.ben, team, &update(2, &[&s.ben])).await.expect("written");
        assert_eq!(house.teams().sweep().await, Ok(1));
        assert_eq!(told(&house, &s.ben, "update_asked").await, 1, "told already");
        let closed = work.write_update(&s.ben, team, &update(1, &[])).await;
        assert_eq!(closed, Err(Conflict::WeekClosed.into()));
    }

    async fn silence_and_late_milestones_turn_the_light_red(house: House) {
        let s = launched(&house).await;
        house.clock.pass(24 * DAY);
        let seen = seen(&house, &Viewer::Visitor, &s).await;
        assert_eq!((seen.health.facts.weeks, seen.health.facts.due), (3, 1));
        assert_eq!((seen.health.facts.active, seen.health.facts.people), (0, 2));
        assert_eq!(seen.health.light(), Light::Red);
        assert!(seen.updates.iter().all(|update| update.late && update.body.is_empty()));
    }

    async fn links_are_kept_and_taken_away(house: House) {
        let s = launched(&house).await;
        let (work, team) = (work(&house), s.team.number);
        let form = |address: &str| LinkForm { label: "The plan".into(), address: address.into() };
        let odd = work.add_link(&s.ben, team, &form("javascript:alert(1)")).await;
        assert_eq!(odd, Err(FieldErrors::one("address", FieldError::NotAnAddress).into()));
        let kept = work.add_link(&s.ben, team, &form("https://harrowandpine.example/plan")).await.expect("kept");
        assert_eq!(kept.links[0].person.handle, s.ben.handle);
        let gone = work.remove_link(&s.cleo, team, kept.links[0].id).await.expect("taken away");
        assert!(gone.links.is_empty());
        let again = work.remove_link(&s.cleo, team, kept.links[0].id).await;
        assert_eq!(again, Err(Noun::TeamLink.into()));
    }

    async fn a_team_delivers_when_its_milestones_are_reached(house: House) {
        let s = launched(&house).await;
        let (work, team, first) = (work(&house), s.team.number, first(&house, &s).await);
        let form = DeliverForm {
            outcome: "Spare parts leave the house within a day now.".into(),
            address: "https://harrowandpine.example/parts".into(),
        };
        let delivered = Finish::deliver(&form).expect("a form that passes");
        let early = work.finish(&s.ada, team, delivered.clone()).await;
        assert_eq!(early, Err(Conflict::MilestonesOpen.into()));
        work.reach_milestone(&s.ben, team, first).await.expect("reached");
        let anothers = work.finish(&s.ben, team, delivered.clone()).await;
        assert_eq!(anothers, Err(Denied::NotYours.into()), "whoever leads says so");
        let ended = work.finish(&s.ada, team, delivered.clone()).await.expect("delivered");
        assert_eq!((ended.stage, ended.mine), (TeamStage::Delivered, false));
        let finish = ended.finish.expect("how it ended");
        assert_eq!((finish.body, finish.address), (form.outcome, form.address));
        assert!(ended.crew.iter().all(|one| one.stayed) && ended.crew.len() == 2);
        assert_eq!(house.idea_stage(&s.idea).await, "delivered");
        for who in [&s.ben, &s.cleo] {
            assert_eq!(record(&house, who).await, (1.0, 0.0), "a promise kept");
            assert_eq!(told(&house, who, "team_delivered").await, 1);
        }
        assert_eq!(told(&house, &s.ines, "team_delivered").await, 1);
        let again = work.finish(&s.ada, team, delivered).await;
        assert_eq!(again, Err(Conflict::TeamClosed.into()));
    }

    async fn a_team_that_stops_tells_what_it_learned_and_breaks_nothing(house: House) {
        let s = launched(&house).await;
        let (work, team) = (work(&house), s.team.number);
        let cleos = house.team_seen_by(&s.ada, team).await.seats[1].held[0].id;
        house.teams().nudge(&s.ben, team, cleos).await.expect("asked");
        let form = StopForm {
            tried: "We posted forty orders by hand for two weeks.".into(),
            found: "The post costs more than the part, three times of four.".into(),
            tell: "Purchasing".into(),
        };
        let stopped = Finish::stop(&form).expect("a form that passes");
        let ended = work.finish(&s.ada, team, stopped).await.expect("stopped");
        assert_eq!(ended.stage, TeamStage::Stopped);
        assert_eq!(ended.finish.expect("how it ended").found, form.found);
        assert_eq!(record(&house, &s.ben).await, (1.0, 0.0));
        assert_eq!(record(&house, &s.cleo).await, (0.0, 0.0), "a nudge waits for her answer");
        assert_eq!(house.idea_stage(&s.idea).await, "open", "free for another team");
        let view = house.team_seen_by(&s.ada, team).await;
        assert_eq!(view.ended, None, "it launched");
        assert!(house.teams().of_person(&Viewer::Visitor, &s.ben.handle).await.expect("a list").len() == 1);
    }

    async fn the_lead_is_handed_over_to_somebody_in_a_seat(house: House) {
        let s = launched(&house).await;
        let (work, team) = (work(&house), s.team.number);
        let outside = work.hand_over(&s.ada, team, &s.ines.handle).await;
        assert_eq!(outside, Err(Conflict::NotSeated.into()));
        let anothers = work.hand_over(&s.ben, team, &s.cleo.handle).await;
        assert_eq!(anothers, Err(Denied::NotYours.into()));
        let given = work.hand_over(&s.ada, team, &s.ben.handle).await.expect("handed over");
        assert_eq!((given.lead.handle.as_str(), given.leads), (s.ben.handle.as_str(), false));
        assert_eq!(told(&house, &s.ben, "lead_given").await, 1);
        assert_eq!(told(&house, &s.cleo, "lead_changed").await, 1);
        let back = work.hand_over(&s.ada, team, &s.cleo.handle).await;
        assert_eq!(back, Err(Denied::NotYours.into()), "given is given");
        assert!(house.team_seen_by(&s.ben, team).await.my.leads);
        assert_eq!(house.team_seen_by(&s.ben, team).await.starter.handle, s.ada.handle, "who started it stays");
    }

    async fn a_silent_lead_is_taken_over_by_somebody_in_a_seat(house: House) {
        let s = launched(&house).await;
        let (work, team, first) = (work(&house), s.team.number, first(&house, &s).await);
        house.clock.pass(10 * DAY);
        let early = work.take_lead(&s.ben, team).await;
        assert_eq!(early, Err(Conflict::LeadActive.into()));
        work.add_task(&s.ada, team, first, &task("Saw the boards")).await.expect("a trace");
        house.clock.pass(13 * DAY);
        assert_eq!(work.take_lead(&s.ben, team).await, Err(Conflict::LeadActive.into()));
        house.clock.pass(2 * DAY);
        let seen = seen(&house, &Viewer::Member(s.ben.clone()), &s).await;
        assert!(seen.may_lead);
        let unseated = work.take_lead(&s.ines, team).await;
        assert_eq!(unseated, Err(Conflict::NotSeated.into()));
        let taken = work.take_lead(&s.ben, team).await.expect("taken");
        assert!(taken.leads);
        assert_eq!(told(&house, &s.ada, "lead_changed").await, 1);
    }

    async fn a_suspended_lead_is_taken_over_at_once(house: House) {
        let s = launched(&house).await;
        house.suspend(&s.ada).await;
        let taken = work(&house).take_lead(&s.cleo, s.team.number).await.expect("taken");
        assert!(taken.leads);
    }

    async fn a_seat_added_after_the_launch_asks_nobody_again(house: House) {
        let s = launched(&house).await;
        let (teams, team) = (house.teams(), s.team.number);
        let seat = crate::testing::teams::welcome_seat("Photography");
        let stranger = teams.add_seat(&s.ines, team, seat.clone()).await;
        assert_eq!(stranger, Err(Denied::NotYours.into()));
        let added = teams.add_seat(&s.ben, team, seat).await.expect("added");
        assert_eq!((added.seats.len(), added.charter), (3, 1));
        assert!(!house.team_seen_by(&s.cleo, team).await.my.asked);
        assert!(house.sit(&s.ines, team, "Photography").await.is_ok());
    }

    async fn a_seat_handed_back_near_any_milestone_costs_a_half(house: House) {
        let s = launched(&house).await;
        let (work, team, first) = (work(&house), s.team.number, first(&house, &s).await);
        let due = house.now().date().plus_days(30);
        work.add_milestone(&s.ben, team, &milestone("Ten orders a day", due)).await.expect("added");
        work.reach_milestone(&s.ben, team, first).await.expect("reached");
        house.clock.pass(24 * DAY);
        let reason = crate::testing::teams::reason("I move to another town.");
        house.teams().hand_back(&s.cleo, team, reason).await.expect("handed back");
        assert_eq!(record(&house, &s.cleo).await, (0.0, 0.5));
    }
}
