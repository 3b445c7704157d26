//! The index of every URL that is not a page, and what stands around the
//! routes. Pages and their addresses are in `app/src/routes.rs`; what every
//! request passes before it gets here is in `http/front.rs`.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use app::functions::Function;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::Method;
use axum::middleware::{self, Next};
use axum::response::Response;
use domain::{AppError, Noun};
use tower_http::csrf::CsrfLayer;

use crate::house::House;
use crate::http::answers::Wants;
use crate::http::index::{Index, Listed};
use crate::http::shed::{Class, Places};
use crate::http::{health, record};
use crate::{audit, files, forms, ledger, pages};

/// Everything that is answered.
pub(crate) struct Routes {
    /// Patterns of pages.
    pub(crate) pages: Vec<String>,
    /// Server functions.
    pub(crate) functions: Vec<Function>,
    /// Everything else.
    pub(crate) others: Vec<Listed>,
    router: Router<House>,
}

impl Routes {
    /// All of them; files wait for these places, pages and forms for the house's.
    pub(crate) fn new(site_root: &Path, places: &Arc<Places>) -> Self {
        let (pages, functions) = (app::routes::patterns(), app::functions::all());
        let mut index = Index::new();
        for page in &pages {
            index = index.page(page, pages::page);
        }
        for function in &functions {
            let known = Arc::new(function.clone());
            let call = async |State(house): State<House>, request: Request| {
                forms::call(house, known, request).await
            };
            index = index.function(function.path, call);
        }
        let turn = middleware::from_fn_with_state(Arc::clone(places), in_turn);
        let (router, others) = index
            .get("/livez", health::live)
            .get("/readyz", health::ready)
            .get("/admin/audit.csv", audit::file)
            .get("/teams/{number}/{slug}/ledger.csv", ledger::file)
            .get("/teams/{number}/{slug}/files/{file}", forms::files::given)
            .get("/files/{name}", forms::logo::picture)
            .post("/api/settings/upload-logo", forms::logo::upload)
            .post("/api/work/attach-file", forms::files::attach)
            .and(files::routes(site_root).around(|files| files.layer(turn)))
            .into_parts();
        Self {
            pages,
            functions,
            others,
            router,
        }
    }

    /// The router, outermost layer last: only forms of this site reach a route.
    pub(crate) fn serve(self, house: House) -> anyhow::Result<Router> {
        let same_origin = CsrfLayer::new()
            .add_trusted_origin(house.base_url.as_ref())
            .context("BARNRAISE_BASE_URL is not an origin such as https://ideas.example.org")?;
        Ok(self
            .router
            .fallback(nothing)
            .with_state(house)
            // Every body is measured while it arrives: see `forms/body.rs`.
            .layer(DefaultBodyLimit::disable())
            .layer(same_origin)
            .layer(middleware::from_fn(record::name)))
    }
}

/// A file, when there is a place for it.
async fn in_turn(State(places): State<Arc<Places>>, request: Request, next: Next) -> Response {
    match places.enter(Class::Static).await {
        Ok(_place) => next.run(request).await,
        Err(busy) => pages::plain(&busy),
    }
}

/// Nothing here: a page that says so, whatever a browser sent, and a word for
/// everybody else who did not read.
async fn nothing(house: State<House>, mut request: Request) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let wants = Wants::of(request.uri().path(), request.headers());
    if wants == Wants::Page || reads && wants == Wants::Text {
        if !reads {
            *request.method_mut() = Method::GET;
        }
        pages::page(house, request).await
    } else {
        pages::plain(&AppError::NotFound(Noun::Page))
    }
}
