//! Hiding, restoring, locking and unlocking: one command for each, in the
//! transaction that holds the idea.

use domain::accounts::{Actor, MemberId, Viewer};
use domain::moderation::{Cause, MeasureKind};
use domain::notifications::NoticeKind;
use domain::policy::Exposure;
use domain::{AppError, Noun, Timestamp, policy};

use super::sql::{self, Measure};
use crate::comments;
use crate::db::{Fault, Tx, run};
use crate::events::{self, Event};
use crate::ideas::{self, Known};
use crate::notifications::{self, Notice, notify};
use crate::teams;

/// What an act is about.
#[derive(Clone, Copy, Debug)]
pub(super) enum Thing {
    Idea(i64),
    Comment(i64),
}

/// An act of care: with a cause the measure begins, without one it is lifted.
pub(super) struct Act {
    pub(super) actor: Actor,
    pub(super) thing: Thing,
    pub(super) kind: MeasureKind,
    pub(super) cause: Option<Cause>,
    pub(super) now: Timestamp,
}

/// A thing looked up: the idea it belongs to, and who may care for it.
struct Found {
    idea: Known,
    comment: Option<comments::Remark>,
    exposure: Exposure,
}

pub(super) async fn run(tx: &mut Tx<'_>, act: &Act) -> Result<(), Fault> {
    let found = find(tx, act).await?;
    policy::care_for(&act.actor, &found.exposure)?;
    match &act.cause {
        Some(cause) => begin(tx, act, &found, cause).await,
        None => end(tx, act, &found).await,
    }
}

/// The thing, if the actor may know of it.
async fn find(tx: &mut Tx<'_>, act: &Act) -> Result<Found, Fault> {
    let viewer = Viewer::Member(act.actor.clone());
    match act.thing {
        Thing::Idea(number) => {
            let idea = ideas::known(tx, number).await?;
            let exposure = idea.exposure();
            policy::see_exposed(&viewer, &exposure, Noun::Idea)?;
            Ok(Found {
                idea,
                comment: None,
                exposure,
            })
        }
        Thing::Comment(number) => {
            let comment = comments::remark(tx, number).await?;
            let idea = ideas::known(tx, comment.idea).await?;
            policy::see_exposed(&viewer, &idea.exposure(), Noun::Comment)?;
            let exposure = comments::exposure(&comment, &idea);
            policy::see_exposed(&viewer, &exposure, Noun::Comment)?;
            if comment.deleted {
                return Err(Noun::Comment.into());
            }
            Ok(Found {
                idea,
                comment: Some(comment),
                exposure,
            })
        }
    }
}

impl Found {
    /// The refusal of what is so already.
    async fn already(&self, tx: &mut Tx<'_>, act: &Act) -> Result<Fault, Fault> {
        let comment = self.comment.as_ref().map(|comment| comment.id);
        let idea = Some(self.idea.idea.number);
        let already = sql::already(tx, act.kind, self.exposure.author, idea, comment).await?;
        Ok(AppError::Already(already).into())
    }

    fn measure(&self, act: &Act, cause: &Cause) -> Measure {
        Measure {
            kind: act.kind,
            idea: Some(self.idea.idea.number),
            comment: self.comment.as_ref().map(|comment| comment.id),
            member: self.exposure.author,
            cause: cause.clone(),
            by: act.actor.id,
            until: None,
        }
    }
}

async fn begin(tx: &mut Tx<'_>, act: &Act, found: &Found, cause: &Cause) -> Result<(), Fault> {
    let measure = found.measure(act, cause);
    // What was said first stands.
    let Some(measure) = sql::begin(tx, &measure, act.now).await? else {
        return Err(found.already(tx, act).await?);
    };
    mark(tx, act, found, Some(act.now)).await?;
    match (act.kind, &found.comment) {
        (MeasureKind::Hidden, Some(comment)) => {
            comments::fall_silent(tx, &found.idea, comment.author).await?;
            notifications::forget_comment(tx, comment.idea, comment.id, act.now).await?;
        }
        (MeasureKind::Hidden, None) => {
            notifications::forget_idea(tx, found.idea.idea.number, act.now).await?;
            teams::rest(tx, found.idea.idea.number, act.now).await?;
        }
        _ => {}
    }
    tell(tx, act, found, Some(measure)).await?;
    let detail = format!("{}: {}", cause.grounds, cause.words);
    record(tx, act, found, detail).await
}

