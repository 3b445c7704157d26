//! The field for a new comment: a plain form that, once awake, shows what was
//! posted in place.

use domain::AppError;
use domain::comments::CommentView;
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::api::Post;
use super::article::article;
use crate::ui::{Icon, TextArea};
use crate::{sign_in_first, text};

/// `Add a comment` and, above it, what was posted since the page was loaded.
#[island]
pub fn CommentForm(
    /// Number of the idea.
    idea: i64,
    /// What was typed, when the form comes back.
    typed: String,
    /// Why it came back.
    refused: Option<AppError>,
) -> impl IntoView {
    let post = ServerAction::<Post>::new();
    let posted = RwSignal::new(Vec::<CommentView>::new());
    let refused = RwSignal::new(refused);
    let form = NodeRef::<leptos::html::Form>::new();
    Effect::new(move || match post.value().get() {
        Some(Ok(comment)) => {
            refused.set(None);
            posted.update(|all| all.push(comment));
            if let Some(form) = form.get_untracked() {
                form.reset();
                clear(&form);
            }
        }
        Some(Err(error)) if !sign_in_first(&error.0) => refused.set(Some(error.0)),
        _ => {}
    });
    let invalid = refused.with_untracked(Option::is_some);

    view! {
        {move || posted.get().iter().map(|comment| {
            let time = view! { "just now" }.into_any();
            article(comment, time, ().into_any())
        }).collect_view()}
        <ActionForm action=post node_ref=form attr:class="say" attr:id="say-form">
            <input type="hidden" name="idea" value=idea.to_string()/>
            <label for="say">"Add a comment"</label>
            <TextArea id="say".to_owned() name="body" text=typed rows=4 described_by=Some("say-error say-hint".to_owned()) invalid autofocus=invalid/>
            <p class="error" id="say-error" role="alert">
                {move || refused.get().map(|error| {
                    let sentence = match &error {
                        AppError::Invalid(errors) => errors.0.values().next().map(|wrong| text::field_error(*wrong)),
                        other => Some(text::refusal(other).1),
                    };
                    view! { <Icon name="warn"/> " " <span>{sentence}</span> }
                })}
            </p>
            <div class="actions">
                <p class="hint" id="say-hint">"Markdown works."</p>
                <button class="btn go" disabled=move || post.pending().get()>"Comment"</button>
            </div>
        </ActionForm>
    }
}

/// Empties the field, also where the page came with something typed in it.
fn clear(form: &web_sys::HtmlFormElement) {
    use leptos::wasm_bindgen::JsCast;
    let field = form.query_selector("textarea").ok().flatten();
    if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlTextAreaElement>().ok()) {
        field.set_value("");
    }
}
