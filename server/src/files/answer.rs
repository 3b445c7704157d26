//! One file as an answer: in the smallest form that is understood, once, and
//! not again while it has not changed.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use axum::body::Bytes;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_RANGE,
    RANGE, VARY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::{AppError, Noun};

use super::site::{Form, Found, Site};
use crate::house::text;
use crate::http::negotiate::{Coding, has};
use crate::pages;

/// How long a browser may keep a file without asking again.
#[derive(Clone, Copy, Debug)]
pub(super) enum Keep {
    /// For ever: its name changes with its content.
    Always,
    /// An hour.
    AWhile,
}

impl Keep {
    /// The value of `Cache-Control`.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Always => "public, max-age=31536000, immutable",
            Self::AWhile => "public, max-age=3600",
        }
    }
}

/// What a file is, by its name; nothing else is served.
fn kind(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "wasm" => Some("application/wasm"),
        "svg" => Some("image/svg+xml"),
        "webmanifest" => Some("application/manifest+json"),
        _ => None,
    }
}

/// The answer for this file, 404 where there is none.
pub(super) async fn with(site: &Site, name: &str, keep: Keep, asked: &HeaderMap) -> Response {
    let Some(kind) = kind(name) else {
        return nothing();
    };
    let Some((found, form)) = smallest(site, name, asked).await else {
        return nothing();
    };
    let kept = [
        (CACHE_CONTROL, keep.as_str()),
        (VARY, "accept-encoding"),
        (ETAG, found.tag.as_str()),
    ];
    if has(asked, &found.tag) {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    let about = [(CONTENT_TYPE, kind), (ACCEPT_RANGES, "bytes")];
    let bytes = body(found.bytes);
    match part(asked, &found.tag, bytes.len()) {
        Part::Whole => {
            let mut answer = (kept, about, bytes).into_response();
            if let Some(coding) = form.coding() {
                let headers = answer.headers_mut();
                headers.insert(CONTENT_ENCODING, coding.header());
            }
            answer
        }
        Part::Some(range) => {
            let told = format!("bytes {}-{}/{}", range.start(), range.end(), bytes.len());
            let some = bytes.slice(range);
            (
                StatusCode::PARTIAL_CONTENT,
                kept,
                about,
                [(CONTENT_RANGE, told)],
                some,
            )
                .into_response()
        }
        Part::Beyond => {
            let told = format!("bytes */{}", bytes.len());
            (
                StatusCode::RANGE_NOT_SATISFIABLE,
                kept,
                [(CONTENT_RANGE, told)],
            )
                .into_response()
        }
    }
}

fn nothing() -> Response {
    pages::plain(&AppError::NotFound(Noun::Page))
}

fn body(bytes: Cow<'static, [u8]>) -> Bytes {
    match bytes {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    }
}

/// The file in the best form that the browser takes and that is there. Who asks
/// for a part means a part of the file as it is.
async fn smallest(site: &Site, name: &str, asked: &HeaderMap) -> Option<(Found, Form)> {
    if !asked.contains_key(RANGE) {
        for coding in Coding::ALL {
            let form = Form::In(coding);
            if coding.is_taken(asked)
                && let Some(found) = site.get(name, form).await
            {
                return Some((found, form));
            }
        }
    }
    Some((site.get(name, Form::Plain).await?, Form::Plain))
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Some(RangeInclusive<usize>),
    Beyond,
}

/// The part asked for: one range of bytes. More of them, or a range of a file
/// that has changed since, is answered whole.
fn part(asked: &HeaderMap, tag: &str, length: usize) -> Part {
    let wanted = text(asked, &RANGE);
    let since = text(asked, &IF_RANGE);
    if wanted.is_empty() || !(since.is_empty() || since == tag) {
        return Part::Whole;
    }
    let Ok(ranges) = http_range_header::parse_range_header(wanted) else {
        return Part::Whole;
    };
    match ranges.validate(length as u64).as_deref() {
        Ok([range]) => {
            let place = |at: &u64| usize::try_from(*at).unwrap_or(usize::MAX);
            Part::Some(place(range.start())..=place(range.end()))
        }
        Ok(_) => Part::Whole,
        Err(_) => Part::Beyond,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    fn asked(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().expect("a header"))])
    }

    #[test]
    fn a_part_is_one_range_of_what_is_there() {
        let part = |value| part(&asked(RANGE, value), "\"a\"", 100);
        assert_eq!(part("bytes=0-9"), Part::Some(0..=9));
        assert_eq!(part("bytes=-10"), Part::Some(90..=99));
        assert_eq!(part("bytes=90-"), Part::Some(90..=99));
        assert_eq!(part("bytes=200-"), Part::Beyond);
        assert_eq!(part("bytes=0-1,5-6"), Part::Whole);
        assert_eq!(part("lines=1-2"), Part::Whole);
    }

    #[test]
    fn a_part_of_a_file_that_changed_is_the_whole_file() {
        let mut headers = asked(RANGE, "bytes=0-9");
        headers.insert(IF_RANGE, "\"old\"".parse().expect("a header"));
        assert_eq!(part(&headers, "\"new\"", 100), Part::Whole);
        assert_eq!(part(&headers, "\"old\"", 100), Part::Some(0..=9));
    }

    #[test]
    fn only_known_kinds_are_served() {
        assert_eq!(kind("pkg/barnraise.x.wasm"), Some("application/wasm"));
        assert_eq!(kind("pkg/barnraise.x.d.ts"), None);
        assert_eq!(kind("pkg/barnraise.x.css.br"), None);
        assert_eq!(kind("pkg"), None);
    }
}
