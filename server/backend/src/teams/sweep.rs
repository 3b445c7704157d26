//! What time alone changes: teams whose time runs out or is over, blocks that
//! lapsed, promises that were kept or broken, and what `work` and
//! `ledger` have of the kind.

use domain::launch::{BLOCK_DAYS, REMINDER_DAYS};
use domain::notifications::NoticeKind;
use domain::{Outcome, Timestamp};

use super::{decisions, launch, ledger, promises, sql, ways, work};
use crate::db::{Db, Fault, Lock, Tx, all, run};
use crate::events::{self, Event};
use crate::ideas;
use crate::notifications::notify;

const OVERDUE: &str = "
    SELECT t.id
    FROM teams t
    JOIN ideas i ON i.id = t.idea_id
    WHERE t.stage = 'gathering' AND t.deadline_at < $1 AND i.hidden_at IS NULL
    ORDER BY t.id";
const NEAR: &str = "
    SELECT t.id
    FROM teams t
    JOIN ideas i ON i.id = t.idea_id
    WHERE t.stage = 'gathering' AND t.reminded_at IS NULL AND i.hidden_at IS NULL
    AND t.deadline_at >= $1 AND t.deadline_at <= $2
    ORDER BY t.id";
const LAPSED: &str = "
    SELECT DISTINCT t.idea_id
    FROM teams t
    JOIN blocks k ON k.team_id = t.id
    WHERE t.stage = 'gathering' AND k.withdrawn_at IS NULL AND k.created_at <= $1
    ORDER BY t.idea_id";

/// Each team in a command of its own, so that one that fails does not hold the
/// others up; the first failure is told after all of them.
pub(super) async fn sweep(db: &Db, now: Timestamp) -> Outcome<usize> {
    let overdue = all!(db db, (i64,), OVERDUE, now.0).map_err(Fault::from)?;
    let soon = now.plus_days(REMINDER_DAYS);
    let near = all!(db db, (i64,), NEAR, now.0, soon.0).map_err(Fault::from)?;
    let lapsed = now.plus_days(-BLOCK_DAYS);
    let lapsed = all!(db db, (i64,), LAPSED, lapsed.0).map_err(Fault::from)?;
    let mut done = Vec::new();
    for (team,) in overdue {
        let expired = db.write(Lock::IdeaOfTeam(team), (team, now), |tx, (team, now)| {
            Box::pin(expire(tx, *team, *now))
        });
        done.push(expired.await);
    }
    for (team,) in near {
        let told = db.write(Lock::IdeaOfTeam(team), (team, now), |tx, (team, now)| {
            Box::pin(ways::remind(tx, *team, *now))
        });
        done.push(told.await);
    }
    for (idea,) in lapsed {
        let launched = db.write(Lock::Idea(idea), (idea, now), |tx, (idea, now)| {
            Box::pin(launch::ask(tx, *idea, *now))
        });
        done.push(launched.await);
    }
    done.extend(promises::sweep(db, now).await?);
    done.extend(work::sweep::sweep(db, now).await?);
    done.extend(ledger::sweep(db, now).await?);
    done.extend(decisions::sweep(db, now).await?);
    done.into_iter().sum()
}

const EXPIRE: &str = "
    UPDATE teams
    SET stage = 'stopped', ended_at = $2, ending = 'expired'
    WHERE id = $1 AND stage = 'gathering' AND deadline_at < $2";

/// Closes a team whose time ran out; how many that were, none or one.
async fn expire(tx: &mut Tx<'_>, team: i64, now: Timestamp) -> Result<usize, Fault> {
    let Some(team) = sql::team(tx, team).await? else {
        return Ok(0);
    };
    if team.resting() || run!(tx, EXPIRE, team.id, now.0)? != 1 {
        return Ok(0);
    }
    let event = Event {
        kind: "team.expired",
        idea: Some(team.idea_id),
        team: Some(team.id),
        ..Event::default()
    };
    events::record(tx, now, event).await?;
    let to = sql::crew(tx, &team).await?;
    notify(
        tx,
        &to,
        &launch::notice(&team, NoticeKind::TeamExpired),
        now,
    )
    .await?;
    ideas::restage(tx, team.idea_id).await?;
    Ok(1)
}
