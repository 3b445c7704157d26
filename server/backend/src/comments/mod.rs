//! Comments: two levels under an idea, edited and deleted by their author.

mod exposed;
mod list;
mod sql;
#[cfg(test)]
mod tests;

use async_trait::async_trait;

use domain::accounts::{Actor, MemberId, Viewer};
use domain::comments::{CommentBody, CommentDraft, CommentView, Comments};
use domain::ideas::IdeaRef;
use domain::limits::Act;
use domain::notifications::NoticeKind;
use domain::paging::{Cursor, Page};
use domain::policy::Exposure;
use domain::ranking::Warmth;
use domain::stage::Stage;
use domain::{Conflict, Noun, Outcome, Timestamp, policy};

use crate::context::Context;
use crate::db::{Fault, Lock, Tx};
use crate::events::{self, Event};
use crate::ideas::{self, Known};
use crate::limits;
use crate::markdown;
use crate::moderation;
use crate::notifications::{self, Notice};
pub(crate) use exposed::Exposed;
pub(crate) use sql::{Remark, remark};

/// Commenting, on a database.
pub struct CommentsService {
    ctx: Context,
}

impl CommentsService {
    /// The use cases in this context.
    pub fn new(ctx: Context) -> Self {
        Self { ctx }
    }
}

/// A comment's words, rendered before the command waits for its turn.
struct Text {
    body: String,
    html: String,
}

impl Text {
    fn of(body: CommentBody) -> Self {
        Self {
            html: markdown::render(&body.0),
            body: body.0,
        }
    }
}

struct Post {
    actor: Actor,
    idea: i64,
    parent: Option<i64>,
    text: Text,
    now: Timestamp,
}

async fn post(tx: &mut Tx<'_>, command: &Post) -> Result<i64, Fault> {
    let Post {
        actor,
        idea,
        parent,
        text,
        now,
    } = command;
    let known = ideas::known(tx, *idea).await?;
    known.admit(actor, Noun::Idea)?;
    if known.stage == Stage::Withdrawn {
        return Err(Conflict::IdeaWithdrawn.into());
    }
    let answered = match parent {
        Some(parent) => Some(answerable(tx, actor, &known, *parent).await?),
        None => None,
    };
    let thread = answered
        .as_ref()
        .map(|parent| parent.parent.unwrap_or(parent.id));
    let heard = sql::voice(tx, *idea, actor.id).await?;
    // A comment is as old as the warmth it gives, which is taken back by that
    // time: a clock that jumped ahead counts for nothing.
    let at = ideas::scoring_time(tx, *now).await?;
    let id = sql::add(tx, *idea, thread, actor.id, text, at).await?;
    sql::count(tx, *idea, 1).await?;
    if actor.id != known.author && heard.comments == 0 {
        let first = heard.first.unwrap_or(at);
        ideas::warm(tx, *idea, Warmth::NewVoice, first).await?;
    }
    tell(tx, &known, actor.id, id, answered.as_ref(), *now).await?;
    let event = event("comment.posted", actor, *idea, id);
    events::record(tx, *now, event).await?;
    Ok(id)
}

/// The comment to reply to: on this idea, neither deleted nor hidden.
async fn answerable(
    tx: &mut Tx<'_>,
    actor: &Actor,
    idea: &Known,
    comment: i64,
) -> Result<Remark, Fault> {
    let remark = sql::remark(tx, comment).await?;
    if remark.idea != idea.idea.number || remark.deleted {
        return Err(Noun::Comment.into());
    }
    let viewer = Viewer::Member(actor.clone());
    policy::see_exposed(&viewer, &exposure(&remark, idea), Noun::Comment)?;
    if remark.hidden {
        return Err(Conflict::CommentHidden.into());
    }
    Ok(remark)
}

/// What decides who may know of a comment on this idea, beside the idea's own.
pub(crate) const fn exposure(remark: &Remark, idea: &Known) -> Exposure {
    Exposure {
        author: remark.author,
        hidden: remark.hidden,
        ..idea.exposure()
    }
}

/// Tells the author of the comment replied to, and the idea's author where
/// that is somebody else.
async fn tell(
    tx: &mut Tx<'_>,
    idea: &Known,
    by: MemberId,
    comment: i64,
    answered: Option<&Remark>,
    now: Timestamp,
) -> Result<(), Fault> {
    let notice = |kind| Notice {
        kind,
        by: Some(by),
        idea: idea.idea.number,
        team: None,
        comment: Some(comment),
        seat: None,
        measure: None,
    };
    let answered = answered.map(|parent| parent.author);
    let mut told: Vec<(MemberId, NoticeKind)> = Vec::with_capacity(2);
    told.extend(answered.map(|author| (author, NoticeKind::Replied)));
    if answered != Some(idea.author) {
        told.push((idea.author, NoticeKind::Commented));
    }
    // Ascending, so that two commands never wait for each other.
    told.sort_by_key(|(member, _)| *member);
    for (member, kind) in told {
        notifications::notify(tx, &[member], &notice(kind), now).await?;
    }
    Ok(())
}

struct Edit {
    actor: Actor,
    comment: i64,
    text: Text,
    now: Timestamp,
}

