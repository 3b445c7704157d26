//! Pages: who asks, what they may see around the page, the page itself, its
//! scripts and headers.

use std::sync::Arc;

use app::load::status;
use app::request::Request as Asked;
use app::shell;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use backend::db::incident;
use backend::secret;
use domain::AppError;
use domain::accounts::Viewer;
use leptos::prelude::provide_context;

use crate::headers::content_security_policy;
use crate::house::House;

/// Answers a page. It is rendered to its end in a task of its own, because a
/// render that is dropped half-way never gives its memory back.
pub(crate) async fn page(State(house): State<House>, request: Request) -> Response {
    let rendered = tokio::spawn(async move { render(&house, request).await });
    match rendered.await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => plain(&error),
        Err(panic) => plain(&incident(&format_args!("a page panicked: {panic}"))),
    }
}

/// A refusal where no page can be rendered: a sentence of text.
pub(crate) fn plain(error: &AppError) -> Response {
    let (title, sentence) = app::text::refusal(error);
    let mut response = (status(error), format!("{title}. {sentence}\n")).into_response();
    if *error == AppError::Busy {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    response
}

async fn render(house: &House, request: Request) -> Result<Response, AppError> {
    let (parts, body) = request.into_parts();
    let asked = asked(house, &parts).await?;
    let request = Request::from_parts(parts, body);
    let member = matches!(asked.viewer, Viewer::Member(_));
    let failed = asked.kept.as_ref().and_then(|kept| kept.error.clone());
    let files = Arc::clone(&house.files);
    let context = move || provide_context(asked.clone());
    let document = move || shell::document(&files);
    let answer = leptos_axum::render_app_async_with_context(context, document)(request).await;

    let (mut parts, body) = answer.into_parts();
    let body = to_bytes(body, usize::MAX)
        .await
        .map_err(|error| incident(&error))?;
    if parts.headers.contains_key(header::LOCATION) {
        parts.headers.remove(header::CONTENT_TYPE);
        return Ok(Response::from_parts(parts, Body::empty()));
    }
    let page = std::str::from_utf8(&body).map_err(|error| incident(&error))?;
    let nonce = nonce(house);
    let page = house.scripts.put_into(page, &nonce);
    if let (StatusCode::OK, Some(error)) = (parts.status, &failed) {
        parts.status = status(error);
    }
    let policy = HeaderValue::from_str(&content_security_policy(&nonce))
        .map_err(|error| incident(&error))?;
    parts
        .headers
        .insert(header::CONTENT_SECURITY_POLICY, policy);
    let cache = if member || failed.is_some() {
        "private, no-store"
    } else {
        "private, no-cache"
    };
    parts
        .headers
        .insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    parts.headers.remove(header::CONTENT_LENGTH);
    Ok(Response::from_parts(parts, Body::from(page)))
}

/// 128 random bits in hexadecimal, new for each answer.
fn nonce(house: &House) -> String {
    secret::hex(&house.ctx.entropy.secret()[..16])
}

/// The request with everything a page shows around its content.
async fn asked(house: &House, parts: &Parts) -> Result<Asked, AppError> {
    let (headers, uri) = (&parts.headers, &parts.uri);
    let who = house.viewer(headers).await?;
    let mut asked = house.request(
        parts,
        who,
        (uri.path().to_owned(), uri.query().unwrap_or_default()),
    );
    asked.site = Arc::new(house.services.boards.site(&asked.viewer).await?);
    if let Some(key) = asked.parameter("retry") {
        asked.kept = house.kept(headers, &key).await.map(Arc::new);
    }
    Ok(asked)
}
