//! Server functions of the first start.

#![expect(
    clippy::too_many_arguments,
    reason = "the fields of one form; the macro writes the function twice"
)]

use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::guard;

/// Makes the organisation and its first admin.
#[server(endpoint = "setup/complete")]
pub async fn complete(
    #[server(default)] key: String,
    #[server(default)] organisation: String,
    #[server(default)] time_zone: String,
    #[server(default)] departments: String,
    #[server(default)] board: String,
    #[server(default)] purpose: String,
    #[server(default)] visibility: String,
    #[server(default)] display_name: String,
    #[server(default)] email: String,
    #[server(default)] password: String,
) -> Result<(), Refused> {
    let (services, request) = guard::open();
    let form = domain::setup::SetupForm {
        organisation,
        time_zone,
        departments,
        board,
        purpose,
        visibility,
        display_name,
        email,
        password,
    };
    let setup = domain::setup::Setup::parse(&form).map_err(guard::fail)?;
    let token = services
        .setup
        .complete(&key, setup, &request.agent)
        .await
        .map_err(guard::fail)?;
    guard::replace_session(&token).await?;
    guard::go("/");
    Ok(())
}
