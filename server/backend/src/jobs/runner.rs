//! The loop that does what is due.

use std::future::Future;
use std::ops::ControlFlow;
use std::time::Duration;

use domain::{AppError, Outcome};
use tokio::task::{JoinError, JoinHandle};

use super::queue::{self, Claimed, End};
use super::{Kind, Registry, TRIES};
use crate::Context;
use crate::db::Fault;

/// How often a runner looks for what is due.
const TICK: Duration = Duration::from_secs(2);
/// How often it sees to it that what recurs stands in the table.
const SCHEDULE: Duration = Duration::from_mins(10);
/// How often it shows that it still works on a job; a third of the lease.
const SIGN_OF_LIFE: Duration = Duration::from_secs(10);
/// Signs of life that may fail; one more, and the lease could be over.
const UNHEARD: u32 = 2;
/// How long an ended handler may take to notice.
const GRACE: Duration = Duration::from_secs(3);

/// Does jobs, one after the other. Every node has one.
pub struct Runner {
    ctx: Context,
    registry: Registry,
    sign_of_life: Duration,
}

/// Why a handler is at its end.
enum Ended {
    ByItself(Result<Outcome<u64>, JoinError>),
    /// Its time is over.
    Late,
    /// The runner is told to stop.
    Told,
    /// The job is another server's, or may be.
    Lost,
}

impl Runner {
    /// A runner for the jobs of this registry.
    pub fn new(ctx: Context, registry: Registry) -> Self {
        Self {
            ctx,
            registry,
            sign_of_life: SIGN_OF_LIFE,
        }
    }

    /// The same with a pulse of the test's own.
    #[cfg(test)]
    pub(super) fn with_sign_of_life(self, sign_of_life: Duration) -> Self {
        Self {
            sign_of_life,
            ..self
        }
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
                    if self.work(&job, &mut stop).await.is_break() {
                        return;
                    }
                    continue;
                }
                Ok(None) => {}
                Err(error) => tracing::warn!("looking for jobs: {error}"),
            }
            tokio::select! {
                () = tokio::time::sleep(TICK) => {}
                () = &mut stop => return,
            }
        }
    }

    /// Does what is due, one after the other, and comes back; how many.
    pub(crate) async fn all_due(&self) -> Result<usize, AppError> {
        let mut done = 0;
        while let Some(job) = self.next().await? {
            let _ = self.work(&job, std::future::pending()).await;
            done += 1;
        }
        Ok(done)
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

    /// Does a claimed job and writes down how it ended, or gives it back when
    /// told to stop meanwhile; then there is nothing more to do.
    pub(super) async fn work(
        &self,
        job: &Claimed,
        stop: impl Future<Output = ()>,
    ) -> ControlFlow<()> {
        let Some(kind) = self.registry.find(&job.kind) else {
            self.finish(job, End::Unknown).await;
            return ControlFlow::Continue(());
        };
        // It was begun so often and never ended, not even badly: it takes its
        // server down with it.
        if kind.every.is_none() && job.attempts > TRIES {
            let end = End::Failed("it never came to its end".into());
            self.finish(job, end).await;
            return ControlFlow::Continue(());
        }
        let mut handler = Handler::start(kind, &self.ctx, job);
        let ended = tokio::select! {
            biased;
            done = &mut handler.0 => Ended::ByItself(done),
            () = stop => Ended::Told,
            () = tokio::time::sleep(kind.limit) => Ended::Late,
            () = self.keep(job) => Ended::Lost,
        };
        let flow = match &ended {
            Ended::Told => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        };
        let end = match ended {
            Ended::ByItself(Ok(Ok(count))) => End::Done(count),
            Ended::ByItself(Ok(Err(error))) => End::Failed(error.to_string()),
            Ended::ByItself(Err(error)) => {
                tracing::error!(job = job.id, kind = job.kind, "a job panicked: {error}");
                End::Failed("it panicked; the log says where".into())
            }
            Ended::Late | Ended::Told | Ended::Lost if !handler.end().await => {
                tracing::error!(job = job.id, kind = job.kind, "a job cannot be ended");
                return flow;
            }
            Ended::Late => End::Failed(format!("it took longer than {:?}", kind.limit)),
            Ended::Told => End::Stopped,
            Ended::Lost => return flow,
        };
        self.finish(job, end).await;
        flow
    }

    /// Renews the lease on a job for as long as it is surely this server's.
    async fn keep(&self, job: &Claimed) {
        let mut unheard = 0;
        while unheard < UNHEARD {
            tokio::time::sleep(self.sign_of_life).await;
            match queue::renew(&self.ctx.db, job, self.ctx.now()).await {
                Ok(true) => unheard = 0,
                Ok(false) => return,
                Err(fault) => {
                    unheard += 1;
                    tracing::warn!("renewing a lease: {fault:?}");
                }
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

/// A handler at work; it does not outlive the runner that waits for it.
struct Handler(JoinHandle<Outcome<u64>>);

impl Handler {
    fn start(kind: Kind, ctx: &Context, job: &Claimed) -> Self {
        let (ctx, payload) = (ctx.clone(), job.payload.clone());
        Self(tokio::spawn(
            async move { (kind.run)(&ctx, &payload).await },
        ))
    }

    /// Ends it and waits until it has ended: before that, its job must not be
    /// begun elsewhere. Whether it did in time; one that computes without ever
    /// waiting does not, and its lease is left to run out.
    async fn end(&mut self) -> bool {
        self.0.abort();
        tokio::time::timeout(GRACE, &mut self.0).await.is_ok()
    }
}

impl Drop for Handler {
    fn drop(&mut self) {
        self.0.abort();
    }
}
