//! Tasks: added, claimed, done, given back.

use domain::work::{MAX_TASKS, NewTask, TaskForm, TaskState};
use domain::{Conflict, FieldError, FieldErrors, Noun};

use super::milestones::open;
use super::sql::{self, Task};
use super::workshop;
use crate::db::{Fault, Tx, one, run};
use crate::teams::act::Act;
use crate::teams::sql::Team;

const COUNT: &str = "SELECT COUNT(*) FROM tasks WHERE milestone_id = $1";
const ADD: &str = "
    INSERT INTO tasks (team_id, milestone_id, title, state, due_day, created_at, touched_at)
    VALUES ($1, $2, $3, 'todo', $4, $5, $5)
    RETURNING id";

pub(super) async fn add(
    tx: &mut Tx<'_>,
    act: &Act,
    (milestone, form): &(i64, TaskForm),
) -> Result<(), Fault> {
    let team = workshop(tx, act).await?;
    let milestone = open(tx, team.id, *milestone).await?;
    let new = NewTask::parse(form, act.now.date(), None)?;
    let there = one!(tx tx, i64, COUNT, milestone.id)?;
    if usize::try_from(there).unwrap_or(usize::MAX) >= MAX_TASKS {
        return Err(FieldErrors::one("title", FieldError::TooMany(MAX_TASKS)).into());
    }
    let due = new.due.map(|day| i64::from(day.0));
    let number = one!(tx tx, i64, ADD, team.id, milestone.id, &new.title, due, act.now.0)?;
    act.record(tx, &team, "task.added", number, &new.title)
        .await
}

/// A task of a milestone that is not reached, with its team.
async fn of(tx: &mut Tx<'_>, act: &Act, number: i64) -> Result<(Team, Task), Fault> {
    let team = workshop(tx, act).await?;
    let task = sql::task(tx, team.id, number).await?.ok_or(Noun::Task)?;
    if task.reached_at.is_some() {
        return Err(Conflict::MilestoneReached.into());
    }
    Ok((team, task))
}

const CHANGE: &str = "
    UPDATE tasks
    SET title = $2, due_day = $3,
        touched_at = CASE WHEN owner_id = $4 THEN $5 ELSE touched_at END
    WHERE id = $1";

/// Changes a task; only its owner's change keeps their claim alive.
pub(super) async fn change(
    tx: &mut Tx<'_>,
    act: &Act,
    (number, form): &(i64, TaskForm),
) -> Result<(), Fault> {
    let (team, task) = of(tx, act, *number).await?;
    let to = NewTask::parse(form, act.now.date(), task.due())?;
    if (&to.title, to.due) == (&task.title, task.due()) {
        return Ok(());
    }
    let due = to.due.map(|day| i64::from(day.0));
    let (me, now) = (act.actor.id, act.now.0);
    run!(tx, CHANGE, task.id, &to.title, due, me, now)?;
    act.record(tx, &team, "task.changed", task.id, &to.title)
        .await
}

/// Moves a task. Whoever takes it, or ticks one that nobody has, owns it; one
/// that somebody is at moves by them, or by whoever leads the team.
pub(super) async fn shift(
    tx: &mut Tx<'_>,
    act: &Act,
    (number, to): (i64, TaskState),
) -> Result<(), Fault> {
    let (team, task) = of(tx, act, number).await?;
    let me = act.actor.id;
    let others = task.owner_id.is_some_and(|owner| owner != me);
    let leads = team.lead_id == me;
    let (owner, kind) = match (task.state()?, to) {
        (TaskState::Todo, TaskState::Todo) | (TaskState::Done, TaskState::Done) => return Ok(()),
        (TaskState::Doing, TaskState::Doing) if others => {
            return Err(Conflict::TaskClaimed.into());
        }
        (TaskState::Doing, _) if others && !leads => return Err(Conflict::TaskClaimed.into()),
        (TaskState::Doing, TaskState::Done) => (task.owner_id, "task.done"),
        (_, TaskState::Done) => (Some(me), "task.done"),
        (_, TaskState::Doing) => (Some(me), "task.claimed"),
        (_, TaskState::Todo) => (None, "task.given_back"),
    };
    sql::shift(tx, task.id, (to, owner), act.now).await?;
    act.record(tx, &team, kind, task.id, &task.title).await
}

const REMOVE: &str = "DELETE FROM tasks WHERE id = $1";

/// Takes a task back that nobody did or does.
pub(super) async fn remove(tx: &mut Tx<'_>, act: &Act, number: i64) -> Result<(), Fault> {
    let (team, task) = of(tx, act, number).await?;
    if task.state()? == TaskState::Done {
        return Err(Conflict::TaskDone.into());
    }
    let mine = task.owner_id == Some(act.actor.id) || team.lead_id == act.actor.id;
    if task.owner_id.is_some() && !mine {
        return Err(Conflict::TaskClaimed.into());
    }
    run!(tx, REMOVE, task.id)?;
    act.record(tx, &team, "task.removed", task.id, &task.title)
        .await
}
