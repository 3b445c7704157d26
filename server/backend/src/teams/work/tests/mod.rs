//! The contract of teams at work, on both engines.

mod delivery;
mod files;
mod people;

use domain::accounts::{Actor, Viewer};
use domain::teams::Teams;
use domain::time::DAY;
use domain::work::{
    Light, LinkForm, MilestoneForm, TaskForm, TaskState, UpdateForm, Work, WorkView,
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

    async fn a_done_task_stays_and_anothers_word_keeps_no_claim(house: House) {
        let s = launched(&house).await;
        let (work, team, first) = (work(&house), s.team.number, first(&house, &s).await);
        let added = work.add_task(&s.ben, team, first, &task("Saw the boards")).await.expect("added");
        let number = added.milestones[0].tasks[0].id;
        work.move_task(&s.ben, team, number, TaskState::Doing).await.expect("taken");
        house.clock.pass(6 * DAY);
        work.change_task(&s.cleo, team, number, &task("Saw six boards")).await.expect("changed");
        house.clock.pass(DAY);
        house.teams().sweep().await.expect("swept");
        let freed = seen(&house, &Viewer::Visitor, &s).await.milestones[0].tasks[0].clone();
        assert_eq!(freed.state, TaskState::Todo, "the owner was silent");
        work.move_task(&s.ben, team, number, TaskState::Done).await.expect("done");
        let gone = work.remove_task(&s.ada, team, number).await;
        assert_eq!(gone, Err(Conflict::TaskDone.into()));
    }

    async fn tasks_of_somebody_who_steps_out_are_free(house: House) {
        let s = launched(&house).await;
        let (work, team, first) = (work(&house), s.team.number, first(&house, &s).await);
        let added = work.add_task(&s.ben, team, first, &task("Saw the boards")).await.expect("added");
        work.move_task(&s.ben, team, added.milestones[0].tasks[0].id, TaskState::Doing).await.expect("taken");
        let reason = crate::testing::teams::reason("I move to another town.");
        house.teams().hand_back(&s.ben, team, reason).await.expect("handed back");
        let left = seen(&house, &Viewer::Visitor, &s).await.milestones[0].tasks[0].clone();
        assert_eq!((left.state, left.owner), (TaskState::Todo, None));
    }

    async fn nothing_expires_while_a_team_rests(house: House) {
        let s = launched(&house).await;
        let (work, team, first) = (work(&house), s.team.number, first(&house, &s).await);
        let added = work.add_task(&s.ben, team, first, &task("Saw the boards")).await.expect("added");
        work.move_task(&s.ben, team, added.milestones[0].tasks[0].id, TaskState::Doing).await.expect("taken");
        let cleos = house.team_seen_by(&s.ada, team).await.seats[1].held[0].id;
        house.teams().nudge(&s.ben, team, cleos).await.expect("asked");
        let hidden = house.now();
        house.clock.pass(20 * DAY);
        let went_on = (s.idea.number, hidden, house.now());
        let lock = crate::db::Lock::Idea(s.idea.number);
        let moved = house.ctx.db.write(lock, went_on, |tx, (idea, hidden, now)| {
            Box::pin(crate::teams::go_on(tx, *idea, *hidden, *now))
        });
        moved.await.expect("it goes on");
        house.teams().sweep().await.expect("swept");
        let task = seen(&house, &Viewer::Visitor, &s).await.milestones[0].tasks[0].clone();
        assert_eq!(task.state, TaskState::Doing);
        assert_eq!(record(&house, &s.cleo).await, (0.0, 0.0), "she could not answer");
        assert!(!seen(&house, &Viewer::Member(s.ben.clone()), &s).await.may_lead, "nor could the lead");
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
        assert_eq!(again.updates[0].author.as_ref().map(|author| &author.handle), Some(&s.cleo.handle), "her words now");
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
}
