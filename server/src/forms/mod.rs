//! Server functions, asked by a script or by a plain form.
//!
//! A script gets JSON and a fitting status. A plain form gets a page: where it
//! succeeded, the one the function names; where it was refused, the page it
//! came from, with everything typed (secrets excepted) kept for a quarter of an
//! hour under a key that works once and in this browser only; and where nothing
//! can be kept just now, a page that holds the form, to be sent again.

mod body;
pub(crate) mod files;
mod keeping;
pub(crate) mod logo;
mod upload;

use std::sync::{Arc, PoisonError};

use app::functions::Function;
use app::load::{retry_after, status};
use app::request::Kept;
use axum::body::Body;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use backend::db::incident;
use backend::retries::Keeper;
use domain::{AppError, Denied};
use leptos::prelude::provide_context;
use leptos::server_fn::error::SERVER_FN_ERROR_HEADER;
use tracing::Instrument;

use self::body::{Form, Unreadable};
use self::keeping::{came_from, keep, redirect, sign_in, with_key};
use crate::house::{House, text};
use crate::http::answers::Wants;
use crate::http::shed::Class;

/// Answers this server function.
pub(crate) async fn call(house: House, function: Arc<Function>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let wants = Wants::from(&parts);
    let form = match body::read(&function, &parts.headers, body).await {
        Ok(form) => Arc::new(form),
        Err(unreadable) => return house.answers.refusal(wants, &unreadable.refusal()),
    };
    let parts = Arc::new(parts);
    // The body is here: a slow one has held nobody's place.
    let place = match house.places.enter(class(function.path)).await {
        Ok(place) => place,
        Err(busy) => return failed(&house, &parts, &form, &busy),
    };
    let work = {
        let (house, parts, form) = (house.clone(), Arc::clone(&parts), Arc::clone(&form));
        async move {
            let _place = place;
            answer(&house, &parts, &form).await
        }
    };
    let answered = to_its_end(work).await;
    answered.unwrap_or_else(|error| failed(&house, &parts, &form, &error))
}

/// Works on although whoever asked may leave: a handler that is dropped
/// half-way would leave a command without its answer.
async fn to_its_end<F>(work: F) -> Result<Response, AppError>
where
    F: Future<Output = Result<Response, AppError>> + Send + 'static,
{
    let done = tokio::spawn(work.in_current_span()).await;
    done.unwrap_or_else(|panic| {
        Err(incident(&format_args!(
            "a form's handler panicked: {panic}"
        )))
    })
}

/// Hashing passwords keeps a core busy; everything else is a write.
fn class(path: &str) -> Class {
    if path.starts_with("/api/accounts/") || path.starts_with("/api/setup/") {
        Class::Account
    } else {
        Class::Write
    }
}

/// A refusal that cannot be kept for the page the form stood on: the answer
/// holds the form itself, so that nothing typed is lost.
fn failed(house: &House, parts: &Parts, form: &Form, error: &AppError) -> Response {
    let wants = Wants::from(parts);
    let again = (wants == Wants::Page).then(|| keeping::again(parts, form));
    house.answers.error_with(wants, error, again.as_ref())
}

async fn answer(house: &House, parts: &Parts, form: &Form) -> Result<Response, AppError> {
    let headers = &parts.headers;
    let (path, query) = came_from(parts);
    let who = house.viewer(headers).await?;
    let asked = house.request(parts, who, (path, &query));
    let (is_plain, here, left) = (asked.plain, asked.here(), asked.left.clone());
    let keeper = keeping::keeper(&asked);

    let context = move || provide_context(asked.clone());
    let request = Request::from_parts(parts.clone(), Body::from(form.bytes.clone()));
    let mut response = leptos_axum::handle_server_fns_with_context(context, request)
        .await
        .into_response();

    let left = left.lock().unwrap_or_else(PoisonError::into_inner).take();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    match (is_plain, left) {
        (
            false,
            Some(Kept {
                error: Some(error), ..
            }),
        ) => {
            *response.status_mut() = status(&error);
            if let Some(seconds) = retry_after(&error) {
                response
                    .headers_mut()
                    .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
        }
        // The function's own reading failed, before any code of ours: a hidden
        // number that is none. (A plain form would be sent back with it in the URL.)
        (_, None) if response.headers().contains_key(SERVER_FN_ERROR_HEADER) => {
            let wants = Wants::from(parts);
            return Ok(house.answers.refusal(wants, &Unreadable::Text.refusal()));
        }
        (false, _) => {}
        (true, None) => see_other(&mut response),
        (
            true,
            Some(Kept {
                error: Some(error @ (AppError::Busy | AppError::Internal(_))),
                ..
            }),
        ) => return Err(error),
        (
            true,
            Some(Kept {
                error: Some(error), ..
            }),
        ) => {
            let first = error == AppError::Denied(Denied::SignInFirst);
            let kept = Kept {
                action: parts.uri.path().to_owned(),
                fields: keeping::open(form),
                error: Some(error).filter(|_| !first),
            };
            let (key, browser) = keep(house, headers, keeper, &kept).await?;
            let back = with_key(&here, &key);
            let target = if first { sign_in(&back) } else { back };
            return redirect(&target, browser);
        }
        (true, Some(shown)) => {
            let (key, browser) = keep(house, headers, Keeper::Done, &shown).await?;
            let target = text(response.headers(), &header::LOCATION).to_owned();
            return redirect(&with_key(&target, &key), browser);
        }
    }
    // The text that a script reads is of no use to a browser on its way.
    if response.headers().contains_key(header::LOCATION) && is_plain {
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(header::CONTENT_TYPE);
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    Ok(response)
}

/// After a post the browser shall get the next page, whatever it posted.
fn see_other(response: &mut Response) {
    if response.status().is_redirection() {
        *response.status_mut() = StatusCode::SEE_OTHER;
    }
}
