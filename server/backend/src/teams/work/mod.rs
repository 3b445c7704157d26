//! A launched team at work: its milestones and tasks, its weekly update, its
//! links. The parts: `milestones`, `tasks`, `updates`, `links`, `files`, `lead`, `finish` (what people
//! do), `tidy` (who takes links and files away), `sweep` (what time does), `view` (what is shown).

mod files;
mod finish;
mod lead;
mod links;
mod milestones;
pub(super) mod sql;
pub(super) mod sweep;
mod tasks;
#[cfg(test)]
mod tests;
mod tidy;
mod updates;
mod view;

use async_trait::async_trait;
use domain::accounts::{Actor, Viewer};
use domain::limits;
use domain::teams::{TeamId, TeamStage};
use domain::work::{
    File, Finish, LinkForm, MilestoneForm, NewFile, NewLink, NewUpdate, TaskForm, TaskState,
    UpdateForm, Work, WorkView,
};
use domain::{Conflict, Outcome, policy};

use super::act::{self, Act};
use super::sql::Team;
use super::view::{Look, snapshot};
use crate::context::Context;
use crate::db::{Done, Fault, Tx};

/// The use cases of teams at work.
#[derive(Clone)]
pub(crate) struct WorkService {
    ctx: Context,
}

impl WorkService {
    /// The use cases in this context.
    pub(crate) fn new(ctx: Context) -> Self {
        Self { ctx }
    }

    /// Runs a member's command on a team and answers with what the team works on.
    async fn act<C, F>(&self, actor: &Actor, team: TeamId, with: C, body: F) -> Outcome<WorkView>
    where
        C: Send + Sync + 'static,
        F: for<'t> Fn(&'t mut Tx<'_>, &'t Act, &'t C) -> Done<'t, ()> + Send + Sync + 'static,
    {
        act::write(&self.ctx, (actor, limits::Act::Work), team, with, body).await?;
        let seen = self.view(&Viewer::Member(actor.clone()), team).await?;
        Ok(seen.ok_or(Conflict::NotLaunched)?)
    }
}

/// Fails unless the team is at work.
pub(super) fn at_work(team: &Team) -> Result<(), Fault> {
    match team.stage()? {
        TeamStage::Launched => Ok(()),
        TeamStage::Gathering => Err(Conflict::NotLaunched.into()),
        TeamStage::Delivered | TeamStage::Stopped => Err(Conflict::TeamClosed.into()),
    }
}

/// The team, if this member works there and it is at work.
pub(super) async fn workshop(tx: &mut Tx<'_>, act: &Act) -> Result<Team, Fault> {
    let team = workers(tx, act).await?;
    super::promises::heard(tx, act).await?;
    Ok(team)
}

/// The same, asked without a trace.
async fn workers(tx: &mut Tx<'_>, act: &Act) -> Result<Team, Fault> {
    let team = act.team(tx).await?;
    let seated = super::sql::held_by(tx, team.id, act.actor.id)
        .await?
        .is_some();
    policy::work(&act.actor, team.lead_id, seated)?;
    at_work(&team)?;
    Ok(team)
}

