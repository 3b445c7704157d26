//! Mending jobs.

use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::guard;

/// Runs a failed job again.
#[server(endpoint = "jobs/retry")]
pub async fn retry(#[server(default)] job: i64) -> Result<(), Refused> {
    let (services, actor) = guard::admin()?;
    let tried = services.jobs.retry(&actor, job).await;
    tried.map_err(guard::fail)?;
    guard::go("/admin/jobs?saved=1");
    Ok(())
}

/// Runs a chore at once.
#[server(endpoint = "jobs/run-now")]
pub async fn run_now(#[server(default)] chore: String) -> Result<(), Refused> {
    let (services, actor) = guard::admin()?;
    let chore = guard::parsed("chore", domain::jobs::Chore::parse(&chore))?;
    let begun = services.jobs.run_now(&actor, chore).await;
    begun.map_err(guard::fail)?;
    guard::go("/admin/jobs?saved=1");
    Ok(())
}
