//! Teams: started, joined, launched by themselves.
//!
//! Every command on a team holds the lock of its idea, so that on PostgreSQL
//! too each idea has one writer: what the launch rule reads is what it decides
//! on. The parts: `start`, `seats`, `offers`, `charter`, `shape`, `ways` (what people do),
//! `launch`, `promises` and `sweep` (what happens by itself), `view` and `list`
//! (what is shown). What a launched team works on is a feature of its own, in
//! `work`, what it decides in `decisions`, and who holds which share of it in `ledger`.

mod act;
mod charter;
mod decisions;
mod launch;
mod ledger;
mod list;
pub(crate) mod offers;
mod outsiders;
mod promises;
mod rest;
mod seats;
mod shape;
mod sql;
mod start;
mod sweep;
#[cfg(test)]
pub(crate) mod tests;
mod view;
mod ways;
mod work;

use async_trait::async_trait;

use domain::accounts::{Actor, MemberId, Viewer};
use domain::ideas::IdeaRef;
use domain::limits;
use domain::paging::{Cursor, Page};
use domain::teams::{
    CharterForm, NewSeat, NewTeam, Reason, TeamCard, TeamForm, TeamId, TeamStage, TeamView, Teams,
    Thanks,
};
use domain::{Date, Outcome, Timestamp};

use crate::context::Context;
use crate::db::{Done, Fault, Lock, Tx};
use act::Act;
pub(crate) use decisions::DecisionsService;
pub(crate) use launch::ask_for_board as reconsider_board;
pub(crate) use ledger::LedgerService;
pub(crate) use list::{cards_of_idea, load};
pub(crate) use outsiders::{clear_board, clear_outsider};
pub(crate) use rest::{go_on, rest};
pub(crate) use seats::free_seats_of;
use seats::{Promise, Wish};
use start::Start;
use view::Look;
use ways::End;
pub(crate) use work::WorkService;

/// The use cases of teams.
#[derive(Clone)]
pub struct TeamsService {
    ctx: Context,
}

impl TeamsService {
    /// The use cases in this context.
    pub fn new(ctx: Context) -> Self {
        Self { ctx }
    }

    /// Runs a member's command on a team, counted as `counted`, and answers
    /// with its page.
    async fn act<C, F>(
        &self,
        who: (&Actor, limits::Act),
        team: TeamId,
        with: C,
        body: F,
    ) -> Outcome<TeamView>
    where
        C: Send + Sync + 'static,
        F: for<'t> Fn(&'t mut Tx<'_>, &'t Act, &'t C) -> Done<'t, ()> + Send + Sync + 'static,
    {
        act::write(&self.ctx, who, team, with, body).await?;
        self.view(&Viewer::Member(who.0.clone()), team).await
    }
}

#[async_trait]
impl Teams for TeamsService {
    async fn start(&self, actor: &Actor, idea: i64, form: &TeamForm) -> Outcome<TeamView> {
        let (_, today) = self.may_start(actor, idea).await?;
        let start = Start {
            actor: actor.clone(),
            idea,
            team: NewTeam::parse(form, today)?,
            now: self.ctx.now(),
        };
        let lock = Lock::Idea(idea);
        let counted = (limits::Act::StartTeam, actor);
        let team = crate::limits::write(&self.ctx, counted, lock, start, |tx, new| {
            Box::pin(start::start(tx, new))
        })
        .await?;
        self.view(&Viewer::Member(actor.clone()), team).await
    }

    async fn may_start(&self, actor: &Actor, idea: i64) -> Outcome<(IdeaRef, Date)> {
        let who = (actor.clone(), idea);
        let read = view::snapshot(&self.ctx.db, &who, |tx, who| {
            Box::pin(start::may_start(tx, who))
        });
        let idea = read.await?;
        Ok((idea, self.ctx.now().date()))
    }

    async fn view(&self, viewer: &Viewer, team: TeamId) -> Outcome<TeamView> {
        let look = Look {
            viewer: viewer.clone(),
            team,
            now: self.ctx.now(),
        };
        Ok(view::snapshot(&self.ctx.db, &look, |tx, look| {
            Box::pin(view::view(tx, look))
        })
        .await?)
    }

    async fn list(
        &self,
        viewer: &Viewer,
        stage: TeamStage,
        after: Option<&Cursor>,
    ) -> Outcome<Page<TeamCard>> {
        Ok(list::in_stage(&self.ctx.db, viewer, stage, after).await?)
    }

    async fn of_person(&self, viewer: &Viewer, handle: &str) -> Outcome<Vec<TeamCard>> {
        Ok(list::of_person(&self.ctx.db, viewer, handle).await?)
    }

    async fn thanks(&self, viewer: &Viewer, handle: &str) -> Outcome<Vec<Thanks>> {
        Ok(list::thanks(&self.ctx.db, viewer, handle).await?)
    }

    async fn take_seat(
        &self,
        actor: &Actor,
        team: TeamId,
        seat: i64,
        charter: i64,
        hours: &str,
        until: &str,
    ) -> Outcome<TeamView> {
        let wish = Wish {
            seat,
            charter,
            pledge: Promise::typed(hours, until),
        };
        self.act((actor, limits::Act::Seat), team, wish, |tx, act, wish| {
            Box::pin(seats::take(tx, act, wish))
        })
        .await
    }

    async fn change_pledge(
        &self,
        actor: &Actor,
        team: TeamId,
        hours: &str,
        until: &str,
    ) -> Outcome<TeamView> {
        let promise = Promise::typed(hours, until);
        self.act((actor, limits::Act::Seat), team, promise, |tx, act, to| {
            Box::pin(seats::change(tx, act, to))
        })
        .await
    }

