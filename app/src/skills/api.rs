//! Tending the vocabulary of skills.

use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::guard;

#[cfg(feature = "ssr")]
const PAGE: &str = "/moderation/skills?saved=1";

/// Says that a skill means the same as another one.
#[server(endpoint = "skills/unite")]
pub async fn unite(
    #[server(default)] skill: String,
    #[server(default)] with: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let united = services.skills.unite(&actor, &skill, &with).await;
    united.map_err(guard::fail)?;
    guard::go(PAGE);
    Ok(())
}

/// Takes that back.
#[server(endpoint = "skills/part")]
pub async fn part(#[server(default)] skill: String) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let parted = services.skills.part(&actor, &skill).await;
    parted.map_err(guard::fail)?;
    guard::go(PAGE);
    Ok(())
}
