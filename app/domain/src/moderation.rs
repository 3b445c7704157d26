//! Care: hiding and restoring what was written, closing discussions,
//! suspending members, and the log of every privileged act.
//!
//! A [`Measure`](MeasureView) stands until it is lifted. Whoever it concerns is
//! told why, in words written for them.

mod audit;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

pub use audit::{AUDIT_FILE, AuditEntry, AuditKind, AuditPage, AuditQuery};

use crate::accounts::{Actor, PersonRef};
use crate::ideas::{IdeaId, IdeaRef};
use crate::paging::{Cursor, Page};
use crate::words;
use crate::{Date, FieldError, FieldErrors, Outcome, Timestamp, plain};

words! {
    /// What can be done to somebody's things, or to them.
    MeasureKind {
        /// An idea or a comment that only its author and care people see.
        Hidden = "hidden",
        /// An idea that takes no more comments, votes, edits and new teams.
        Locked = "locked",
        /// A member who cannot sign in.
        Suspended = "suspended",
    }
}

words! {
    /// Why, in one of a few words.
    Grounds {
        /// It attacks or belittles somebody.
        Unkind = "unkind",
        /// It advertises, or says the same over and over.
        Spam = "spam",
        /// It tells what is somebody's own to tell.
        Private = "private",
        /// It is dangerous or against the law.
        Harmful = "harmful",
        /// It belongs somewhere else, or was said already.
        Misplaced = "misplaced",
        /// The conversation turns in circles or got too heated.
        Heated = "heated",
        /// Something else, which the words explain.
        Other = "other",
    }
}

/// Why, as told to whoever it concerns: one of a few words, and own words of
/// 10–500 characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// One of a few words.
    pub grounds: Grounds,
    /// Own words.
    pub words: String,
}

impl Cause {
    /// Reads the fields `grounds` and `reason`.
    pub fn parse(grounds: &str, reason: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let grounds = errors.check("grounds", Grounds::parse(grounds));
        let words = errors.check("reason", plain::lines_of(reason, 10, 500));
        match (grounds, words) {
            (Some(grounds), Some(words)) => Ok(Self { grounds, words }),
            _ => Err(errors),
        }
    }
}

/// The longest that a suspension with an end lasts, in days.
pub const LONGEST_SUSPENSION: u32 = 730;

/// Reads the field `through`: empty for a suspension that lasts until it is
/// lifted, otherwise a day after today.
pub fn until(text: &str, today: Date) -> Result<Option<Date>, FieldErrors> {
    let wrong = |error| FieldErrors::one("through", error);
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let day = Date::parse(text).map_err(wrong)?;
    if day <= today {
        return Err(wrong(FieldError::Past));
    }
    if day.0 - today.0 > LONGEST_SUSPENSION.cast_signed() {
        return Err(wrong(FieldError::TooFar(LONGEST_SUSPENSION)));
    }
    Ok(Some(day))
}

/// A measure that was to begin and stands already, or was to be lifted and
/// stands no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Already {
    /// Of what kind.
    pub kind: MeasureKind,
    /// Whether it stands.
    pub stands: bool,
    /// Who began or lifted it, as shown on the site; nobody where there never
    /// was one, or where its time was over.
    pub by: Option<String>,
}

/// What care is taken of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// An idea, with its discussion and its teams.
    Idea(IdeaId),
    /// A comment.
    Comment(i64),
    /// A member, by the short name in the URL of their page.
    Person(String),
}

/// What is said to whoever a measure concerns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// What was done.
    pub kind: MeasureKind,
    /// Why.
    pub cause: Cause,
    /// Since when.
    pub at: Timestamp,
    /// Until when; otherwise until it is lifted.
    pub until: Option<Timestamp>,
}

/// What a measure concerns, as linked to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Concern {
    /// An idea.
    Idea(IdeaRef),
    /// A comment on an idea, with its beginning.
    Comment {
        /// Its number.
        id: i64,
        /// What it is on.
        idea: IdeaRef,
        /// How it begins.
        excerpt: String,
    },
    /// A member.
    Person,
}

/// A measure as care people see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureView {
    /// Its number.
    pub id: i64,
    /// What was done, why and when.
    pub told: Told,
    /// To what.
    pub concern: Concern,
    /// The author of it, or the member it was done to.
    pub member: PersonRef,
    /// By whom.
    pub by: PersonRef,
    /// When it was lifted.
    pub lifted: Option<Timestamp>,
    /// By whom it was lifted; by nobody where its time was over.
    pub lifted_by: Option<PersonRef>,
}

