//! The discussion: threads with their replies.

use domain::comments::CommentView;
use domain::paging::{PAGE, Page};
use leptos::prelude::*;

use super::article::article;
use crate::request::Request;
use crate::text;
use crate::ui::{Form, InPlace, When};

/// The discussion of an idea.
#[component]
pub fn Discussion(
    /// Number of the idea.
    idea: i64,
    /// How many comments it has.
    count: i64,
    /// A page of its threads.
    page: Page<CommentView>,
    /// Whether something can be added.
    open: bool,
) -> impl IntoView {
    let request = Request::current();
    let form = Form::of(
        "/api/comments/post",
        &[("idea", &idea.to_string()), ("parent", "")],
    );
    let earlier = request.parameter("after").is_some()
        || (request.parameter("comment").is_some()
            && count > i64::try_from(PAGE).unwrap_or(i64::MAX));
    let first = request.with(&[("after", None), ("comment", None)]);
    let more = page
        .next
        .as_ref()
        .map(|next| request.with(&[("after", Some(&next.0)), ("comment", None)]));
    let threads = page
        .items
        .iter()
        .map(|comment| thread(idea, comment, open))
        .collect_view();
    view! {
        <section class="talk" id="discussion" aria-labelledby="talk">
            <InPlace id="talk-part".to_owned()>
            <h2 id="talk">"Discussion"</h2>
            {(count > 0).then(|| view! { <p class="meta">
                <span>{text::count(count, "comment", "comments")}</span>
                <span>"oldest first"</span>
                {earlier.then(|| view! { <a href=format!("{first}#discussion")>"From the beginning"</a> })}
            </p> })}
            {(count == 0).then(|| view! {
                <p class="muted">"Nobody has said anything yet. What would you ask, or add?"</p>
            })}
            {threads}
            {more.map(|more| view! {
                <p class="pager"><a class="btn" href=format!("{more}#discussion")>"Show more comments"</a></p>
            })}
            {open.then(|| view! {
            <form class="say" method="post" action="/api/comments/post" novalidate=true>
                <input type="hidden" name="idea" value=idea.to_string()/>
                <input type="hidden" name="parent" value=""/>
                {form.field("body", "Add a comment").rows(4).hint("Markdown works.").view()}
                <div class="actions"><button class="btn go">"Comment"</button></div>
            </form>
            })}
            </InPlace>
        </section>
    }
}

fn thread(idea: i64, comment: &CommentView, open: bool) -> AnyView {
    let replies = comment
        .replies
        .iter()
        .map(|reply| {
            article(
                reply,
                view! { <When at=reply.at/> }.into_any(),
                None,
                ().into_any(),
            )
        })
        .collect_view();
    let answered = open && !comment.deleted && comment.hidden.is_none();
    let reply = answered.then(|| reply_form(idea, comment.id).into_any());
    let time = view! { <When at=comment.at/> }.into_any();
    article(comment, time, reply, replies.into_any())
}

fn reply_form(idea: i64, parent: i64) -> impl IntoView {
    let form = Form::of("/api/comments/post", &[("parent", &parent.to_string())]);
    let open = form.came_back();
    view! {
        <details class="fold reply" open=open>
            <summary>"Reply"</summary>
            <form class="form" method="post" action="/api/comments/post" novalidate=true>
                <input type="hidden" name="idea" value=idea.to_string()/>
                <input type="hidden" name="parent" value=parent.to_string()/>
                {form.field("body", "Your reply").rows(3).view()}
                <p class="actions"><button class="btn small go">"Post reply"</button></p>
            </form>
        </details>
    }
}
