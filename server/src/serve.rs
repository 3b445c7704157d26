//! Running the server.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use backend::jobs::Runner;
use backend::{Context, db};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::config::Config;
use crate::house::House;
use crate::http::front::Front;
use crate::http::guests::Guests;
use crate::http::stop::{Signals, Stopping};
use crate::http::{self, accept};
use crate::router::Routes;

/// Before the doors close, how long the server says that it is not ready, so
/// that whoever sends visitors here stops.
const NOTICE: Duration = Duration::from_secs(1);
/// How long requests under way may take when the server stops.
const LIMIT: Duration = Duration::from_secs(20);

/// Serves until the process is told to stop; accepted requests finish.
pub(crate) async fn run(config: Config) -> anyhow::Result<()> {
    crate::http::log::start(&config.log, config.http.log)?;
    let mut signals = Signals::listen().context("listening for signals")?;
    let opened = db::open::start(&config.place, &config.backups).await?;
    let ctx = Context::system(opened.db.clone()).with_limits(config.limits);
    if !config.trust_clock {
        backend::clock::believable(&ctx).await??;
    }
    let demo = backend::demo::is_demo(&ctx).await?;
    if demo && config.cookie.secure {
        anyhow::bail!(
            "this is the demo organisation, whose passwords everybody knows: it is served on this machine only. Give the site its own BARNRAISE_DATA_DIR"
        );
    }
    let house = House::new(ctx.clone(), &config)?;
    if config.cookie.secure && config.http.proxies.is_empty() {
        tracing::warn!(
            "BARNRAISE_TRUSTED_PROXIES is not set: all visitors seem to come from the proxy in front of this server"
        );
    }
    let guests = Guests::new(config.http.caps(), config.http.proxies.clone());
    // The doors close later than the server says that it will stop.
    let closing = Stopping::new();
    if let Some(addr) = config.http.metrics {
        http::metrics::start(addr, Arc::clone(&guests), ctx.clone(), closing.clone()).await?;
    }
    let listener = TcpListener::bind(config.addr).await.with_context(|| {
        format!(
            "cannot listen on {}: is another program using the port?",
            config.addr
        )
    })?;
    let jobs = Runner::new(ctx.clone(), backend::jobs::registry());
    let closed = closing.clone();
    let jobs = tokio::spawn(jobs.run(async move { closed.heard().await }));
    println!("Barnraise runs on {}", config.base_url);
    if let Some(secret) = backend::setup::open_link(&ctx).await? {
        println!(
            "Set it up here, once: {}/setup?key={secret}",
            config.base_url
        );
    } else if demo {
        println!("{}", crate::seed::SIGN_INS);
    }
    let router = Routes::new(&config.site_root, &house.places).serve(house.clone())?;
    let front = Arc::new(Front::new(router, &house, &config.http));
    let answer = move |peer, request| {
        let front = Arc::clone(&front);
        async move { front.answer(peer, request).await }
    };
    let doors = tokio::spawn(accept::serve(
        listener,
        Arc::clone(&guests),
        closing.clone(),
        answer,
    ));

    signals.next().await;
    tracing::info!("stopping; requests under way are finished first");
    house.stopping.tell();
    tokio::select! {
        () = stop(&closing, doors, jobs, &guests) => {}
        () = signals.next() => tracing::warn!("told twice to stop: not waiting any longer"),
    }
    Ok(())
}

/// Lets the world see that the server is not ready, closes the doors, and waits
/// for those inside.
async fn stop(closing: &Stopping, doors: JoinHandle<()>, jobs: JoinHandle<()>, guests: &Guests) {
    tokio::time::sleep(NOTICE).await;
    closing.tell();
    // It ends by itself and cannot panic: it holds nothing but the listener.
    let _ = doors.await;
    // What it was at is given back; a panic of its own is logged already.
    let _ = jobs.await;
    let sent_away = accept::see_out(guests, LIMIT).await;
    if sent_away > 0 {
        tracing::warn!("{sent_away} connections were not done in {LIMIT:?}");
    }
}
