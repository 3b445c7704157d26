//! `barnraise bench`: measures this machine with scratch databases and servers
//! of its own. Figures are printed, never judged; ratios within one run are
//! what compares.

mod bytes;
mod client;
mod data;
mod latency;
mod process;
mod table;
mod teams;

use std::ops::Range;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context as _;
use backend::seed::Size;
use clap::Args;

use crate::config::Config;
use client::{Client, Times, visit};
use data::Filled;
use process::Server;
use table::Table;

/// Members who vote at the same time.
const VOTERS: usize = 64;
/// Votes each of them casts.
const VOTES_EACH: usize = 150;
/// Votes each of them casts before those that are measured.
const WARM: usize = 5;
/// Clients, and pages for each, where the most a server can do is measured.
const RATE: (usize, usize) = (16, 1_500);
/// Rounds of either server in the comparison of P1, by turns.
const ROUNDS: usize = 3;
/// Tens of ideas between two that a voter votes on; divides the tens of no size.
const STEP: usize = 7;

/// How much to measure.
#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// Only the size S, in about a minute
    #[arg(long)]
    quick: bool,
    /// Folder that keeps the database of size M for the next run
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
    /// Serve this file from memory instead, as the plainest server would
    #[arg(long, hide = true, value_name = "FILE")]
    bytes: Option<PathBuf>,
}

/// Runs every measurement and prints a table.
pub(crate) async fn run(config: &Config, bench: &Bench) -> anyhow::Result<()> {
    if let Some(file) = &bench.bytes {
        return bytes::serve(config.addr, file).await;
    }
    let scratch = tempfile::tempdir().context("a scratch folder")?;
    let mut table = Table::new();
    eprintln!("Filling a database of size S …");
    let small = data::fill(scratch.path(), Size::S, None, VOTERS).await?;
    from_cache(config, &small, &mut table).await?;
    let server = Server::start(
        &small.folder,
        &config.site_root,
        &[("BARNRAISE_PAGE_CACHE", "0")],
    );
    let server = server.await?;
    table.row(
        "memory of an idle server",
        &format!("{:.0} MB", server.memory_mb()?),
        "≤ 60 MB",
    );
    rendered(&server, &small, &mut table).await?;
    eprintln!("Measuring the raw ceiling of group commit …");
    let ceiling = scratch.path().join("ceiling.db");
    let ceiling = data::ceiling(&ceiling, VOTERS, VOTES_EACH).await?;
    flood(&server, &small, ceiling, &mut table).await?;
    let memory = format!("{:.0} MB", server.memory_mb()?);
    table.row("memory after the load", &memory, "");
    teams::measure(config, scratch.path(), &mut table).await?;
    let mut sizes = vec![(server, small)];
    if !bench.quick {
        eprintln!("Filling a database of size M, or copying the one kept …");
        let keep = bench.keep.as_deref();
        let medium = data::fill(scratch.path(), Size::M, keep, VOTERS).await?;
        let off = [("BARNRAISE_PAGE_CACHE", "0")];
        let server = Server::start(&medium.folder, &config.site_root, &off).await?;
        let ready = format!("{:.2} s", server.ready.as_secs_f64());
        table.row("ready after the start, on M", &ready, "≤ 1 s");
        sizes.push((server, medium));
    }
    let latencies = latency::measure(&sizes).await?;
    if let Some((medium, _)) = sizes.get(1) {
        let memory = format!("{:.0} MB", medium.memory_mb()?);
        table.row("memory on M after that", &memory, "");
    }
    table.print();
    latency::print(&latencies);
    Ok(())
}

