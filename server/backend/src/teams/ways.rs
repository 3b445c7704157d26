//! The ways out of a time that runs short: more of it once, or an end in the
//! starter's own words. (The fourth, fewer seats, is in `shape`.)

use domain::launch::{EXTENSION_DAYS, REMINDER_DAYS};
use domain::notifications::NoticeKind;
use domain::teams::{Ending, Reason};
use domain::{Conflict, FieldErrors, Timestamp, policy};

use super::act::Act;
use super::seats::gathering;
use super::sql::{self, Team};
use super::{launch, reconsider};
use crate::db::{Fault, Tx, run};
use crate::ideas;
use crate::notifications::notify;

/// The team, if this member runs it and it still gathers.
async fn run_by(tx: &mut Tx<'_>, act: &Act) -> Result<Team, Fault> {
    let team = act.team(tx).await?;
    policy::run_team(&act.actor, team.lead_id)?;
    gathering(&team, act.now)?;
    Ok(team)
}

const EXTEND: &str = "
    UPDATE teams
    SET deadline_at = $2, extended_at = $3, reminded_at = NULL
    WHERE id = $1";

pub(super) async fn extend(tx: &mut Tx<'_>, act: &Act) -> Result<(), Fault> {
    let team = run_by(tx, act).await?;
    if team.extended_at.is_some() {
        return Err(Conflict::AlreadyExtended.into());
    }
    let deadline = team.deadline().plus_days(EXTENSION_DAYS);
    run!(tx, EXTEND, team.id, deadline.0, act.now.0)?;
    act.record(tx, &team, "team.extended", team.id, "").await?;
    act.tell_crew(tx, &team, NoticeKind::TeamExtended, None)
        .await?;
    reconsider(tx, team.idea_id, act.now).await
}

/// How the starter ends a team, as posted.
pub(super) struct End {
    ending: Ending,
    reason: Reason,
}

impl End {
    /// Reads the fields `ending`, one a starter can choose, and `reason`.
    pub(super) fn parse(ending: &str, reason: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let ending = Ending::parse(ending).and_then(|ending| match ending {
            // Time alone does this.
            Ending::Expired => Err(domain::FieldError::NotOffered),
            chosen => Ok(chosen),
        });
        let ending = errors.check("ending", ending);
        match (ending, Reason::parse(reason)) {
            (Some(ending), Ok(reason)) => Ok(Self { ending, reason }),
            (_, Err(FieldErrors(more))) => {
                errors.0.extend(more);
                Err(errors)
            }
            (None, Ok(_)) => Err(errors),
        }
    }
}

const END: &str = "
    UPDATE teams
    SET stage = 'stopped', ended_at = $2, ending = $3, ended_reason = $4
    WHERE id = $1 AND stage = 'gathering'";

pub(super) async fn end(tx: &mut Tx<'_>, act: &Act, end: &End) -> Result<(), Fault> {
    let team = run_by(tx, act).await?;
    let End { ending, reason } = end;
    run!(tx, END, team.id, act.now.0, ending.as_str(), &reason.0)?;
    let (event, notice) = match ending {
        Ending::Crowd => ("team.handed_back", NoticeKind::TeamHandedBack),
        _ => ("team.closed", NoticeKind::TeamClosed),
    };
    act.record(tx, &team, event, team.id, &reason.0).await?;
    let mut to = sql::crew(tx, &team).await?;
    to.push(team.author_id);
    act.tell(tx, &team, notice, &to, None).await?;
    ideas::restage(tx, team.idea_id).await
}

const REMIND: &str = "
    UPDATE teams
    SET reminded_at = $2
    WHERE id = $1 AND stage = 'gathering' AND reminded_at IS NULL AND deadline_at <= $3";

/// Tells a team once that its time runs out; how many that were, none or one.
pub(super) async fn remind(tx: &mut Tx<'_>, team: i64, now: Timestamp) -> Result<usize, Fault> {
    let Some(team) = sql::team(tx, team).await? else {
        return Ok(0);
    };
    let until = now.plus_days(REMINDER_DAYS);
    if team.resting() || run!(tx, REMIND, team.id, now.0, until.0)? != 1 {
        return Ok(0);
    }
    let to = sql::crew(tx, &team).await?;
    let notice = launch::notice(&team, NoticeKind::DeadlineNear);
    notify(tx, &to, &notice, now).await?;
    Ok(1)
}
