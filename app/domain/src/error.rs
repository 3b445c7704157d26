//! Everything that can go wrong, as one closed list. The words for each are in
//! the view crate, so that a code carried in a URL can never carry a sentence
//! somebody forged.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::limits::Limit;
use crate::moderation::{Already, Told};

/// Why a use case did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// Some fields hold what cannot be accepted.
    #[error("invalid input: {0:?}")]
    Invalid(FieldErrors),
    /// The person may not do this.
    #[error("denied: {0:?}")]
    Denied(Denied),
    /// There is no such thing, or this person may not know of it.
    #[error("not found: {0:?}")]
    NotFound(Noun),
    /// The thing changed, or a rule of the product stands against it now.
    #[error("conflict: {0:?}")]
    Conflict(Conflict),
    /// Done too often; the limit says when it may be done again.
    #[error("too many: {0:?}")]
    TooMany(Limit),
    /// Care wanted what is so already; whose doing that is.
    #[error("already so: {0:?}")]
    Already(Already),
    /// The person is suspended: the right password, and why it opens nothing.
    #[error("suspended")]
    Suspended(Told),
    /// The server is at its limit; trying again in a moment helps.
    #[error("busy")]
    Busy,
    /// A fault of ours; the number finds it in the log.
    #[error("internal error, incident {0}")]
    Internal(u64),
}

/// Why a person may not do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Denied {
    /// Only members may, and this is a visitor.
    SignInFirst,
    /// Signed in, but not allowed.
    NotYours,
    /// Their own, so somebody else judges it.
    OwnThing,
    /// They did not work together on a team.
    NotTeammates,
}

/// The things people look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Noun {
    /// A page of the site.
    Page,
    /// A board.
    Board,
    /// An idea.
    Idea,
    /// A comment.
    Comment,
    /// A team.
    Team,
    /// A seat on a team.
    Seat,
    /// A milestone of a team.
    Milestone,
    /// A task of a team.
    Task,
    /// A link that a team keeps.
    TeamLink,
    /// A file beside a team's work.
    TeamFile,
    /// A decision of a team.
    Decision,
    /// The split of a milestone.
    Split,
    /// A word of the vocabulary of skills.
    Skill,
    /// An offer of a seat.
    Offer,
    /// A department.
    Department,
    /// A topic of ideas.
    Topic,
    /// A member.
    Person,
    /// A sign-in on some device.
    Session,
    /// Something the server does by itself.
    Job,
    /// An invitation, a reset link or a set-up link that does not work (any more).
    Link,
}

/// A rule of the product that stands against what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Conflict {
    /// Others voted already, so the author cannot withdraw alone.
    OthersVoted,
    /// The idea is withdrawn.
    IdeaWithdrawn,
    /// The idea is united with another one.
    IdeaMerged,
    /// The idea is hidden: it rests until it is restored.
    IdeaHidden,
    /// The idea is locked: no comments, votes, edits or new teams.
    IdeaLocked,
    /// The comment is hidden, so it cannot be answered.
    CommentHidden,
    /// The idea is withdrawn, merged or delivered: no team can start on it.
    IdeaClosed,
    /// Somebody took the last place of this seat first.
    SeatTaken,
    /// One seat per person and team.
    AlreadySeated,
    /// The person holds no seat on this team.
    NotSeated,
    /// Three leaves in thirty days pause new seats for seven.
    SeatsPaused,
    /// The charter changed since this page was read.
    CharterChanged,
    /// This works only before the team launches.
    AlreadyLaunched,
    /// This works only after the team launched.
    NotLaunched,
    /// The team stopped, delivered or ran out of time.
    TeamClosed,
    /// The team's time was made longer already.
    AlreadyExtended,
    /// Somebody holds this seat, or did.
    SeatHeld,
    /// A team keeps one required seat.
    LastRequiredSeat,
    /// The milestone is reached: it stays as it is.
    MilestoneReached,
    /// The team has milestones that are not reached.
    MilestonesOpen,
    /// The milestone has tasks that are not done.
    TasksOpen,
    /// The task is done.
    TaskDone,
    /// The team has reached no milestone.
    NothingReached,
    /// Somebody else does the task.
    TaskClaimed,
    /// Whoever leads the team is still there.
    LeadActive,
    /// The time to write about that week is over, or has not come.
    WeekClosed,
    /// The shares of this milestone stand, or are not counted yet.
    SplitClosed,
    /// The person put no hours into this milestone.
    NotOfThisSplit,
    /// The shares were disputed once already.
    AlreadyDisputed,
    /// The person did not ask to be found, sits on the team, or declined.
    NotToBeFound,
    /// What was proposed is decided already, or withdrawn.
    Decided,
    /// Nobody objects to what they proposed themselves.
    OwnProposal,
    /// A proposal has other words now than those that were answered.
    OtherWords,
    /// What this member objected before still stands, in other words.
    ObjectionStands,
    /// The team decides this by consent, not its lead.
    ByConsent,
    /// There is no open block to answer.
    NoBlock,
    /// The last admin cannot step down.
    LastAdmin,
    /// This installation is set up already.
    AlreadySetUp,
    /// Nobody has set up this installation yet.
    NotSetUp,
    /// Already an employee.
    AlreadyEmployee,
    /// One board stays open.
    LastBoard,
    /// The board takes no new ideas any more.
    BoardClosed,
    /// Accounts are made by invitation only.
    ByInvitation,
    /// The actor's role, kind or department changed while they acted.
    StandingChanged,
}

