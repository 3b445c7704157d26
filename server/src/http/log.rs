//! The log: for people or as JSON, panics included, and never a secret: what is
//! logged of a request is the pattern of its route, not its address.

use std::io::IsTerminal;
use std::panic::PanicHookInfo;

use anyhow::Context as _;
use tracing_subscriber::EnvFilter;

use super::settings::LogFormat;

/// Starts logging as configured.
pub(crate) fn start(filter: &str, format: LogFormat) -> anyhow::Result<()> {
    let filter = self::filter(filter)?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false);
    match format {
        LogFormat::Json => lines
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .init(),
        LogFormat::Human => lines.with_ansi(std::io::stdout().is_terminal()).init(),
    }
    std::panic::set_hook(Box::new(panicked));
    Ok(())
}

/// What to log, read.
pub(crate) fn filter(typed: &str) -> anyhow::Result<EnvFilter> {
    EnvFilter::try_new(typed)
        .context("BARNRAISE_LOG is not a filter such as info or info,sqlx=debug")
}

/// A panic is a line of the log like any other. It names the place in our code
/// and what was expected there.
fn panicked(panic: &PanicHookInfo<'_>) {
    metrics::counter!("barnraise_panics_total").increment(1);
    let place = panic
        .location()
        .map(ToString::to_string)
        .unwrap_or_default();
    let what = panic.payload_as_str().unwrap_or("a panic without words");
    tracing::error!(place, "panicked: {what}");
}