/// P1: the board from the cache beside the same bytes from the plainest server.
async fn from_cache(config: &Config, small: &Filled, table: &mut Table) -> anyhow::Result<()> {
    eprintln!("Asking for the board from the cache, and for the same bytes from memory …");
    let cached = Server::start(&small.folder, &config.site_root, &[]).await?;
    let file = small.folder.join("board.html.gz");
    let mut client = Client::connect(cached.port).await?;
    client.get("/", "gzip").await?;
    std::fs::write(&file, client.get("/", "gzip").await?)?;
    let plain = Server::of_bytes(&file).await?;
    let mut rates = [0.0, 0.0];
    let mut cpu = [0.0, 0.0];
    for _ in 0..ROUNDS {
        for (place, server) in [&cached, &plain].into_iter().enumerate() {
            let before = server.cpu_ms()?;
            let times = visit(server.port, RATE, "gzip", |_| "/".to_owned()).await?;
            rates[place] += times.rate() / ROUNDS as f64;
            let spent = (server.cpu_ms()? - before) * 1e3 / times.each.len() as f64;
            cpu[place] += spent / ROUNDS as f64;
        }
    }
    let size = std::fs::metadata(&file)?.len();
    let what = format!(
        "board page from the cache, {:.1} kB compressed",
        size as f64 / 1e3
    );
    table.row(
        &what,
        &format!("{:.0}/s, {:.0} µs of CPU", rates[0], cpu[0]),
        "",
    );
    let plain = format!("{:.0}/s, {:.0} µs of CPU", rates[1], cpu[1]);
    table.row("axum with the same bytes from memory", &plain, "");
    let share = format!("{:.0} %", 100.0 * rates[0] / rates[1]);
    table.row("P1: the first as a share of the second", &share, "≥ 60 %");
    Ok(())
}

/// P2: what rendering costs, without the cache.
async fn rendered(server: &Server, small: &Filled, table: &mut Table) -> anyhow::Result<()> {
    eprintln!("Rendering pages …");
    for (name, path, aim) in [
        (
            "P2: CPU per board page of 30 cards, no cache",
            "/",
            "≤ 1.5 ms",
        ),
        (
            "P2: CPU per idea page of 50 comments, no cache",
            small.ideas[0].as_str(),
            "≤ 2 ms",
        ),
    ] {
        visit(server.port, (4, 50), "identity", |_| path.to_owned()).await?;
        let before = server.cpu_ms()?;
        let times = visit(server.port, (4, 500), "identity", |_| path.to_owned()).await?;
        let cpu = (server.cpu_ms()? - before) / times.each.len() as f64;
        let mut client = Client::connect(server.port).await?;
        let size = client.get(path, "identity").await?.len() as f64 / 1e3;
        table.row(name, &format!("{cpu:.2} ms, {size:.0} kB"), aim);
    }
    Ok(())
}

/// P3: votes from many members at once.
async fn flood(
    server: &Server,
    small: &Filled,
    ceiling: f64,
    table: &mut Table,
) -> anyhow::Result<()> {
    eprintln!("Casting {} votes over HTTP …", VOTERS * VOTES_EACH);
    // The first of its kind prepares statements; pages are not measured cold either.
    votes(server, small, VOTERS, 0..WARM).await?;
    let votes = votes(server, small, VOTERS, WARM..WARM + VOTES_EACH).await?;
    let what = format!("acknowledged votes over HTTP, {VOTERS} clients, synchronous=FULL");
    table.row(&what, &format!("{:.0}/s", votes.rate()), "");
    let what = format!("raw ceiling of group commit in the same run, {VOTERS} writers");
    table.row(&what, &format!("{ceiling:.0}/s"), "");
    let share = format!("{:.0} %", 100.0 * votes.rate() / ceiling);
    table.row("P3: the first as a share of the second", &share, "≥ 30 %");
    let p99 = format!(
        "{:.1} ms (p50 {:.1} ms)",
        votes.share(0.99),
        votes.share(0.5)
    );
    table.row("P3: p99 of those votes", &p99, "≤ 25 ms");
    Ok(())
}

/// Each voter votes on one idea after the other, and never the same twice.
async fn votes(
    server: &Server,
    filled: &Filled,
    voters: usize,
    turns: Range<usize>,
) -> anyhow::Result<Times> {
    let ideas = usize::try_from(filled.count)?;
    let sessions = filled.sessions.iter().take(voters).enumerate();
    let turns = &turns;
    client::measure(sessions.map(|(voter, session)| async move {
        let mut client = Client::connect(server.port).await?;
        let mut times = Vec::with_capacity(turns.len());
        for turn in turns.clone() {
            // One of ten ideas is for employees, who these are not.
            let spread = voter * 37 + turn * STEP;
            let idea = spread % (ideas / 10) * 10 + 1 + spread / (ideas / 10) % 9;
            let choice = if turn % 5 == 4 { "oppose" } else { "support" };
            let form = format!("idea={idea}&choice={choice}");
            let asked = Instant::now();
            client.post("/api/votes/cast", &form, session).await?;
            times.push(asked.elapsed());
        }
        anyhow::Ok(times)
    }))
    .await
}
