//! Headers that every answer carries.

use std::sync::LazyLock;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

const POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCES: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// What does not depend on the answer.
const ALWAYS: [(HeaderName, HeaderValue); 6] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (OPENER, HeaderValue::from_static("same-origin")),
    (RESOURCES, HeaderValue::from_static("same-origin")),
    (
        POLICY,
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=()"),
    ),
];

/// The policy of answers that are no pages: nothing runs, nothing loads.
const NOTHING: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// The policy of a page that runs no script: its style and its pictures load,
/// and its forms post to this site.
pub(crate) const STILL: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; manifest-src 'self'; \
     base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
);

/// A year of https only, for this host.
const HTTPS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Whether the site is rebuilt while it is edited; pages then hear of it.
static WATCHED: LazyLock<bool> = LazyLock::new(|| std::env::var_os("LEPTOS_WATCH").is_some());

/// What may run and load on a page whose scripts carry this nonce.
pub(crate) fn content_security_policy(nonce: &str) -> String {
    let reload = if *WATCHED {
        "; connect-src 'self' ws:"
    } else {
        ""
    };
    format!(
        "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'{reload}"
    )
}

/// Adds them; answers without a policy of their own get the strictest. A 304
/// gets none: the browser would put it in place of the one it keeps.
pub(crate) fn secure(response: &mut Response, https: bool) {
    let unchanged = response.status() == StatusCode::NOT_MODIFIED;
    let headers: &mut HeaderMap = response.headers_mut();
    headers.reserve(ALWAYS.len() + 3);
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HTTPS);
    }
    if unchanged {
        headers.remove(header::CONTENT_SECURITY_POLICY);
    } else {
        headers
            .entry(header::CONTENT_SECURITY_POLICY)
            .or_insert(NOTHING);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::response::IntoResponse;

    #[test]
    fn an_unchanged_page_keeps_the_policy_the_browser_has() {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        secure(&mut response, false);
        let headers = response.headers();
        assert!(!headers.contains_key(header::CONTENT_SECURITY_POLICY));
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    }

    #[test]
    fn https_stays_https() {
        let mut response = StatusCode::OK.into_response();
        secure(&mut response, true);
        assert!(
            response
                .headers()
                .contains_key(header::STRICT_TRANSPORT_SECURITY)
        );
        let mut response = StatusCode::OK.into_response();
        secure(&mut response, false);
        assert!(
            !response
                .headers()
                .contains_key(header::STRICT_TRANSPORT_SECURITY)
        );
    }
}
