//! An answer's body on its way: when hyper has taken the last of it, its guest
//! has been told everything, and is idle as soon as that is written.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use hyper::body::{Frame, SizeHint};

use super::guests::{Guest, Phase};

/// The body of an answer to this guest.
pub(super) struct Delivery {
    body: Body,
    guest: Arc<Guest>,
}

impl Delivery {
    pub(super) fn new(body: Body, guest: Arc<Guest>) -> Self {
        Self { body, guest }
    }
}

impl hyper::body::Body for Delivery {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        self.guest.enter(Phase::Told);
    }
}
