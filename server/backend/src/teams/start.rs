//! Starting a team on an idea.

use domain::accounts::Actor;
use domain::ideas::IdeaRef;
use domain::launch::GATHERING_DAYS;
use domain::notifications::NoticeKind;
use domain::teams::{NewTeam, TeamId};
use domain::{Conflict, Noun, Timestamp};

use super::act::settle;
use super::shape;
use crate::db::{Fault, Tx, one};
use crate::events::{self, Event};
use crate::ideas::{self, Known};
use crate::notifications::{Notice, notify};

/// Who starts which team on which idea, and when.
pub(super) struct Start {
    pub(super) actor: Actor,
    pub(super) idea: i64,
    pub(super) team: NewTeam,
    pub(super) now: Timestamp,
}

/// The idea, if this member may start a team on it.
async fn allowed(tx: &mut Tx<'_>, actor: &Actor, idea: i64) -> Result<Known, Fault> {
    let known = ideas::known(tx, idea).await?;
    known.admit(actor, Noun::Idea)?;
    if known.stage.takes_teams() {
        Ok(known)
    } else {
        Err(Conflict::IdeaClosed.into())
    }
}

pub(super) async fn may_start(
    tx: &mut Tx<'_>,
    (actor, idea): &(Actor, i64),
) -> Result<IdeaRef, Fault> {
    Ok(allowed(tx, actor, *idea).await?.idea)
}

const START: &str = "
    INSERT INTO teams
        (idea_id, starter_id, lead_id, purpose, stage, weeks, milestone, milestone_due,
         decides, stops_when, created_at, deadline_at)
    VALUES ($1, $2, $2, $3, 'gathering', $4, $5, $6, $7, $8, $9, $10)
    RETURNING id";

pub(super) async fn start(tx: &mut Tx<'_>, start: &Start) -> Result<TeamId, Fault> {
    let Start {
        actor,
        idea,
        team,
        now,
    } = start;
    let known = allowed(tx, actor, *idea).await?;
    let number = one!(
        tx tx,
        i64,
        START,
        *idea,
        actor.id,
        &team.charter.purpose,
        i64::from(team.charter.weeks),
        &team.charter.milestone,
        i64::from(team.charter.milestone_due.0),
        team.charter.decides.as_str(),
        &team.charter.stops_when,
        now.0,
        now.plus_days(GATHERING_DAYS).0
    )?;
    for (seat, position) in team.seats.iter().zip(0..) {
        shape::insert(tx, number, position, seat, *now).await?;
    }
    let event = Event {
        kind: "team.started",
        actor: Some(actor.id),
        idea: Some(*idea),
        team: Some(number),
        ..Event::default()
    };
    events::record(tx, *now, event).await?;
    let notice = Notice {
        kind: NoticeKind::TeamStarted,
        by: Some(actor.id),
        idea: *idea,
        team: Some(number),
        comment: None,
        seat: None,
        measure: None,
    };
    notify(tx, &[known.author], &notice, *now).await?;
    settle(tx, *idea, *now).await?;
    Ok(number)
}
