//! Server functions, asked by a script or by a plain form.
//!
//! A script gets JSON and a fitting status. A plain form gets a page: where it
//! succeeded, the one the function names; where it was refused, the page it
//! came from, with everything typed (secrets excepted) kept for a quarter of an
//! hour under a key that works once and in this browser only.

use std::sync::PoisonError;

use app::load::status;
use app::request::{Kept, local};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use backend::db::incident;
use backend::secret;
use domain::{AppError, Denied};
use leptos::prelude::provide_context;

use crate::house::{House, cookie, text};
use crate::pages::plain;

/// Bytes a form may have.
const LIMIT: usize = 64 * 1024;
/// Fields that are never kept.
/// `next` may lead to an invitation.
const SECRETS: [&str; 5] = ["password", "current", "key", "invitation", "next"];

/// Answers a server function.
pub(crate) async fn call(State(house): State<House>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let kind = text(&parts.headers, &header::CONTENT_TYPE);
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return (
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "A form is expected here.\n",
        )
            .into_response();
    }
    let Ok(bytes) = to_bytes(body, LIMIT).await else {
        return (
            StatusCode::PAYLOAD_TOO_LARGE,
            "This is more than a form here may hold.\n",
        )
            .into_response();
    };
    // Dropping a handler half-way would leave a command without its answer.
    let work = tokio::spawn(async move { answer(&house, &parts, bytes).await });
    match work.await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => plain(&error),
        Err(panic) => plain(&incident(&format_args!(
            "a server function panicked: {panic}"
        ))),
    }
}

async fn answer(
    house: &House,
    parts: &axum::http::request::Parts,
    bytes: Bytes,
) -> Result<Response, AppError> {
    let headers = &parts.headers;
    let (path, query) = came_from(headers);
    let who = house.viewer(headers).await?;
    let asked = house.request(parts, who, (path, &query));
    let (is_plain, here, left) = (asked.plain, asked.here(), asked.left.clone());

    let context = move || provide_context(asked.clone());
    let request = Request::from_parts(parts.clone(), Body::from(bytes.clone()));
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
            if error == AppError::Busy {
                response
                    .headers_mut()
                    .insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
            }
        }
        (false, _) => {}
        (true, None) if response.status() == StatusCode::INTERNAL_SERVER_ERROR => {
            return Ok((StatusCode::BAD_REQUEST, "This form cannot be read.\n").into_response());
        }
        (true, None) => see_other(&mut response),
        (
            true,
            Some(Kept {
                error: Some(error), ..
            }),
        ) => {
            let fields = form_urlencoded::parse(&bytes)
                .into_owned()
                .filter(|(name, _)| !SECRETS.contains(&name.as_str()))
                .collect();
            let action = parts.uri.path().to_owned();
            let first = error == AppError::Denied(Denied::SignInFirst);
            let kept = Kept {
                action,
                fields,
                error: Some(error).filter(|_| !first),
            };
            let (key, browser) = keep(house, headers, &kept).await?;
            let back = with_key(&here, &key);
            let target = if first { sign_in(&back) } else { back };
            return redirect(&target, browser);
        }
        (true, Some(shown)) => {
            let (key, browser) = keep(house, headers, &shown).await?;
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

/// Path and query of the page a form stood on; the board when unknown.
fn came_from(headers: &HeaderMap) -> (String, String) {
    let referer = text(headers, &header::REFERER);
    let path = referer
        .split_once("://")
        .and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]))
        .unwrap_or("/");
    let path = local(path.split('#').next().unwrap_or("/"));
    match path.split_once('?') {
        Some((path, query)) => (path.to_owned(), query.to_owned()),
        None => (path, String::new()),
    }
}

/// Keeps a form; gives its key and, for a browser that has none yet, a cookie.
async fn keep(
    house: &House,
    headers: &HeaderMap,
    kept: &Kept,
) -> Result<(String, Option<String>), AppError> {
    let known = cookie(headers, house.browser_cookie());
    let browser = known.clone().unwrap_or_else(|| secret::fresh(&house.ctx));
    let content = serde_json::to_string(kept).map_err(|error| incident(&error))?;
    let key = backend::retries::keep(&house.ctx, &browser, &content).await?;
    let set = known.is_none().then(|| {
        let secure = if house.cookie.secure { "; Secure" } else { "" };
        format!(
            "{}={browser}; Path=/; HttpOnly; SameSite=Lax; Max-Age=86400{secure}",
            house.browser_cookie()
        )
    });
    Ok((key, set))
}

fn with_key(path: &str, key: &str) -> String {
    let (path, fragment) = path
        .split_once('#')
        .map_or((path, ""), |(path, fragment)| (path, fragment));
    let mark = if path.contains('?') { '&' } else { '?' };
    let fragment = if fragment.is_empty() {
        String::new()
    } else {
        format!("#{fragment}")
    };
    format!("{path}{mark}retry={key}{fragment}")
}

fn sign_in(back: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("next", back)
        .finish();
    format!("/sign-in?{query}")
}

fn redirect(target: &str, set_cookie: Option<String>) -> Result<Response, AppError> {
    let place = HeaderValue::from_str(&local(target)).map_err(|error| incident(&error))?;
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(header::LOCATION, place);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(cookie) = set_cookie {
        let cookie = HeaderValue::from_str(&cookie).map_err(|error| incident(&error))?;
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// After a post the browser shall get the next page, whatever it posted.
fn see_other(response: &mut Response) {
    if response.status().is_redirection() {
        *response.status_mut() = StatusCode::SEE_OTHER;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_joins_the_query_before_the_fragment() {
        assert_eq!(with_key("/a", "k"), "/a?retry=k");
        assert_eq!(with_key("/a?b=1#c", "k"), "/a?b=1&retry=k#c");
    }

    #[test]
    fn the_page_a_form_came_from_is_of_this_site() {
        let from = |referer: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::REFERER, referer.parse().expect("a header"));
            came_from(&headers)
        };
        assert_eq!(
            from("http://127.0.0.1:3000/ideas/new?kind=idea"),
            ("/ideas/new".into(), "kind=idea".into())
        );
        assert_eq!(
            from("http://127.0.0.1:3000//evil.example/"),
            ("/".into(), String::new())
        );
        assert_eq!(from("nonsense"), ("/".into(), String::new()));
    }
}
