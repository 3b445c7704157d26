//! Changing the settings. The logo itself is a file and comes another way.

use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::guard;

/// Where each of these leads.
#[cfg(feature = "ssr")]
const PAGE: &str = "/admin/settings?saved=1";

/// Changes name, welcome, look and who may join.
#[server(endpoint = "settings/save")]
pub async fn save(
    #[server(default)] organisation: String,
    #[server(default)] time_zone: String,
    #[server(default)] welcome: String,
    #[server(default)] shares_mean: String,
    #[server(default)] sign_up: String,
    #[server(default)] accent: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::admin()?;
    let form = domain::admin::SettingsForm {
        organisation,
        time_zone,
        welcome,
        shares_mean,
        sign_up,
        accent,
    };
    let plan = domain::admin::SettingsPlan::parse(&form).map_err(guard::fail)?;
    let saved = services.admin.settings.save(&actor, plan).await;
    saved.map_err(guard::fail)?;
    guard::go(PAGE);
    Ok(())
}

/// Changes what the logo is said to show.
#[server(endpoint = "settings/describe-logo")]
pub async fn describe_logo(#[server(default)] text: String) -> Result<(), Refused> {
    let (services, actor) = guard::admin()?;
    let text = domain::admin::logo_text(&text).map_err(guard::fail)?;
    let described = services.admin.settings.describe_logo(&actor, text).await;
    described.map_err(guard::fail)?;
    guard::go(PAGE);
    Ok(())
}

/// Takes the logo away.
#[server(endpoint = "settings/remove-logo")]
pub async fn remove_logo() -> Result<(), Refused> {
    let (services, actor) = guard::admin()?;
    let removed = services.admin.settings.remove_logo(&actor).await;
    removed.map_err(guard::fail)?;
    guard::go(PAGE);
    Ok(())
}
