//! Notices, written in the transaction that causes them.

mod followers;
mod inside;
mod sql;
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use domain::accounts::{Actor, MemberId};
use domain::notifications::{NoticeKind, NoticeView, Notifications};
use domain::paging::{Cursor, PAGE, Page};
use domain::{Noun, Outcome, Timestamp};

use crate::db::{Fault, Lock, Tx};
use crate::{Context, actors};
pub(crate) use followers::TellFollowers;
pub(crate) use inside::{forget_board, forget_inside};
pub(crate) use sql::{forget_comment, forget_idea, forget_offer};

/// A notice to write.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    /// What it is about.
    pub(crate) kind: NoticeKind,
    /// Whose doing it was; never told to themself.
    pub(crate) by: Option<MemberId>,
    /// The idea concerned.
    pub(crate) idea: i64,
    /// The team concerned.
    pub(crate) team: Option<i64>,
    /// The comment concerned.
    pub(crate) comment: Option<i64>,
    /// The skill of the seat concerned, or the skill that was endorsed.
    pub(crate) seat: Option<String>,
    /// The measure that says why.
    pub(crate) measure: Option<i64>,
}

/// Tells these members, each once, in ascending order (so that two commands
/// never wait for each other), and raises their count of unread notices.
pub(crate) async fn notify(
    tx: &mut Tx<'_>,
    to: &[MemberId],
    notice: &Notice,
    at: Timestamp,
) -> Result<(), Fault> {
    let mut told: Vec<MemberId> = to.to_vec();
    told.sort_unstable();
    told.dedup();
    told.retain(|member| Some(*member) != notice.by);
    for member in told {
        sql::tell(tx, member, notice, at).await?;
    }
    Ok(())
}

/// Reading one's notices.
pub struct NotificationsService {
    ctx: Context,
}

impl NotificationsService {
    /// The use cases on this context.
    pub fn new(ctx: Context) -> Self {
        Self { ctx }
    }
}

#[async_trait]
impl Notifications for NotificationsService {
    async fn list(&self, actor: &Actor, after: Option<&Cursor>) -> Outcome<Page<NoticeView>> {
        let before = match after {
            None => i64::MAX,
            Some(Cursor(text)) => text.parse().map_err(|_| Noun::Page)?,
        };
        let notices = sql::newest(&self.ctx.db, actor, before, PAGE + 1).await?;
        Ok(Page::cut(notices, PAGE, |notice| {
            Cursor(notice.id.to_string())
        }))
    }

    async fn mark_read(&self, actor: &Actor, up_to: i64) -> Outcome<()> {
        let command = (actor.clone(), up_to, self.ctx.now());
        let read = self.ctx.db.write(Lock::Nothing, command, |tx, command| {
            let (actor, up_to, now) = command;
            Box::pin(async move {
                actors::still(tx, actor).await?;
                sql::mark_read(tx, actor.id, *up_to, *now).await
            })
        });
        read.await
    }
}
