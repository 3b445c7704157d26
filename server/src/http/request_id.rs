//! A number for each request, by which its line in the log is found.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::{HeaderName, HeaderValue};

/// The header that tells it. One that comes from outside is not believed.
pub(super) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// Gives ids: a random part for this run of the program, then a count.
pub(super) struct RequestIds {
    run: u32,
    next: AtomicU64,
}

/// An id, sixteen hexadecimal digits or more.
#[derive(Clone, Debug)]
pub(super) struct RequestId(HeaderValue);

impl RequestIds {
    /// For a run of the program, known by these random bytes.
    pub(super) fn new([a, b, c, d, ..]: [u8; 32]) -> Self {
        Self {
            run: u32::from_be_bytes([a, b, c, d]),
            next: AtomicU64::new(1),
        }
    }

    pub(super) fn next(&self) -> RequestId {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let text = format!("{:08x}{number:08x}", self.run);
        RequestId(HeaderValue::try_from(text).expect("hexadecimal digits fit a header"))
    }
}

impl RequestId {
    pub(super) fn text(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }

    pub(super) fn header(self) -> HeaderValue {
        self.0
    }
}
