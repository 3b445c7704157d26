//! Milestones: set, changed, reached.

use domain::notifications::NoticeKind;
use domain::work::{MAX_MILESTONES, MilestoneForm, NewMilestone};
use domain::{Conflict, FieldError, FieldErrors, Noun};

use super::{sql, workshop};
use crate::db::{Fault, Tx, one, run};
use crate::teams::act::Act;
use crate::teams::ledger;

pub(super) async fn add(tx: &mut Tx<'_>, act: &Act, form: &MilestoneForm) -> Result<(), Fault> {
    let team = workshop(tx, act).await?;
    let new = NewMilestone::parse(form, act.now.date(), None)?;
    if sql::milestones(tx, team.id).await?.len() >= MAX_MILESTONES {
        return Err(FieldErrors::one("title", FieldError::TooMany(MAX_MILESTONES)).into());
    }
    let number = sql::add_milestone(tx, team.id, (&new.title, new.due), act.now).await?;
    act.record(tx, &team, "milestone.added", number, &new.title)
        .await
}

/// A milestone of the team that is not reached yet.
pub(super) async fn open(tx: &mut Tx<'_>, team: i64, number: i64) -> Result<sql::Milestone, Fault> {
    let milestone = sql::milestone(tx, team, number).await?;
    let milestone = milestone.ok_or(Noun::Milestone)?;
    match milestone.reached() {
        Some(_) => Err(Conflict::MilestoneReached.into()),
        None => Ok(milestone),
    }
}

const CHANGE: &str = "UPDATE milestones SET title = $2, due_day = $3 WHERE id = $1";

pub(super) async fn change(
    tx: &mut Tx<'_>,
    act: &Act,
    (number, form): &(i64, MilestoneForm),
) -> Result<(), Fault> {
    let team = workshop(tx, act).await?;
    let milestone = open(tx, team.id, *number).await?;
    let to = NewMilestone::parse(form, act.now.date(), Some(milestone.due()))?;
    if (&to.title, to.due) == (&milestone.title, milestone.due()) {
        return Ok(());
    }
    run!(tx, CHANGE, milestone.id, &to.title, i64::from(to.due.0))?;
    let what = format!(
        "{} → {}, {} → {}",
        milestone.title,
        to.title,
        milestone.due(),
        to.due
    );
    act.record(tx, &team, "milestone.changed", milestone.id, &what)
        .await
}

const TASKS: &str = "SELECT COUNT(*) FROM tasks WHERE milestone_id = $1";
const REMOVE: &str = "DELETE FROM milestones WHERE id = $1";

pub(super) async fn remove(tx: &mut Tx<'_>, act: &Act, number: i64) -> Result<(), Fault> {
    let team = workshop(tx, act).await?;
    let milestone = open(tx, team.id, number).await?;
    if one!(tx tx, i64, TASKS, milestone.id)? > 0 {
        return Err(Conflict::TasksOpen.into());
    }
    run!(tx, REMOVE, milestone.id)?;
    act.record(
        tx,
        &team,
        "milestone.removed",
        milestone.id,
        &milestone.title,
    )
    .await
}

const UNDONE: &str = "SELECT COUNT(*) FROM tasks WHERE milestone_id = $1 AND state <> 'done'";
const REACH: &str = "UPDATE milestones SET reached_at = $2 WHERE id = $1 AND reached_at IS NULL";

pub(super) async fn reach(tx: &mut Tx<'_>, act: &Act, number: i64) -> Result<(), Fault> {
    let team = workshop(tx, act).await?;
    let milestone = sql::milestone(tx, team.id, number).await?;
    let milestone = milestone.ok_or(Noun::Milestone)?;
    if milestone.reached().is_some() {
        return Ok(());
    }
    if one!(tx tx, i64, UNDONE, milestone.id)? > 0 {
        return Err(Conflict::TasksOpen.into());
    }
    run!(tx, REACH, milestone.id, act.now.0)?;
    act.record(
        tx,
        &team,
        "milestone.reached",
        milestone.id,
        &milestone.title,
    )
    .await?;
    let mut to = crate::teams::sql::crew(tx, &team).await?;
    to.push(team.author_id);
    act.tell(tx, &team, NoticeKind::MilestoneReached, &to, None)
        .await?;
    ledger::open(tx, &team, milestone.id, act.now).await
}
