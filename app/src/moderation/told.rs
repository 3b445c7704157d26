//! What is said where a measure stands: to whom it concerns, and to care people
//! with the way back.

use domain::accounts::PersonView;
use domain::comments::CommentView;
use domain::ideas::IdeaView;
use domain::moderation::{Cause, MeasureKind, Told};
use domain::teams::TeamView;
use leptos::prelude::*;

use crate::text;
use crate::ui::{Icon, When, banner};

/// A reason: one of a few words, then own ones.
#[component]
pub fn Reason(
    /// Why.
    cause: Cause,
) -> impl IntoView {
    view! {
        <p class="quote">
            {text::grounds(cause.grounds)}
            ". "
            <q>{cause.words}</q>
        </p>
    }
}

/// The quiet link to what care people can do about a thing.
pub fn care_link(href: String, about: &str) -> AnyView {
    view! { <a class="btn small quiet" href=href aria-label=format!("Care: {about}")><Icon name="heart"/>" Care"</a> }
        .into_any()
}

/// A form of one button.
pub(super) fn undo(
    kind: MeasureKind,
    action: &'static str,
    name: &'static str,
    value: &str,
) -> AnyView {
    view! {
        <form method="post" action=action>
            <input type="hidden" name=name value=value.to_owned()/>
            <button class="btn small"><Icon name="history"/>" "{text::undo(kind)}</button>
        </form>
    }
    .into_any()
}

fn notice(
    icon: &'static str,
    sentence: &'static str,
    told: Told,
    undo: Option<AnyView>,
) -> AnyView {
    view! {
        <div class="banner warn told">
            <Icon name=icon/>
            " "
            <div>
                <p>{sentence}</p>
                <Reason cause=told.cause/>
                <p class="meta"><span>{text::measure(told.kind)}" "<When at=told.at/></span></p>
                {undo}
            </div>
        </div>
    }
    .into_any()
}

/// Above an idea that is hidden or locked.
pub fn idea_told(idea: &IdeaView) -> AnyView {
    let number = idea.idea.number.to_string();
    let way_back = |kind, action| idea.may_care.then(|| undo(kind, action, "idea", &number));
    let hidden = idea.hidden.clone().map(|told| {
        let sentence = if idea.may_care {
            text::IDEA_HIDDEN_FOR_CARE
        } else {
            text::IDEA_HIDDEN
        };
        let back = way_back(MeasureKind::Hidden, "/api/moderation/restore");
        notice("eye-off", sentence, told, back)
    });
    let locked = idea.locked.clone().map(|told| {
        let back = way_back(MeasureKind::Locked, "/api/moderation/unlock");
        notice("lock", text::IDEA_LOCKED, told, back)
    });
    view! { {hidden} {locked} }.into_any()
}

/// Above a hidden comment.
pub fn comment_told(comment: &CommentView) -> Option<AnyView> {
    let told = comment.hidden.clone()?;
    let sentence = if comment.may_care {
        text::COMMENT_HIDDEN_FOR_CARE
    } else {
        text::COMMENT_HIDDEN
    };
    let back = comment.may_care.then(|| {
        let (kind, action) = (MeasureKind::Hidden, "/api/moderation/restore");
        undo(kind, action, "comment", &comment.id.to_string())
    });
    Some(notice("eye-off", sentence, told, back))
}

/// On the page of somebody who is suspended, for care people.
pub fn person_told(view: &PersonView) -> Option<AnyView> {
    let told = view.suspended.clone()?;
    let until = told.until;
    let back = view.may_suspend.then(|| {
        let (kind, action) = (MeasureKind::Suspended, "/api/moderation/lift");
        undo(kind, action, "person", &view.person.handle)
    });
    let until =
        until.map(|until| view! { <p class="meta"><span>"until "<When at=until/></span></p> });
    let back = view! { {until} {back} }.into_any();
    Some(notice("lock", text::PERSON_SUSPENDED, told, Some(back)))
}

/// On the page of a team whose idea is hidden.
pub fn resting(team: &TeamView) -> Option<AnyView> {
    team.resting
        .then(|| banner("warn", "info", text::TEAM_RESTS))
}
