//! Changing one's own comment.

use domain::{AppError, Noun};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::load::load;
use crate::request::Request;
use crate::shell::Named;
use crate::ui::{Form, path};

/// The page of one comment's words.
#[component]
pub fn EditCommentPage() -> impl IntoView {
    let request = Request::current();
    let number = use_params_map()
        .read_untracked()
        .get("comment")
        .and_then(|number| number.parse::<i64>().ok());
    load(async move {
        let actor = request.viewer.clone().member()?;
        let number = number.ok_or(AppError::NotFound(Noun::Comment))?;
        let draft = request.services.comments.draft(&actor, number).await?;
        let form = Form::of("/api/comments/edit", &[]);
        let back = format!("{}#comment-{number}", path::idea(&draft.idea));
        Ok(view! {
            <Named title="Edit your comment"/>
            <main class="page narrow" id="main">
                <nav class="crumbs" aria-label="Where you are">
                    <a href="/">"Board"</a>
                    " "
                    <a href=path::idea(&draft.idea)>{draft.idea.title.clone()}</a>
                    " "
                    <span>"Edit your comment"</span>
                </nav>
                <div class="lead">
                    <div>
                        <h1>"Edit your comment"</h1>
                        <p>"Readers see that it was edited."</p>
                    </div>
                </div>
                {form.trouble()}
                <form class="form" method="post" action="/api/comments/edit" novalidate=true>
                    <input type="hidden" name="comment" value=number.to_string()/>
                    {form.field("body", "Your comment").rows(8).value(draft.body).hint("Markdown works.").view()}
                    <div class="actions">
                        <button class="btn go">"Save comment"</button>
                        <a class="btn quiet" href=back>"Cancel"</a>
                    </div>
                </form>
            </main>
        })
    })
}
