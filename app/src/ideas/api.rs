//! Server functions of ideas.

use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::{guard, ui::path};
#[cfg(feature = "ssr")]
use domain::ideas::{IdeaForm, NewIdea};

/// Posts an idea, which may grow from another one.
#[server(endpoint = "ideas/submit")]
pub async fn submit(
    #[server(default)] board: String,
    #[server(default)] title: String,
    #[server(default)] body: String,
    #[server(default)] kind: String,
    #[server(default)] department: String,
    #[server(default)] topics: String,
    #[server(default)] from: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let form = IdeaForm {
        board,
        title,
        body,
        kind,
        department,
        topics,
        from,
    };
    let new = NewIdea::parse(&form).map_err(guard::fail)?;
    let idea = services
        .ideas
        .submit(&actor, new)
        .await
        .map_err(guard::fail)?;
    guard::go(&path::idea(&idea));
    Ok(())
}

/// Changes one's own idea.
#[server(endpoint = "ideas/edit")]
pub async fn edit(
    #[server(default)] idea: i64,
    #[server(default)] title: String,
    #[server(default)] body: String,
    #[server(default)] kind: String,
    #[server(default)] department: String,
    #[server(default)] topics: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let form = IdeaForm {
        board: String::new(),
        title,
        body,
        kind,
        department,
        topics,
        from: String::new(),
    };
    let new = NewIdea::parse(&form).map_err(guard::fail)?;
    let idea = services
        .ideas
        .edit(&actor, idea, new)
        .await
        .map_err(guard::fail)?;
    guard::go(&path::idea(&idea));
    Ok(())
}

/// Withdraws one's own idea.
#[server(endpoint = "ideas/withdraw")]
pub async fn withdraw(#[server(default)] idea: i64) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let idea = services
        .ideas
        .withdraw(&actor, idea)
        .await
        .map_err(guard::fail)?;
    guard::go(&path::idea(&idea));
    Ok(())
}
