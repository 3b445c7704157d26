//! Server functions of teams at work. Each leads back to the team's page.

use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::{guard, ui::path};
#[cfg(feature = "ssr")]
use domain::work::{
    DeliverForm, Finish, LinkForm, MilestoneForm, StopForm, TaskForm, TaskState, UpdateForm,
    WorkView,
};

/// Ends every server function on a team's work: a plain form goes to the team's
/// page, to this part of it.
#[cfg(feature = "ssr")]
fn shown(work: domain::Outcome<WorkView>, part: &str) -> Result<(), Refused> {
    let work = work.map_err(guard::fail)?;
    let page = path::team(work.team, &work.idea);
    guard::go(&format!("{page}#{part}"));
    Ok(())
}

/// Adds a milestone.
#[server(endpoint = "work/add-milestone")]
pub async fn add_milestone(
    #[server(default)] team: i64,
    #[server(default)] title: String,
    #[server(default)] due: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let form = MilestoneForm { title, due };
    let done = services.work.add_milestone(&actor, team, &form).await;
    shown(done, "work")
}

/// Changes a milestone.
#[server(endpoint = "work/change-milestone")]
pub async fn change_milestone(
    #[server(default)] team: i64,
    #[server(default)] milestone: i64,
    #[server(default)] title: String,
    #[server(default)] due: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let form = MilestoneForm { title, due };
    let changed = services
        .work
        .change_milestone(&actor, team, milestone, &form);
    shown(changed.await, "work")
}

/// Takes back a milestone without tasks.
#[server(endpoint = "work/remove-milestone")]
pub async fn remove_milestone(
    #[server(default)] team: i64,
    #[server(default)] milestone: i64,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let done = services
        .work
        .remove_milestone(&actor, team, milestone)
        .await;
    shown(done, "work")
}

/// Says that a milestone is reached.
#[server(endpoint = "work/reach-milestone")]
pub async fn reach_milestone(
    #[server(default)] team: i64,
    #[server(default)] milestone: i64,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let done = services.work.reach_milestone(&actor, team, milestone).await;
    shown(done, "work")
}

/// Adds a task to a milestone.
#[server(endpoint = "work/add-task")]
pub async fn add_task(
    #[server(default)] team: i64,
    #[server(default)] milestone: i64,
    #[server(default)] title: String,
    #[server(default)] due: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let form = TaskForm { title, due };
    let done = services.work.add_task(&actor, team, milestone, &form).await;
    shown(done, &format!("milestone-{milestone}"))
}

/// Changes a task.
#[server(endpoint = "work/change-task")]
pub async fn change_task(
    #[server(default)] team: i64,
    #[server(default)] task: i64,
    #[server(default)] title: String,
    #[server(default)] due: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let form = TaskForm { title, due };
    let done = services.work.change_task(&actor, team, task, &form).await;
    shown(done, &format!("task-{task}"))
}

/// Moves a task: `todo`, `doing` or `done`.
#[server(endpoint = "work/move-task")]
pub async fn move_task(
    #[server(default)] team: i64,
    #[server(default)] task: i64,
    #[server(default)] to: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let to = guard::parsed("to", TaskState::parse(&to))?;
    let done = services.work.move_task(&actor, team, task, to).await;
    shown(done, &format!("task-{task}"))
}

/// Takes back a task.
#[server(endpoint = "work/remove-task")]
pub async fn remove_task(
    #[server(default)] team: i64,
    #[server(default)] task: i64,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let done = services.work.remove_task(&actor, team, task).await;
    shown(done, "work")
}

/// Writes the update about a week.
#[server(endpoint = "work/write-update")]
pub async fn write_update(
    #[server(default)] team: i64,
    #[server(default)] week: String,
    #[server(default)] body: String,
    #[server(default)] hands: Vec<String>,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let form = UpdateForm { week, body, hands };
    let done = services.work.write_update(&actor, team, &form).await;
    shown(done, "updates")
}

/// Puts a link beside the work.
#[server(endpoint = "work/add-link")]
pub async fn add_link(
    #[server(default)] team: i64,
    #[server(default)] label: String,
    #[server(default)] address: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let form = LinkForm { label, address };
    let done = services.work.add_link(&actor, team, &form).await;
    shown(done, "links")
}

/// Hands the lead over to somebody in a seat.
#[server(endpoint = "work/hand-over")]
pub async fn hand_over(
    #[server(default)] team: i64,
    #[server(default)] to: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    shown(services.work.hand_over(&actor, team, &to).await, "lead")
}

/// Takes the lead of a team whose lead fell silent.
#[server(endpoint = "work/take-lead")]
pub async fn take_lead(#[server(default)] team: i64) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    shown(services.work.take_lead(&actor, team).await, "lead")
}

/// Ends the team with what came of it.
#[server(endpoint = "work/deliver")]
pub async fn deliver(
    #[server(default)] team: i64,
    #[server(default)] outcome: String,
    #[server(default)] address: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let finish = Finish::deliver(&DeliverForm { outcome, address }).map_err(guard::fail)?;
    shown(services.work.finish(&actor, team, finish).await, "ended")
}

/// Ends the team with what it learned.
#[server(endpoint = "work/stop")]
pub async fn stop(
    #[server(default)] team: i64,
    #[server(default)] tried: String,
    #[server(default)] found: String,
    #[server(default)] tell: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let finish = Finish::stop(&StopForm { tried, found, tell }).map_err(guard::fail)?;
    shown(services.work.finish(&actor, team, finish).await, "ended")
}

/// Takes a link away.
#[server(endpoint = "work/remove-link")]
pub async fn remove_link(
    #[server(default)] team: i64,
    #[server(default)] link: i64,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let done = services.work.remove_link(&actor, team, link).await;
    shown(done, "links")
}

/// Takes a file away. One is put there by a form of its own: see `forms/files.rs`
/// of the server.
#[server(endpoint = "work/remove-file")]
pub async fn remove_file(
    #[server(default)] team: i64,
    #[server(default)] file: i64,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let done = services.work.remove_file(&actor, team, file).await;
    shown(done, "links")
}
