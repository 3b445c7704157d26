//! Who does something to which team, and when; what every such command needs.

use domain::accounts::{Actor, MemberId};
use domain::notifications::NoticeKind;
use domain::teams::TeamId;
use domain::{Conflict, Noun, Timestamp, policy};

use super::sql::{self, Held, Team};
use super::{launch, reconsider};
use crate::db::{Fault, Tx};
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
    /// The team, if this member may take part there.
    pub(super) async fn team(&self, tx: &mut Tx<'_>) -> Result<Team, Fault> {
        let team = sql::team(tx, self.team).await?.ok_or(Noun::Team)?;
        policy::take_part(&self.actor, team.visibility()?, Noun::Team)?;
        Ok(team)
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

/// What every command on seats ends with: the idea's stage and open seats, then
/// the launch rule.
pub(super) async fn settle(tx: &mut Tx<'_>, idea: i64, now: Timestamp) -> Result<(), Fault> {
    ideas::restage(tx, idea).await?;
    reconsider(tx, idea, now).await
}
