//! A list of measures: what, to whom, why, by whom, and what became of it.

use domain::moderation::{Concern, MeasureKind, MeasureView};
use leptos::prelude::*;

use super::Reason;
use super::told::undo;
use crate::text;
use crate::ui::{Icon, When, path};

const fn icon(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Hidden => "eye-off",
        MeasureKind::Locked | MeasureKind::Suspended => "lock",
    }
}

/// The thing, linked to.
fn what(measure: &MeasureView) -> AnyView {
    match &measure.concern {
        Concern::Idea(idea) => {
            view! { <a href=path::idea(idea)>{idea.title.clone()}</a> }.into_any()
        }
        Concern::Comment { id, idea, excerpt } => view! {
            <a href=path::comment(idea.number, *id)>{format!("A comment on {}", idea.title)}</a>
            {(!excerpt.is_empty()).then(|| view! { <small>{excerpt.clone()}</small> })}
        }
        .into_any(),
        Concern::Person => view! {
            <a href=path::person(&measure.member.handle)>{measure.member.name.clone()}</a>
        }
        .into_any(),
    }
}

/// The button that lifts a measure that stands.
fn way_back(measure: &MeasureView) -> AnyView {
    let kind = measure.told.kind;
    match (&measure.concern, kind) {
        (Concern::Idea(idea), MeasureKind::Locked) => undo(
            kind,
            "/api/moderation/unlock",
            "idea",
            &idea.number.to_string(),
        ),
        (Concern::Idea(idea), _) => undo(
            kind,
            "/api/moderation/restore",
            "idea",
            &idea.number.to_string(),
        ),
        (Concern::Comment { id, .. }, _) => {
            undo(kind, "/api/moderation/restore", "comment", &id.to_string())
        }
        (Concern::Person, _) => undo(
            kind,
            "/api/moderation/lift",
            "person",
            &measure.member.handle,
        ),
    }
}

/// Measures, newest first.
#[component]
pub(super) fn Measures(
    /// The measures.
    measures: Vec<MeasureView>,
    /// Whether the page names the thing already.
    #[prop(optional)]
    of_one: bool,
) -> impl IntoView {
    let items = measures
        .iter()
        .map(|measure| item(measure, of_one))
        .collect_view();
    view! { <ul class="measures">{items}</ul> }
}

fn item(measure: &MeasureView, of_one: bool) -> AnyView {
    let told = measure.told.clone();
    let chip = if measure.lifted.is_some() {
        "chip"
    } else {
        "chip due"
    };
    let whose = (!matches!(measure.concern, Concern::Person)).then(|| {
        view! {
            <span>"by "<a href=path::person(&measure.member.handle)>{measure.member.name.clone()}</a></span>
        }
    });
    let thing = (!of_one).then(|| view! { <p class="thing">{what(measure)}</p> });
    let lifted = measure.lifted.map(|at| {
        let by = measure.lifted_by.as_ref().map_or_else(
            || " when its time was over, ".to_owned(),
            |by| format!(" by {}, ", by.name),
        );
        view! { <span>{text::lifted(told.kind)}{by}<When at=at/></span> }
    });
    let until = told
        .until
        .filter(|_| measure.lifted.is_none())
        .map(|until| view! { <span>"until "<When at=until/></span> });
    let back = measure.lifted.is_none().then(|| way_back(measure));
    view! {
        <li>
            <div>
                {thing}
                <p class="meta">
                    <span class=chip><Icon name=icon(told.kind)/>" "{text::measure(told.kind)}</span>
                    {(!of_one).then_some(whose)}
                    <span>{format!("decided by {}, ", measure.by.name)}<When at=told.at/></span>
                    {until}
                    {lifted}
                </p>
                <Reason cause=told.cause/>
            </div>
            {back}
        </li>
    }
    .into_any()
}
