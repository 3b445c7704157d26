//! Those who connect and then do nothing, or everything very slowly.

use std::time::{Duration, Instant};

use http_tests::{House, Raw, long};
use reqwest::StatusCode;

/// Sends a byte a second for as long as anybody takes them.
async fn drip(mut raw: Raw) -> Duration {
    let begun = Instant::now();
    while raw.send("x").await && begun.elapsed() < Duration::from_secs(40) {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    begun.elapsed()
}

#[tokio::test]
async fn a_head_that_does_not_come_in_time_ends_the_connection() {
    let house = House::demo().await;
    let silent = async {
        let begun = Instant::now();
        let said = Raw::connect(&house).await.rest().await;
        (said, begun.elapsed())
    };
    let dripping = async {
        let mut raw = Raw::connect(&house).await;
        raw.send("GET / HTTP/1.1\r\nhost: ").await;
        drip(raw).await
    };
    let later = async {
        let mut raw = Raw::connect(&house).await;
        raw.send(&format!(
            "GET /livez HTTP/1.1\r\nhost: {}\r\n\r\n",
            host(&house)
        ))
        .await;
        assert_eq!(raw.keep_answer().await.status, 200);
        raw.send("GET / HTTP/1.1\r\nhost: ").await;
        drip(raw).await
    };
    let ((said, silent), dripping, later) = tokio::join!(silent, dripping, later);
    assert!(
        said.is_empty() || said.starts_with("HTTP/1.1 408"),
        "{said}"
    );
    for waited in [silent, dripping, later] {
        assert!(waited >= Duration::from_secs(9), "too soon: {waited:?}");
        assert!(waited < Duration::from_secs(20), "too late: {waited:?}");
    }
}

#[tokio::test]
async fn a_form_whose_rest_does_not_come_is_told_so() {
    let house = House::demo().await;
    let mut raw = Raw::connect(&house).await;
    raw.send(&format!(
        "POST /api/votes/cast HTTP/1.1\r\nhost: {}\r\naccept: text/html\r\nconnection: close\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\nidea=1&",
        host(&house)
    ))
    .await;
    let answer = raw.answer().await;
    assert_eq!(answer.status, 408);
    assert!(answer.body.contains("did not arrive"), "{}", answer.body);
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_read_their_answers_has_to_go() {
    let metrics = free_addr();
    let house = House::demo_with(&[("BARNRAISE_METRICS_ADDR", &metrics)]).await;
    let page = house.visitor().page("/", StatusCode::OK).await;
    let at = page.find("/pkg/").expect("a style sheet");
    let style = page[at..].split('"').next().expect("its path").to_owned();
    // Those who asked so far hang up in their own time.
    let begun = Instant::now();
    while open(&metrics).await > 0 {
        assert!(begun.elapsed() < Duration::from_secs(10), "who is that?");
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    let mut raw = Raw::with_small_hands(&house).await;
    let ask = format!("GET {style} HTTP/1.1\r\nhost: {}\r\n\r\n", host(&house));
    // Far more than the system keeps for somebody who reads nothing.
    let asking = async { raw.send(&ask.repeat(1_000)).await };
    let _ = tokio::time::timeout(Duration::from_secs(2), asking).await;
    assert_eq!(open(&metrics).await, 1, "it is let in");
    let begun = Instant::now();
    while open(&metrics).await > 0 {
        assert!(
            begun.elapsed() < Duration::from_secs(45),
            "it is still there"
        );
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    assert!(
        begun.elapsed() > Duration::from_secs(10),
        "it was given time"
    );
}

/// In the long form, `BARNRAISE_IDLE_SOCKETS=5000`.
#[tokio::test(flavor = "multi_thread")]
async fn idle_sockets_do_not_slow_the_others_down() {
    let number = std::env::var("BARNRAISE_IDLE_SOCKETS")
        .ok()
        .and_then(|number| number.parse().ok())
        .unwrap_or(500);
    let house = House::demo_with(&[("BARNRAISE_PAGE_CACHE", "0")]).await;
    let alone = typical(&house).await;
    let mut idle = Vec::with_capacity(number);
    let slow_head = "GET / HTTP/1.1\r\nx-slow: ".to_owned();
    let slow_body = format!(
        "POST /api/votes/cast HTTP/1.1\r\nhost: {}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: 100\r\n\r\nidea=1&",
        host(&house)
    );
    let unread = format!("GET /teams HTTP/1.1\r\nhost: {}\r\n\r\n", host(&house));
    for turn in 0..number {
        let mut raw = Raw::connect(&house).await;
        let sent = match turn % 4 {
            0 => raw.send(&slow_head).await,
            1 => raw.send(&slow_body).await,
            // Every tenth of these would be a load of its own.
            2 if turn % 40 == 2 => raw.send(&unread).await,
            _ => true,
        };
        assert!(sent, "client {turn} is let in");
        idle.push(raw);
    }
    let beside = typical(&house).await;
    println!("a page alone {alone:?}, beside {number} idle sockets {beside:?}");
    assert_eq!(idle.len(), number);
    // In the short form other tests run beside.
    let bound = Duration::from_millis(200);
    let bound = if long() { bound } else { bound.max(alone * 4) };
    assert!(beside < bound, "{beside:?} instead of {alone:?}");
}

/// The time within which nine of ten boards come, each rendered anew.
async fn typical(house: &House) -> Duration {
    let visitor = house.visitor();
    let mut times = Vec::new();
    for _ in 0..40 {
        let begun = Instant::now();
        visitor.page("/", StatusCode::OK).await;
        times.push(begun.elapsed());
    }
    times.sort();
    times[35]
}

#[tokio::test]
async fn in_a_full_house_the_longest_idle_make_room() {
    let house = House::demo_with(&[("BARNRAISE_CONNECTIONS", "24")]).await;
    let mut idle = Vec::new();
    for _ in 0..12 {
        idle.push(Raw::connect(&house).await);
    }
    // Only who has been idle for half a second may be sent away.
    tokio::time::sleep(Duration::from_millis(800)).await;
    let mut young = Vec::new();
    for _ in 0..12 {
        young.push(Raw::connect(&house).await);
    }
    // The client that waited for the start may still hold connections, and they
    // are older: each visitor needs a place, and the oldest give theirs.
    let mut gone = false;
    for _ in 0..6 {
        house.visitor().page("/", StatusCode::OK).await;
        let soon = Duration::from_millis(300);
        gone = tokio::time::timeout(soon, idle[0].rest()).await.is_ok();
        if gone {
            break;
        }
    }
    assert!(gone, "the first had to go");
    young[0]
        .send(&format!(
            "GET /livez HTTP/1.1\r\nhost: {}\r\n\r\n",
            host(&house)
        ))
        .await;
    assert_eq!(
        young[0].keep_answer().await.status,
        200,
        "who came last stays"
    );
}

#[tokio::test]
async fn an_address_has_so_many_connections_unless_it_is_a_proxy() {
    let strict = [
        ("BARNRAISE_LIMITS", "default"),
        ("BARNRAISE_CONNECTIONS_PER_ADDRESS", "6"),
    ];
    let house = House::demo_with(&strict).await;
    // The client that waited for the start may still hold a connection.
    let mut held = Vec::new();
    for _ in 0..6 {
        held.push(Raw::connect(&house).await);
    }
    let refused = Raw::connect(&house).await.answer().await;
    assert_eq!(refused.status, 503);
    assert_eq!(refused.header("retry-after"), "5");
    assert_eq!(refused.header("x-content-type-options"), "nosniff");
    drop(held);

    let mut trusted = strict.to_vec();
    trusted.push(("BARNRAISE_TRUSTED_PROXIES", "127.0.0.0/8"));
    let house = House::demo_with(&trusted).await;
    let mut held = Vec::new();
    for _ in 0..12 {
        held.push(Raw::connect(&house).await);
    }
    house.visitor().page("/", StatusCode::OK).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_nobody_waits_for_leave_nothing_behind() {
    const MORE: u64 = 24 * 1024;
    let aborted = if long() { 100_000 } else { 2_000 };
    let house = House::demo_with(&[("BARNRAISE_PAGE_CACHE", "0")]).await;
    abort(&house, 400).await;
    let before = house.settled().await;
    abort(&house, aborted).await;
    let after = house.settled().await;
    println!("memory before {before} kB, after {aborted} aborted pages {after} kB");
    assert!(after < before + MORE, "{before} kB became {after} kB");
}

/// Asks for pages and leaves before they come.
async fn abort(house: &House, times: usize) {
    for turn in 0..times {
        let mut raw = Raw::connect(house).await;
        raw.send(&format!(
            "GET /?turn={turn} HTTP/1.1\r\nhost: {}\r\naccept: text/html\r\n\r\n",
            host(house)
        ))
        .await;
        if turn % 8 == 0 {
            // As long as a page takes, so that not all are waiting at once.
            house.visitor().page("/sign-in", StatusCode::OK).await;
        }
    }
}

fn host(house: &House) -> String {
    format!("127.0.0.1:{}", house.port())
}

fn free_addr() -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").to_string()
}

/// Open connections, by the metrics.
async fn open(metrics: &str) -> i64 {
    let page = reqwest::get(format!("http://{metrics}/metrics")).await;
    let page = page.expect("metrics").text().await.expect("text");
    let line = page
        .lines()
        .find(|line| line.starts_with("barnraise_connections_open "));
    let number = line.and_then(|line| line.split(' ').nth(1));
    number
        .and_then(|number| number.parse().ok())
        .expect("a number")
}
