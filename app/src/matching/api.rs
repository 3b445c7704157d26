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