/// The name of a form field, as posted.
pub type Field = String;

/// Codes for what is wrong with one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldError {
    /// Nothing was given.
    Missing,
    /// Shorter than this many characters.
    TooShort(u32),
    /// Longer than this many characters.
    TooLong(u32),
    /// Not a number in this range, ends included.
    NotBetween(u32, u32),
    /// Together with the others of its kind not this much: what they sum to, and
    /// what they should.
    NotTheSum(u32, u32),
    /// Not one of the offered values.
    NotOffered,
    /// Not an e-mail address.
    NotAnEmail,
    /// Holds characters this field cannot take.
    BadCharacters,
    /// Holds characters that cannot be seen or that turn what is read around.
    HiddenCharacters,
    /// A name made of signs only.
    SignsOnly,
    /// Somebody else has it.
    Taken,
    /// E-mail and password do not belong together.
    WrongPassword,
    /// Not the password of the person who is signed in.
    NotYourPassword,
    /// Too easy to guess.
    Guessable,
    /// More than this many entries.
    TooMany(usize),
    /// None of the seats is required.
    NoneRequired,
    /// There may be one of this kind only.
    OnlyOne,
    /// Not a date.
    NotADate,
    /// A date that is past.
    Past,
    /// More than this many days ahead.
    TooFar(u32),
    /// Not the address of a page on the web.
    NotAnAddress,
    /// Not the name of a time zone.
    NotATimeZone,
    /// What cannot be taken back easily, and was not confirmed.
    Unconfirmed,
    /// Only employees can have this.
    EmployeesOnly,
    /// A board that more people see than what the idea grows from.
    WiderBoard,
    /// Word for word what the idea grows from.
    SameWords,
    /// No other skill that is in use.
    NotAnotherSkill,
    /// A file with nothing in it.
    EmptyFile,
    /// A file that is larger than taken here.
    TooLarge,
    /// A file of more bytes than are kept.
    FileTooLarge,
    /// Not a picture of a kind that is taken.
    NotAPicture,
}

/// Fields and what is wrong with each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldErrors(pub BTreeMap<Field, FieldError>);

impl FieldErrors {
    /// Errors of a single field.
    pub fn one(field: &str, error: FieldError) -> Self {
        Self(BTreeMap::from([(field.to_owned(), error)]))
    }

    /// Keeps the value of a parsed field, or notes what is wrong with it.
    pub fn check<T>(&mut self, field: &str, parsed: Result<T, FieldError>) -> Option<T> {
        parsed
            .map_err(|error| self.0.insert(field.to_owned(), error))
            .ok()
    }

    /// Fails when anything was noted.
    pub fn none(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl From<FieldErrors> for AppError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<Denied> for AppError {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}

impl From<Conflict> for AppError {
    fn from(conflict: Conflict) -> Self {
        Self::Conflict(conflict)
    }
}

impl From<Limit> for AppError {
    fn from(limit: Limit) -> Self {
        Self::TooMany(limit)
    }
}

impl From<Noun> for AppError {
    fn from(noun: Noun) -> Self {
        Self::NotFound(noun)
    }
}
