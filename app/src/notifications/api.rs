//! Server functions of notices.

use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::guard;

/// Marks notices as read, up to this one.
#[server(endpoint = "notifications/mark-read")]
pub async fn mark_read(#[server(default)] up_to: i64) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    services
        .notifications
        .mark_read(&actor, up_to)
        .await
        .map_err(guard::fail)?;
    guard::go("/me/notifications");
    Ok(())
}
