//! The loop that does what is due.

use std::future::Future;
use std::time::Duration;

use domain::AppError;
use futures::future::{Either, select};

use super::queue::{self, Claimed, End};
use super::{Registry, TRIES};
use crate::Context;
use crate::db::Fault;

/// How often a runner looks for what is due.
const TICK: Duration = Duration::from_secs(2);
/// How often it sees to it that what recurs stands in the table.
const SCHEDULE: Duration = Duration::from_mins(10);
/// How often it shows that it still works on a job; a third of the lease.
const SIGN_OF_LIFE: Duration = Duration::from_secs(10);

/// Does jobs, one after the other. Every node has one.
pub struct Runner {
    ctx: Context,
    registry: Registry,
}

impl Runner {
    /// A runner for the jobs of this registry.
    pub fn new(ctx: Context, registry: Registry) -> Self {
        Self { ctx, registry }
    }

    /// Runs until told to stop. A job under way is given back then: another
    /// node, or the next start, does it anew.
    pub async fn run(self, stop: impl Future<Output = ()> + Send) {
        let mut stop = std::pin::pin!(stop);
        let mut scheduled: Option<tokio::time::Instant> = None;
        loop {
            if scheduled.is_none_or(|at| at.elapsed() >= SCHEDULE) {
                match self.schedule().await {
                    Ok(()) => scheduled = Some(tokio::time::Instant::now()),
                    Err(error) => tracing::warn!("writing down what recurs: {error}"),
                }
            }
            match self.next().await {
                Ok(Some(job)) => {
                    let work = std::pin::pin!(self.work(&job));
                    if let Either::Right(_) = select(work, &mut stop).await {
                        self.finish(&job, End::Stopped).await;
                        return;
                    }
                    continue;
                }
                Ok(None) => {}
                Err(error) => tracing::warn!("looking for jobs: {error}"),
            }
            let rest = std::pin::pin!(tokio::time::sleep(TICK));
            if let Either::Right(_) = select(rest, &mut stop).await {
                return;
            }
        }
    }

    /// Sees to it that what recurs stands in the table.
    pub(super) async fn schedule(&self) -> Result<(), AppError> {
        Ok(queue::schedule(&self.ctx.db, &self.registry, self.ctx.now()).await?)
    }

    /// Claims what is due.
    pub(super) async fn next(&self) -> Result<Option<Claimed>, AppError> {
        let (db, now) = (&self.ctx.db, self.ctx.now());
        if queue::is_due(db, now).await? {
            Ok(queue::claim(db, now).await?)
        } else {
            Ok(None)
        }
    }

    /// Does a claimed job and writes down how it ended.
    pub(super) async fn work(&self, job: &Claimed) {
        let end = match self.registry.find(&job.kind) {
            None => End::Unknown,
            // It was begun so often and never ended, not even badly: it takes
            // its server down with it.
            Some(kind) if kind.every.is_none() && job.attempts > TRIES => {
                End::Failed("it never came to its end".into())
            }
            Some(kind) => {
                let (ctx, payload) = (self.ctx.clone(), job.payload.clone());
                let handler = tokio::spawn(async move { (kind.run)(&ctx, &payload).await });
                let abort = AbortOnDrop(handler.abort_handle());
                let alive = std::pin::pin!(self.keep(job));
                let ended = select(handler, alive).await;
                drop(abort);
                match ended {
                    Either::Left((Ok(Ok(count)), _)) => End::Done(count),
                    Either::Left((Ok(Err(error)), _)) => End::Failed(error.to_string()),
                    Either::Left((Err(error), _)) => {
                        tracing::error!(job = job.id, kind = job.kind, "a job panicked: {error}");
                        End::Failed("it panicked; the log says where".into())
                    }
                    // Another server has it now.
                    Either::Right(_) => return,
                }
            }
        };
        self.finish(job, end).await;
    }

    /// Renews the lease on a job for as long as it is this server's.
    async fn keep(&self, job: &Claimed) {
        loop {
            tokio::time::sleep(SIGN_OF_LIFE).await;
            match queue::renew(&self.ctx.db, job, self.ctx.now()).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(fault) => tracing::warn!("renewing a lease: {:?}", fault),
            }
        }
    }

    async fn finish(&self, job: &Claimed, end: End) {
        if let End::Failed(why) = &end {
            tracing::warn!(
                job = job.id,
                kind = job.kind,
                attempt = job.attempts,
                "a job failed: {why}"
            );
        }
        let every = self.registry.find(&job.kind).and_then(|kind| kind.every);
        let finished = queue::finish(&self.ctx.db, job, every, end, self.ctx.now());
        // Unwritten, its lease ends and it runs again.
        if let Err(fault) = finished.await {
            tracing::warn!(
                job = job.id,
                "a job's end was not noted: {}",
                Fault::answer(fault)
            );
        }
    }
}

/// A handler does not outlive the runner that waits for it.
struct AbortOnDrop(tokio::task::AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