async fn end(tx: &mut Tx<'_>, act: &Act, found: &Found) -> Result<(), Fault> {
    let (idea, comment) = (found.idea.idea.number, found.comment.as_ref());
    let lifted = match comment {
        Some(comment) => sql::lift_from_comment(tx, comment.id, act.actor.id, act.now).await?,
        None => sql::lift_from_idea(tx, idea, act.kind, act.actor.id, act.now).await?,
    };
    let Some(since) = lifted else {
        return Err(found.already(tx, act).await?);
    };
    mark(tx, act, found, None).await?;
    match (act.kind, comment) {
        (MeasureKind::Hidden, Some(comment)) => {
            comments::speak_again(tx, &found.idea, comment.author).await?;
        }
        (MeasureKind::Hidden, None) => teams::go_on(tx, idea, since, act.now).await?,
        _ => {}
    }
    tell(tx, act, found, None).await?;
    record(tx, act, found, String::new()).await
}

const HIDE_IDEA: &str = "UPDATE ideas SET hidden_at = $2 WHERE id = $1";
const LOCK_IDEA: &str = "UPDATE ideas SET locked_at = $2 WHERE id = $1";
const HIDE_COMMENT: &str = "UPDATE comments SET hidden_at = $2 WHERE id = $1";

/// Says it where pages read it.
async fn mark(
    tx: &mut Tx<'_>,
    act: &Act,
    found: &Found,
    at: Option<Timestamp>,
) -> Result<(), Fault> {
    let at = at.map(|at| at.0);
    let idea = found.idea.idea.number;
    match (act.kind, &found.comment) {
        (MeasureKind::Locked, _) => run!(tx, LOCK_IDEA, idea, at)?,
        (_, Some(comment)) => run!(tx, HIDE_COMMENT, comment.id, at)?,
        (_, None) => run!(tx, HIDE_IDEA, idea, at)?,
    };
    Ok(())
}

/// Tells the author. Nobody is named: the reason counts, and the log knows.
async fn tell(
    tx: &mut Tx<'_>,
    act: &Act,
    found: &Found,
    measure: Option<i64>,
) -> Result<(), Fault> {
    let begins = measure.is_some();
    let kind = match (act.kind, begins, found.comment.is_some()) {
        (MeasureKind::Locked, true, _) => NoticeKind::IdeaLocked,
        (MeasureKind::Locked, false, _) => NoticeKind::IdeaUnlocked,
        (_, true, true) => NoticeKind::CommentHidden,
        (_, false, true) => NoticeKind::CommentRestored,
        (_, true, false) => NoticeKind::IdeaHidden,
        (_, false, false) => NoticeKind::IdeaRestored,
    };
    let notice = Notice {
        kind,
        by: None,
        idea: found.idea.idea.number,
        team: None,
        comment: found.comment.as_ref().map(|comment| comment.id),
        seat: None,
        measure,
    };
    notify(tx, &[found.exposure.author], &notice, act.now).await
}

async fn record(tx: &mut Tx<'_>, act: &Act, found: &Found, detail: String) -> Result<(), Fault> {
    let begins = act.cause.is_some();
    let kind = match (act.kind, begins, found.comment.is_some()) {
        (MeasureKind::Locked, true, _) => "idea.locked",
        (MeasureKind::Locked, false, _) => "idea.unlocked",
        (_, true, true) => "comment.hidden",
        (_, false, true) => "comment.restored",
        (_, true, false) => "idea.hidden",
        (_, false, false) => "idea.restored",
    };
    let event = Event {
        kind,
        actor: Some(act.actor.id),
        idea: Some(found.idea.idea.number),
        subject: found.comment.as_ref().map(|comment| comment.id),
        member: Some(found.exposure.author),
        audit: true,
        detail,
        ..Event::default()
    };
    events::record(tx, act.now, event).await
}

/// Tells whoever hid an idea, or a comment on it, that its author changed it.
pub(crate) async fn tell_of_change(
    tx: &mut Tx<'_>,
    author: MemberId,
    idea: i64,
    comment: Option<i64>,
    now: Timestamp,
) -> Result<(), Fault> {
    let Some(hider) = sql::hidden_by(tx, idea, comment).await? else {
        return Ok(());
    };
    let notice = Notice {
        kind: NoticeKind::HiddenChanged,
        by: Some(author),
        idea,
        team: None,
        comment,
        seat: None,
        measure: None,
    };
    notify(tx, &[hider], &notice, now).await
}
