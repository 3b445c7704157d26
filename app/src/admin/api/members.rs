//! Changing members.

use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::guard;

/// Gives a member role, kind and department. Making a customer of an employee
/// wants to be confirmed.
#[server(endpoint = "members/change")]
pub async fn change(
    #[server(default)] member: String,
    #[server(default)] role: String,
    #[server(default)] kind: String,
    #[server(default)] department: String,
    #[server(default)] sure: String,
) -> Result<(), Refused> {
    use domain::accounts::Kind;
    use domain::admin::MemberChange;
    let (services, actor) = guard::admin()?;
    let members = services.admin.members;
    let file = members.file(&actor, &member).await.map_err(guard::fail)?;
    let change = MemberChange::parse(&role, &kind, &department).map_err(guard::fail)?;
    let leaves = file.card.person.kind == Kind::Employee && change.kind == Kind::Customer;
    if leaves {
        guard::confirmed(&sure)?;
    }
    members
        .change(&actor, &member, change)
        .await
        .map_err(guard::fail)?;
    guard::go(&format!("/admin/members/{member}?saved=change"));
    Ok(())
}

/// Makes a link for a new password; the next page shows it once.
#[server(endpoint = "members/make-reset-link")]
pub async fn make_reset_link(#[server(default)] member: String) -> Result<(), Refused> {
    let (services, actor) = guard::admin()?;
    let secret = services
        .admin
        .members
        .reset_link(&actor, &member)
        .await
        .map_err(guard::fail)?;
    let link = format!("{}/reset?key={secret}", guard::open().1.base_url);
    guard::show_once(
        "/api/members/make-reset-link",
        vec![("link".to_owned(), link)],
    );
    guard::go(&format!("/admin/members/{member}"));
    Ok(())
}

/// Signs a member out everywhere.
#[server(endpoint = "members/end-sessions")]
pub async fn end_sessions(#[server(default)] member: String) -> Result<(), Refused> {
    let (services, actor) = guard::admin()?;
    services
        .admin
        .members
        .end_sessions(&actor, &member)
        .await
        .map_err(guard::fail)?;
    guard::go(&format!("/admin/members/{member}?saved=sessions"));
    Ok(())
}
