//! Server functions of matching.

use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::guard;
#[cfg(feature = "ssr")]
use domain::matching::{Preferences, PreferencesForm};

/// Keeps what one would like to be found for.
#[server(endpoint = "matching/prefer")]
pub async fn prefer(
    #[server(default)] open: String,
    #[server(default)] hours: String,
    #[server(default)] time_zone: String,
    #[server(default)] topics: String,
    #[server(default)] wants: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let form = PreferencesForm {
        open,
        hours,
        time_zone,
        topics,
        wants,
    };
    let preferences = Preferences::parse(&form).map_err(guard::fail)?;
    services
        .matching
        .prefer(&actor, preferences)
        .await
        .map_err(guard::fail)?;
    guard::go("/me/matching?saved=1");
    Ok(())
}

/// Offers a seat to somebody who may be found for it.
#[server(endpoint = "matching/offer")]
pub async fn offer(
    #[server(default)] team: i64,
    #[server(default)] seat: i64,
    #[server(default)] person: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let offered = services.matching.offer(&actor, team, seat, &person);
    offered.await.map_err(guard::fail)?;
    guard::back(&format!("person-{person}"));
    Ok(())
}

/// Takes an offer back that waits for an answer.
#[server(endpoint = "matching/take-back")]
pub async fn take_back(
    #[server(default)] team: i64,
    #[server(default)] person: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let taken_back = services.matching.take_back(&actor, team, &person);
    taken_back.await.map_err(guard::fail)?;
    guard::back(&format!("person-{person}"));
    Ok(())
}

/// Takes the seat that is offered, with the promise shown.
#[server(endpoint = "matching/accept")]
pub async fn accept(
    #[server(default)] offer: i64,
    #[server(default)] charter: i64,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let team = services.matching.accept(&actor, offer, charter).await;
    let team = team.map_err(guard::fail)?;
    guard::go(&format!("/teams/{team}"));
    Ok(())
}

/// Declines a seat that is offered.
#[server(endpoint = "matching/decline")]
pub async fn decline(#[server(default)] offer: i64) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let declined = services.matching.decline(&actor, offer).await;
    declined.map_err(guard::fail)?;
    guard::back("main");
    Ok(())
}
