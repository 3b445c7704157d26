//! What stands and what was, for care people.

use domain::paging::Cursor;
use leptos::prelude::*;

use super::measures::Measures;
use crate::load::load;
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::Icon;

/// `/moderation`, and with `show=all` everything there ever was.
#[component]
pub fn ModerationPage() -> impl IntoView {
    let request = Request::current();
    load(async move {
        let actor = request.viewer.clone().member()?;
        let standing = request.parameter("show").as_deref() != Some("all");
        let after = request.parameter("after").map(Cursor);
        let care = &request.services.moderation;
        let page = care.measures(&actor, standing, after.as_ref()).await?;
        let older = page.next.map(|next| {
            let href = request.with(&[("after", Some(&next.0))]);
            view! { <nav class="pager" aria-label="Pages"><a class="btn" href=href>"Show older"</a></nav> }
        });
        let list = if page.items.is_empty() && after.is_none() {
            quiet(standing)
        } else {
            view! { <Measures measures=page.items/> }.into_any()
        };
        let here = |on: bool| on.then_some("page");
        Ok(view! {
            <Named title="Care"/>
            <main class="page" id="main">
                <div class="lead">
                    <div>
                        <h1>"Care"</h1>
                        <p>{text::CARE_LEAD}</p>
                    </div>
                </div>
                <nav class="tabs" aria-label="Measures">
                    <a href="/moderation" aria-current=here(standing)>"Standing now"</a>
                    <a href="/moderation?show=all" aria-current=here(!standing)>"Everything so far"</a>
                    <a href="/moderation/skills">"Skills"</a>
                </nav>
                {list}
                {older}
            </main>
        })
    })
}

fn quiet(standing: bool) -> AnyView {
    let sentence = if standing {
        text::CARE_QUIET
    } else {
        text::CARE_NEVER
    };
    view! {
        <div class="empty">
            <Icon name="heart"/>
            <h2>"All is well"</h2>
            <p>{sentence}</p>
            <p class="actions"><a class="btn" href="/"><Icon name="board"/>" To the board"</a></p>
        </div>
    }
    .into_any()
}
