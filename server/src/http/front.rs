//! What every request passes on its way in and every answer on its way out, in
//! one straight line.

use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::Response;
use axum::{BoxError, Router};
use backend::db::incident;
use domain::AppError;
use futures::FutureExt;
use tokio::time::Instant;
use tower::ServiceExt;
use tracing::Instrument;

use super::address::Proxies;
use super::answers::{self, Answers, Refusal, Wants};
use super::hosts::Hosts;
use super::record::Record;
use super::request_id::{self, RequestIds};
use super::settings::Http;
use crate::headers;
use crate::house::House;

/// How long an answer may take, the body of its request included.
const LIMIT: Duration = Duration::from_secs(30);

/// The way in.
pub(crate) struct Front {
    router: Router,
    ids: RequestIds,
    hosts: Hosts,
    proxies: Proxies,
    answers: Arc<Answers>,
    https: bool,
    counted: bool,
}

impl Front {
    /// In front of these routes.
    pub(crate) fn new(router: Router, house: &House, http: &Http) -> Self {
        Self {
            router,
            ids: RequestIds::new(house.ctx.entropy.secret()),
            hosts: http.hosts(&house.base_url),
            proxies: http.proxies.clone(),
            answers: Arc::clone(&house.answers),
            https: house.cookie.secure,
            counted: http.metrics.is_some(),
        }
    }

    /// Answers a request of this peer.
    pub(crate) async fn answer<B>(&self, peer: SocketAddr, request: Request<B>) -> Response
    where
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        let begun = Instant::now();
        let id = self.ids.next();
        // Of the level of what is found by it.
        let span = tracing::error_span!("request", id = %id.text());
        let mut request = request.map(Body::new);
        let client = self.proxies.client(peer.ip(), request.headers());
        request.extensions_mut().insert(client);
        let method = request.method().clone();

        let mut response = self.routed(request).instrument(span).await;

        headers::secure(&mut response, self.https);
        let record = Record {
            method: &method,
            client,
            took: begun.elapsed(),
            id: id.text(),
        };
        record.keep(&response, self.counted);
        response
            .headers_mut()
            .insert(request_id::HEADER, id.header());
        response
    }

    /// The answer of the route, if the request is for this site; a fault page
    /// where it panics, and an apology where it takes too long.
    async fn routed(&self, request: Request) -> Response {
        let wants = Wants::of(request.uri().path(), request.headers());
        if let Err(wrong) = self.hosts.check(&request) {
            return answers::misdirected(wants, wrong);
        }
        let answer = AssertUnwindSafe(self.router.clone().oneshot(request)).catch_unwind();
        match tokio::time::timeout(LIMIT, answer).await {
            Ok(Ok(Ok(response))) => self.answers.worded(wants, response),
            Ok(Ok(Err(never))) => match never {},
            Ok(Err(_)) => self.answers.error(wants, &incident(&"a handler panicked")),
            Err(_) => {
                let number = match incident(&"a request took too long") {
                    AppError::Internal(number) => number,
                    _ => 0,
                };
                let (title, sentence) = app::text::too_long(number);
                let refusal = Refusal {
                    status: StatusCode::SERVICE_UNAVAILABLE,
                    title,
                    sentence,
                };
                self.answers.refusal(wants, &refusal)
            }
        }
    }
}

#[cfg(test)]
mod tests;
