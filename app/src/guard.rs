//! What every server function begins and ends with: who asks, where to go
//! next, how a refusal is told.

use domain::accounts::{Actor, SessionToken};
use domain::{AppError, FieldError, FieldErrors, Services};
use http::{HeaderValue, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use crate::Refused;
use crate::request::{Kept, Request, local};

/// The use cases, and the request they are asked in.
pub fn open() -> (Services, Request) {
    let request = Request::current();
    (request.services.clone(), request)
}

/// The use cases and the signed-in member; visitors are refused.
pub fn signed_in() -> Result<(Services, Actor), Refused> {
    let request = Request::current();
    match request.viewer.clone().member() {
        Ok(actor) => Ok((request.services, actor)),
        Err(error) => Err(fail(error)),
    }
}

/// The use cases and the signed-in admin; everybody else is refused before
/// anything they posted is read.
pub fn admin() -> Result<(Services, Actor), Refused> {
    let (services, actor) = signed_in()?;
    domain::policy::administer(&actor).map_err(fail)?;
    Ok((services, actor))
}

/// A refusal, noted for the plain form that may be waiting.
pub fn fail(error: impl Into<AppError>) -> Refused {
    let error = error.into();
    Request::current().leave(Kept {
        action: String::new(),
        fields: Vec::new(),
        error: Some(error.clone()),
    });
    Refused(error)
}

/// What a field was read as, or the refusal that names the field.
pub fn parsed<T>(field: &str, read: Result<T, FieldError>) -> Result<T, Refused> {
    read.map_err(|error| fail(FieldErrors::one(field, error)))
}

/// Refuses at the field `sure` what was to be confirmed and was not.
pub fn confirmed(sure: &str) -> Result<(), Refused> {
    let sure = domain::plain::yes(sure);
    let confirmed = sure.and_then(|sure| sure.then_some(()).ok_or(FieldError::Unconfirmed));
    parsed("sure", confirmed)
}

/// Sends a plain form on to a page of this site. A script that asked gets its
/// answer instead and stays where it is.
pub fn go(path: &str) {
    if Request::current().plain {
        leptos_axum::redirect(&local(path));
    }
}

/// Sends a plain form back to the page it stood on, at this anchor.
pub fn back(anchor: &str) {
    let here = Request::current().here();
    go(&format!("{here}#{anchor}"));
}

/// Shows these values once on the next page, in the form of the given action.
pub fn show_once(action: &str, fields: Vec<(String, String)>) {
    Request::current().leave(Kept {
        action: action.to_owned(),
        fields,
        error: None,
    });
}

/// Gives the browser the session it just signed in to, and ends the one it had:
/// a token never outlives the sign-in that replaces it.
pub async fn replace_session(token: &SessionToken) -> Result<(), Refused> {
    let (services, request) = open();
    if let Some(before) = &request.token {
        services.accounts.sign_out(before).await.map_err(fail)?;
    }
    set_session(Some(token));
    Ok(())
}

/// Gives the browser a session, or takes it away.
pub fn set_session(token: Option<&SessionToken>) {
    let header = Request::current().cookie.header(token);
    // Tokens are hexadecimal, so the header is always valid.
    if let (Some(options), Ok(value)) = (
        use_context::<ResponseOptions>(),
        HeaderValue::from_str(&header),
    ) {
        options.append_header(header::SET_COOKIE, value);
    }
}
