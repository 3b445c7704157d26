//! Care: hiding, closing, suspending, and the log of privileged acts.
//!
//! A measure is a row that stands until it is lifted; `hidden_at`, `locked_at`
//! and `suspended_at` say the same once more where every page reads it, and
//! both are written together. The parts: `act` (ideas and comments), `suspend`
//! (members), `list` and `audit` (what care people read).

mod act;
mod audit;
mod list;
mod sql;
mod suspend;
#[cfg(test)]
mod tests;

use async_trait::async_trait;

use domain::accounts::Actor;
use domain::ideas::IdeaId;
use domain::limits;
use domain::moderation::{
    AuditEntry, AuditPage, AuditQuery, Case, Cause, MeasureKind, MeasureView, Moderation, Subject,
};
use domain::paging::{Cursor, Page};
use domain::policy::Reach;
use domain::{Date, Noun, Outcome};

use crate::context::Context;
use crate::db::{Done, Lock, Tx};
pub(crate) use act::tell_of_change;
pub(crate) use sql::{ToldRow, drift, suspension, told_of_idea};

/// The use cases of care, on a database.
pub struct ModerationService {
    ctx: Context,
}

impl ModerationService {
    /// The use cases in this context.
    pub fn new(ctx: Context) -> Self {
        Self { ctx }
    }

    /// Runs an act of care, after which no page made before may be shown.
    async fn act<C, F>(
        &self,
        counted: (limits::Act, &Actor),
        lock: Lock,
        command: C,
        body: F,
    ) -> Outcome<()>
    where
        C: Send + Sync + 'static,
        F: for<'t> Fn(&'t mut Tx<'_>, &'t C) -> Done<'t, ()> + Send + Sync + 'static,
    {
        let done = crate::limits::write(&self.ctx, counted, lock, command, body).await;
        done.inspect(|()| self.ctx.changes.visible())
    }

    /// Runs an act on an idea or a comment.
    async fn act_on(
        &self,
        actor: &Actor,
        subject: &Subject,
        kind: MeasureKind,
        cause: Option<Cause>,
    ) -> Outcome<()> {
        let (lock, thing) = match *subject {
            Subject::Idea(idea) => (Lock::Idea(idea), act::Thing::Idea(idea)),
            Subject::Comment(comment) => {
                (Lock::IdeaOfComment(comment), act::Thing::Comment(comment))
            }
            Subject::Person(_) => return Err(Noun::Page.into()),
        };
        let command = act::Act {
            actor: actor.clone(),
            thing,
            kind,
            cause,
            now: self.ctx.now(),
        };
        let counted = (limits::Act::Care, actor);
        self.act(counted, lock, command, |tx, act| {
            Box::pin(act::run(tx, act))
        })
        .await
    }

    async fn act_on_member(
        &self,
        actor: &Actor,
        handle: &str,
        measure: Option<suspend::Measure>,
    ) -> Outcome<()> {
        let member = suspend::number(&self.ctx.db, handle).await?;
        let command = suspend::Act {
            actor: actor.clone(),
            member,
            measure,
            now: self.ctx.now(),
        };
        let (counted, lock) = ((limits::Act::Suspend, actor), Lock::IdeasOfMember(member));
        self.act(counted, lock, command, |tx, act| {
            Box::pin(suspend::run(tx, act))
        })
        .await
    }
}

#[async_trait]
impl Moderation for ModerationService {
    async fn case(&self, actor: &Actor, subject: &Subject) -> Outcome<Case> {
        Ok(list::case(&self.ctx.db, actor, subject, self.ctx.now()).await?)
    }

    async fn hide(&self, actor: &Actor, subject: &Subject, cause: Cause) -> Outcome<()> {
        self.act_on(actor, subject, MeasureKind::Hidden, Some(cause))
            .await
    }

    async fn restore(&self, actor: &Actor, subject: &Subject) -> Outcome<()> {
        self.act_on(actor, subject, MeasureKind::Hidden, None).await
    }

    async fn lock(&self, actor: &Actor, idea: IdeaId, cause: Cause) -> Outcome<()> {
        let subject = Subject::Idea(idea);
        self.act_on(actor, &subject, MeasureKind::Locked, Some(cause))
            .await
    }

    async fn unlock(&self, actor: &Actor, idea: IdeaId) -> Outcome<()> {
        let subject = Subject::Idea(idea);
        self.act_on(actor, &subject, MeasureKind::Locked, None)
            .await
    }

    async fn suspend(
        &self,
        actor: &Actor,
        handle: &str,
        cause: Cause,
        until: Option<Date>,
    ) -> Outcome<()> {
        let measure = suspend::Measure { cause, until };
        self.act_on_member(actor, handle, Some(measure)).await
    }

    async fn lift(&self, actor: &Actor, handle: &str) -> Outcome<()> {
        self.act_on_member(actor, handle, None).await
    }

    async fn measures(
        &self,
        actor: &Actor,
        standing: bool,
        after: Option<&Cursor>,
    ) -> Outcome<Page<MeasureView>> {
        Ok(list::page(&self.ctx.db, actor, standing, after).await?)
    }

    async fn audit(
        &self,
        actor: &Actor,
        query: &AuditQuery,
        after: Option<&Cursor>,
    ) -> Outcome<AuditPage> {
        Ok(audit::page(&self.ctx.db, actor, query, after).await?)
    }

    async fn audit_file(&self, actor: &Actor, query: &AuditQuery) -> Outcome<Vec<AuditEntry>> {
        Ok(audit::file(&self.ctx.db, actor, query).await?)
    }

    async fn sweep(&self) -> Outcome<usize> {
        let swept = suspend::sweep(&self.ctx.db, self.ctx.now()).await;
        swept.inspect(|lifted| {
            if *lifted > 0 {
                self.ctx.changes.visible();
            }
        })
    }
}

/// How far somebody's care reaches, as statements take it: -1 for everything,
/// -2 for nothing, otherwise a department (0 for none).
pub(crate) fn reach(reach: Reach) -> i64 {
    match reach {
        Reach::Everything => -1,
        Reach::Nothing => -2,
        Reach::Department(department) => department.unwrap_or(0),
    }
}
