//! What is kept of each request: one line in the log, one count in the metrics.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{MatchedPath, Request};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use domain::limits::ClientAddress;

/// The pattern of the route that answered, such as `/ideas/{number}/{slug}`;
/// travels with the answer. Addresses themselves hold keys and words of people.
#[derive(Clone)]
struct Pattern(MatchedPath);

/// Notes which route answers; the innermost layer, because only there it is known.
pub(crate) async fn name(request: Request, next: Next) -> Response {
    let pattern = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(pattern) = pattern {
        response.extensions_mut().insert(Pattern(pattern));
    }
    response
}

/// A request that was answered.
pub(super) struct Record<'r> {
    pub(super) method: &'r Method,
    pub(super) client: ClientAddress,
    pub(super) took: Duration,
    pub(super) id: &'r str,
}

impl Record<'_> {
    /// Writes the line and counts.
    pub(super) fn keep(&self, response: &Response, counted: bool) {
        let route = response
            .extensions()
            .get::<Pattern>()
            .map_or("none", |pattern| pattern.0.as_str());
        let status = response.status();
        let ms = readable(self.took);
        let (method, client, id) = (self.method.as_str(), self.client.0, self.id);
        if matches!(route, "/livez" | "/readyz") && status == StatusCode::OK {
            tracing::debug!(method, route, status = status.as_u16(), ms, id, %client, "answered");
        } else {
            tracing::info!(method, route, status = status.as_u16(), ms, id, %client, "answered");
        }
        if counted {
            self.count(route, status);
        }
    }

    fn count(&self, route: &str, status: StatusCode) {
        let route: Arc<str> = route.into();
        // Any client can invent methods; only known ones get a series.
        let method = match *self.method {
            Method::GET => "GET",
            Method::HEAD => "HEAD",
            Method::POST => "POST",
            _ => "other",
        };
        let status = status.as_u16().to_string();
        metrics::counter!(
            "barnraise_requests_total",
            "route" => Arc::clone(&route), "method" => method, "status" => status
        )
        .increment(1);
        metrics::histogram!("barnraise_request_seconds", "route" => route, "method" => method)
            .record(self.took);
    }
}

/// Milliseconds with two digits after the point.
fn readable(took: Duration) -> f64 {
    (took.as_secs_f64() * 1e5).round() / 1e2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_as_people_read_it() {
        let written = |micros| readable(Duration::from_micros(micros)).to_string();
        assert_eq!(written(1_234_567), "1234.57");
        assert_eq!(written(2_049), "2.05");
        assert_eq!(written(40), "0.04");
    }
}
