//! Tidying topics.

use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::guard;

/// Gives a topic another name, or unites it with the one that has it.
#[server(endpoint = "topics/rename")]
pub async fn rename(
    #[server(default)] topic: String,
    #[server(default)] name: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::admin()?;
    let name = domain::admin::TopicUse::name(&name).map_err(guard::fail)?;
    let changed = services.admin.topics.rename(&actor, &topic, name).await;
    let changed = changed.map_err(guard::fail)?;
    guard::go(&format!("/admin/topics?changed={changed}"));
    Ok(())
}

/// Takes a topic off every idea.
#[server(endpoint = "topics/remove")]
pub async fn remove(#[server(default)] topic: String) -> Result<(), Refused> {
    let (services, actor) = guard::admin()?;
    let changed = services.admin.topics.remove(&actor, &topic).await;
    let changed = changed.map_err(guard::fail)?;
    guard::go(&format!("/admin/topics?changed={changed}"));
    Ok(())
}
