//! The forms on a team's board: plain forms that work in place once the
//! browser runs the island.

use domain::teams::TeamView;
use domain::{AppError, Date, FieldErrors};
use leptos::either::Either;
use leptos::prelude::*;
use leptos::server_fn::client::Client;
use leptos::server_fn::codec::PostUrl;
use leptos::server_fn::request::ClientReq;
use leptos::server_fn::{Http, ServerFn};
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{FormData, HtmlElement};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::cell::Cell;

use super::board::{Board, Seen};
use crate::ui::{Icon, path};
use crate::{Refused, sign_in_first, text};

/// What a plain form left behind: which one it was, what was typed, what was
/// wrong. Travels to the browser, so that both make the same page of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// Path of the server function.
    pub action: String,
    /// Names and values as posted.
    pub fields: Vec<(String, String)>,
    /// What was wrong with them.
    pub errors: FieldErrors,
}

#[cfg(feature = "ssr")]
impl Returned {
    /// What came back to the page being asked for, if it is a team's.
    pub(super) fn to(request: &crate::request::Request) -> Option<Self> {
        let kept = request.kept.as_deref()?;
        let errors = match &kept.error {
            Some(AppError::Invalid(errors)) => errors.clone(),
            _ => FieldErrors::default(),
        };
        let ours = kept.action.starts_with("/api/teams/");
        ours.then(|| Self {
            action: kept.action.clone(),
            fields: kept.fields.clone(),
            errors,
        })
    }
}

/// One form, apart from its fields.
pub(super) struct Deed {
    /// Begins the ids of its fields; no other form of the page has it.
    pub(super) id: String,
    /// Its class.
    pub(super) class: &'static str,
    /// The words that unfold it; nothing when it stands open.
    pub(super) fold: Option<String>,
    /// Hidden fields, which tell it from others of its kind.
    pub(super) keys: Vec<(&'static str, i64)>,
    /// What is said once it is done.
    pub(super) said: &'static str,
    /// Id of the part that has the focus afterwards.
    pub(super) then: String,
}

/// The form that runs this action; what is inside makes its fields by the
/// [`Fields`] it is given.
pub(super) fn form<S, Out>(
    board: Board,
    seen: &Seen,
    action: ServerAction<S>,
    deed: Deed,
    inside: impl FnOnce(&Fields) -> AnyView,
) -> AnyView
where
    S: ServerFn<Protocol = Http<PostUrl, Out>, Output = TeamView, Error = Refused>
        + DeserializeOwned
        + Clone
        + Send
        + Sync
        + 'static,
    S::Client: Client<Refused>,
    <<S::Client as Client<Refused>>::Request as ClientReq<Refused>>::FormData: From<FormData>,
    Out: 'static,
{
    let fields = Fields::of(seen, S::url(), &deed);
    let content = fields.content(seen, &deed, inside);
    let (refused, open) = (fields.refused, fields.back);
    let (said, then, id) = (deed.said, deed.then, deed.id);
    Effect::new(move || match action.value().get() {
        None => {}
        Some(Ok(team)) => board.show(team, said, &then),
        Some(Err(Refused(error))) => {
            if !sign_in_first(&error) {
                refused.set(Some(error));
                focus_on(format!("[id^=\"{id}-\"][aria-invalid]"));
            }
        }
    });
    let form = view! {
        <ActionForm action attr:class=deed.class attr:novalidate=true>
            {content}
        </ActionForm>
    };
    match deed.fold {
        None => form.into_any(),
        Some(words) => view! {
            <details class="fold" open=open>
                <summary>{words}</summary>
                {form}
            </details>
        }
        .into_any(),
    }
}

/// Gives the focus to the first element a selector finds, once the page shows
/// what changed.
pub(super) fn focus_on(selector: String) {
    request_animation_frame(move || {
        let found = document().query_selector(&selector).ok().flatten();
        if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            // What cannot have the focus leaves it where it is.
            let _ = element.focus();
        }
    });
}

/// What makes the fields of one form.
pub(super) struct Fields {
    prefix: String,
    typed: Vec<(String, String)>,
    back: bool,
    refused: RwSignal<Option<AppError>>,
    focused: Cell<bool>,
}

