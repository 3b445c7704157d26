//! The plainest server there is: one page from memory, by axum alone. What the
//! page cache is measured against.

use std::net::SocketAddr;
use std::path::Path;

use axum::Router;
use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::routing::get;
use tokio::net::TcpListener;

/// Serves a compressed page at `/` until the process is ended.
pub(super) async fn serve(addr: SocketAddr, file: &Path) -> anyhow::Result<()> {
    let page = Bytes::from(std::fs::read(file)?);
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_ENCODING, "gzip"),
    ];
    let answer = move || std::future::ready((headers, page.clone()));
    let router = Router::new()
        .route("/", get(answer))
        .route("/livez", get(async || StatusCode::OK));
    axum::serve(TcpListener::bind(addr).await?, router).await?;
    Ok(())
}
