//! The contribution ledger. A milestone that is reached opens a split (`open`);
//! everybody who worked on it deals out points; the shares are counted, may be
//! disputed once, and are frozen (`settle`).

mod open;
mod settle;
mod sql;
#[cfg(test)]
mod tests;
mod view;

use async_trait::async_trait;
use domain::accounts::{Actor, Viewer};
use domain::ledger::{Ledger, LedgerView, NewBallot};
use domain::teams::{Reason, TeamId};
use domain::{Denied, Outcome, limits};

use super::act::{self, Act};
use super::view::{Look, snapshot};
use crate::context::Context;
use crate::db::{Done, Tx};
pub(super) use open::open;
pub(super) use settle::sweep;

/// The use cases of the ledger.
#[derive(Clone)]
pub(crate) struct LedgerService {
    ctx: Context,
}

impl LedgerService {
    /// The use cases in this context.
    pub(crate) fn new(ctx: Context) -> Self {
        Self { ctx }
    }

    /// Runs a member's command and answers with the team's ledger.
    async fn act<C, F>(&self, actor: &Actor, team: TeamId, with: C, body: F) -> Outcome<LedgerView>
    where
        C: Send + Sync + 'static,
        F: for<'t> Fn(&'t mut Tx<'_>, &'t Act, &'t C) -> Done<'t, ()> + Send + Sync + 'static,
    {
        act::write(&self.ctx, (actor, limits::Act::Work), team, with, body).await?;
        self.view(&Viewer::Member(actor.clone()), team).await
    }
}

#[async_trait]
impl Ledger for LedgerService {
    async fn view(&self, viewer: &Viewer, team: TeamId) -> Outcome<LedgerView> {
        let look = Look {
            viewer: viewer.clone(),
            team,
            now: self.ctx.now(),
        };
        let read = snapshot(&self.ctx.db, &look, |tx, look| {
            Box::pin(view::view(tx, look))
        });
        Ok(read.await?)
    }

    async fn export(&self, actor: &Actor, team: TeamId) -> Outcome<LedgerView> {
        let ledger = self.view(&Viewer::Member(actor.clone()), team).await?;
        if ledger.ours {
            Ok(ledger)
        } else {
            Err(Denied::NotYours.into())
        }
    }

    async fn cast(
        &self,
        actor: &Actor,
        team: TeamId,
        split: i64,
        ballot: NewBallot,
    ) -> Outcome<LedgerView> {
        self.act(actor, team, (split, ballot), |tx, act, cast| {
            Box::pin(settle::cast(tx, act, cast))
        })
        .await
    }

    async fn dispute(
        &self,
        actor: &Actor,
        team: TeamId,
        split: i64,
        reason: Reason,
    ) -> Outcome<LedgerView> {
        self.act(actor, team, (split, reason), |tx, act, why| {
            Box::pin(settle::dispute(tx, act, why))
        })
        .await
    }
}
