//! A socket that does not wait for ever: a request's head must come in time,
//! and an answer must be taken in time.

use std::future::Future;
use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};

use super::guests::{Guest, Phase};

/// From a request's first byte to the end of its head, and from the connection
/// to the end of its first head.
const HEAD: Duration = Duration::from_secs(10);
/// In this time a reader takes at least [`SIP`] bytes of what waits for it.
const READER: Duration = Duration::from_secs(20);
/// Less than this in [`READER`] is too slow: about 800 bytes a second.
const SIP: usize = 16 * 1024;

/// The socket of one guest.
pub(super) struct Paced {
    socket: TcpStream,
    guest: Arc<Guest>,
    head: Pin<Box<Sleep>>,
    /// While an answer waits to be taken: until when, and what was taken since.
    stuck: Option<(Pin<Box<Sleep>>, usize)>,
}

impl Paced {
    pub(super) fn new(socket: TcpStream, guest: Arc<Guest>) -> Self {
        Self {
            socket,
            guest,
            head: Box::pin(tokio::time::sleep(HEAD)),
            stuck: None,
        }
    }

    /// What a write did, or that its reader is too slow.
    fn taken(
        &mut self,
        cx: &mut Context<'_>,
        wrote: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        match (wrote, &mut self.stuck) {
            (Poll::Ready(Ok(bytes)), Some((_, taken))) => {
                *taken += bytes;
                if *taken >= SIP {
                    self.stuck = None;
                }
                Poll::Ready(Ok(bytes))
            }
            (Poll::Pending, stuck) => {
                let (until, _) =
                    stuck.get_or_insert_with(|| (Box::pin(tokio::time::sleep(READER)), 0));
                until.as_mut().poll(cx).map(|()| Err(too_slow()))
            }
            (wrote, None) => wrote,
            (failed, Some(_)) => failed,
        }
    }
}

fn too_slow() -> io::Error {
    ErrorKind::TimedOut.into()
}

impl AsyncRead for Paced {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.socket).poll_read(cx, buffer);
        match read {
            Poll::Ready(_) => {
                if buffer.filled().len() > before && self.guest.begins_head() {
                    self.head.as_mut().reset(Instant::now() + HEAD);
                }
                read
            }
            // While idle between requests hyper's own deadline counts, and
            // while a request is answered the request's.
            Poll::Pending => match self.guest.phase() {
                Phase::Fresh | Phase::Head => self.head.as_mut().poll(cx).map(|()| Err(too_slow())),
                Phase::Busy | Phase::Told | Phase::Idle => Poll::Pending,
            },
        }
    }
}

impl AsyncWrite for Paced {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut self.socket).poll_write(cx, bytes);
        self.taken(cx, wrote)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut self.socket).poll_write_vectored(cx, slices);
        self.taken(cx, wrote)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        // hyper flushes when it has nothing left to write.
        self.stuck = None;
        self.guest.all_taken();
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}
