//! A visitor's page: from the cache, or rendered into it.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use backend::changes::Version;
use backend::db::incident;
use domain::{AppError, Timestamp};

use super::{Kept, Key, Way};
use crate::house::{House, text};
use crate::pages::{self, Drawn, VARY, takes_gzip};
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
    let (version, now) = current(&house, &key);
    if let Some(kept) = house.pages.get(&key, version, now) {
        return told(&house, &kept, Way::Hit, &headers);
    }
    let made = tokio::spawn(async move { make(&house, &key, &headers).await });
    made.await
        .unwrap_or_else(|panic| pages::plain(&incident(&format_args!("a page panicked: {panic}"))))
}

fn current(house: &House, key: &Key) -> (Version, Timestamp) {
    (house.ctx.changes.version(key.shown()), house.ctx.now())
}

async fn make(house: &House, key: &Key, headers: &HeaderMap) -> Response {
    let drawn = Box::pin(draw(house, key, takes_gzip(headers)));
    match house.pages.page(key, || current(house, key), drawn).await {
        Ok((kept, way)) => told(house, &kept, way, headers),
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
    let mut response = if has(asked, &kept.tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else if takes_gzip(asked) {
        let mut response = Body::from(kept.page.gzip(&nonce)).into_response();
        let gzip = HeaderValue::from_static("gzip");
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, gzip);
        response
    } else {
        Body::from(kept.page.text(&nonce)).into_response()
    };
    let unchanged = response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    if !unchanged {
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

/// Whether the browser names this tag among those of the copies it has.
fn has(asked: &HeaderMap, tag: &str) -> bool {
    let plain = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    text(asked, &header::IF_NONE_MATCH)
        .split(',')
        .any(|known| plain(known) == plain(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_among_several_however_it_is_written() {
        let asked = |tags: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(tags));
            has(&headers, "W/\"ab\"")
        };
        assert!(asked("W/\"ab\""));
        assert!(asked("\"x\", \"ab\""));
        assert!(!asked("\"abc\""));
        assert!(!has(&HeaderMap::new(), "W/\"ab\""));
    }
}
