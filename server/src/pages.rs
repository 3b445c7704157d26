//! Pages: who asks, what they may see around the page, the page itself, its
//! scripts and headers.

use std::sync::Arc;

use app::load::{retry_after, status};
use app::request::Request as Asked;
use app::shell;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header, response};
use axum::response::{IntoResponse, Response};
use backend::db::incident;
use backend::secret;
use domain::AppError;
use domain::accounts::Viewer;
use leptos::prelude::provide_context;
use tracing::Instrument;

use crate::cache;
use crate::headers::content_security_policy;
use crate::house::House;
use crate::http::answers::Untold;
use crate::http::negotiate::Coding;
use crate::http::shed::Class;
use crate::scripts::Markup;

/// What a page depends on besides its address.
pub(crate) const VARY: HeaderValue = HeaderValue::from_static("accept-encoding, cookie");
/// Bytes from which on compressing saves a packet.
const WORTH_IT: usize = 1_000;

/// Answers a page: from the cache where every visitor gets the same one, else
/// rendered for who asks. Rendering goes on to its end in a task of its own,
/// because a render that is dropped half-way never gives its memory back.
pub(crate) async fn page(State(house): State<House>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if let Some(key) = house.pages.key(&parts, house.cookie) {
        return cache::answer(house, key, parts.headers).await;
    }
    let drawn = async move {
        let gzip = Coding::Gzip.is_taken(&parts.headers);
        finished(&house, draw(&house, parts).await?, gzip)
    };
    match tokio::spawn(drawn.in_current_span()).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => plain(&error),
        Err(panic) => plain(&incident(&format_args!("a page panicked: {panic}"))),
    }
}

/// A refusal where no page can be rendered. It gets its words, as a page, JSON
/// or text, on its way out.
pub(crate) fn plain(error: &AppError) -> Response {
    let mut response = status(error).into_response();
    response.extensions_mut().insert(Untold(error.clone()));
    response
}

/// Says when the same request may do better, where that is known.
pub(crate) fn say_when(headers: &mut HeaderMap, error: &AppError) {
    if let Some(seconds) = retry_after(error) {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// A page as it was rendered.
pub(crate) struct Drawn {
    /// Status and headers.
    pub(crate) parts: response::Parts,
    /// The page; none where the browser is sent elsewhere.
    pub(crate) markup: Option<Markup>,
    /// Whether it is for this browser only.
    private: bool,
}

/// Renders the page that is asked for.
pub(crate) async fn draw(house: &House, asked_by: Parts) -> Result<Drawn, AppError> {
    let _place = house.places.enter(Class::Page).await?;
    let asked = asked(house, &asked_by).await?;
    let request = Request::from_parts(asked_by, Body::empty());
    let failed = asked.kept.as_ref().and_then(|kept| kept.error.clone());
    let private = asked.kept.is_some() || matches!(asked.viewer, Viewer::Member(_));
    let files = Arc::clone(&house.files);
    let context = move || provide_context(asked.clone());
    let document = move || shell::document(&files);
    let answer = leptos_axum::render_app_async_with_context(context, document)(request).await;

    let (mut parts, body) = answer.into_parts();
    let body = to_bytes(body, usize::MAX)
        .await
        .map_err(|error| incident(&error))?;
    parts.headers.remove(header::CONTENT_LENGTH);
    if let (StatusCode::OK, Some(error)) = (parts.status, &failed) {
        parts.status = status(error);
        say_when(&mut parts.headers, error);
    }
    let markup = if parts.headers.contains_key(header::LOCATION) {
        parts.headers.remove(header::CONTENT_TYPE);
        None
    } else {
        let page = std::str::from_utf8(&body).map_err(|error| incident(&error))?;
        Some(house.scripts.put_into(page))
    };
    Ok(Drawn {
        parts,
        markup,
        private,
    })
}

/// The answer with a page that is sent once.
pub(crate) fn finished(house: &House, drawn: Drawn, gzip: bool) -> Result<Response, AppError> {
    let Drawn {
        mut parts,
        markup,
        private,
    } = drawn;
    let cache = if private {
        "private, no-store"
    } else {
        "private, no-cache"
    };
    let headers = &mut parts.headers;
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    let Some(markup) = markup else {
        return Ok(Response::from_parts(parts, Body::empty()));
    };
    let nonce = nonce(house);
    let page = markup.with(&nonce);
    headers.insert(header::VARY, VARY);
    headers.insert(header::CONTENT_SECURITY_POLICY, policy(&nonce)?);
    let body = if gzip && page.len() >= WORTH_IT {
        headers.insert(header::CONTENT_ENCODING, Coding::Gzip.header());
        Body::from(cache::gzip_once(&page))
    } else {
        Body::from(page)
    };
    Ok(Response::from_parts(parts, body))
}

/// The content policy of a page with this nonce.
pub(crate) fn policy(nonce: &str) -> Result<HeaderValue, AppError> {
    HeaderValue::from_str(&content_security_policy(nonce)).map_err(|error| incident(&error))
}

/// 128 random bits in hexadecimal, new for each answer.
pub(crate) fn nonce(house: &House) -> String {
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
