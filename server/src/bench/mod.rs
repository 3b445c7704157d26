//! `barnraise bench`: measures this machine with a scratch database and a
//! server of its own. Figures are printed, never judged; ratios within one run
//! are what compares.

mod client;
mod data;
mod process;

use std::time::Instant;

use anyhow::Context as _;
use futures::future::join_all;

use crate::config::Config;
use client::Client;
use process::Server;

/// Board pages asked for.
const PAGES: usize = 2_000;
/// Members who vote at the same time.
const VOTERS: usize = 64;
/// Votes each of them casts.
const VOTES_EACH: usize = 150;

/// Runs every measurement and prints a table.
pub(crate) async fn run(config: &Config) -> anyhow::Result<()> {
    let scratch = tempfile::tempdir().context("a scratch folder")?;
    eprintln!(
        "Filling a scratch database ({} ideas, {} votes) …",
        data::IDEAS,
        data::VOTES
    );
    let sessions = data::fill(&scratch.path().join("barnraise.db"), VOTERS).await?;
    eprintln!("Measuring the raw ceiling of group commit …");
    let ceiling = data::ceiling(&scratch.path().join("ceiling.db"), VOTERS, VOTES_EACH).await?;
    let server = Server::start(scratch.path(), &config.site_root).await?;
    let idle = server.memory_mb()?;

    eprintln!("Asking for {PAGES} board pages …");
    let (page_cpu, page_bytes) = board_pages(&server).await?;
    eprintln!("Casting {} votes over HTTP …", VOTERS * VOTES_EACH);
    let votes = votes(&server, &sessions).await?;

    println!("| what | measured | aim |");
    println!("|---|---|---|");
    println!(
        "| CPU of server and database per board page (30 cards, no cache, {} ideas) | {page_cpu:.2} ms | ≤ 1.5 ms |",
        data::IDEAS
    );
    println!(
        "| size of that page, uncompressed | {:.1} kB | |",
        page_bytes as f64 / 1e3
    );
    println!(
        "| acknowledged votes over HTTP, {VOTERS} clients, synchronous=FULL | {:.0}/s | |",
        votes.rate
    );
    println!("| p99 of those votes | {:.1} ms | ≤ 25 ms |", votes.p99_ms);
    println!(
        "| raw ceiling of group commit in the same run, {VOTERS} writers | {ceiling:.0}/s | |"
    );
    println!(
        "| votes over HTTP as a share of the ceiling | {:.0} % | ≥ 30 % |",
        100.0 * votes.rate / ceiling
    );
    println!("| memory of an idle server | {idle:.0} MB | ≤ 60 MB |");
    println!(
        "| memory after the load | {:.0} MB | |",
        server.memory_mb()?
    );
    Ok(())
}

/// CPU-milliseconds per board page and its size in bytes.
async fn board_pages(server: &Server) -> anyhow::Result<(f64, usize)> {
    let mut warm = Client::connect(server.port).await?;
    let mut bytes = 0;
    for _ in 0..200 {
        bytes = warm.get("/").await?;
    }
    let before = server.cpu_ms()?;
    let clients = join_all((0..4).map(|_| async {
        let mut client = Client::connect(server.port).await?;
        for _ in 0..PAGES / 4 {
            client.get("/").await?;
        }
        anyhow::Ok(())
    }));
    for result in clients.await {
        result?;
    }
    Ok(((server.cpu_ms()? - before) / PAGES as f64, bytes))
}

struct Votes {
    rate: f64,
    p99_ms: f64,
}

async fn votes(server: &Server, sessions: &[String]) -> anyhow::Result<Votes> {
    let start = Instant::now();
    let voters = sessions
        .iter()
        .enumerate()
        .map(|(voter, session)| async move {
            let mut client = Client::connect(server.port).await?;
            let mut times = Vec::with_capacity(VOTES_EACH);
            for turn in 0..VOTES_EACH {
                let idea = (voter * 7 + turn * 13) % data::IDEAS + 1;
                let choice = if turn % 5 == 4 { "oppose" } else { "support" };
                let asked = Instant::now();
                client
                    .post(
                        "/api/votes/cast",
                        &format!("idea={idea}&choice={choice}"),
                        session,
                    )
                    .await?;
                times.push(asked.elapsed());
            }
            anyhow::Ok(times)
        });
    let mut times = Vec::new();
    for voter in join_all(voters).await {
        times.extend(voter?);
    }
    let rate = times.len() as f64 / start.elapsed().as_secs_f64();
    times.sort();
    let p99 = times[times.len() * 99 / 100];
    Ok(Votes {
        rate,
        p99_ms: p99.as_secs_f64() * 1e3,
    })
}
