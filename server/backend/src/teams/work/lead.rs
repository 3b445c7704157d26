//! Who leads a team at work: handed over, or taken from somebody who fell silent.

use domain::accounts::MemberId;
use domain::notifications::NoticeKind;
use domain::work::ACTIVE_DAYS;
use domain::{Conflict, Timestamp, policy};

use super::{at_work, sql as work};
use crate::db::{Fault, Tx, first, run};
use crate::events::{self, Event};
use crate::teams::act::Act;
use crate::teams::sql::{self, Team};

const LEAD: &str = "UPDATE teams SET lead_id = $2 WHERE id = $1";

/// Makes a member the lead, and tells everybody concerned.
async fn lead(tx: &mut Tx<'_>, act: &Act, team: &Team, next: MemberId) -> Result<(), Fault> {
    run!(tx, LEAD, team.id, next)?;
    let event = Event {
        kind: "team.lead_changed",
        actor: Some(act.actor.id),
        idea: Some(team.idea_id),
        team: Some(team.id),
        subject: Some(team.id),
        member: Some(next),
        ..Event::default()
    };
    events::record(tx, act.now, event).await?;
    let mut others = sql::crew(tx, team).await?;
    others.retain(|member| *member != next);
    act.tell(tx, team, NoticeKind::LeadChanged, &others, None)
        .await?;
    act.tell(tx, team, NoticeKind::LeadGiven, &[next], None)
        .await
}

/// Hands the lead over to whoever sits in the team under this short name.
pub(super) async fn hand_over(tx: &mut Tx<'_>, act: &Act, to: &str) -> Result<(), Fault> {
    let team = act.team(tx).await?;
    policy::run_team(&act.actor, team.lead_id)?;
    at_work(&team)?;
    let workers = work::workers(tx, team.id).await?;
    let next = workers
        .iter()
        .find(|worker| worker.sits() && worker.handle_of == to);
    let next = next.ok_or(Conflict::NotSeated)?.member_id;
    if next == team.lead_id {
        return Ok(());
    }
    lead(tx, act, &team, next).await
}

/// Takes the lead from somebody who is not there any more.
pub(super) async fn take(tx: &mut Tx<'_>, act: &Act) -> Result<(), Fault> {
    let team = act.team(tx).await?;
    act.held(tx).await?;
    at_work(&team)?;
    if team.lead_id == act.actor.id {
        return Ok(());
    }
    if !silent(tx, &team, act.now).await? {
        return Err(Conflict::LeadActive.into());
    }
    lead(tx, act, &team, act.actor.id).await
}

const STANDING: &str = "
    SELECT m.suspended_at, t.went_on_at
    FROM teams t
    JOIN members m ON m.id = $2
    WHERE t.id = $1";

/// Whether whoever leads a team is suspended, or left no trace in it for
/// [`ACTIVE_DAYS`] since the launch, or since it went on after a rest.
pub(super) async fn silent(tx: &mut Tx<'_>, team: &Team, now: Timestamp) -> Result<bool, Fault> {
    let row = first!(tx tx, (Option<i64>, Option<i64>), STANDING, team.id, team.lead_id)?;
    let (suspended, went_on) = row.unwrap_or_default();
    if suspended.is_some() {
        return Ok(true);
    }
    let since = now.plus_days(-ACTIVE_DAYS);
    if team.launched_at.max(went_on).is_none_or(|at| at > since.0) {
        return Ok(false);
    }
    let traces = work::traces(tx, team.id, since).await?;
    Ok(!traces.contains(&team.lead_id))
}
