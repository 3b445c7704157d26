//! Day after day of ordinary use: nothing piles up. The short form takes
//! seconds; the long one twenty minutes, or four times `BARNRAISE_SOAK` minutes
//! (360 make a day).

use std::time::{Duration, Instant};

use futures::future::join_all;
use http_tests::{House, Person, long};
use reqwest::StatusCode;

/// Rounds after the first, which fills caches and pools.
const ROUNDS: usize = 3;
/// Between two deeds of one person.
const PAUSE: Duration = Duration::from_millis(40);
/// What a round may add, though nothing piles up: the room of a few passwords
/// that were compared, 19 MiB each, which the allocator gives back when it likes;
/// and connections that are just closing.
const MORE_MEMORY: u64 = 64 * 1024;
const MORE_HANDLES: usize = 12;
/// The log of the database is moved into it long before.
const LOG: u64 = 40_000_000;

/// How a server stands after a round.
#[derive(Clone, Copy, Debug)]
struct Standing {
    memory: u64,
    handles: usize,
    log: u64,
}

impl Standing {
    async fn of(house: &House) -> Self {
        let memory = house.settled().await;
        let log = house.data().join("barnraise.db-wal");
        Self {
            memory,
            handles: house.handles(),
            log: std::fs::metadata(log).map_or(0, |log| log.len()),
        }
    }
}

fn round() -> Duration {
    if !long() {
        return Duration::from_secs(3);
    }
    let minutes = std::env::var("BARNRAISE_SOAK").ok();
    let minutes = minutes.and_then(|minutes| minutes.parse().ok());
    Duration::from_mins(minutes.unwrap_or(5))
}

/// Reads, votes, takes the vote back, looks for something, signs in and out.
async fn an_ordinary_day(house: &House, person: &Person, until: Instant, first: usize) {
    let mut turn = first;
    while Instant::now() < until {
        let idea = (turn % 40 + 1).to_string();
        match turn % 8 {
            0 | 1 => drop(person.page("/", StatusCode::OK).await),
            2 => drop(person.page("/search?q=repair", StatusCode::OK).await),
            3 => drop(person.page("/teams", StatusCode::OK).await),
            4 | 5 => {
                let fields = [("idea", idea.as_str()), ("choice", "support")];
                let answer = person.call("/api/votes/cast", &fields).await;
                // Their own ideas are not theirs to support.
                assert!(!answer.status().is_server_error(), "{}", answer.status());
            }
            6 => {
                let fields = [("email", "nobody@post.example"), ("password", "wrong")];
                let refused = person.call("/api/accounts/sign-in", &fields).await;
                assert!(refused.status().is_client_error(), "{}", refused.status());
            }
            _ => drop(house.visitor().page("/", StatusCode::OK).await),
        }
        turn += 1;
        tokio::time::sleep(PAUSE).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_piles_up_in_ordinary_use() {
    let house = House::demo_with(&[("BARNRAISE_LIMITS", "relaxed")]).await;
    let mut people = Vec::new();
    for _ in 0..4 {
        people.push(house.member(super::JUN).await);
        people.push(house.member("ines.halloran@post.example").await);
    }
    let mut first: Option<Standing> = None;
    for number in 0..=ROUNDS {
        let until = Instant::now() + round();
        let days = people
            .iter()
            .enumerate()
            .map(|(turn, person)| an_ordinary_day(&house, person, until, turn));
        join_all(days).await;
        let now = Standing::of(&house).await;
        println!("round {number}: {now:?}");
        let first = *first.get_or_insert(now);
        assert!(
            now.memory <= first.memory + MORE_MEMORY,
            "{first:?} {now:?}"
        );
        assert!(
            now.handles <= first.handles + MORE_HANDLES,
            "{first:?} {now:?}"
        );
        assert!(now.log <= LOG, "{now:?}");
    }
}
