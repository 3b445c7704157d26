//! Server functions of care.

use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::{guard, ui::path};
#[cfg(feature = "ssr")]
use domain::moderation::{Cause, Concern, Subject, until};
#[cfg(feature = "ssr")]
use domain::{AppError, FieldErrors, Noun};

/// The thing a form names: a comment, or else an idea.
#[cfg(feature = "ssr")]
fn subject(idea: &str, comment: &str) -> Result<Subject, Refused> {
    let number = |text: &str| text.parse::<i64>().ok();
    match (number(comment), number(idea)) {
        (Some(comment), _) => Ok(Subject::Comment(comment)),
        (None, Some(idea)) => Ok(Subject::Idea(idea)),
        (None, None) => Err(guard::fail(AppError::NotFound(Noun::Page))),
    }
}

/// The page on which a thing stands.
#[cfg(feature = "ssr")]
fn place(concern: &Concern) -> String {
    match concern {
        Concern::Idea(idea) => path::idea(idea),
        Concern::Comment { id, idea, .. } => path::comment(idea.number, *id),
        Concern::Person => "/moderation".to_owned(),
    }
}

/// Hides an idea or a comment.
#[server(endpoint = "moderation/hide")]
pub async fn hide(
    #[server(default)] idea: String,
    #[server(default)] comment: String,
    #[server(default)] grounds: String,
    #[server(default)] reason: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let subject = subject(&idea, &comment)?;
    // Whoever may not do it learns that before what is wrong with the form.
    let known = services.moderation.case(&actor, &subject).await;
    let known = known.map_err(guard::fail)?;
    let cause = Cause::parse(&grounds, &reason).map_err(guard::fail)?;
    let hidden = services.moderation.hide(&actor, &subject, cause).await;
    hidden.map_err(guard::fail)?;
    guard::go(&place(&known.concern));
    Ok(())
}

/// Brings a hidden idea or comment back.
#[server(endpoint = "moderation/restore")]
pub async fn restore(
    #[server(default)] idea: String,
    #[server(default)] comment: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let subject = subject(&idea, &comment)?;
    let restored = services.moderation.restore(&actor, &subject).await;
    restored.map_err(guard::fail)?;
    match subject {
        Subject::Comment(comment) => guard::back(&format!("comment-{comment}")),
        _ => guard::back("main"),
    }
    Ok(())
}

/// Closes an idea for comments, votes, changes and new teams.
#[server(endpoint = "moderation/lock")]
pub async fn lock(
    #[server(default)] idea: i64,
    #[server(default)] grounds: String,
    #[server(default)] reason: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let known = services.moderation.case(&actor, &Subject::Idea(idea)).await;
    let known = known.map_err(guard::fail)?;
    let cause = Cause::parse(&grounds, &reason).map_err(guard::fail)?;
    let locked = services.moderation.lock(&actor, idea, cause).await;
    locked.map_err(guard::fail)?;
    guard::go(&place(&known.concern));
    Ok(())
}

/// Opens a closed idea again.
#[server(endpoint = "moderation/unlock")]
pub async fn unlock(#[server(default)] idea: i64) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let unlocked = services.moderation.unlock(&actor, idea).await;
    unlocked.map_err(guard::fail)?;
    guard::back("main");
    Ok(())
}

/// Suspends a member.
#[server(endpoint = "moderation/suspend")]
pub async fn suspend(
    #[server(default)] person: String,
    #[server(default)] grounds: String,
    #[server(default)] reason: String,
    #[server(default)] through: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let subject = Subject::Person(person.clone());
    let known = services.moderation.case(&actor, &subject).await;
    let known = known.map_err(guard::fail)?;
    let mut errors = FieldErrors::default();
    let day = until(&through, known.today).map_err(|error| errors.0.extend(error.0));
    let cause = Cause::parse(&grounds, &reason).map_err(|error| errors.0.extend(error.0));
    let (Ok(day), Ok(cause)) = (day, cause) else {
        return Err(guard::fail(errors));
    };
    let suspended = services
        .moderation
        .suspend(&actor, &person, cause, day)
        .await;
    suspended.map_err(guard::fail)?;
    guard::go(&path::person(&known.member.handle));
    Ok(())
}

/// Ends a suspension.
#[server(endpoint = "moderation/lift")]
pub async fn lift(#[server(default)] person: String) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let lifted = services.moderation.lift(&actor, &person).await;
    lifted.map_err(guard::fail)?;
    guard::back("main");
    Ok(())
}
