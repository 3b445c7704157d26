//! What recurs. Each is a job without a payload; running one twice does no
//! harm, because it only removes or mends what it finds.

use std::time::Duration;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use domain::Outcome;
use domain::jobs::Chore;
use domain::moderation::Moderation;
use domain::teams::Teams;
use domain::time::{DAY, HOUR, SECOND};

use super::{Job, Registry};
use crate::db::{Lock, run};
use crate::moderation::ModerationService;
use crate::teams::TeamsService;
use crate::{Context, accounts, admin, limits, matching, reconcile, retries};

const MINUTE: i64 = 60 * SECOND;

/// Adds every chore, with the time between two runs.
pub(super) fn register(registry: Registry) -> Registry {
    registry
        .every::<StopTeams>(MINUTE)
        .every::<TellOfSeats>(10 * MINUTE)
        .every::<EndSuspensions>(MINUTE)
        .every::<EndSessions>(HOUR)
        .every::<ForgetForms>(5 * MINUTE)
        .every::<ForgetLinks>(DAY)
        .every::<ForgetLimits>(HOUR)
        .every::<ForgetLogos>(DAY)
        .every::<CompareCounters>(DAY)
        .every::<ForgetJobs>(DAY)
}

/// A chore's job: its type, its word, how long it may take, what it does.
macro_rules! chore {
    ($job:ident, $chore:ident, $ctx:ident => $work:expr) => {
        chore!($job, $chore, super::LIMIT, $ctx => $work);
    };
    ($job:ident, $chore:ident, $limit:expr, $ctx:ident => $work:expr) => {
        #[derive(Serialize, Deserialize)]
        struct $job;

        #[async_trait]
        impl Job for $job {
            const KIND: &'static str = Chore::$chore.as_str();
            const LIMIT: Duration = $limit;

            async fn run(&self, $ctx: &Context) -> Outcome<u64> {
                $work
            }
        }
    };
}

chore!(StopTeams, Teams, ctx => {
    let moved = TeamsService::new(ctx.clone()).sweep().await?;
    Ok(u64::try_from(moved).unwrap_or(u64::MAX))
});
chore!(TellOfSeats, Seats, ctx => matching::sweep(ctx).await);
chore!(EndSuspensions, Suspensions, ctx => {
    let lifted = ModerationService::new(ctx.clone()).sweep().await?;
    Ok(u64::try_from(lifted).unwrap_or(u64::MAX))
});
chore!(EndSessions, Sessions, ctx => accounts::sweep(ctx).await);
chore!(ForgetForms, KeptForms, ctx => retries::sweep(ctx).await);
chore!(ForgetLinks, Links, ctx => links(ctx).await);
chore!(ForgetLimits, Limits, ctx => limits::sweep(ctx).await);
chore!(ForgetLogos, Logos, ctx => admin::forget_logos(ctx).await);
// Every row is read, and a million ideas with their votes take minutes.
chore!(CompareCounters, Counters, super::LONG, ctx => counters(ctx).await);
chore!(ForgetJobs, OldJobs, ctx => jobs(ctx).await);

/// How long links are kept after their time, in microseconds.
const PAST_LINKS: i64 = 30 * DAY;

// Invitations stay: who let whom in is part of the trail.
const FORGET_LINKS: &str = "
    DELETE FROM links
    WHERE expires_at <= $1";

async fn links(ctx: &Context) -> Outcome<u64> {
    let forgotten = ctx.db.write(Lock::OwnRows, ctx.now(), |tx, now| {
        Box::pin(async move { Ok(run!(tx, FORGET_LINKS, now.0 - PAST_LINKS)?) })
    });
    forgotten.await
}

/// What differs is a fault of ours: each is logged, and their number is what
/// [`super::drift`] tells.
async fn counters(ctx: &Context) -> Outcome<u64> {
    let found = reconcile::drift(&ctx.db).await?;
    for difference in &found {
        tracing::error!("drift: {difference}");
    }
    Ok(u64::try_from(found.len()).unwrap_or(u64::MAX))
}

/// How long jobs are kept after they were done, in microseconds.
const DONE_JOBS: i64 = 7 * DAY;
/// How long jobs are kept after they failed, in microseconds.
const FAILED_JOBS: i64 = 90 * DAY;

const FORGET_JOBS: &str = "
    DELETE FROM jobs
    WHERE (state = 'done' AND finished_at <= $1)
    OR (state = 'failed' AND finished_at <= $2)";

async fn jobs(ctx: &Context) -> Outcome<u64> {
    let forgotten = ctx.db.write(Lock::OwnRows, ctx.now(), |tx, now| {
        Box::pin(async move {
            let (done, failed) = (now.0 - DONE_JOBS, now.0 - FAILED_JOBS);
            Ok(run!(tx, FORGET_JOBS, done, failed)?)
        })
    });
    forgotten.await
}
