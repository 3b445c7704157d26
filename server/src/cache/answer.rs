//! A visitor's page: from the cache, or rendered into it.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use backend::db::incident;
use domain::AppError;
use tracing::Instrument;

use super::{Crowded, Kept, Key, Ticket, Turn, Way};
use crate::house::House;
use crate::http::negotiate::{Coding, has};
use crate::http::shed::Class;
use crate::pages::{self, Drawn, VARY};
use crate::scripts::Markup;

/// How long a visitor waits to hear what changed. With the database away for a
/// moment they get what was true half a minute ago at most.
const PATIENCE: Duration = Duration::from_millis(250);
const CACHE_STATUS: HeaderName = HeaderName::from_static("cache-status");

/// Answers a page that every visitor sees alike.
pub(crate) async fn answer(house: House, key: Key, headers: HeaderMap) -> Response {
    let looked = house.ctx.changes.look(&house.ctx.db, house.ctx.now());
    if !matches!(tokio::time::timeout(PATIENCE, looked).await, Ok(Ok(()))) {
        tracing::warn!("what changed cannot be read; pages may be half a minute old");
    }
    let current = || (house.ctx.changes.version(key.shown()), house.ctx.now());
    let ticket = match house.pages.turn(&key, current).await {
        Ok(Turn::There(kept, way)) => return told(&house, &kept, way, &headers),
        Ok(Turn::Render(ticket)) => ticket,
        Err(Crowded) => return pages::plain(&house.places.shed(Class::Page)),
    };
    // Only who renders goes on when the client leaves; who waits does not.
    let made = async move { make(&house, ticket, &headers).await };
    let made = tokio::spawn(made.in_current_span());
    made.await
        .unwrap_or_else(|panic| pages::plain(&incident(&format_args!("a page panicked: {panic}"))))
}

async fn make(house: &House, ticket: Ticket, headers: &HeaderMap) -> Response {
    match Box::pin(draw(house, ticket.key(), Coding::Gzip.is_taken(headers))).await {
        Ok(markup) => told(house, &ticket.keep(&markup), Way::Made, headers),
        Err(response) => *response,
    }
}

/// Renders the page for a visitor of whom nothing is known; an answer that is
/// no page for everybody goes to who asked, and nowhere else.
async fn draw(house: &House, key: &Key, gzip: bool) -> Result<Markup, Box<Response>> {
    let refused = |error: &AppError| Box::new(pages::plain(error));
    let request = Request::get(key.address())
        .header(header::ACCEPT, "text/html")
        .body(())
        .map_err(|error| refused(&incident(&error)))?;
    let drawn = pages::draw(house, request.into_parts().0).await;
    match drawn.map_err(|error| refused(&error))? {
        Drawn {
            parts,
            markup: Some(markup),
            ..
        } if parts.status == StatusCode::OK && !parts.headers.contains_key(header::SET_COOKIE) => {
            Ok(markup)
        }
        other => Err(match pages::finished(house, other, gzip) {
            Ok(response) => Box::new(response),
            Err(error) => refused(&error),
        }),
    }
}

/// The page, or that the browser has it already.
fn told(house: &House, kept: &Arc<Kept>, way: Way, asked: &HeaderMap) -> Response {
    let nonce = pages::nonce(house);
    let (Ok(policy), Ok(tag)) = (pages::policy(&nonce), HeaderValue::from_str(&kept.tag)) else {
        return pages::plain(&incident(&"a header of a kept page is no text"));
    };
    let coding = Coding::best(asked);
    let mut response = if has(asked, &kept.tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let page = match coding {
            Some(Coding::Brotli) => Body::from(kept.page.brotli(&nonce)),
            Some(Coding::Gzip) => Body::from(kept.page.gzip(&nonce)),
            None => Body::from(kept.page.text(&nonce)),
        };
        page.into_response()
    };
    let unchanged = response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    if !unchanged {
        if let Some(coding) = coding {
            headers.insert(header::CONTENT_ENCODING, coding.header());
        }
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        headers.insert(header::CONTENT_TYPE, html);
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(header::ETAG, tag);
    let cache = HeaderValue::from_static("private, no-cache");
    headers.insert(header::CACHE_CONTROL, cache);
    headers.insert(header::VARY, VARY);
    headers.insert(CACHE_STATUS, HeaderValue::from_static(way.words()));
    response
}
