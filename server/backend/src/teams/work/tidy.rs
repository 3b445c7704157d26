//! Taking away what stands beside a team's work.

use domain::accounts::MemberId;
use domain::policy;

use super::workshop;
use crate::db::{Fault, Tx};
use crate::events::{self, Event};
use crate::teams::act::Act;
use crate::teams::sql::Team;

/// Something that stood beside the work and is taken away: its number, what it
/// was, and who put it there.
pub(super) struct Gone {
    pub(super) kind: &'static str,
    pub(super) number: i64,
    pub(super) what: String,
    pub(super) by: MemberId,
}

/// Whose act it is to take something away.
pub(super) enum Tidier {
    /// Somebody of the team, while it works.
    Team(Team),
    /// Whoever cares for the tone, at any time; that is a privileged act.
    Care(Team),
}

impl Tidier {
    pub(super) async fn of(tx: &mut Tx<'_>, act: &Act) -> Result<Self, Fault> {
        match workshop(tx, act).await {
            Ok(team) => Ok(Self::Team(team)),
            Err(Fault::App(_)) if policy::tidy_team(&act.actor).is_ok() => {
                Ok(Self::Care(act.team_to_leave(tx).await?))
            }
            Err(fault) => Err(fault),
        }
    }

    pub(super) const fn team(&self) -> &Team {
        match self {
            Self::Team(team) | Self::Care(team) => team,
        }
    }

    pub(super) async fn record(&self, tx: &mut Tx<'_>, act: &Act, gone: Gone) -> Result<(), Fault> {
        let audit = matches!(self, Self::Care(_));
        let event = Event {
            kind: gone.kind,
            actor: Some(act.actor.id),
            idea: Some(self.team().idea_id),
            team: Some(self.team().id),
            subject: Some(gone.number),
            member: audit.then_some(gone.by),
            audit,
            detail: gone.what,
        };
        events::record(tx, act.now, event).await
    }
}
