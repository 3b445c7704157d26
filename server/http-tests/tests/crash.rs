//! A power cut under load: nothing acknowledged is lost.

mod story;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use reqwest::StatusCode;

use http_tests::{House, PASSWORD, Person, command, long};
use story::{Bench, Told};

/// How many write, how often the power goes, and how soon the next start must
/// be ready. In the short form the machine runs other tests beside.
fn extent() -> (usize, usize, Duration) {
    if long() {
        (64, 50, Duration::from_secs(2))
    } else {
        (16, 3, Duration::from_secs(8))
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_kill_9_every_acknowledged_write_is_there_and_counters_equal_rows() {
    let (writers, rounds, soon) = extent();
    let mut house = House::demo().await;
    let emails: Vec<String> = (0..writers)
        .map(|n| format!("writer{n}@example.com"))
        .collect();
    let mut people = Vec::new();
    for (number, email) in emails.iter().enumerate() {
        people.push(sign_up(&house, &format!("Writer {number}"), email).await);
    }
    let bench = Arc::new(Bench::build(&house, writers).await);
    let mut told: Vec<Told> = emails.iter().map(|_| Told::default()).collect();
    for round in 0..rounds {
        let stop = Arc::new(AtomicBool::new(false));
        let mut busy = Vec::new();
        for (number, person) in people.iter().enumerate() {
            let person = house.back(person);
            let (bench, stop) = (Arc::clone(&bench), Arc::clone(&stop));
            let told = std::mem::take(&mut told[number]);
            busy.push(tokio::spawn(story::write(
                person, number, round, bench, told, stop,
            )));
        }
        tokio::time::sleep(Duration::from_millis(700 + 37 * round as u64)).await;
        let scratch = house.kill();
        stop.store(true, Ordering::Relaxed);
        for (number, writer) in busy.into_iter().enumerate() {
            told[number] = writer.await.expect("a writer ends");
        }
        let (whole, said) = command(scratch.path(), &["verify"]);
        assert!(whole, "after round {round}: {said}");
        story::check(scratch.path(), &emails, &told).await;
        let asked = Instant::now();
        house = House::start(scratch).await;
        let took = asked.elapsed();
        assert!(took <= soon, "ready after {took:?}");
    }
    let written: usize = told.iter().map(Told::votes).sum();
    assert!(written > writers * 5, "there was load");
    let sat: usize = told.iter().map(Told::seats).sum();
    assert!(sat > 0, "seats were taken");
}

async fn sign_up(house: &House, name: &str, email: &str) -> Person {
    let fields = [
        ("display_name", name),
        ("email", email),
        ("password", PASSWORD),
    ];
    let visitor = house.visitor();
    let answer = visitor.post("/sign-up", "/api/accounts/sign-up", &fields);
    assert_eq!(answer.await.status(), StatusCode::SEE_OTHER);
    visitor
}
