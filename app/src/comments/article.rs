//! One comment.

use domain::comments::CommentView;
use leptos::prelude::*;

use crate::moderation::{care_link, comment_told};
use crate::ui::{Icon, Who, path};

/// The marks beside the author's name.
fn mark(comment: &CommentView) -> Option<String> {
    match (comment.by_author, comment.by_team) {
        (true, _) => Some("author".into()),
        (_, true) => Some("team".into()),
        _ => None,
    }
}

/// A comment with what can be done about it, first of all to reply; `under` is
/// what stands below it.
pub(super) fn article(
    comment: &CommentView,
    time: AnyView,
    reply: Option<AnyView>,
    under: AnyView,
) -> AnyView {
    let id = comment.id;
    if comment.deleted {
        return view! {
            <article class="c gone" id=format!("comment-{id}") aria-label="Removed comment">
                <p>"This comment was removed."</p>
                {under}
            </article>
        }
        .into_any();
    }
    let mark = mark(comment);
    let edited = comment
        .edited
        .is_some()
        .then(|| view! { <span>"edited"</span> });
    let html = comment.html.clone();
    let edit = comment.mine.then(|| view! {
        <a class="btn small quiet" href=format!("/comments/{id}/edit") aria-label="Edit this comment">"Edit"</a>
    });
    let delete = comment.may_delete.then(|| view! {
        <details class="fold">
            <summary>"Delete"</summary>
            <form class="actions" method="post" action="/api/comments/delete">
                <input type="hidden" name="comment" value=id.to_string()/>
                <button class="btn small danger"><Icon name="trash"/>" Delete this comment"</button>
            </form>
        </details>
    });
    let care = comment.may_care.then(|| {
        let about = format!("comment by {}", comment.author.name);
        care_link(path::care_of_comment(id), &about)
    });
    let acts = [
        reply.is_some(),
        edit.is_some(),
        delete.is_some(),
        care.is_some(),
    ];
    let acts = acts
        .contains(&true)
        .then(|| view! { <div class="acts">{reply}{edit}{delete}{care}</div> });
    // Safe as it is: made from Markdown by the backend, through its allow-list.
    view! {
        <article class="c" id=format!("comment-{id}") aria-label=comment.author.name.clone()>
            <p class="meta">
                {match mark {
                    Some(mark) => view! { <Who person=comment.author.clone() mark/> }.into_any(),
                    None => view! { <Who person=comment.author.clone()/> }.into_any(),
                }}
                <a class="quiet" href=format!("#comment-{id}")>{time}</a>
                {edited}
            </p>
            {comment_told(comment)}
            <div class="prose" inner_html=html></div>
            {acts}
            {under}
        </article>
    }
    .into_any()
}
