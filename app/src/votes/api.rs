//! Server functions of votes.

use domain::votes::Standing;
use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::guard;

/// Casts or takes back a vote.
#[server(endpoint = "votes/cast")]
pub async fn cast(
    #[server(default)] idea: i64,
    #[server(default)] choice: String,
) -> Result<Standing, Refused> {
    let (services, actor) = guard::signed_in()?;
    let choice = domain::votes::Choice::parse(&choice)
        .map_err(|error| guard::fail(domain::FieldErrors::one("choice", error)))?;
    let standing = services
        .votes
        .cast(&actor, idea, choice)
        .await
        .map_err(guard::fail)?;
    guard::back(&format!("idea-{idea}"));
    Ok(standing)
}
