//! What the server hands to pages and server functions: who asks, from where,
//! and the use cases. Made once a request, read through the reactive context.

use std::sync::{Arc, Mutex, PoisonError};

use domain::accounts::{Device, SessionToken, Viewer};
use domain::boards::Site;
use domain::limits::ClientAddress;
use domain::{AppError, Services, Timestamp};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// How the session's cookie is called and sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cookie {
    /// Whether the site is served over https.
    pub secure: bool,
}

impl Cookie {
    /// `__Host-session`, or plain `session` on loopback http.
    pub const fn name(self) -> &'static str {
        if self.secure {
            "__Host-session"
        } else {
            "session"
        }
    }

    /// The header that gives the browser a token, or takes it away.
    pub fn header(self, token: Option<&SessionToken>) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        match token {
            Some(token) => format!(
                "{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=15552000{secure}",
                self.name(),
                token.0
            ),
            None => format!(
                "{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}",
                self.name()
            ),
        }
    }
}

/// What was typed into a form that came back, and why; or what a finished form
/// has to show once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Path of the server function, `/api/ideas/submit`.
    pub action: String,
    /// Names and values as posted, secrets left out.
    pub fields: Vec<(String, String)>,
    /// What was wrong; nothing when the form was accepted.
    pub error: Option<AppError>,
}

/// A request, as pages and server functions see it.
#[derive(Clone)]
pub struct Request {
    /// The use cases.
    pub services: Services,
    /// Who asks.
    pub viewer: Viewer,
    /// Their session's secret.
    pub token: Option<SessionToken>,
    /// Where they are on the network.
    pub client: ClientAddress,
    /// What the browser calls itself.
    pub agent: String,
    /// The present moment.
    pub now: Timestamp,
    /// Path of this page, or of the page a form was posted from.
    pub path: String,
    /// The query of that page, decoded once.
    pub query: Vec<(String, String)>,
    /// The organisation, its boards and departments; empty for server functions.
    pub site: Arc<Site>,
    /// What a form left behind for this page.
    pub kept: Option<Arc<Kept>>,
    /// What this server function leaves behind.
    pub left: Arc<Mutex<Option<Kept>>>,
    /// Whether a plain form is asking, which wants a page in answer.
    pub plain: bool,
    /// How the session's cookie is sent.
    pub cookie: Cookie,
    /// Where the site lives: scheme, host and port, no slash at the end.
    pub base_url: Arc<str>,
}

impl Request {
    /// The request at hand; every page and server function has one.
    pub fn current() -> Self {
        expect_context::<Self>()
    }

    /// The first value of a query parameter that is not empty.
    pub fn parameter(&self, name: &str) -> Option<String> {
        self.query
            .iter()
            .find(|(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.clone())
    }

    /// What a session is opened on.
    pub fn device(&self) -> Device {
        Device {
            agent: self.agent.clone(),
            address: self.client,
        }
    }

    /// Path and query, without keys that work once.
    pub fn here(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (key, value) in &self.query {
            if key != "retry" {
                query.append_pair(key, value);
            }
        }
        match query.finish() {
            query if query.is_empty() => self.path.clone(),
            query => format!("{}?{query}", self.path),
        }
    }

    /// The same page with some parameters replaced; `None` drops one.
    pub fn with(&self, changes: &[(&str, Option<&str>)]) -> String {
        let mut page = self.clone();
        page.query
            .retain(|(key, _)| !changes.iter().any(|(name, _)| name == key));
        for (name, value) in changes {
            if let Some(value) = value {
                page.query.push(((*name).to_owned(), (*value).to_owned()));
            }
        }
        page.here()
    }

    /// Notes why a server function refuses, for the layer that answers forms.
    pub(crate) fn leave(&self, kept: Kept) {
        *self.left.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
    }
}

/// A path within this site that is safe to send a browser to, or `/`: begins
/// with one slash, printable ASCII only, no backslash.
pub fn local(path: &str) -> String {
    let fits = path.starts_with('/')
        && !path.starts_with("//")
        && path
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && path.len() <= 2_000;
    if fits {
        path.to_owned()
    } else {
        "/".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        assert_eq!(local("/ideas/3?x=1#c"), "/ideas/3?x=1#c");
        for wrong in [
            "//evil.example",
            "https://evil.example",
            "/\\evil",
            "/a\r\nb",
            "",
            "javascript:1",
            "/ä",
        ] {
            assert_eq!(local(wrong), "/", "{wrong}");
        }
    }

    #[test]
    fn the_cookie_is_bound_to_the_host_over_https() {
        let token = SessionToken("abc".into());
        let header = Cookie { secure: true }.header(Some(&token));
        assert!(header.starts_with("__Host-session=abc; Path=/; HttpOnly; SameSite=Lax"));
        assert!(header.ends_with("; Secure"));
        assert!(Cookie { secure: false }.header(None).contains("Max-Age=0"));
    }
}
