//! What the database holds of a team's work.

use domain::accounts::MemberId;
use domain::work::TaskState;
use domain::{Date, Timestamp};

use crate::db::{Fault, Tx, all, first, one, run};
use crate::ideas::word;
use crate::teams::sql::Person;

/// A milestone.
#[derive(sqlx::FromRow)]
pub(in crate::teams) struct Milestone {
    pub(in crate::teams) id: i64,
    pub(in crate::teams) title: String,
    due_day: i64,
    reached_at: Option<i64>,
}

impl Milestone {
    pub(in crate::teams) fn due(&self) -> Date {
        Date(i32::try_from(self.due_day).unwrap_or(i32::MAX))
    }

    pub(in crate::teams) fn reached(&self) -> Option<Timestamp> {
        self.reached_at.map(Timestamp)
    }
}

const MILESTONES: &str = "
    SELECT id, title, due_day, reached_at
    FROM milestones
    WHERE team_id = $1
    ORDER BY due_day, id";

pub(in crate::teams) async fn milestones(
    tx: &mut Tx<'_>,
    team: i64,
) -> Result<Vec<Milestone>, Fault> {
    Ok(all!(tx tx, Milestone, MILESTONES, team)?)
}

const MILESTONE: &str = "
    SELECT id, title, due_day, reached_at
    FROM milestones
    WHERE team_id = $1 AND id = $2";

pub(super) async fn milestone(
    tx: &mut Tx<'_>,
    team: i64,
    number: i64,
) -> Result<Option<Milestone>, Fault> {
    Ok(first!(tx tx, Milestone, MILESTONE, team, number)?)
}

const ADD_MILESTONE: &str = "
    INSERT INTO milestones (team_id, title, due_day, created_at)
    VALUES ($1, $2, $3, $4)
    RETURNING id";

/// Sets a milestone; its number.
pub(in crate::teams) async fn add_milestone(
    tx: &mut Tx<'_>,
    team: i64,
    (title, due): (&str, Date),
    now: Timestamp,
) -> Result<i64, Fault> {
    let due = i64::from(due.0);
    Ok(one!(tx tx, i64, ADD_MILESTONE, team, title, due, now.0)?)
}

const NEAREST: &str = "
    SELECT due_day
    FROM milestones
    WHERE team_id = $1 AND reached_at IS NULL
    ORDER BY ABS(due_day - $2)
    LIMIT 1";

/// When the milestone is due that is nearest to this day, before or after it,
/// and not reached.
pub(in crate::teams) async fn nearest_due(
    tx: &mut Tx<'_>,
    team: i64,
    today: Date,
) -> Result<Option<Date>, Fault> {
    let day = first!(tx tx, (i64,), NEAREST, team, i64::from(today.0))?;
    Ok(day.map(|(day,)| Date(i32::try_from(day).unwrap_or(i32::MAX))))
}

/// A task with the state of its milestone.
#[derive(sqlx::FromRow)]
pub(super) struct Task {
    pub(super) id: i64,
    pub(super) milestone_id: i64,
    pub(super) title: String,
    state: String,
    pub(super) owner_id: Option<MemberId>,
    due_day: Option<i64>,
    pub(super) touched_at: i64,
    pub(super) reached_at: Option<i64>,
}

impl Task {
    pub(super) fn state(&self) -> Result<TaskState, Fault> {
        word(TaskState::parse(&self.state))
    }

    pub(super) fn due(&self) -> Option<Date> {
        self.due_day
            .map(|day| Date(i32::try_from(day).unwrap_or(i32::MAX)))
    }
}

const TASK: &str = "
    SELECT k.id, k.milestone_id, k.title, k.state, k.owner_id, k.due_day, k.touched_at,
        s.reached_at
    FROM tasks k
    JOIN milestones s ON s.id = k.milestone_id
    WHERE k.team_id = $1 AND k.id = $2";

pub(super) async fn task(tx: &mut Tx<'_>, team: i64, number: i64) -> Result<Option<Task>, Fault> {
    Ok(first!(tx tx, Task, TASK, team, number)?)
}

const TASKS: &str = "
    SELECT k.id, k.milestone_id, k.title, k.state, k.owner_id, k.due_day, k.touched_at,
        s.reached_at
    FROM tasks k
    JOIN milestones s ON s.id = k.milestone_id
    WHERE k.team_id = $1
    ORDER BY k.id";

pub(super) async fn tasks(tx: &mut Tx<'_>, team: i64) -> Result<Vec<Task>, Fault> {
    Ok(all!(tx tx, Task, TASKS, team)?)
}

const SHIFT: &str = "
    UPDATE tasks
    SET state = $2, owner_id = $3, touched_at = $4
    WHERE id = $1";

/// Puts a task into a state, with an owner or without.
pub(super) async fn shift(
    tx: &mut Tx<'_>,
    task: i64,
    (state, owner): (TaskState, Option<MemberId>),
    now: Timestamp,
) -> Result<(), Fault> {
    run!(tx, SHIFT, task, state.as_str(), owner, now.0)?;
    Ok(())
}

