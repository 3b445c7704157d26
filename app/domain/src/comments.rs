//! Comments on an idea: two levels, edited and deleted by their author.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::accounts::{Actor, PersonRef, Viewer};
use crate::moderation::Told;
use crate::paging::{Cursor, Page};
use crate::plain;
use crate::{FieldErrors, Outcome, Timestamp};

/// A comment's text: 1–5,000 characters of Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentBody(pub String);

impl CommentBody {
    /// Reads the comment form's field `body`.
    pub fn parse(text: &str) -> Result<Self, FieldErrors> {
        plain::lines_of(text, 1, 5_000)
            .map(Self)
            .map_err(|error| FieldErrors::one("body", error))
    }
}

/// A comment as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what it is to the viewer, one by one"
)]
pub struct CommentView {
    /// Its number.
    pub id: i64,
    /// The comment it replies to.
    pub parent: Option<i64>,
    /// Who wrote it.
    pub author: PersonRef,
    /// Whether that is the idea's author.
    pub by_author: bool,
    /// Whether that person holds a seat on a team of this idea.
    pub by_team: bool,
    /// Safe markup; empty when deleted.
    pub html: String,
    /// When it was posted.
    pub at: Timestamp,
    /// When it was last edited.
    pub edited: Option<Timestamp>,
    /// Deleted: only the tombstone is left.
    pub deleted: bool,
    /// Whether the viewer wrote it and may edit it.
    pub mine: bool,
    /// Whether the viewer may delete it.
    pub may_delete: bool,
    /// Why it is hidden; told to its author and to care people. For everybody
    /// else it is not there, or looks deleted where replies hang on it.
    pub hidden: Option<Told>,
    /// Whether the viewer may hide and restore it.
    pub may_care: bool,
    /// Replies, oldest first.
    pub replies: Vec<CommentView>,
}

/// A comment opened for editing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentDraft {
    /// Its number.
    pub id: i64,
    /// Number, slug and title of the idea it belongs to.
    pub idea: crate::ideas::IdeaRef,
    /// Its Markdown.
    pub body: String,
}

/// Commenting.
#[async_trait]
pub trait Comments: Send + Sync {
    /// Posts a comment or, with a parent, a reply. A reply to a reply joins
    /// the same thread.
    async fn post(
        &self,
        actor: &Actor,
        idea: i64,
        parent: Option<i64>,
        body: CommentBody,
    ) -> Outcome<CommentView>;
    /// Comments of an idea, oldest first, with their replies: from the
    /// beginning, after a cursor, or from the thread that holds the comment `at`.
    async fn list(
        &self,
        viewer: &Viewer,
        idea: i64,
        after: Option<&Cursor>,
        at: Option<i64>,
    ) -> Outcome<Page<CommentView>>;
    /// One's own comment, to edit.
    async fn draft(&self, actor: &Actor, comment: i64) -> Outcome<CommentDraft>;
    /// Changes one's own comment; returns it.
    async fn edit(&self, actor: &Actor, comment: i64, body: CommentBody) -> Outcome<CommentDraft>;
    /// Deletes a comment, leaving a tombstone; returns the idea it was on.
    async fn delete(&self, actor: &Actor, comment: i64) -> Outcome<crate::ideas::IdeaRef>;
}
