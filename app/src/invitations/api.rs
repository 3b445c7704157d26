//! Server functions of invitations.

use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::guard;

/// Writes an invitation; the next page shows its link once.
#[server(endpoint = "invitations/create")]
pub async fn create(
    #[server(default)] note: String,
    #[server(default)] department: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let new = domain::invitations::NewInvitation::parse(&note, &department).map_err(guard::fail)?;
    let secret = services
        .invitations
        .invite(&actor, new)
        .await
        .map_err(guard::fail)?;
    let link = format!("{}/sign-up?invitation={secret}", guard::open().1.base_url);
    guard::show_once("/api/invitations/create", vec![("link".to_owned(), link)]);
    guard::go("/admin/invitations");
    Ok(())
}

/// Withdraws an invitation that was not used.
#[server(endpoint = "invitations/withdraw")]
pub async fn withdraw(#[server(default)] invitation: i64) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    services
        .invitations
        .withdraw(&actor, invitation)
        .await
        .map_err(guard::fail)?;
    guard::go("/admin/invitations");
    Ok(())
}

/// Joins the organisation as an employee, being signed in already.
#[server(endpoint = "invitations/accept")]
pub async fn accept(#[server(default)] invitation: String) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    services
        .invitations
        .accept(&actor, &invitation)
        .await
        .map_err(guard::fail)?;
    guard::go("/me/profile");
    Ok(())
}
