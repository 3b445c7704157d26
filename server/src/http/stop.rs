//! The wish to stop: told once, heard by everybody.

use std::sync::Arc;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Whether the server is asked to stop; cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Stopping {
    told: Arc<watch::Sender<bool>>,
}

impl Stopping {
    /// Not yet.
    pub(crate) fn new() -> Self {
        Self {
            told: Arc::new(watch::Sender::new(false)),
        }
    }

    /// Tells everybody.
    pub(crate) fn tell(&self) {
        self.told.send_replace(true);
    }

    /// Whether it was told.
    pub(crate) fn is_told(&self) -> bool {
        *self.told.borrow()
    }

    /// Waits until it is told.
    pub(crate) async fn heard(&self) {
        // Fails only without a sender, and this is one.
        let _ = self.told.subscribe().wait_for(|told| *told).await;
    }
}

/// SIGTERM and SIGINT.
pub(crate) struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    /// From now on these signals no longer end the process by themselves.
    pub(crate) fn listen() -> std::io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Waits for the next one.
    pub(crate) async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
