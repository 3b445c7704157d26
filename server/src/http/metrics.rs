//! Metrics for Prometheus, on a listener of their own that is off by default:
//! they are for whoever runs the server, not for its visitors.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use metrics::{describe_counter, describe_gauge, describe_histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;

use super::accept;
use super::address::Proxies;
use super::guests::{Caps, Guests};
use super::stop::Stopping;

/// Seconds, from a cached page to the limit of a request.
const SECONDS: [f64; 11] = [
    0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0,
];
/// Commands in one commit.
const BATCHES: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];
/// Connections that may read metrics.
const READERS: Caps = Caps {
    all: 32,
    per_address: 32,
};
/// How often histograms are tidied, and what the comparison of counters with
/// their rows found is read: a job compares them, on one node.
const UPKEEP: Duration = Duration::from_secs(5);
const COMPARE: Duration = Duration::from_mins(1);

/// Starts counting and listens here. Must come before anything is counted.
pub(crate) async fn start(
    addr: SocketAddr,
    guests: Arc<Guests>,
    ctx: backend::Context,
    stopping: Stopping,
) -> anyhow::Result<()> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(
            Matcher::Full("barnraise_request_seconds".to_owned()),
            &SECONDS,
        )?
        .set_buckets_for_metric(
            Matcher::Full("barnraise_batch_commands".to_owned()),
            &BATCHES,
        )?
        .install_recorder()
        .context("starting the metrics")?;
    describe();
    let listener = TcpListener::bind(addr).await.with_context(|| {
        format!("cannot listen for metrics on {addr}: is another program using the port?")
    })?;
    tokio::spawn(upkeep(handle.clone()));
    tokio::spawn(compare(ctx));
    let readers = Guests::new(READERS, Proxies::default());
    let answer = move |_, request: axum::extract::Request<hyper::body::Incoming>| {
        let response = page(&handle, &guests, request.method(), request.uri().path());
        std::future::ready(response)
    };
    tokio::spawn(accept::serve(listener, readers, stopping, answer));
    Ok(())
}

fn page(handle: &PrometheusHandle, guests: &Guests, method: &Method, path: &str) -> Response {
    if path != "/metrics" {
        return StatusCode::NOT_FOUND.into_response();
    }
    if method != Method::GET {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET")]).into_response();
    }
    metrics::gauge!("barnraise_connections_open").set(guests.count() as f64);
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], handle.render()).into_response()
}

async fn upkeep(handle: PrometheusHandle) {
    let mut ticks = tokio::time::interval(UPKEEP);
    loop {
        ticks.tick().await;
        handle.run_upkeep();
    }
}

/// Counts what differs from its rows, which must stay nothing.
async fn compare(ctx: backend::Context) {
    let mut ticks = tokio::time::interval(COMPARE);
    loop {
        ticks.tick().await;
        match backend::jobs::drift(&ctx.db).await {
            Ok(drift) => {
                let drift = drift.unwrap_or_default();
                metrics::gauge!("barnraise_counter_drift").set(drift as f64);
            }
            Err(error) => {
                tracing::warn!("asking how many counters differ from their rows: {error}");
            }
        }
    }
}

fn describe() {
    describe_counter!(
        "barnraise_requests_total",
        "Requests answered, by route, method and status"
    );
    describe_histogram!(
        "barnraise_request_seconds",
        "Time until the answer began, by route and method"
    );
    describe_gauge!("barnraise_connections_open", "Connections now");
    describe_counter!(
        "barnraise_connections_total",
        "Connections accepted, or refused because the house or the address was full"
    );
    describe_counter!(
        "barnraise_shed_total",
        "Requests that found no place in their class"
    );
    describe_counter!(
        "barnraise_panics_total",
        "Panics, every one a fault of ours"
    );
    describe_gauge!(
        "barnraise_queue_commands",
        "Commands that waited when the last batch was taken"
    );
    describe_counter!("barnraise_commits_total", "Transactions committed");
    describe_histogram!("barnraise_batch_commands", "Commands in one commit");
    describe_counter!(
        "barnraise_busy_total",
        "Commands answered busy: queue full, transaction lost, out of time"
    );
    describe_gauge!(
        "barnraise_counter_drift",
        "Counters that differ from their rows; must stay 0"
    );
}
