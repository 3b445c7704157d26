//! Ideas: what people post, how lists of them are asked for and shown.

mod forks;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::accounts::{Actor, PersonRef, Viewer};
use crate::boards::{BoardRef, Department};
use crate::moderation::Told;
use crate::paging::{Cursor, Page};
use crate::plain;
use crate::stage::Stage;
use crate::teams::TeamCard;
use crate::votes::Choice;
use crate::words;
use crate::{FieldError, FieldErrors, Outcome, Timestamp};

pub use forks::{FORKS_SHOWN, IdeaBy, Kin, Original, fork_fits};

/// An idea's number.
pub type IdeaId = i64;

words! {
    /// What sort of post it is.
    IdeaKind {
        /// Something to build.
        Idea = "idea",
        /// Something that hurts.
        Problem = "problem",
        /// Something unclear.
        Question = "question",
        /// Something to keep.
        Praise = "praise",
    }
}

words! {
    /// How a list of ideas is ordered.
    Sort {
        /// By forward-decayed warmth, see [`crate::ranking`].
        Trending = "trending",
        /// Newest first.
        New = "new",
        /// Most comments first.
        Discussed = "discussed",
    }
}

/// How many topics an idea may carry.
pub const MAX_TOPICS: usize = 5;

/// An idea's title: 8–120 characters, one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title(pub String);

impl Title {
    /// Cleans and checks a typed title.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        plain::line_of(text, 8, 120).map(Self)
    }
}

/// An idea's text: 20–20,000 characters of Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body(pub String);

impl Body {
    /// Cleans and checks a typed text.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        plain::lines_of(text, 20, 20_000).map(Self)
    }
}

/// Up to five topics of 2–30 characters each, small letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topics(pub Vec<String>);

impl Topics {
    /// Reads topics separated by commas; doubles count once.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        Self::up_to(text, MAX_TOPICS)
    }

    /// The same with another number of topics at most.
    pub fn up_to(text: &str, most: usize) -> Result<Self, FieldError> {
        let mut topics: Vec<String> = Vec::new();
        for topic in text.split(',') {
            let topic = plain::name_of(topic, 0, 30)?.to_lowercase();
            if topic.is_empty() || topics.contains(&topic) {
                continue;
            }
            plain::length(&topic, 2, 30)?;
            if topic.contains(['"', '\\', '|', '%', '<', '>', '#', '&', '?']) {
                return Err(FieldError::BadCharacters);
            }
            topics.push(topic);
        }
        if topics.len() > most {
            return Err(FieldError::TooMany(most));
        }
        Ok(Self(topics))
    }
}

/// What a person typed into the idea form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdeaForm {
    /// Slug of the board.
    pub board: String,
    /// Title.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// Word of the kind.
    pub kind: String,
    /// Slug of the department; empty for "not sure".
    pub department: String,
    /// Topics, separated by commas.
    pub topics: String,
    /// Number of the idea it grows from; empty where it grows from none.
    pub from: String,
}

/// An idea to post, or new words for one.
#[derive(Clone, Debug)]
pub struct NewIdea {
    /// Slug of the board.
    pub board: String,
    /// Title.
    pub title: Title,
    /// Text.
    pub body: Body,
    /// Kind.
    pub kind: IdeaKind,
    /// Slug of the department, if known.
    pub department: Option<String>,
    /// Topics.
    pub topics: Topics,
    /// The idea it grows from. What is posted already grows from no other.
    pub from: Option<IdeaId>,
}

impl NewIdea {
    /// Reads the form.
    pub fn parse(form: &IdeaForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let title = errors.check("title", Title::parse(&form.title));
        let body = errors.check("body", Body::parse(&form.body));
        let kind = errors.check("kind", IdeaKind::parse(&form.kind));
        let topics = errors.check("topics", Topics::parse(&form.topics));
        let from = errors.check("from", origin(&form.from));
        match (title, body, kind, topics, from) {
            (Some(title), Some(body), Some(kind), Some(topics), Some(from)) => Ok(Self {
                board: form.board.trim().to_owned(),
                title,
                body,
                kind,
                department: Some(form.department.trim().to_owned()).filter(|slug| !slug.is_empty()),
                topics,
                from,
            }),
            _ => Err(errors),
        }
    }
}

/// The number of the idea that one grows from, if any.
fn origin(text: &str) -> Result<Option<IdeaId>, FieldError> {
    match text.trim() {
        "" => Ok(None),
        number => number.parse().map(Some).map_err(|_| FieldError::NotOffered),
    }
}

/// An idea as linked: `/ideas/{number}/{slug}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdeaRef {
    /// Its number.
    pub number: IdeaId,
    /// The readable end of its URL.
    pub slug: String,
    /// Its title.
    pub title: String,
}