/// What a field takes.
pub(super) enum Input {
    /// A whole number from one to this.
    Number(i64),
    /// A day, this one at the earliest.
    Day(Date),
    /// A line of text, with the list of proposals of this id.
    Line(Option<&'static str>),
    /// One of these values, with the words shown.
    Choice(Vec<(String, &'static str)>),
}

impl Fields {
    fn of(seen: &Seen, url: &str, deed: &Deed) -> Self {
        let back = seen.returned.as_ref().filter(|back| {
            let has = |(name, value): &(&str, i64)| {
                back.fields
                    .iter()
                    .any(|(known, held)| known == name && *held == value.to_string())
            };
            back.action == url && deed.keys.iter().all(has)
        });
        let errors = back.map(|back| back.errors.clone());
        let refused = errors
            .filter(|errors| !errors.0.is_empty())
            .map(AppError::Invalid);
        Self {
            prefix: deed.id.clone(),
            typed: back.map(|back| back.fields.clone()).unwrap_or_default(),
            back: back.is_some(),
            refused: RwSignal::new(refused),
            focused: Cell::new(false),
        }
    }

    /// Hidden fields, the sentence of a refusal, and the fields themselves.
    fn content(&self, seen: &Seen, deed: &Deed, inside: impl FnOnce(&Self) -> AnyView) -> AnyView {
        let keys = deed
            .keys
            .iter()
            .map(|(name, value)| view! { <input type="hidden" name=*name value=value.to_string()/> })
            .collect_view();
        let refused = self.refused;
        let here = path::team(seen.team.number, &seen.team.idea);
        let sentence = move || {
            let error = refused.get().filter(|e| !matches!(e, AppError::Invalid(_)));
            error.map(|error| {
                let (title, sentence) = text::refusal(&error);
                view! {
                    <p class="banner bad" role="alert">
                        <Icon name="warn"/>
                        <span>
                            <b>{title}"."</b>
                            " "
                            {sentence}
                            " "
                            <a href=here.clone()>"Show the team as it is now"</a>
                        </span>
                    </p>
                }
            })
        };
        view! {
            {keys}
            {sentence}
            {inside(self)}
        }
        .into_any()
    }

    /// A field with its label, hint and error.
    pub(super) fn field(
        &self,
        name: &'static str,
        label: &'static str,
        hint: Option<&'static str>,
        input: Input,
        value: impl ToString,
    ) -> AnyView {
        let typed = self.typed.iter().find(|(known, _)| known == name);
        let value = typed.map_or_else(|| value.to_string(), |(_, typed)| typed.clone());
        let refused = self.refused;
        let error = move || match refused.get() {
            Some(AppError::Invalid(errors)) => errors.0.get(name).copied(),
            _ => None,
        };
        let invalid = move || error().map(|_| "true");
        let first = error().is_some() && !self.focused.replace(true);
        let id = format!("{}-{name}", self.prefix);
        let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
        let described = {
            let (hint_id, error_id) = (hint.map(|_| hint_id.clone()), error_id.clone());
            move || {
                let error_id = error().map(|_| error_id.clone());
                let ids: Vec<String> = hint_id.iter().cloned().chain(error_id).collect();
                (!ids.is_empty()).then(|| ids.join(" "))
            }
        };
        let control = match input {
            Input::Choice(options) => {
                let options = options.into_iter().map(|(word, shown)| {
                    let selected = word == value;
                    view! { <option value=word selected=selected>{shown}</option> }
                });
                Either::Left(view! {
                    <select id=id.clone() name=name aria-describedby=described aria-invalid=invalid autofocus=first>
                        {options.collect_view()}
                    </select>
                })
            }
            input => {
                let (kind, min, max, list) = match input {
                    Input::Number(max) => ("number", Some("1".to_owned()), Some(max.to_string()), None),
                    Input::Day(from) => ("date", Some(from.to_string()), None, None),
                    Input::Line(list) => ("text", None, None, list),
                    Input::Choice(_) => ("text", None, None, None),
                };
                Either::Right(view! {
                    <input
                        id=id.clone()
                        name=name
                        type=kind
                        value=value
                        min=min
                        max=max
                        list=list
                        inputmode=(kind == "number").then_some("numeric")
                        aria-describedby=described
                        aria-invalid=invalid
                        autofocus=first
                    />
                })
            }
        };
        let message = move || {
            error().map(|error| {
                view! {
                    <p class="error" id=error_id.clone()>
                        <Icon name="warn"/>
                        <span>{text::field_error(error)}</span>
                    </p>
                }
            })
        };
        view! {
            <div class="field">
                <label for=id>{label}</label>
                {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
                {control}
                {message}
            </div>
        }
        .into_any()
    }
}