async fn edit(tx: &mut Tx<'_>, command: &Edit) -> Result<CommentDraft, Fault> {
    let Edit {
        actor,
        comment,
        text,
        now,
    } = command;
    let (remark, known) = standing(tx, actor, *comment).await?;
    policy::edit(actor, remark.author)?;
    if known.locked {
        return Err(Conflict::IdeaLocked.into());
    }
    sql::reword(tx, *comment, text, *now).await?;
    let event = event("comment.edited", actor, remark.idea, *comment);
    events::record(tx, *now, event).await?;
    if remark.hidden {
        moderation::tell_of_change(tx, actor.id, remark.idea, Some(*comment), *now).await?;
    }
    Ok(CommentDraft {
        id: *comment,
        idea: known.idea,
        body: text.body.clone(),
    })
}

async fn delete(
    tx: &mut Tx<'_>,
    actor: &Actor,
    comment: i64,
    now: Timestamp,
) -> Result<IdeaRef, Fault> {
    let (remark, known) = standing(tx, actor, comment).await?;
    policy::delete_comment(actor, remark.author)?;
    sql::bury(tx, comment, now).await?;
    if !remark.hidden {
        fall_silent(tx, &known, remark.author).await?;
    }
    let event = Event {
        member: Some(remark.author),
        audit: remark.author != actor.id,
        ..event("comment.deleted", actor, remark.idea, comment)
    };
    events::record(tx, now, event).await?;
    Ok(known.idea)
}

/// A comment on this idea no longer stands: the count falls, and the idea cools
/// where it was its author's only one.
pub(crate) async fn fall_silent(
    tx: &mut Tx<'_>,
    idea: &Known,
    author: MemberId,
) -> Result<(), Fault> {
    let number = idea.idea.number;
    sql::count(tx, number, -1).await?;
    let heard = sql::voice(tx, number, author).await?;
    match heard.first {
        Some(first) if heard.comments == 0 && author != idea.author => {
            ideas::cool(tx, number, Warmth::NewVoice, first).await
        }
        _ => Ok(()),
    }
}

/// A comment on this idea stands again: the reverse of [`fall_silent`].
pub(crate) async fn speak_again(
    tx: &mut Tx<'_>,
    idea: &Known,
    author: MemberId,
) -> Result<(), Fault> {
    let number = idea.idea.number;
    sql::count(tx, number, 1).await?;
    let heard = sql::voice(tx, number, author).await?;
    match heard.first {
        Some(first) if heard.comments == 1 && author != idea.author => {
            ideas::warm(tx, number, Warmth::NewVoice, first).await
        }
        _ => Ok(()),
    }
}

/// A comment that is not deleted, on an idea the actor may see, and that idea.
async fn standing(tx: &mut Tx<'_>, actor: &Actor, comment: i64) -> Result<(Remark, Known), Fault> {
    let remark = sql::remark(tx, comment).await?;
    let known = ideas::known(tx, remark.idea).await?;
    let viewer = Viewer::Member(actor.clone());
    policy::see_exposed(&viewer, &known.exposure(), Noun::Comment)?;
    policy::see_exposed(&viewer, &exposure(&remark, &known), Noun::Comment)?;
    if remark.deleted {
        return Err(Noun::Comment.into());
    }
    Ok((remark, known))
}

fn event(kind: &'static str, actor: &Actor, idea: i64, comment: i64) -> Event {
    Event {
        kind,
        actor: Some(actor.id),
        idea: Some(idea),
        subject: Some(comment),
        ..Event::default()
    }
}

#[async_trait]
impl Comments for CommentsService {
    async fn post(
        &self,
        actor: &Actor,
        idea: i64,
        parent: Option<i64>,
        body: CommentBody,
    ) -> Outcome<CommentView> {
        let command = Post {
            actor: actor.clone(),
            idea,
            parent,
            text: Text::of(body),
            now: self.ctx.now(),
        };
        let db = &self.ctx.db;
        let (counted, lock) = ((Act::Comment, actor), Lock::Idea(idea));
        let id = limits::write(&self.ctx, counted, lock, command, |tx, command| {
            Box::pin(post(tx, command))
        })
        .await?;
        Ok(list::single(db, actor, id).await?)
    }

    async fn list(
        &self,
        viewer: &Viewer,
        idea: i64,
        after: Option<&Cursor>,
        at: Option<i64>,
    ) -> Outcome<Page<CommentView>> {
        Ok(list::page(&self.ctx.db, viewer, idea, after, at).await?)
    }

    async fn draft(&self, actor: &Actor, comment: i64) -> Outcome<CommentDraft> {
        Ok(list::draft(&self.ctx.db, actor, comment).await?)
    }

    async fn edit(&self, actor: &Actor, comment: i64, body: CommentBody) -> Outcome<CommentDraft> {
        let command = Edit {
            actor: actor.clone(),
            comment,
            text: Text::of(body),
            now: self.ctx.now(),
        };
        let (counted, lock) = ((Act::Edit, actor), Lock::IdeaOfComment(comment));
        limits::write(&self.ctx, counted, lock, command, |tx, command| {
            Box::pin(edit(tx, command))
        })
        .await
        .inspect(|_| self.ctx.changes.visible())
    }

    async fn delete(&self, actor: &Actor, comment: i64) -> Outcome<IdeaRef> {
        let command = (actor.clone(), self.ctx.now());
        let (counted, lock) = ((Act::Edit, actor), Lock::IdeaOfComment(comment));
        limits::write(
            &self.ctx,
            counted,
            lock,
            command,
            move |tx, (actor, now)| Box::pin(delete(tx, actor, comment, *now)),
        )
        .await
        .inspect(|_| self.ctx.changes.visible())
    }
}
