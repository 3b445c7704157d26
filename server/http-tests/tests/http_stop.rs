//! Asked to stop in the middle of work.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use http_tests::{House, Raw};
use reqwest::StatusCode;

/// Longer, and the system would end it by force.
const LIMIT: Duration = Duration::from_secs(25);

#[tokio::test(flavor = "multi_thread")]
async fn under_load_every_accepted_request_is_answered_and_the_process_ends_well() {
    let house = Arc::new(House::demo().await);
    let told = Arc::new(AtomicBool::new(false));
    let (answered, lost) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let work: Vec<_> = (0..24)
        .map(|worker| {
            let (house, told) = (Arc::clone(&house), Arc::clone(&told));
            let (answered, lost) = (Arc::clone(&answered), Arc::clone(&lost));
            tokio::spawn(async move {
                loop {
                    // Whoever comes after the signal may find the door closed.
                    let before = !told.load(Ordering::SeqCst);
                    let Some(mut raw) = Raw::try_connect(&house).await else {
                        assert!(!before, "the door was closed too early");
                        return;
                    };
                    raw.send(&request(&house, worker)).await;
                    let whole = raw.try_answer().await.is_some_and(|answer| {
                        answer.header("content-length") == answer.body.len().to_string()
                    });
                    if whole {
                        answered.fetch_add(1, Ordering::SeqCst);
                    } else if before {
                        lost.fetch_add(1, Ordering::SeqCst);
                    }
                }
            })
        })
        .collect();
    while answered.load(Ordering::SeqCst) < 100 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let begun = Instant::now();
    told.store(true, Ordering::SeqCst);
    house.terminate();
    for worker in work {
        worker.await.expect("a worker");
    }
    let mut house = Arc::into_inner(house).expect("nobody else holds it");
    let status = house.ended().await;
    assert!(begun.elapsed() < LIMIT, "{:?}", begun.elapsed());
    assert!(status.success(), "{status}");
    assert_eq!(lost.load(Ordering::SeqCst), 0);
    println!(
        "{} answered, ended after {:?}",
        answered.load(Ordering::SeqCst),
        begun.elapsed()
    );
}

/// A page, or for some a sign-in, which takes longer.
fn request(house: &House, worker: usize) -> String {
    let host = format!("127.0.0.1:{}", house.port());
    if worker.is_multiple_of(4) {
        let form = "email=ines.halloran%40post.example&password=wrong";
        format!(
            "POST /api/accounts/sign-in HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
            form.len()
        )
    } else {
        format!(
            "GET /?turn={worker} HTTP/1.1\r\nhost: {host}\r\naccept: text/html\r\nconnection: close\r\n\r\n"
        )
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn before_the_doors_close_the_server_says_that_it_is_not_ready() {
    let mut house = House::demo().await;
    let visitor = house.visitor();
    assert_eq!(visitor.get("/readyz").await.status(), StatusCode::OK);
    // Half a form: its rest comes when the server is stopping.
    let mut raw = Raw::connect(&house).await;
    let form = "email=ines.halloran%40post.example&password=wrong";
    raw.send(&format!(
        "POST /api/accounts/sign-in HTTP/1.1\r\nhost: 127.0.0.1:{}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{}",
        house.port(),
        form.len(),
        &form[..9]
    ))
    .await;
    visitor.page("/sign-in", StatusCode::OK).await;
    house.terminate();
    let begun = Instant::now();
    loop {
        let answer = visitor.get("/readyz").await;
        if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
            assert!(answer.text().await.expect("text").contains("stopping"));
            break;
        }
        assert!(
            begun.elapsed() < Duration::from_millis(900),
            "it never said so"
        );
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(
        Raw::try_connect(&house).await.is_none(),
        "the doors are closed"
    );
    raw.send(&form[9..]).await;
    assert_eq!(raw.answer().await.status, 422);
    assert!(house.ended().await.success());
    assert!(begun.elapsed() < LIMIT);
}

#[tokio::test]
async fn who_only_sits_there_is_not_waited_for() {
    let mut house = House::demo().await;
    let mut idle = Vec::new();
    for _ in 0..50 {
        idle.push(Raw::connect(&house).await);
    }
    house.terminate();
    let begun = Instant::now();
    assert!(house.ended().await.success());
    assert!(
        begun.elapsed() < Duration::from_secs(8),
        "{:?}",
        begun.elapsed()
    );
}