/// What a list of ideas is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdeaQuery {
    /// One board, or every board the viewer may see.
    pub board: Option<String>,
    /// Order; Trending unless said.
    pub sort: Option<Sort>,
    /// Only this stage. Withdrawn ideas are listed only when asked for.
    pub stage: Option<Stage>,
    /// Only this department's slug.
    pub department: Option<String>,
    /// Only with this topic.
    pub topic: Option<String>,
    /// Only this kind.
    pub kind: Option<IdeaKind>,
    /// Only those that hold these words.
    pub words: Option<String>,
    /// Only by this author's handle.
    pub author: Option<String>,
    /// Where the page begins.
    pub after: Option<Cursor>,
}

/// An idea in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IdeaCard {
    /// Number, slug, title.
    pub idea: IdeaRef,
    /// The beginning of its text, plain.
    pub excerpt: String,
    /// Kind.
    pub kind: IdeaKind,
    /// Stage.
    pub stage: Stage,
    /// Name of the department.
    pub department: Option<String>,
    /// Slug of the board.
    pub board: String,
    /// Who posted it.
    pub author: PersonRef,
    /// When.
    pub at: Timestamp,
    /// Supporters, the author included.
    pub support: i64,
    /// Comments.
    pub comments: i64,
    /// The viewer's own vote.
    pub mine: Choice,
    /// Whether the viewer posted it.
    pub own: bool,
    /// Skills of open seats on gathering teams.
    pub open_seats: Vec<String>,
    /// When the latest team launched.
    pub launched: Option<Timestamp>,
    /// Whether it stands here because it is new, not by its score.
    pub fresh: bool,
}

/// An idea's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what the viewer may do, one by one"
)]
pub struct IdeaView {
    /// Number, slug, title.
    pub idea: IdeaRef,
    /// Its board.
    pub board: BoardRef,
    /// Safe markup of its text.
    pub html: String,
    /// The beginning of its text, plain.
    pub excerpt: String,
    /// Kind.
    pub kind: IdeaKind,
    /// Stage.
    pub stage: Stage,
    /// Department.
    pub department: Option<Department>,
    /// Topics.
    pub topics: Vec<String>,
    /// Who posted it.
    pub author: PersonRef,
    /// When.
    pub at: Timestamp,
    /// When its words were last changed.
    pub edited: Option<Timestamp>,
    /// Supporters, the author included.
    pub support: i64,
    /// Comments.
    pub comments: i64,
    /// The viewer's own vote.
    pub mine: Choice,
    /// When the first team started, if any.
    pub gathering_since: Option<Timestamp>,
    /// When the latest team launched.
    pub launched: Option<Timestamp>,
    /// Its teams, launched first, then newest.
    pub teams: Vec<TeamCard>,
    /// The idea it grew from, and those that grew from it.
    pub kin: Kin,
    /// Whether the viewer may vote.
    pub may_vote: bool,
    /// Whether the viewer may edit it.
    pub may_edit: bool,
    /// Whether the viewer is its author and nobody else voted.
    pub may_withdraw: bool,
    /// Whether the viewer may start a team.
    pub may_start_team: bool,
    /// Whether the viewer may post an idea that grows from it.
    pub may_fork: bool,
    /// Why it is hidden; told to its author and to care people, who alone see it.
    pub hidden: Option<Told>,
    /// Why it is locked.
    pub locked: Option<Told>,
    /// Whether the viewer may hide, restore, lock and unlock it.
    pub may_care: bool,
}

/// Posting and reading ideas.
#[async_trait]
pub trait Ideas: Send + Sync {
    /// Posts an idea with its author's support. One that grows from another is no
    /// copy of it, and stands before nobody who may not see that one.
    async fn submit(&self, actor: &Actor, new: NewIdea) -> Outcome<IdeaRef>;
    /// A page of ideas.
    async fn list(&self, viewer: &Viewer, query: &IdeaQuery) -> Outcome<Page<IdeaCard>>;
    /// One idea.
    async fn view(&self, viewer: &Viewer, number: IdeaId) -> Outcome<IdeaView>;
    /// An idea that a new one may grow from, with its words to begin with.
    async fn original(&self, actor: &Actor, number: IdeaId) -> Outcome<Original>;
    /// One's own idea as typed, to edit.
    async fn draft(&self, actor: &Actor, number: IdeaId) -> Outcome<(IdeaRef, IdeaForm)>;
    /// Changes one's own idea; it stays on its board.
    async fn edit(&self, actor: &Actor, number: IdeaId, new: NewIdea) -> Outcome<IdeaRef>;
    /// Withdraws one's own idea while nobody else has voted.
    async fn withdraw(&self, actor: &Actor, number: IdeaId) -> Outcome<IdeaRef>;
    /// The most used topics on boards the viewer may see.
    async fn topics(&self, viewer: &Viewer) -> Outcome<Vec<String>>;
}

#[cfg(test)]
mod tests;
