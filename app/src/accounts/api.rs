//! Server functions of accounts.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::guard;
#[cfg(feature = "ssr")]
use domain::accounts::{NewAccount, Password, Profile};

/// Makes an account and signs in.
#[server(endpoint = "accounts/sign-up")]
pub async fn sign_up(
    #[server(default)] display_name: String,
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] invitation: String,
    #[server(default)] next: String,
) -> Result<(), Refused> {
    let (services, request) = guard::open();
    let new =
        NewAccount::parse(&display_name, &email, &password, &invitation).map_err(guard::fail)?;
    let token = services
        .accounts
        .sign_up(new, &request.device())
        .await
        .map_err(guard::fail)?;
    guard::replace_session(&token).await?;
    guard::go(&next);
    Ok(())
}

/// Signs in.
#[server(endpoint = "accounts/sign-in")]
pub async fn sign_in(
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<(), Refused> {
    let (services, request) = guard::open();
    let token = services
        .accounts
        .sign_in(&email, &Password::claimed(&password), &request.device())
        .await
        .map_err(guard::fail)?;
    guard::replace_session(&token).await?;
    guard::go(&next);
    Ok(())
}

/// Signs out on this device.
#[server(endpoint = "accounts/sign-out")]
pub async fn sign_out() -> Result<(), Refused> {
    let (services, request) = guard::open();
    if let Some(token) = &request.token {
        services
            .accounts
            .sign_out(token)
            .await
            .map_err(guard::fail)?;
    }
    guard::set_session(None);
    guard::go("/");
    Ok(())
}

/// A row of skills, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SkillRow {
    /// Name.
    pub name: String,
    /// 1–3.
    pub level: String,
}

/// Saves one's profile.
#[server(endpoint = "accounts/save-profile")]
pub async fn save_profile(
    #[server(default)] display_name: String,
    #[server(default)] handle: String,
    #[server(default)] department: String,
    #[server(default)] about: String,
    #[server(default)] skills: Vec<SkillRow>,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let rows: Vec<(String, String)> = skills
        .into_iter()
        .map(|row| (row.name, row.level))
        .collect();
    let profile =
        Profile::parse(&display_name, &handle, &department, &about, &rows).map_err(guard::fail)?;
    services
        .accounts
        .save_profile(&actor, profile)
        .await
        .map_err(guard::fail)?;
    guard::go("/me/profile?saved=1");
    Ok(())
}

/// Changes one's password.
#[server(endpoint = "accounts/change-password")]
pub async fn change_password(
    #[server(default)] current: String,
    #[server(default)] password: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let token = guard::open()
        .1
        .token
        .ok_or_else(|| guard::fail(domain::Denied::SignInFirst))?;
    let password = Password::parse(&password)
        .map_err(|error| guard::fail(domain::FieldErrors::one("password", error)))?;
    services
        .accounts
        .change_password(&actor, &token, &Password::claimed(&current), password)
        .await
        .map_err(guard::fail)?;
    guard::go("/me/security?saved=1");
    Ok(())
}

/// Ends one of one's sessions.
#[server(endpoint = "accounts/end-session")]
pub async fn end_session(#[server(default)] session: i64) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    services
        .accounts
        .end_session(&actor, session)
        .await
        .map_err(guard::fail)?;
    guard::go("/me/security");
    Ok(())
}

/// Sets a new password by a one-time link.
#[server(endpoint = "accounts/reset")]
pub async fn reset(
    #[server(default)] key: String,
    #[server(default)] password: String,
) -> Result<(), Refused> {
    let (services, _) = guard::open();
    let password = Password::parse(&password)
        .map_err(|error| guard::fail(domain::FieldErrors::one("password", error)))?;
    services
        .accounts
        .reset_password(&key, password)
        .await
        .map_err(guard::fail)?;
    guard::go("/sign-in?reset=1");
    Ok(())
}

/// Says that somebody one worked with has a skill they declare.
#[server(endpoint = "accounts/endorse")]
pub async fn endorse(
    #[server(default)] member: i64,
    #[server(default)] skill: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let endorsed = services.accounts.endorse(&actor, member, &skill).await;
    endorsed.map_err(guard::fail)?;
    guard::back("skills");
    Ok(())
}

/// Takes that back.
#[server(endpoint = "accounts/unendorse")]
pub async fn unendorse(
    #[server(default)] member: i64,
    #[server(default)] skill: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let taken = services.accounts.unendorse(&actor, member, &skill).await;
    taken.map_err(guard::fail)?;
    guard::back("skills");
    Ok(())
}
