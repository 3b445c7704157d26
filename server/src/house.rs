//! What every handler is given.

use std::num::NonZero;
use std::ops::Deref;
use std::sync::{Arc, Mutex};

use app::request::{Cookie, Kept, Request};
use app::shell::Files;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use backend::Context;
use domain::accounts::{SessionToken, Viewer};
use domain::boards::Site;
use domain::limits::ClientAddress;
use domain::{AppError, Services};

use crate::cache::PageCache;
use crate::config::Config;
use crate::http::answers::Answers;
use crate::http::health::Health;
use crate::http::shed::Places;
use crate::http::stop::Stopping;
use crate::scripts::Scripts;

/// Shared by all requests; every layer clones it, so it is one pointer.
#[derive(Clone)]
pub(crate) struct House(Arc<Rooms>);

impl Deref for House {
    type Target = Rooms;

    fn deref(&self) -> &Rooms {
        &self.0
    }
}

/// What is in the house.
pub(crate) struct Rooms {
    /// The use cases.
    pub(crate) services: Services,
    /// Database, clock and randomness, for what belongs to HTTP (kept forms).
    pub(crate) ctx: Context,
    /// Where the site lives.
    pub(crate) base_url: Arc<str>,
    /// How cookies are sent.
    pub(crate) cookie: Cookie,
    /// Names of the built files.
    pub(crate) files: Arc<Files>,
    /// The scripts a page may carry.
    pub(crate) scripts: Arc<Scripts>,
    /// Refusals outside of pages.
    pub(crate) answers: Arc<Answers>,
    /// Places at work, by class.
    pub(crate) places: Arc<Places>,
    /// Whether the server can do its work.
    pub(crate) health: Arc<Health>,
    /// Whether it is asked to stop.
    pub(crate) stopping: Stopping,
    /// Visitors' pages, kept.
    pub(crate) pages: PageCache,
}

impl House {
    /// A house on this database, as configured.
    pub(crate) fn new(ctx: Context, config: &Config) -> anyhow::Result<Self> {
        // Set already when a second house is made in one process.
        let _ = any_spawner::Executor::init_tokio();
        let built = crate::files::Built::find(&config.site_root)?;
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let stopping = Stopping::new();
        let health = Health::new(ctx.db.clone(), config.data(), stopping.clone());
        Ok(Self(Arc::new(Rooms {
            answers: Arc::new(Answers::new(&built.style)),
            places: Arc::new(Places::new(cores)),
            health: Arc::new(health),
            stopping,
            services: backend::services(&ctx),
            ctx,
            base_url: Arc::clone(&config.base_url),
            cookie: config.cookie,
            files: Arc::new(Files { style: built.style }),
            scripts: Arc::new(Scripts::new(&built.script, &built.wasm)),
            pages: PageCache::of_megabytes(config.page_cache),
        })))
    }

    /// Who asks, by the session's cookie.
    pub(crate) async fn viewer(
        &self,
        headers: &HeaderMap,
    ) -> Result<(Viewer, Option<SessionToken>), AppError> {
        let token = cookie(headers, self.cookie.name()).map(SessionToken);
        let viewer = match &token {
            Some(token) => self.services.accounts.viewer(Some(token)).await?,
            None => Viewer::Visitor,
        };
        Ok((viewer, token))
    }

    /// The request as pages and server functions see it.
    pub(crate) fn request(
        &self,
        asked: &Parts,
        who: (Viewer, Option<SessionToken>),
        place: (String, &str),
    ) -> Request {
        let headers = &asked.headers;
        let (path, query) = place;
        Request {
            services: self.services.clone(),
            viewer: who.0,
            token: who.1,
            client: asked
                .extensions
                .get()
                .copied()
                .unwrap_or(ClientAddress::LOCAL),
            agent: text(headers, &header::USER_AGENT)
                .chars()
                .take(200)
                .collect(),
            now: self.ctx.now(),
            path,
            query: form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
            site: Arc::new(Site::default()),
            kept: None,
            left: Arc::new(Mutex::new(None)),
            plain: accepts_html(headers),
            cookie: self.cookie,
            base_url: Arc::clone(&self.base_url),
        }
    }

    /// The name of the cookie that binds kept forms to a browser.
    pub(crate) fn browser_cookie(&self) -> &'static str {
        if self.cookie.secure {
            "__Host-browser"
        } else {
            "browser"
        }
    }

    /// What a form left for the page with this key in this browser.
    pub(crate) async fn kept(&self, headers: &HeaderMap, key: &str) -> Option<Kept> {
        let browser = cookie(headers, self.browser_cookie())?;
        let content = backend::retries::take(&self.ctx, key, &browser)
            .await
            .ok()??;
        serde_json::from_str(&content).ok()
    }
}

/// A header's text, empty when missing or not text.
pub(crate) fn text<'h>(headers: &'h HeaderMap, name: &header::HeaderName) -> &'h str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// Whether a browser's plain form or link is asking.
pub(crate) fn accepts_html(headers: &HeaderMap) -> bool {
    text(headers, &header::ACCEPT).contains("text/html")
}

/// The value of a cookie that is not empty.
pub(crate) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, value)| *known == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}
