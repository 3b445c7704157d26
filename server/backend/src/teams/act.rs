//! Who does something to which team, and when; what every such command needs.

use domain::accounts::{Actor, MemberId, Viewer};
use domain::notifications::NoticeKind;
use domain::teams::TeamId;
use domain::{Conflict, Outcome, Timestamp, limits};

use super::sql::{self, Held, Team};
use super::{launch, reconsider};
use crate::Context;
use crate::db::{Done, Fault, Lock, Tx};
use crate::events::{self, Event};
use crate::ideas;
use crate::notifications::{Notice, notify};

/// A member's act on a team.
pub(super) struct Act {
    pub(super) actor: Actor,
    pub(super) team: TeamId,
    pub(super) now: Timestamp,
}

impl Act {
    /// The team, if this member may take part there. While it rests, one may
    /// step out of it and nothing else.
    pub(super) async fn team(&self, tx: &mut Tx<'_>) -> Result<Team, Fault> {
        let team = self.team_to_leave(tx).await?;
        if team.resting() {
            return Err(Conflict::IdeaHidden.into());
        }
        Ok(team)
    }

    /// The team, resting or not, if this member may know of it.
    pub(super) async fn team_to_leave(&self, tx: &mut Tx<'_>) -> Result<Team, Fault> {
        sql::seen(tx, &Viewer::Member(self.actor.clone()), self.team).await
    }

    /// The seat this member holds.
    pub(super) async fn held(&self, tx: &mut Tx<'_>) -> Result<Held, Fault> {
        let held = sql::held_by(tx, self.team, self.actor.id).await?;
        Ok(held.ok_or(Conflict::NotSeated)?)
    }

    /// Records what was done, to which seat, pledge or block.
    pub(super) async fn record(
        &self,
        tx: &mut Tx<'_>,
        team: &Team,
        kind: &'static str,
        subject: i64,
        detail: &str,
    ) -> Result<(), Fault> {
        let event = Event {
            kind,
            actor: Some(self.actor.id),
            idea: Some(team.idea_id),
            team: Some(team.id),
            subject: Some(subject),
            detail: detail.to_owned(),
            ..Event::default()
        };
        events::record(tx, self.now, event).await
    }

    /// Tells these members.
    pub(super) async fn tell(
        &self,
        tx: &mut Tx<'_>,
        team: &Team,
        kind: NoticeKind,
        to: &[MemberId],
        seat: Option<String>,
    ) -> Result<(), Fault> {
        let notice = Notice {
            by: Some(self.actor.id),
            seat,
            ..launch::notice(team, kind)
        };
        notify(tx, to, &notice, self.now).await
    }

    /// Tells the starter and whoever else holds a seat.
    pub(super) async fn tell_crew(
        &self,
        tx: &mut Tx<'_>,
        team: &Team,
        kind: NoticeKind,
        seat: Option<String>,
    ) -> Result<(), Fault> {
        let to = sql::crew(tx, team).await?;
        self.tell(tx, team, kind, &to, seat).await
    }
}

/// Runs a member's command on a team, counted as `counted`.
pub(super) async fn write<C, F>(
    ctx: &Context,
    (actor, counted): (&Actor, limits::Act),
    team: TeamId,
    with: C,
    body: F,
) -> Outcome<()>
where
    C: Send + Sync + 'static,
    F: for<'t> Fn(&'t mut Tx<'_>, &'t Act, &'t C) -> Done<'t, ()> + Send + Sync + 'static,
{
    let act = Act {
        actor: actor.clone(),
        team,
        now: ctx.now(),
    };
    crate::limits::write(
        ctx,
        (counted, actor),
        Lock::IdeaOfTeam(team),
        (act, with),
        move |tx, (act, with)| body(tx, act, with),
    )
    .await
}

/// What every command on seats ends with: the idea's stage and open seats, then
/// the launch rule.
pub(super) async fn settle(tx: &mut Tx<'_>, idea: i64, now: Timestamp) -> Result<(), Fault> {
    ideas::restage(tx, idea).await?;
    reconsider(tx, idea, now).await
}
