//! What care promises, on both engines.

mod hiding;
mod locking;
mod log;
mod races;
mod reach;
mod remarks;
mod resting;
mod suspending;

use domain::accounts::{Actor, Kind, Role, Viewer};
use domain::comments::{CommentBody, CommentView, Comments};
use domain::ideas::{IdeaQuery, IdeaRef, Ideas};
use domain::moderation::{Already, Cause, Grounds, MeasureKind, Moderation, Subject};
use domain::{AppError, Conflict, Denied, Noun};

use super::ModerationService;
use crate::comments::CommentsService;
use crate::db::{all, one};
use crate::ideas::IdeasService;
use crate::reconcile;
use crate::testing::House;

/// Who is around in every story: Ines wrote, Ben reads along.
struct Story {
    ines: Actor,
    ben: Actor,
    /// Steward of Service, the department of every idea here.
    sam: Actor,
    /// Steward of Sales.
    sal: Actor,
    mo: Actor,
    ada: Actor,
    idea: IdeaRef,
}

async fn story(house: &House) -> Story {
    house.organisation().await;
    let ines = house.customer("Ines").await;
    let steward =
        |name, department| house.member(name, Kind::Employee, Role::Steward, Some(department));
    Story {
        ben: house.customer("Ben").await,
        sam: steward("Sam", "service").await,
        sal: steward("Sal", "sales").await,
        mo: house
            .member("Mo", Kind::Employee, Role::Moderator, None)
            .await,
        ada: house.admin("Ada").await,
        idea: house.idea(&ines).await,
        ines,
    }
}

fn care(house: &House) -> ModerationService {
    ModerationService::new(house.ctx.clone())
}

fn ideas(house: &House) -> IdeasService {
    IdeasService::new(house.ctx.clone())
}

fn comments(house: &House) -> CommentsService {
    CommentsService::new(house.ctx.clone())
}

fn by(actor: &Actor) -> Viewer {
    Viewer::Member(actor.clone())
}

/// A reason that passes.
fn cause() -> Cause {
    Cause::parse("unkind", "It calls a colleague names.").expect("a reason")
}

fn not_found<T>(noun: Noun) -> Result<T, AppError> {
    Err(AppError::NotFound(noun))
}

fn conflict<T>(conflict: Conflict) -> Result<T, AppError> {
    Err(AppError::Conflict(conflict))
}

fn denied<T>() -> Result<T, AppError> {
    Err(AppError::Denied(Denied::NotYours))
}

/// The refusal of what is so already; by nobody where the name is empty.
fn so_already(kind: MeasureKind, stands: bool, by: &str) -> Result<(), AppError> {
    let by = Some(by.to_owned()).filter(|name| !name.is_empty());
    Err(AppError::Already(Already { kind, stands, by }))
}

/// The refusal of judging one's own.
fn own_thing<T>() -> Result<T, AppError> {
    Err(AppError::Denied(Denied::OwnThing))
}

async fn say(house: &House, who: &Actor, idea: &IdeaRef, parent: Option<i64>) -> CommentView {
    let body = CommentBody::parse("Brass ones, too.").expect("words");
    let posted = comments(house).post(who, idea.number, parent, body).await;
    posted.expect("a comment")
}

/// What somebody reads of a discussion: numbers of threads and their replies,
/// negative where only the tombstone is left.
async fn read(house: &House, viewer: &Viewer, idea: &IdeaRef) -> Vec<i64> {
    let page = comments(house).list(viewer, idea.number, None, None).await;
    let threads = page.expect("a discussion").items;
    let all = threads
        .iter()
        .flat_map(|thread| std::iter::once(thread).chain(&thread.replies));
    all.map(|comment| {
        if comment.deleted {
            -comment.id
        } else {
            comment.id
        }
    })
    .collect()
}

async fn counted(house: &House, idea: &IdeaRef) -> i64 {
    let sql = "SELECT comments FROM ideas WHERE id = $1";
    one!(db & house.ctx.db, i64, sql, idea.number).expect("a count")
}

async fn unread(house: &House, member: &Actor) -> i64 {
    let sql = "SELECT unread FROM members WHERE id = $1";
    one!(db & house.ctx.db, i64, sql, member.id).expect("a count")
}

/// Kinds of the privileged acts on record, oldest first.
async fn acts(house: &House) -> Vec<String> {
    let sql = "SELECT kind FROM events WHERE audit = 1 ORDER BY id";
    let kinds = all!(db & house.ctx.db, (String,), sql).expect("events");
    kinds.into_iter().map(|(kind,)| kind).collect()
}

/// Nothing that is counted differs from its rows.
async fn all_is_well(house: &House) {
    assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
}
