//! The built site: names of its files, and how they are served.

use std::path::Path;

use anyhow::Context as _;
use axum::Router;
use axum::http::{HeaderValue, header};
use tower::ServiceBuilder;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

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
    /// Finds the newest bundle in the built site.
    pub(crate) fn find(site_root: &Path) -> anyhow::Result<Self> {
        let folder = site_root.join("pkg");
        let newest = |ending: &str| -> anyhow::Result<String> {
            let mut found: Vec<(std::time::SystemTime, String)> = std::fs::read_dir(&folder)?
                .filter_map(Result::ok)
                .filter_map(|entry| {
                    let name = entry.file_name().to_string_lossy().into_owned();
                    let fits = name.starts_with("barnraise.") && name.ends_with(ending);
                    fits.then_some((entry.metadata().ok()?.modified().ok()?, name))
                })
                .collect();
            found.sort();
            let (_, name) = found
                .pop()
                .with_context(|| format!("no *{ending} in {}", folder.display()))?;
            Ok(format!("/pkg/{name}"))
        };
        let all = || -> anyhow::Result<Self> {
            Ok(Self {
                style: newest(".css")?,
                script: newest(".js")?,
                wasm: newest(".wasm")?,
            })
        };
        all().context(
            "the built site is missing: run `make run`, or `cargo leptos build --release`, first",
        )
    }
}

/// Files whose names change with their content may be kept for ever, the others
/// are asked for again.
pub(crate) fn routes(site_root: &Path) -> Router {
    let lasting = cache("public, max-age=31536000, immutable");
    let checked = || cache("public, max-age=3600");
    let mut router = Router::new().nest_service(
        "/pkg",
        ServiceBuilder::new()
            .layer(lasting)
            .service(ServeDir::new(site_root.join("pkg")).append_index_html_on_directories(false)),
    );
    for name in [
        "favicon.svg",
        "icons.svg",
        "manifest.webmanifest",
        "page.js",
    ] {
        let file = ServiceBuilder::new()
            .layer(checked())
            .service(ServeFile::new(site_root.join(name)));
        router = router.route_service(&format!("/{name}"), file);
    }
    router
}

fn cache(value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, HeaderValue::from_static(value))
}
