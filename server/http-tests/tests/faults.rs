//! What happens to a running server's file, and what people notice of it.

mod prefix;
mod soak;

use std::process::Command;
use std::time::{Duration, Instant};

use http_tests::{House, Person, after, command, long, program};
use reqwest::StatusCode;
use reqwest::header::RETRY_AFTER;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};

const JUN: &str = "jun.tanaka@harrowandpine.example";

/// Casts a vote as a script does: the status, the sentence, how long it took.
async fn vote(
    person: &Person,
    idea: usize,
    choice: &str,
) -> (StatusCode, Option<String>, String, Duration) {
    let idea = idea.to_string();
    let asked = Instant::now();
    let answer = person
        .call(
            "/api/votes/cast",
            &[("idea", idea.as_str()), ("choice", choice)],
        )
        .await;
    let took = asked.elapsed();
    let later = answer.headers().get(RETRY_AFTER);
    let later = later.map(|value| value.to_str().expect("text").to_owned());
    (
        answer.status(),
        later,
        answer.text().await.expect("text"),
        took,
    )
}

/// The page is there, and soon.
async fn reads_go_on(person: &Person) {
    let asked = Instant::now();
    person.page("/", StatusCode::OK).await;
    person.page("/ideas/3", StatusCode::OK).await;
    assert!(
        asked.elapsed() < Duration::from_secs(4),
        "{:?}",
        asked.elapsed()
    );
}

/// Tries again until a vote is cast, for ten seconds at most.
async fn writes_resume(person: &Person) {
    for _ in 0..50 {
        if vote(person, 5, "support").await.0 == StatusCode::OK {
            return;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("writes do not resume");
}

/// Waits until the server says this of itself, for ten seconds at most: what
/// was written a moment ago counts as proof.
async fn readiness_is(house: &House, status: StatusCode) {
    for _ in 0..50 {
        if house.visitor().get("/readyz").await.status() == status {
            return;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    panic!("/readyz is not {status}");
}

/// From now on no file of this process may grow: to it, the disk is full.
fn disk_is_full(house: &House, full: bool) {
    let limit = if full {
        "--fsize=1:"
    } else {
        "--fsize=unlimited:"
    };
    let set = Command::new("prlimit")
        .args(["--pid", &house.pid().to_string(), limit])
        .status();
    assert!(set.expect("prlimit is part of util-linux").success());
}

#[tokio::test]
async fn with_a_full_disk_reads_go_on_and_writes_wait_for_room() {
    let scratch = tempfile::tempdir().expect("a folder");
    let (seeded, said) = command(scratch.path(), &["seed", "--demo"]);
    assert!(seeded, "{said}");
    // Without this the system would end a process that writes past the limit,
    // where a full disk gives it an error.
    let patient = after("trap '' XFSZ", &program(scratch.path()));
    let house = House::start_as(patient, scratch, &[]).await;
    let jun = house.member(JUN).await;
    assert_eq!(vote(&jun, 4, "support").await.0, StatusCode::OK);
    for _ in 0..2 {
        disk_is_full(&house, true);
        for idea in [5, 6, 7] {
            let (status, later, sentence, _) = vote(&jun, idea, "oppose").await;
            assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{sentence}");
            assert!(later.is_some(), "it says when to try again");
            assert!(
                !sentence.is_empty() && !sentence.contains("SQLITE"),
                "{sentence}"
            );
            reads_go_on(&house.visitor()).await;
        }
        readiness_is(&house, StatusCode::SERVICE_UNAVAILABLE).await;
        disk_is_full(&house, false);
        writes_resume(&jun).await;
        readiness_is(&house, StatusCode::OK).await;
    }
    let (whole, said) = command(&house.data(), &["verify"]);
    assert!(whole, "{said}");
}

/// Another program that holds the file for writing.
async fn locked(house: &House) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(house.data().join("barnraise.db"));
    let mut other = options.connect().await.expect("the file opens");
    sqlx::query("BEGIN IMMEDIATE")
        .execute(&mut other)
        .await
        .expect("the lock");
    other
}

async fn given_back(mut other: SqliteConnection) {
    sqlx::query("ROLLBACK")
        .execute(&mut other)
        .await
        .expect("given back");
}

#[tokio::test]
async fn a_file_locked_for_a_moment_costs_a_moment() {
    let moment = Duration::from_secs(if long() { 3 } else { 1 });
    let house = House::demo().await;
    let jun = house.member(JUN).await;
    let other = locked(&house).await;
    let waiting = tokio::spawn({
        let jun = jun.clone();
        async move { vote(&jun, 4, "support").await }
    });
    reads_go_on(&house.visitor()).await;
    tokio::time::sleep(moment).await;
    given_back(other).await;
    let (status, _, sentence, took) = waiting.await.expect("an answer");
    assert_eq!(status, StatusCode::OK, "{sentence}");
    assert!(took >= moment, "it waited: {took:?}");
}

#[tokio::test]
async fn a_file_locked_for_long_makes_writers_come_back_later() {
    let while_locked = Duration::from_secs(if long() { 30 } else { 8 });
    let house = House::demo().await;
    let jun = house.member(JUN).await;
    let other = locked(&house).await;
    let since = Instant::now();
    let mut refused = 0;
    while since.elapsed() < while_locked {
        let (status, later, sentence, took) = vote(&jun, 4, "support").await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE, "{sentence}");
        assert!(later.is_some(), "it says when to try again");
        assert!(
            took < Duration::from_secs(12),
            "nobody waits for ever: {took:?}"
        );
        reads_go_on(&house.visitor()).await;
        refused += 1;
    }
    assert!(refused > 0);
    given_back(other).await;
    writes_resume(&jun).await;
}
