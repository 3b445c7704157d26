//! The end of a launched team: delivered, or stopped well. Either way the
//! promises of whoever sits there are kept. Of a delivery everybody hears who
//! voted on the idea or spoke about it.

use domain::notifications::NoticeKind;
use domain::teams::{PledgeState, TeamStage};
use domain::work::{Finish, FinishView};
use domain::{Conflict, Timestamp, policy};

use super::{at_work, sql as work};
use crate::db::{Fault, Tx, first, run};
use crate::ideas;
use crate::jobs::enqueue;
use crate::notifications::TellFollowers;
use crate::teams::act::Act;
use crate::teams::sql::{self, Person, Team};
use crate::teams::{decisions, promises, reconsider_member, seats};

const END: &str = "
    UPDATE teams
    SET stage = $2, ended_at = $3
    WHERE id = $1 AND stage = 'launched'";
const WRITE: &str = "
    INSERT INTO finishes (team_id, member_id, body, address, found, tell, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

pub(super) async fn finish(tx: &mut Tx<'_>, act: &Act, finish: &Finish) -> Result<(), Fault> {
    let team = act.team(tx).await?;
    policy::run_team(&act.actor, team.lead_id)?;
    at_work(&team)?;
    let (stage, event, notice) = match finish {
        Finish::Delivered { .. } => (
            TeamStage::Delivered,
            "team.delivered",
            NoticeKind::TeamDelivered,
        ),
        Finish::Stopped { .. } => (TeamStage::Stopped, "team.stopped", NoticeKind::TeamStopped),
    };
    let milestones = work::milestones(tx, team.id).await?;
    let open = milestones
        .iter()
        .any(|milestone| milestone.reached().is_none());
    if stage == TeamStage::Delivered && open {
        return Err(Conflict::MilestonesOpen.into());
    }
    if stage == TeamStage::Delivered && milestones.is_empty() {
        return Err(Conflict::NothingReached.into());
    }
    let (body, address, found, tell) = match finish {
        Finish::Delivered { outcome, address } => (outcome.as_str(), address.as_str(), "", ""),
        Finish::Stopped { tried, found, tell } => {
            (tried.as_str(), "", found.as_str(), tell.as_str())
        }
    };
    let (me, now) = (act.actor.id, act.now.0);
    // Whom to tell is asked before the seats are free.
    let mut to = sql::crew(tx, &team).await?;
    to.push(team.author_id);
    if stage == TeamStage::Delivered {
        let followers = TellFollowers { team: team.id };
        enqueue(tx, &followers, act.now, act.now).await?;
    }
    run!(tx, END, team.id, stage.as_str(), now)?;
    run!(tx, WRITE, team.id, me, body, address, found, tell, now)?;
    decisions::lapse(tx, team.id, act.now).await?;
    let team = release(tx, act, team).await?;
    act.record(tx, &team, event, team.id, body).await?;
    act.tell(tx, &team, notice, &to, None).await?;
    ideas::restage(tx, team.idea_id).await
}

/// Ends every promise: kept, or let go where a nudge waits for an answer.
async fn release(tx: &mut Tx<'_>, act: &Act, team: Team) -> Result<Team, Fault> {
    let rows = sql::rows(tx, team).await?;
    for pledge in &rows.pledges {
        let held = sql::held(tx, rows.team.id, pledge.id).await?;
        match held {
            Some(held) if pledge.nudged().is_some() => {
                seats::end(tx, &held, PledgeState::Released, "", act.now).await?;
            }
            Some(held) => promises::keep(tx, &rows.team, &held, act.now).await?,
            None => {}
        }
    }
    for pledge in &rows.pledges {
        reconsider_member(tx, pledge.member_id, act.now).await?;
    }
    Ok(rows.team)
}

/// How a team ended.
#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    person: Person,
    body: String,
    address: String,
    found: String,
    tell: String,
    created_at: i64,
}

const FINISH: &str = "
    SELECT m.display_name, m.handle, m.kind, f.body, f.address, f.found, f.tell, f.created_at
    FROM finishes f
    JOIN members m ON m.id = f.member_id
    WHERE f.team_id = $1";

pub(super) async fn of(tx: &mut Tx<'_>, team: i64) -> Result<Option<FinishView>, Fault> {
    let row = first!(tx tx, Row, FINISH, team)?;
    let shown = row.map(|row| {
        Ok(FinishView {
            person: row.person.named()?,
            body: row.body,
            address: row.address,
            found: row.found,
            tell: row.tell,
            at: Timestamp(row.created_at),
        })
    });
    shown.transpose()
}
