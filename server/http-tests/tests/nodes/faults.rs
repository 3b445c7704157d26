//! A node killed under load, and PostgreSQL restarted under load.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use futures::future::join_all;
use http_tests::cluster::Stop;
use reqwest::StatusCode;

use super::load::{Voter, nothing_is_lost};
use super::{demo, node};

/// Voters on each node.
const VOTERS: usize = 8;
/// How long people may see errors when PostgreSQL is restarted.
const WINDOW: Duration = Duration::from_secs(5);

#[tokio::test(flavor = "multi_thread")]
async fn one_node_killed_under_load_leaves_the_other_undisturbed() {
    let Some(cluster) = demo() else { return };
    let (a, b) = (
        node(&cluster, "relaxed").await,
        node(&cluster, "relaxed").await,
    );
    let stop = Arc::new(AtomicBool::new(false));
    let mut tasks = Vec::new();
    for number in 0..2 * VOTERS {
        let house = if number % 2 == 0 { &a } else { &b };
        let voter = Voter::joins(house, number).await;
        let number = i64::try_from(number).expect("few");
        tasks.push(tokio::spawn(voter.votes(number, Arc::clone(&stop))));
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    drop(a.kill());
    tokio::time::sleep(Duration::from_secs(2)).await;
    stop.store(true, Ordering::Relaxed);
    let people: Vec<Voter> = join_all(tasks)
        .await
        .into_iter()
        .map(|voter| voter.expect("a voter ends"))
        .collect();
    for voter in people.iter().skip(1).step_by(2) {
        assert!(
            voter.failures.is_empty(),
            "{}: {:?}",
            voter.email,
            voter.failures
        );
        assert!(voter.acknowledged > 10, "{} voted", voter.email);
    }
    nothing_is_lost(&cluster, &people).await;
    b.visitor().page("/", StatusCode::OK).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgresql_restarted_under_load_costs_seconds_and_no_vote() {
    let Some(cluster) = demo() else { return };
    // The long form restarts it ten times.
    let times = std::env::var("BARNRAISE_RESTARTS").map_or(2, |times| {
        times.parse().expect("BARNRAISE_RESTARTS is a number")
    });
    let house = node(&cluster, "relaxed").await;
    let stop = Arc::new(AtomicBool::new(false));
    let mut tasks = Vec::new();
    for number in 0..VOTERS {
        let voter = Voter::joins(&house, number).await;
        let number = i64::try_from(number).expect("few");
        tasks.push(tokio::spawn(voter.votes(number, Arc::clone(&stop))));
    }
    let mut restarts = Vec::new();
    let cluster = Arc::new(cluster);
    for round in 0..times {
        tokio::time::sleep(Duration::from_secs(1)).await;
        restarts.push(Instant::now());
        let mode = if round % 2 == 0 {
            Stop::Fast
        } else {
            Stop::Immediate
        };
        let restarted = Arc::clone(&cluster);
        tokio::task::spawn_blocking(move || restarted.restart(mode))
            .await
            .expect("restarted");
        let begun = restarts[round].elapsed();
        tokio::time::sleep(WINDOW.saturating_sub(begun)).await;
        // Reading came back by itself, too.
        house.visitor().page("/", StatusCode::OK).await;
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    stop.store(true, Ordering::Relaxed);
    let people: Vec<Voter> = join_all(tasks)
        .await
        .into_iter()
        .map(|voter| voter.expect("a voter ends"))
        .collect();
    let in_a_window = |failure: &Instant| {
        restarts
            .iter()
            .any(|restart| *failure >= *restart && failure.duration_since(*restart) <= WINDOW)
    };
    for voter in &people {
        let mut outside = voter.failures.iter().filter(|(at, _)| !in_a_window(at));
        assert_eq!(outside.next(), None, "{}, {restarts:?}", voter.email);
        assert!(voter.acknowledged > 10, "{} voted", voter.email);
    }
    nothing_is_lost(&cluster, &people).await;
}
