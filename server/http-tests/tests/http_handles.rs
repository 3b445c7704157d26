//! More connections than the system has file handles for.

use std::time::{Duration, Instant};

use futures::future::join_all;
use http_tests::{House, Raw, after, command, program};
use reqwest::StatusCode;

/// Handles of the whole process, of which few are left for connections.
const HANDLES: usize = 290;

#[tokio::test(flavor = "multi_thread")]
async fn without_a_file_handle_left_the_server_waits_and_then_goes_on() {
    let scratch = tempfile::tempdir().expect("a folder");
    let (seeded, said) = command(scratch.path(), &["seed", "--demo"]);
    assert!(seeded, "{said}");
    let poor = after(&format!("ulimit -n {HANDLES}"), &program(scratch.path()));
    let house = House::start_as(poor, scratch, &[]).await;
    for round in 0..3 {
        // Those who are refused take a handle each while they hear so.
        let crowd = join_all((0..2 * HANDLES).map(|_| Raw::try_connect(&house))).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        drop(crowd);
        let begun = Instant::now();
        while !is_served(&house).await {
            let waited = begun.elapsed();
            assert!(
                waited < Duration::from_secs(10),
                "round {round}: {waited:?}"
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        // Reading and writing, signed in.
        let jun = house.member("jun.tanaka@harrowandpine.example").await;
        let vote = jun.call("/api/votes/cast", &[("idea", "4"), ("choice", "support")]);
        assert_eq!(vote.await.status(), StatusCode::OK);
    }
    let said = house.said();
    assert!(
        said.contains("accepting connections: "),
        "they ran out: {said}"
    );
    assert!(!said.contains("panicked"), "{said}");
}

async fn is_served(house: &House) -> bool {
    let visitor = house.visitor();
    let asked = visitor.client.get(house.url("/teams")).send().await;
    asked.is_ok_and(|answer| answer.status() == StatusCode::OK)
}