/// Somebody of whom the work tells: the lead, and owners of tasks.
#[derive(sqlx::FromRow)]
pub(super) struct Named {
    pub(super) id: MemberId,
    #[sqlx(flatten)]
    pub(super) person: Person,
}

const NAMED: &str = "
    SELECT m.id, m.display_name, m.handle, m.kind
    FROM members m
    WHERE m.id = $2 OR m.id IN (SELECT k.owner_id FROM tasks k WHERE k.team_id = $1)";

pub(super) async fn named(tx: &mut Tx<'_>, team: i64, lead: MemberId) -> Result<Vec<Named>, Fault> {
    Ok(all!(tx tx, Named, NAMED, team, lead)?)
}

/// Somebody who worked here: holds a seat, or did.
#[derive(sqlx::FromRow)]
pub(in crate::teams) struct Worker {
    pub(in crate::teams) member_id: MemberId,
    #[sqlx(flatten)]
    pub(in crate::teams) person: Person,
    pub(in crate::teams) handle_of: String,
    pub(in crate::teams) skill: String,
    pub(in crate::teams) hours: i64,
    state: String,
    pub(in crate::teams) created_at: i64,
    pub(in crate::teams) ended_at: Option<i64>,
}

impl Worker {
    /// Whether they sat in the team at some moment between these.
    pub(in crate::teams) fn sat(&self, from: Timestamp, to: Timestamp) -> bool {
        self.created_at < to.0 && self.ended_at.is_none_or(|at| at > from.0)
    }

    /// Whether they saw it through: sit there, or kept their promise.
    pub(in crate::teams) fn stayed(&self) -> bool {
        matches!(self.state.as_str(), "held" | "kept")
    }

    /// Whether they sit there now.
    pub(in crate::teams) fn sits(&self) -> bool {
        self.state == "held"
    }
}

const WORKERS: &str = "
    SELECT p.member_id, m.display_name, m.handle, m.kind, m.handle AS handle_of,
        s.skill, p.hours, p.state, p.created_at, p.ended_at
    FROM pledges p
    JOIN members m ON m.id = p.member_id
    JOIN seats s ON s.id = p.seat_id
    JOIN teams t ON t.id = p.team_id
    WHERE p.team_id = $1 AND (p.ended_at IS NULL OR p.ended_at >= t.launched_at)
    ORDER BY p.id";

/// Everybody who held a seat since the launch, once for each pledge.
pub(in crate::teams) async fn workers(tx: &mut Tx<'_>, team: i64) -> Result<Vec<Worker>, Fault> {
    Ok(all!(tx tx, Worker, WORKERS, team)?)
}

/// A weekly update.
#[derive(sqlx::FromRow)]
pub(super) struct Update {
    pub(super) week: i64,
    pub(super) body: String,
    pub(super) created_at: i64,
    #[sqlx(flatten)]
    pub(super) author: Person,
}

const UPDATES: &str = "
    SELECT u.week, u.body, u.created_at, m.display_name, m.handle, m.kind
    FROM updates u
    JOIN members m ON m.id = u.author_id
    WHERE u.team_id = $1
    ORDER BY u.week DESC";

pub(super) async fn updates(tx: &mut Tx<'_>, team: i64) -> Result<Vec<Update>, Fault> {
    Ok(all!(tx tx, Update, UPDATES, team)?)
}

const HANDS: &str = "
    SELECT u.week, h.member_id
    FROM update_hands h
    JOIN updates u ON u.id = h.update_id
    WHERE u.team_id = $1
    ORDER BY u.week, h.member_id";

/// Weeks told of, and who put in their hours then.
pub(in crate::teams) async fn hands(
    tx: &mut Tx<'_>,
    team: i64,
) -> Result<Vec<(i64, MemberId)>, Fault> {
    Ok(all!(tx tx, (i64, MemberId), HANDS, team)?)
}

const TOLD: &str = "SELECT week FROM updates WHERE team_id = $1 ORDER BY week";

/// The weeks that were told of.
pub(in crate::teams) async fn told(tx: &mut Tx<'_>, team: i64) -> Result<Vec<i64>, Fault> {
    let weeks = all!(tx tx, (i64,), TOLD, team)?;
    Ok(weeks.into_iter().map(|(week,)| week).collect())
}

const TRACES: &str = "
    SELECT DISTINCT actor_id
    FROM events
    WHERE team_id = $1 AND at >= $2 AND actor_id IS NOT NULL";

/// Who did something in the team since this moment.
pub(super) async fn traces(
    tx: &mut Tx<'_>,
    team: i64,
    since: Timestamp,
) -> Result<Vec<MemberId>, Fault> {
    let rows = all!(tx tx, (MemberId,), TRACES, team, since.0)?;
    Ok(rows.into_iter().map(|(member,)| member).collect())
}