/// What care people see before they act: the thing, what stands, what was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The thing.
    pub concern: Concern,
    /// Its author, or the member.
    pub member: PersonRef,
    /// How the thing reads: the beginning of its text.
    pub excerpt: String,
    /// Measures on it, newest first.
    pub measures: Vec<MeasureView>,
    /// Today, where the server stands.
    pub today: Date,
}

impl Case {
    /// The measure of this kind that stands.
    pub fn standing(&self, kind: MeasureKind) -> Option<&MeasureView> {
        let stands = |measure: &&MeasureView| measure.told.kind == kind && measure.lifted.is_none();
        self.measures.iter().find(stands)
    }
}

/// The last moment of a suspension that lasts through this day (UTC).
pub fn end_of(day: Date) -> Timestamp {
    Timestamp(day.plus_days(1).start().0 - 1)
}

/// Caring for what is written and for who takes part. Every act asks
/// [`crate::policy`], needs a reason where it takes something away, tells whom
/// it concerns and stands in the audit log. What is so already fails with
/// [`crate::AppError::Already`].
#[async_trait]
pub trait Moderation: Send + Sync {
    /// What is known of a thing before something is done about it.
    async fn case(&self, actor: &Actor, subject: &Subject) -> Outcome<Case>;
    /// Hides an idea or a comment from everybody but its author and care
    /// people.
    async fn hide(&self, actor: &Actor, subject: &Subject, cause: Cause) -> Outcome<()>;
    /// Brings a hidden idea or comment back as it was.
    async fn restore(&self, actor: &Actor, subject: &Subject) -> Outcome<()>;
    /// Closes an idea for comments, votes, edits and new teams.
    async fn lock(&self, actor: &Actor, idea: IdeaId, cause: Cause) -> Outcome<()>;
    /// Opens a locked idea again.
    async fn unlock(&self, actor: &Actor, idea: IdeaId) -> Outcome<()>;
    /// Suspends a member: every session ends with it, and seats on gathering
    /// teams come free. Through the day `until`, or until it is lifted.
    async fn suspend(
        &self,
        actor: &Actor,
        handle: &str,
        cause: Cause,
        until: Option<Date>,
    ) -> Outcome<()>;
    /// Ends a suspension.
    async fn lift(&self, actor: &Actor, handle: &str) -> Outcome<()>;
    /// Measures within the actor's reach, newest first: those that stand, or
    /// all there ever were.
    async fn measures(
        &self,
        actor: &Actor,
        standing: bool,
        after: Option<&Cursor>,
    ) -> Outcome<Page<MeasureView>>;
    /// A page of the audit log, newest first.
    async fn audit(
        &self,
        actor: &Actor,
        query: &AuditQuery,
        after: Option<&Cursor>,
    ) -> Outcome<AuditPage>;
    /// The audit log to take home: its newest [`AUDIT_FILE`] acts, newest first.
    async fn audit_file(&self, actor: &Actor, query: &AuditQuery) -> Outcome<Vec<AuditEntry>>;
    /// Lifts suspensions whose time is over; how many. Run every minute.
    async fn sweep(&self) -> Outcome<usize>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_needs_grounds_and_words() {
        let errors = Cause::parse("", "too short").expect_err("both are wrong");
        assert_eq!(errors.0["grounds"], FieldError::Missing);
        assert_eq!(errors.0["reason"], FieldError::TooShort(10));
        let cause = Cause::parse("spam", " The same advert five times. ").expect("a reason");
        assert_eq!(cause.words, "The same advert five times.");
        assert!(Cause::parse("spam", &"x".repeat(501)).is_err());
    }

    #[test]
    fn a_suspension_ends_on_a_day_to_come_or_never() {
        let today = Date(20_000);
        let parsed = |days: i32| until(&Date(20_000 + days).to_string(), today);
        assert_eq!(until("  ", today), Ok(None));
        assert_eq!(parsed(1), Ok(Some(Date(20_001))));
        assert_eq!(
            parsed(0),
            Err(FieldErrors::one("through", FieldError::Past))
        );
        assert_eq!(parsed(730), Ok(Some(Date(20_730))));
        let far = FieldErrors::one("through", FieldError::TooFar(730));
        assert_eq!(parsed(731), Err(far));
        let wrong = FieldErrors::one("through", FieldError::NotADate);
        assert_eq!(until("soon", today), Err(wrong));
        assert_eq!(end_of(today).date(), today);
        assert_eq!(Timestamp(end_of(today).0 + 1).date(), Date(20_001));
    }
}
