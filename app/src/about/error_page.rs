//! What stands where a page cannot: one sentence, and ways on.

use domain::{AppError, Noun};
use leptos::prelude::*;

use crate::load::set_status;
use crate::shell::Named;
use crate::text;
use crate::ui::{Frame, Icon};

/// A refusal as a page.
#[component]
pub fn ErrorPage(
    /// Why.
    error: AppError,
) -> impl IntoView {
    let (title, sentence) = text::refusal(&error);
    view! {
        <Named title=title/>
        <main class="page narrow" id="main">
            <div class="empty bare">
                <Frame filled=0.25/>
                <h1>{title}</h1>
                <p>{sentence}</p>
                <p class="actions">
                    <a class="btn go" href="/"><Icon name="board"/>" To the board"</a>
                    " "
                    <a class="btn" href="/teams"><Icon name="people"/>" Teams"</a>
                </p>
            </div>
        </main>
    }
}

/// No page at this address.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    set_status(http::StatusCode::NOT_FOUND);
    view! { <ErrorPage error=AppError::NotFound(Noun::Page)/> }
}