    async fn leave_seat(&self, actor: &Actor, team: TeamId) -> Outcome<TeamView> {
        self.act((actor, limits::Act::Seat), team, (), |tx, act, ()| {
            Box::pin(seats::leave(tx, act))
        })
        .await
    }

    async fn hand_back(&self, actor: &Actor, team: TeamId, reason: Reason) -> Outcome<TeamView> {
        self.act((actor, limits::Act::Seat), team, reason, |tx, act, why| {
            Box::pin(seats::hand_back(tx, act, why))
        })
        .await
    }

    async fn release(
        &self,
        actor: &Actor,
        team: TeamId,
        pledge: i64,
        reason: Reason,
    ) -> Outcome<TeamView> {
        let whom = (pledge, reason);
        self.act(
            (actor, limits::Act::RunTeam),
            team,
            whom,
            |tx, act, whom| Box::pin(seats::release(tx, act, whom)),
        )
        .await
    }

    async fn accept_charter(&self, actor: &Actor, team: TeamId, charter: i64) -> Outcome<TeamView> {
        self.act((actor, limits::Act::Seat), team, charter, |tx, act, to| {
            Box::pin(charter::accept(tx, act, *to))
        })
        .await
    }

    async fn block_charter(
        &self,
        actor: &Actor,
        team: TeamId,
        reason: Reason,
    ) -> Outcome<TeamView> {
        self.act((actor, limits::Act::Seat), team, reason, |tx, act, why| {
            Box::pin(charter::block(tx, act, why))
        })
        .await
    }

    async fn set_aside(&self, actor: &Actor, team: TeamId, block: i64) -> Outcome<TeamView> {
        self.act((actor, limits::Act::Seat), team, block, |tx, act, it| {
            Box::pin(charter::set_aside(tx, act, *it))
        })
        .await
    }

    async fn add_seat(&self, actor: &Actor, team: TeamId, seat: NewSeat) -> Outcome<TeamView> {
        self.act(
            (actor, limits::Act::RunTeam),
            team,
            seat,
            |tx, act, seat| Box::pin(shape::add(tx, act, seat)),
        )
        .await
    }

    async fn change_seat(
        &self,
        actor: &Actor,
        team: TeamId,
        seat: i64,
        to: NewSeat,
    ) -> Outcome<TeamView> {
        let who = (actor, limits::Act::RunTeam);
        self.act(who, team, (seat, to), |tx, act, to| {
            Box::pin(shape::change(tx, act, to))
        })
        .await
    }

    async fn remove_seat(&self, actor: &Actor, team: TeamId, seat: i64) -> Outcome<TeamView> {
        let who = (actor, limits::Act::RunTeam);
        self.act(who, team, seat, |tx, act, seat| {
            Box::pin(shape::remove(tx, act, seat))
        })
        .await
    }

    async fn edit_charter(
        &self,
        actor: &Actor,
        team: TeamId,
        charter: i64,
        form: &CharterForm,
    ) -> Outcome<TeamView> {
        let who = (actor, limits::Act::RunTeam);
        let to = (charter, form.clone());
        self.act(who, team, to, |tx, act, to| {
            Box::pin(shape::edit(tx, act, to))
        })
        .await
    }

    async fn extend(&self, actor: &Actor, team: TeamId) -> Outcome<TeamView> {
        let who = (actor, limits::Act::RunTeam);
        self.act(who, team, (), |tx, act, ()| Box::pin(ways::extend(tx, act)))
            .await
    }

    async fn end(
        &self,
        actor: &Actor,
        team: TeamId,
        ending: &str,
        reason: &str,
    ) -> Outcome<TeamView> {
        let who = (actor, limits::Act::RunTeam);
        let end = End::parse(ending, reason)?;
        self.act(who, team, end, |tx, act, end| {
            Box::pin(ways::end(tx, act, end))
        })
        .await
    }

    async fn nudge(&self, actor: &Actor, team: TeamId, pledge: i64) -> Outcome<TeamView> {
        let who = (actor, limits::Act::Seat);
        self.act(who, team, pledge, |tx, act, it| {
            Box::pin(promises::nudge(tx, act, it))
        })
        .await
    }

    async fn answer_nudge(&self, actor: &Actor, team: TeamId) -> Outcome<TeamView> {
        let who = (actor, limits::Act::Seat);
        self.act(who, team, (), |tx, act, ()| {
            Box::pin(promises::answer(tx, act))
        })
        .await
    }

    async fn sweep(&self) -> Outcome<usize> {
        sweep::sweep(&self.ctx.db, self.ctx.now()).await
    }
}

/// Asks the launch rule for every gathering team of an idea; every command
/// that changes one of its inputs calls this. Teams whose last condition
/// turned true launch here and now.
pub(crate) async fn reconsider(tx: &mut Tx<'_>, idea: i64, now: Timestamp) -> Result<(), Fault> {
    launch::ask(tx, idea, now).await?;
    Ok(())
}

/// Asks the launch rule for every gathering team this member holds a seat on:
/// after a change of kind, department, reliability or suspension. The command
/// must hold [`Lock::IdeasOfMember`] or the lock of an idea: a serializable one
/// would decide on what was true before it waited, and a launch could be missed.
pub(crate) async fn reconsider_member(
    tx: &mut Tx<'_>,
    member: MemberId,
    now: Timestamp,
) -> Result<(), Fault> {
    launch::ask_for_member(tx, member, now).await
}
