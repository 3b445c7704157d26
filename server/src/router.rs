//! The index of every URL that is not a page, and the stack of layers. Pages
//! and their addresses are in `app/src/routes.rs`.

use std::path::Path;

use anyhow::Context as _;
use axum::Router;
use axum::http::StatusCode;
use axum::middleware;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;

use crate::house::House;
use crate::{files, forms, headers, pages};

/// Every route with its layers, outermost last.
pub(crate) fn router(house: House, site_root: &Path) -> anyhow::Result<Router> {
    let same_origin = CsrfLayer::new()
        .add_trusted_origin(house.base_url.as_ref())
        .context("BARNRAISE_BASE_URL is not an origin such as https://ideas.example.org")?;
    Ok(Router::new()
        .route("/api/{*function}", post(forms::call))
        .fallback_service(get(pages::page).with_state(house.clone()))
        .with_state(house)
        .merge(files::routes(site_root))
        .route("/livez", get(async || StatusCode::OK))
        .layer(same_origin)
        .layer(middleware::from_fn(headers::secure))
        .layer(CatchPanicLayer::new()))
}