#[async_trait]
impl Work for WorkService {
    async fn view(&self, viewer: &Viewer, team: TeamId) -> Outcome<Option<WorkView>> {
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

    async fn add_milestone(
        &self,
        actor: &Actor,
        team: TeamId,
        form: &MilestoneForm,
    ) -> Outcome<WorkView> {
        self.act(actor, team, form.clone(), |tx, act, form| {
            Box::pin(milestones::add(tx, act, form))
        })
        .await
    }

    async fn change_milestone(
        &self,
        actor: &Actor,
        team: TeamId,
        milestone: i64,
        form: &MilestoneForm,
    ) -> Outcome<WorkView> {
        self.act(actor, team, (milestone, form.clone()), |tx, act, to| {
            Box::pin(milestones::change(tx, act, to))
        })
        .await
    }

    async fn remove_milestone(
        &self,
        actor: &Actor,
        team: TeamId,
        milestone: i64,
    ) -> Outcome<WorkView> {
        self.act(actor, team, milestone, |tx, act, it| {
            Box::pin(milestones::remove(tx, act, *it))
        })
        .await
    }

    async fn reach_milestone(
        &self,
        actor: &Actor,
        team: TeamId,
        milestone: i64,
    ) -> Outcome<WorkView> {
        self.act(actor, team, milestone, |tx, act, it| {
            Box::pin(milestones::reach(tx, act, *it))
        })
        .await
    }

    async fn add_task(
        &self,
        actor: &Actor,
        team: TeamId,
        milestone: i64,
        form: &TaskForm,
    ) -> Outcome<WorkView> {
        self.act(actor, team, (milestone, form.clone()), |tx, act, task| {
            Box::pin(tasks::add(tx, act, task))
        })
        .await
    }

    async fn change_task(
        &self,
        actor: &Actor,
        team: TeamId,
        task: i64,
        form: &TaskForm,
    ) -> Outcome<WorkView> {
        self.act(actor, team, (task, form.clone()), |tx, act, to| {
            Box::pin(tasks::change(tx, act, to))
        })
        .await
    }

    async fn move_task(
        &self,
        actor: &Actor,
        team: TeamId,
        task: i64,
        to: TaskState,
    ) -> Outcome<WorkView> {
        self.act(actor, team, (task, to), |tx, act, step| {
            Box::pin(tasks::shift(tx, act, *step))
        })
        .await
    }

    async fn remove_task(&self, actor: &Actor, team: TeamId, task: i64) -> Outcome<WorkView> {
        self.act(actor, team, task, |tx, act, it| {
            Box::pin(tasks::remove(tx, act, *it))
        })
        .await
    }

    async fn write_update(
        &self,
        actor: &Actor,
        team: TeamId,
        form: &UpdateForm,
    ) -> Outcome<WorkView> {
        let update = NewUpdate::parse(form)?;
        self.act(actor, team, update, |tx, act, update| {
            Box::pin(updates::write(tx, act, update))
        })
        .await
    }

    async fn may_attach(&self, actor: &Actor, team: TeamId) -> Outcome<()> {
        let act = Act {
            actor: actor.clone(),
            team,
            now: self.ctx.now(),
        };
        let read = snapshot(&self.ctx.db, &act, |tx, act| {
            Box::pin(async move { workers(tx, act).await.map(|_| ()) })
        });
        Ok(read.await?)
    }

    async fn attach(&self, actor: &Actor, team: TeamId, file: NewFile) -> Outcome<WorkView> {
        self.act(actor, team, file, |tx, act, file| {
            Box::pin(files::add(tx, act, file))
        })
        .await
    }

    async fn file(&self, actor: &Actor, team: TeamId, file: i64) -> Outcome<File> {
        let asked = (actor.clone(), team, file);
        let read = snapshot(&self.ctx.db, &asked, |tx, (actor, team, file)| {
            Box::pin(files::one_of(tx, actor, *team, *file))
        });
        Ok(read.await?)
    }

    async fn remove_file(&self, actor: &Actor, team: TeamId, file: i64) -> Outcome<WorkView> {
        self.act(actor, team, file, |tx, act, it| {
            Box::pin(files::remove(tx, act, *it))
        })
        .await
    }

    async fn add_link(&self, actor: &Actor, team: TeamId, form: &LinkForm) -> Outcome<WorkView> {
        let link = NewLink::parse(form)?;
        self.act(actor, team, link, |tx, act, link| {
            Box::pin(links::add(tx, act, link))
        })
        .await
    }

    async fn hand_over(&self, actor: &Actor, team: TeamId, to: &str) -> Outcome<WorkView> {
        self.act(actor, team, to.to_owned(), |tx, act, to| {
            Box::pin(lead::hand_over(tx, act, to))
        })
        .await
    }

    async fn take_lead(&self, actor: &Actor, team: TeamId) -> Outcome<WorkView> {
        self.act(actor, team, (), |tx, act, ()| Box::pin(lead::take(tx, act)))
            .await
    }

    async fn finish(&self, actor: &Actor, team: TeamId, finish: Finish) -> Outcome<WorkView> {
        self.act(actor, team, finish, |tx, act, finish| {
            Box::pin(finish::finish(tx, act, finish))
        })
        .await
    }

    async fn remove_link(&self, actor: &Actor, team: TeamId, link: i64) -> Outcome<WorkView> {
        self.act(actor, team, link, |tx, act, it| {
            Box::pin(links::remove(tx, act, *it))
        })
        .await
    }
}
