//! P4 and P5: how long people wait while the server has room, and how much
//! longer with a hundred times as much to look through.

use super::client::visit;
use super::data::Filled;
use super::process::Server;
use super::{VOTES_EACH, WARM, votes};

/// Turns that each size gets, one after the other: what disturbs this machine
/// disturbs both.
const ROUNDS: usize = 8;
/// Clients, and pages for each of them in a round.
const LOAD: (usize, usize) = (2, 60);
/// Votes of each client in a round.
const VOTES: usize = 20;
/// The orders of the list.
const LISTS: [&str; 4] = ["/", "/?sort=new", "/?sort=discussed", "/boards/ideas"];
/// What people look for: rare and frequent words, beginnings, too much.
const QUERIES: [&str; 8] = [
    "chair",
    "the",
    "a",
    "th",
    "repair+hinge",
    "the+of+and+for+with+more+every+when+from",
    "skill+museum+archive",
    "no-such-word-at-all",
];

/// What people do, and what it must keep to.
#[derive(Clone, Copy)]
enum Deed {
    List,
    Idea,
    Search,
    Vote,
}

impl Deed {
    const ALL: [Self; 4] = [Self::List, Self::Idea, Self::Search, Self::Vote];

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::List => ("list", "≤ 1.5 ×"),
            Self::Idea => ("idea page", "≤ 1.5 ×"),
            Self::Search => ("search", "≤ 1.5 ×, ≤ 100 ms"),
            Self::Vote => ("vote", "≤ 1.5 ×"),
        }
    }

    /// Times of one round, in milliseconds.
    async fn round(
        self,
        server: &Server,
        filled: &Filled,
        round: usize,
    ) -> anyhow::Result<Vec<f64>> {
        let first = round * LOAD.0 * LOAD.1;
        let page = |turn: usize| match self {
            Self::List => LISTS[turn % LISTS.len()].to_owned(),
            Self::Idea => filled.ideas[(first + turn) % filled.ideas.len()].clone(),
            _ => format!("/search?q={}", QUERIES[turn % QUERIES.len()]),
        };
        let times = match self {
            Self::Vote => {
                // After what these voters voted on already.
                let begin = WARM + VOTES_EACH + round * VOTES;
                votes(server, filled, LOAD.0, begin..begin + VOTES).await?
            }
            _ => visit(server.port, LOAD, "gzip", page).await?,
        };
        Ok(times
            .each
            .iter()
            .map(|time| time.as_secs_f64() * 1e3)
            .collect())
    }
}

/// The 50th and the 99th percentile of a deed on each size.
pub(super) struct Latency {
    deed: Deed,
    sizes: Vec<(f64, f64)>,
}

/// Measures every deed on every size.
pub(super) async fn measure(sizes: &[(Server, Filled)]) -> anyhow::Result<Vec<Latency>> {
    let mut measured = Vec::new();
    for deed in Deed::ALL {
        eprintln!("Waiting: {} …", deed.words().0);
        let mut times = vec![Vec::new(); sizes.len()];
        // The first round warms up.
        for round in 0..=ROUNDS {
            for (place, (server, filled)) in sizes.iter().enumerate() {
                let round_times = deed.round(server, filled, round).await?;
                if round > 0 {
                    times[place].extend(round_times);
                }
            }
        }
        let sizes = times.into_iter().map(|mut times| {
            times.sort_by(f64::total_cmp);
            (times[times.len() / 2], times[times.len() * 99 / 100])
        });
        measured.push(Latency {
            deed,
            sizes: sizes.collect(),
        });
    }
    Ok(measured)
}

/// Prints them beside each other.
pub(super) fn print(latencies: &[Latency]) {
    println!(
        "\n| p50 and p99, {} clients, no cache | S | M | growth of p99 | aim |",
        LOAD.0
    );
    println!("|---|---|---|---|---|");
    for Latency { deed, sizes } in latencies {
        let (name, aim) = deed.words();
        let cell = |(p50, p99): &(f64, f64)| format!("{p50:.1} and {p99:.1} ms");
        let (on_s, on_m) = (sizes.first(), sizes.get(1));
        let growth = on_s
            .zip(on_m)
            .map(|(s, m)| format!("{:.1} × (p50 {:.1} ×)", m.1 / s.1, m.0 / s.0));
        println!(
            "| {name} | {} | {} | {} | {aim} |",
            on_s.map(cell).unwrap_or_default(),
            on_m.map(cell).unwrap_or_default(),
            growth.unwrap_or_default()
        );
    }
}
