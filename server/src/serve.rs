//! Running the server.

use std::time::Duration;

use anyhow::Context as _;
use backend::{Context, db};
use domain::Services;
use tokio::net::TcpListener;

use crate::config::Config;
use crate::house::House;
use crate::router::router;

/// How often deadlines, lapsed blocks, old forms and sessions are looked after.
const SWEEP: Duration = Duration::from_mins(1);

/// Starts logging as configured.
pub(crate) fn start_logging(filter: &str) -> anyhow::Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_new(filter)
        .context("BARNRAISE_LOG is not a filter such as info or info,sqlx=debug")?;
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false)
        .init();
    Ok(())
}

/// Serves until the process is told to stop; accepted requests finish.
pub(crate) async fn run(config: Config) -> anyhow::Result<()> {
    start_logging(&config.log)?;
    let opened = db::open::serve(&config.place).await?;
    let ctx = Context::system(opened.db.clone());
    let demo = backend::demo::is_demo(&ctx).await?;
    if demo && config.cookie.secure {
        anyhow::bail!(
            "this is the demo organisation, whose passwords everybody knows: it is served on this machine only. Give the site its own BARNRAISE_DATA_DIR"
        );
    }
    let house = House::new(ctx.clone(), &config)?;
    let listener = TcpListener::bind(config.addr).await.with_context(|| {
        format!(
            "cannot listen on {}: is another program using the port?",
            config.addr
        )
    })?;
    tokio::spawn(sweep(ctx.clone(), house.services.clone()));
    println!("Barnraise runs on {}", config.base_url);
    if let Some(secret) = backend::setup::open_link(&ctx).await? {
        println!(
            "Set it up here, once: {}/setup?key={secret}",
            config.base_url
        );
    } else if demo {
        println!("{}", crate::seed::SIGN_INS);
    }
    axum::serve(listener, router(house, &config.site_root)?)
        .with_graceful_shutdown(stop_signal())
        .await?;
    Ok(())
}

async fn sweep(ctx: Context, services: Services) {
    let mut ticks = tokio::time::interval(SWEEP);
    loop {
        ticks.tick().await;
        if let Err(error) = services.teams.sweep().await {
            tracing::warn!("looking after deadlines: {error}");
        }
        if let Err(error) = backend::retries::sweep(&ctx).await {
            tracing::warn!("looking after kept forms: {error}");
        }
        if let Err(error) = backend::accounts::sweep(&ctx).await {
            tracing::warn!("looking after sessions: {error}");
        }
    }
}

async fn stop_signal() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
    tracing::info!("stopping; requests under way are finished first");
}
