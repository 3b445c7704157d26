//! The built site: its files, their names, and how they are served.
//!
//! With the feature `embed` the files are inside the program; without it they
//! are read from the folder that the build left. Either way they are answered
//! by the same code.

mod answer;
mod site;

use std::path::Path;

use anyhow::Context as _;
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::{IntoResponse, Response};
use futures::future::BoxFuture;

use crate::house::House;
use crate::http::index::Index;
use answer::Keep;
use site::Site;

/// Files that keep their name when their content changes.
const NAMED: [&str; 4] = [
    "favicon.svg",
    "icons.svg",
    "manifest.webmanifest",
    "page.js",
];

/// What browsers ask for by themselves where a page names no icon, and what they
/// get there.
const ICON: (&str, &str) = ("/favicon.ico", "favicon.svg");
/// Where search engines have nothing to look for.
const ROBOTS: &str = "User-agent: *\n\
    Disallow: /admin\n\
    Disallow: /api/\n\
    Disallow: /me\n\
    Disallow: /moderation\n\
    Disallow: /sign-in\n";

/// Paths of the bundle, as the build named them.
#[derive(Debug)]
pub(crate) struct Built {
    /// The style sheet.
    pub(crate) style: String,
    /// The glue of the islands.
    pub(crate) script: String,
    /// The islands.
    pub(crate) wasm: String,
}

impl Built {
    /// Finds the newest bundle of the built site.
    pub(crate) fn find(site_root: &Path) -> anyhow::Result<Self> {
        let names = Site::at(site_root).bundle();
        let newest = |ending: &str| {
            let name = names.iter().find(|name| name.ends_with(ending));
            let missing = "the built site is missing: run `make run`, or `cargo leptos build --release`, first";
            name.map(|name| format!("/pkg/{name}")).context(missing)
        };
        Ok(Self {
            style: newest(".css")?,
            script: newest(".js")?,
            wasm: newest(".wasm")?,
        })
    }
}

/// Files whose names change with their content may be kept for ever, the others
/// are asked for again.
pub(crate) fn routes(site_root: &Path) -> Index<House> {
    let site = Site::at(site_root);
    let mut index = Index::new().get("/pkg/{*file}", bundled(site.clone()));
    for name in NAMED {
        index = index.get(&format!("/{name}"), named(site.clone(), name));
    }
    let (path, icon) = ICON;
    index
        .get(path, named(site, icon))
        .get("/robots.txt", robots)
}

async fn robots() -> impl IntoResponse {
    let cache = HeaderValue::from_static(Keep::AWhile.as_str());
    ([(CACHE_CONTROL, cache)], ROBOTS)
}

type Answer = BoxFuture<'static, Response>;

/// Answers with the file at the asked path.
fn bundled(site: Site) -> impl Fn(Uri, HeaderMap) -> Answer + Clone + Send + Sync + 'static {
    move |uri, headers| {
        let site = site.clone();
        Box::pin(async move {
            let name = uri.path().trim_start_matches('/');
            answer::with(&site, name, Keep::Always, &headers).await
        })
    }
}

/// Answers with this file.
fn named(
    site: Site,
    name: &'static str,
) -> impl Fn(HeaderMap) -> Answer + Clone + Send + Sync + 'static {
    move |headers| {
        let site = site.clone();
        Box::pin(async move { answer::with(&site, name, Keep::AWhile, &headers).await })
    }
}
