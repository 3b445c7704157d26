//! Decisions of a team at work: what people do (`propose`), what time does
//! (`sweep`), what is shown (`view`).

mod propose;
mod sql;
mod sweep;
#[cfg(test)]
mod tests;
mod view;

use async_trait::async_trait;
use domain::accounts::{Actor, Viewer};
use domain::decisions::{Decisions, DecisionsView, NewProposal, Verdict, Words};
use domain::ideas::IdeaRef;
use domain::teams::{Reason, TeamId};
use domain::{Noun, Outcome, limits};

use super::act::{self, Act};
use super::view::{Look, snapshot};
use crate::context::Context;
use crate::db::{Done, Tx};
pub(super) use sql::lapse;
pub(super) use sweep::sweep;

/// The use cases of decisions.
#[derive(Clone)]
pub(crate) struct DecisionsService {
    ctx: Context,
}

impl DecisionsService {
    /// The use cases in this context.
    pub(crate) fn new(ctx: Context) -> Self {
        Self { ctx }
    }

    /// Runs a member's command and answers with what the team builds.
    async fn act<C, F>(&self, actor: &Actor, team: TeamId, with: C, body: F) -> Outcome<IdeaRef>
    where
        C: Send + Sync + 'static,
        F: for<'t> Fn(&'t mut Tx<'_>, &'t Act, &'t C) -> Done<'t, ()> + Send + Sync + 'static,
    {
        act::write(&self.ctx, (actor, limits::Act::Work), team, with, body).await?;
        let seen = self.view(&Viewer::Member(actor.clone()), team).await?;
        Ok(seen.ok_or(Noun::Team)?.idea)
    }
}

#[async_trait]
impl Decisions for DecisionsService {
    async fn view(&self, viewer: &Viewer, team: TeamId) -> Outcome<Option<DecisionsView>> {
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

    async fn propose(&self, actor: &Actor, team: TeamId, new: NewProposal) -> Outcome<IdeaRef> {
        self.act(actor, team, new, |tx, act, new| {
            Box::pin(propose::propose(tx, act, new))
        })
        .await
    }

    async fn object(
        &self,
        actor: &Actor,
        team: TeamId,
        words: Words,
        reason: Reason,
    ) -> Outcome<IdeaRef> {
        self.act(actor, team, (words, reason), |tx, act, why| {
            Box::pin(propose::object(tx, act, why))
        })
        .await
    }

    async fn take_back(&self, actor: &Actor, team: TeamId, decision: i64) -> Outcome<IdeaRef> {
        self.act(actor, team, decision, |tx, act, decision| {
            Box::pin(propose::take_back(tx, act, *decision))
        })
        .await
    }

    async fn reword(
        &self,
        actor: &Actor,
        team: TeamId,
        decision: i64,
        new: NewProposal,
    ) -> Outcome<IdeaRef> {
        self.act(actor, team, (decision, new), |tx, act, new| {
            Box::pin(propose::reword(tx, act, new))
        })
        .await
    }

    async fn withdraw(&self, actor: &Actor, team: TeamId, decision: i64) -> Outcome<IdeaRef> {
        self.act(actor, team, decision, |tx, act, decision| {
            Box::pin(propose::withdraw(tx, act, *decision))
        })
        .await
    }

    async fn decide(
        &self,
        actor: &Actor,
        team: TeamId,
        words: Words,
        verdict: Verdict,
    ) -> Outcome<IdeaRef> {
        self.act(actor, team, (words, verdict), |tx, act, said| {
            Box::pin(propose::decide(tx, act, said))
        })
        .await
    }
}
