//! Teams rest while their idea is hidden: nothing is asked of them, and their
//! time to gather stands still.

use domain::Timestamp;
use domain::notifications::NoticeKind;

use super::act::settle;
use super::{launch, sql};
use crate::db::{Fault, Tx, all, run};
use crate::notifications::notify;

const AT_WORK: &str = "
    SELECT id
    FROM teams
    WHERE idea_id = $1 AND stage IN ('gathering', 'launched')
    ORDER BY id";

/// Tells the people of every team at work on an idea that was just hidden.
pub(crate) async fn rest(tx: &mut Tx<'_>, idea: i64, now: Timestamp) -> Result<(), Fault> {
    tell(tx, idea, NoticeKind::TeamRests, now).await
}

const LONGER: &str = "
    UPDATE teams
    SET deadline_at = deadline_at + $2
    WHERE idea_id = $1 AND stage = 'gathering'";

// What waits for somebody's word waits as much longer: nobody could say it.
const NUDGES: &str = "
    UPDATE pledges
    SET nudged_at = nudged_at + $2
    WHERE state = 'held' AND nudged_at IS NOT NULL
    AND team_id IN (SELECT id FROM teams WHERE idea_id = $1)";
const CLAIMS: &str = "
    UPDATE tasks
    SET touched_at = touched_at + $2
    WHERE state = 'doing'
    AND team_id IN (SELECT id FROM teams WHERE idea_id = $1)";
const SPLITS: &str = "
    UPDATE splits
    SET due_at = due_at + $2
    WHERE due_at IS NOT NULL
    AND team_id IN (SELECT id FROM teams WHERE idea_id = $1)";
const PROPOSALS: &str = "
    UPDATE decisions
    SET due_at = due_at + $2
    WHERE state = 'open'
    AND team_id IN (SELECT id FROM teams WHERE idea_id = $1)";
// A lead who could leave no trace is not silent.
const WENT_ON: &str = "
    UPDATE teams
    SET went_on_at = $2
    WHERE idea_id = $1 AND stage = 'launched'";

/// Gives teams back the time since their idea was hidden, asks the launch rule, and tells everyone.
pub(crate) async fn go_on(
    tx: &mut Tx<'_>,
    idea: i64,
    hidden: Timestamp,
    now: Timestamp,
) -> Result<(), Fault> {
    let span = (now - hidden).max(0);
    for sql in [LONGER, NUDGES, CLAIMS, SPLITS, PROPOSALS] {
        run!(tx, sql, idea, span)?;
    }
    run!(tx, WENT_ON, idea, now.0)?;
    tell(tx, idea, NoticeKind::TeamGoesOn, now).await?;
    settle(tx, idea, now).await
}

/// Tells the people of each team but the idea's author, who hears of the idea
/// itself.
async fn tell(tx: &mut Tx<'_>, idea: i64, kind: NoticeKind, now: Timestamp) -> Result<(), Fault> {
    for (team,) in all!(tx tx, (i64,), AT_WORK, idea)? {
        let Some(team) = sql::team(tx, team).await? else {
            continue;
        };
        let mut crew = sql::crew(tx, &team).await?;
        crew.retain(|member| *member != team.author_id);
        notify(tx, &crew, &launch::notice(&team, kind), now).await?;
    }
    Ok(())
}
