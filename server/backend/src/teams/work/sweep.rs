//! What time does to a team at work: claims of tasks expire, and the team is
//! asked about a week that ended.

use domain::notifications::NoticeKind;
use domain::time::DAY;
use domain::work::{CLAIM_DAYS, TaskState};
use domain::{Outcome, Timestamp};

use super::sql as rows;
use crate::db::{Db, Fault, Lock, Tx, all, first, run};
use crate::events::{self, Event};
use crate::notifications::notify;
use crate::teams::{launch, sql};

const SILENT: &str = "
    SELECT k.id, k.team_id
    FROM tasks k
    JOIN milestones s ON s.id = k.milestone_id
    JOIN teams t ON t.id = k.team_id
    JOIN ideas i ON i.id = t.idea_id
    WHERE k.state = 'doing' AND k.touched_at <= $1 AND s.reached_at IS NULL
    AND t.stage = 'launched' AND i.hidden_at IS NULL
    ORDER BY k.id";
const WEEKS: &str = "
    SELECT t.id
    FROM teams t
    JOIN ideas i ON i.id = t.idea_id
    WHERE t.stage = 'launched' AND i.hidden_at IS NULL
    AND ($1 - t.launched_at) / $2 > t.update_asked
    ORDER BY t.id";

/// Each in a command of its own; how many changed.
pub(in crate::teams) async fn sweep(db: &Db, now: Timestamp) -> Outcome<Vec<Outcome<usize>>> {
    let since = now.plus_days(-CLAIM_DAYS);
    let silent = all!(db db, (i64, i64), SILENT, since.0).map_err(Fault::from)?;
    let weeks = all!(db db, (i64,), WEEKS, now.0, 7 * DAY).map_err(Fault::from)?;
    let mut done = Vec::new();
    for (task, team) in silent {
        let command = (team, task, now);
        let freed = db.write(Lock::IdeaOfTeam(team), command, |tx, command| {
            Box::pin(free(tx, *command))
        });
        done.push(freed.await);
    }
    for (team,) in weeks {
        let asked = db.write(Lock::IdeaOfTeam(team), (team, now), |tx, (team, now)| {
            Box::pin(ask(tx, *team, *now))
        });
        done.push(asked.await);
    }
    Ok(done)
}

/// Frees a task whose owner was silent for too long; how many that were.
async fn free(tx: &mut Tx<'_>, (team, task, now): (i64, i64, Timestamp)) -> Result<usize, Fault> {
    let (Some(team), Some(task)) = (
        sql::team(tx, team).await?,
        rows::task(tx, team, task).await?,
    ) else {
        return Ok(0);
    };
    let silent = Timestamp(task.touched_at).plus_days(CLAIM_DAYS) <= now;
    let Some(owner) = task.owner_id.filter(|_| silent) else {
        return Ok(0);
    };
    if task.state()? != TaskState::Doing || task.reached_at.is_some() || team.resting() {
        return Ok(0);
    }
    rows::shift(tx, task.id, (TaskState::Todo, None), now).await?;
    let event = Event {
        kind: "task.expired",
        idea: Some(team.idea_id),
        team: Some(team.id),
        subject: Some(task.id),
        member: Some(owner),
        detail: task.title,
        ..Event::default()
    };
    events::record(tx, now, event).await?;
    notify(
        tx,
        &[owner],
        &launch::notice(&team, NoticeKind::TaskFreed),
        now,
    )
    .await?;
    Ok(1)
}

const ASKED: &str = "
    UPDATE teams
    SET update_asked = $2
    WHERE id = $1 AND stage = 'launched' AND update_asked < $2";
const TOLD: &str = "SELECT id FROM updates WHERE team_id = $1 AND week = $2";

/// Asks a team once about the week that ended last, unless somebody told of it;
/// how many that were.
async fn ask(tx: &mut Tx<'_>, team: i64, now: Timestamp) -> Result<usize, Fault> {
    let Some(team) = sql::team(tx, team).await? else {
        return Ok(0);
    };
    let Some(launched) = team.launched_at.filter(|_| !team.resting()) else {
        return Ok(0);
    };
    let ended = (now.0 - launched) / (7 * DAY);
    if run!(tx, ASKED, team.id, ended)? != 1 {
        return Ok(0);
    }
    if first!(tx tx, (i64,), TOLD, team.id, ended)?.is_none() {
        let to = sql::crew(tx, &team).await?;
        notify(
            tx,
            &to,
            &launch::notice(&team, NoticeKind::UpdateAsked),
            now,
        )
        .await?;
    }
    Ok(1)
}
