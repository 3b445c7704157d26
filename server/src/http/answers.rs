//! Refusals outside of pages: a page with ways on for browsers, JSON for
//! scripts, a sentence of text for everything else.

use std::sync::Arc;

use app::Refused;
use app::about::{Again, bare_page};
use app::load::{retry_after, status};
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use domain::AppError;
use tower_http::csrf::ProtectionError;

use super::hosts::WrongHost;
use crate::headers::STILL;
use crate::house::accepts_html;

/// How an answer is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wants {
    /// As a page.
    Page,
    /// As JSON.
    Json,
    /// As text.
    Text,
}

impl Wants {
    /// What the request asks for. Server functions speak JSON with everything
    /// that is no browser.
    pub(crate) fn of(path: &str, headers: &HeaderMap) -> Self {
        let accepts = |kind: &str| crate::house::text(headers, &header::ACCEPT).contains(kind);
        if accepts_html(headers) {
            Self::Page
        } else if path.starts_with("/api/") || accepts("application/json") {
            Self::Json
        } else {
            Self::Text
        }
    }

    /// The same for a request taken apart.
    pub(crate) fn from(parts: &Parts) -> Self {
        Self::of(parts.uri.path(), &parts.headers)
    }
}

/// Travels with an answer that has no words yet, by whoever does not know how
/// it is wanted.
#[derive(Clone, Debug)]
pub(crate) struct Untold(pub(crate) AppError);

/// A status with its words.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// Its status.
    pub(crate) status: StatusCode,
    /// In a few words.
    pub(crate) title: String,
    /// What happened and what to do.
    pub(crate) sentence: String,
}

/// Writes refusals; knows the site's style sheet.
#[derive(Debug)]
pub(crate) struct Answers {
    style: Arc<str>,
}

impl Answers {
    /// For pages with this style sheet.
    pub(crate) fn new(style: &str) -> Self {
        Self {
            style: style.into(),
        }
    }

    /// A refusal of a use case, or a fault of ours.
    pub(crate) fn error(&self, wants: Wants, error: &AppError) -> Response {
        self.error_with(wants, error, None)
    }

    /// The same; a page holds the form it refuses, to be sent again.
    pub(crate) fn error_with(
        &self,
        wants: Wants,
        error: &AppError,
        again: Option<&Again>,
    ) -> Response {
        let (title, sentence) = app::text::refusal(error);
        let status = status(error);
        let mut response = match wants {
            Wants::Page => self.page(status, title, &sentence, again),
            Wants::Json => {
                let told = serde_json::to_string(&Refused(error.clone()));
                json(status, "application/json", told.unwrap_or_default())
            }
            Wants::Text => (status, format!("{title}. {sentence}\n")).into_response(),
        };
        if let Some(seconds) = retry_after(error) {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        unkept(response)
    }

    /// A request that cannot be taken as it is.
    pub(crate) fn refusal(&self, wants: Wants, refusal: &Refusal) -> Response {
        let Refusal {
            status,
            title,
            sentence,
        } = refusal;
        unkept(match wants {
            Wants::Page => self.page(*status, title, sentence, None),
            Wants::Json => {
                // A problem document, RFC 9457.
                let told = serde_json::json!({
                    "title": title,
                    "status": status.as_u16(),
                    "detail": sentence,
                });
                json(*status, "application/problem+json", told.to_string())
            }
            Wants::Text => (*status, format!("{title}. {sentence}\n")).into_response(),
        })
    }

    /// Gives words to an answer that has none: a refusal of ours, a method that
    /// its address does not take, a form of another site.
    pub(crate) fn worded(&self, wants: Wants, mut response: Response) -> Response {
        if let Some(Untold(error)) = response.extensions_mut().remove() {
            let mut told = self.error(wants, &error);
            *told.extensions_mut() = std::mem::take(response.extensions_mut());
            return told;
        }
        let refused = |(title, sentence)| Refusal {
            status: response.status(),
            title,
            sentence,
        };
        let mut told = if response.status() == StatusCode::METHOD_NOT_ALLOWED {
            self.refusal(wants, &refused(app::text::wrong_method()))
        } else if response.extensions().get::<ProtectionError>().is_some() {
            self.refusal(wants, &refused(app::text::other_origin()))
        } else {
            return response;
        };
        if let Some(allow) = response.headers_mut().remove(header::ALLOW) {
            told.headers_mut().insert(header::ALLOW, allow);
        }
        *told.extensions_mut() = std::mem::take(response.extensions_mut());
        told
    }

    fn page(
        &self,
        status: StatusCode,
        title: &str,
        sentence: &str,
        again: Option<&Again>,
    ) -> Response {
        let page = bare_page(&self.style, title, sentence, again);
        let mut response = (status, Body::from(page)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        );
        headers.insert(header::CONTENT_SECURITY_POLICY, STILL);
        response
    }
}

/// Nothing of the site is shown under another's name, neither its look nor where
/// it is: whoever points a name of theirs here could read that.
pub(super) fn misdirected(wants: Wants, wrong: WrongHost) -> Response {
    let (status, (title, sentence)) = match wrong {
        WrongHost::None => (StatusCode::BAD_REQUEST, app::text::no_host()),
        WrongHost::Other => (StatusCode::MISDIRECTED_REQUEST, app::text::other_host()),
    };
    unkept(match wants {
        Wants::Page => {
            let page = format!(
                "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
                 <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
                 <meta name=\"color-scheme\" content=\"light dark\">\n\
                 <title>{title}</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n\
                 <p>{sentence}</p>\n</main>\n</body>\n</html>\n"
            );
            (status, Html(page)).into_response()
        }
        Wants::Json | Wants::Text => (status, format!("{title}. {sentence}\n")).into_response(),
    })
}

fn json(status: StatusCode, kind: &'static str, text: String) -> Response {
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static(kind))];
    (status, kind, text).into_response()
}

/// A refusal is about this moment; no cache may keep it.
fn unkept(mut response: Response) -> Response {
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
