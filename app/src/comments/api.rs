//! Server functions of comments.

use domain::comments::CommentView;
use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::{guard, ui::path};
#[cfg(feature = "ssr")]
use domain::comments::CommentBody;

/// The page that shows a comment just posted: the idea's page it was written
/// on, or the one that finds the idea.
#[cfg(feature = "ssr")]
fn place_of(idea: i64, comment: i64) -> String {
    let (_, request) = guard::open();
    if request.path.starts_with(&format!("/ideas/{idea}/")) {
        let number = comment.to_string();
        let page = request.with(&[("after", None), ("comment", Some(&number))]);
        format!("{page}#comment-{comment}")
    } else {
        path::comment(idea, comment)
    }
}

/// Posts a comment or a reply.
#[server(endpoint = "comments/post")]
pub async fn post(
    #[server(default)] idea: i64,
    #[server(default)] parent: String,
    #[server(default)] body: String,
) -> Result<CommentView, Refused> {
    let (services, actor) = guard::signed_in()?;
    let body = CommentBody::parse(&body).map_err(guard::fail)?;
    let comment = services
        .comments
        .post(&actor, idea, parent.parse().ok(), body)
        .await
        .map_err(guard::fail)?;
    guard::go(&place_of(idea, comment.id));
    Ok(comment)
}

/// Changes one's own comment.
#[server(endpoint = "comments/edit")]
pub async fn edit(
    #[server(default)] comment: i64,
    #[server(default)] body: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let body = CommentBody::parse(&body).map_err(guard::fail)?;
    let edited = services
        .comments
        .edit(&actor, comment, body)
        .await
        .map_err(guard::fail)?;
    guard::go(&path::comment(edited.idea.number, comment));
    Ok(())
}

/// Deletes a comment.
#[server(endpoint = "comments/delete")]
pub async fn delete(#[server(default)] comment: i64) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let idea = services
        .comments
        .delete(&actor, comment)
        .await
        .map_err(guard::fail)?;
    guard::go(&format!("{}#discussion", path::idea(&idea)));
    Ok(())
}
