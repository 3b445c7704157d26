//! The built site: its files, their names, and how they are served.
//!
//! With the feature `embed` the files are inside the program; without it they
//! are read from the folder that the build left. Either way they are answered
//! by the same code.

mod answer;
mod site;

use std::path::Path;

use anyhow::Context as _;
use axum::http::{HeaderMap, Uri};

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
    let mut index = Index::new().get("/pkg/{*file}", file(site.clone(), Keep::Always));
    for name in NAMED {
        index = index.get(&format!("/{name}"), file(site.clone(), Keep::AWhile));
    }
    index
}

/// Answers with the file at the asked path.
fn file(
    site: Site,
    keep: Keep,
) -> impl Fn(Uri, HeaderMap) -> futures::future::BoxFuture<'static, axum::response::Response>
+ Clone
+ Send
+ Sync
+ 'static {
    move |uri, headers| {
        let site = site.clone();
        Box::pin(async move {
            let name = uri.path().trim_start_matches('/');
            answer::with(&site, name, keep, &headers).await
        })
    }
}
