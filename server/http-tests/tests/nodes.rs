//! Two servers side by side on one PostgreSQL, and what becomes of people when
//! one of them, or PostgreSQL itself, goes away.

mod faults;
mod load;

use std::process::Stdio;
use std::time::{Duration, Instant};

use http_tests::cluster::Cluster;
use http_tests::{House, PASSWORD, program};
use reqwest::header::{ACCEPT, CONTENT_TYPE, COOKIE, ORIGIN, RETRY_AFTER, SET_COOKIE};
use reqwest::{Method, StatusCode};
use sqlx::{Connection, PgConnection};

const ADA: &str = "ada.okafor@harrowandpine.example";
const INES: &str = "ines.halloran@post.example";

/// A cluster with the demo organisation.
fn demo() -> Option<Cluster> {
    let cluster = Cluster::start()?;
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let seeded = program(scratch.path())
        .args(["seed", "--demo"])
        .env("DATABASE_URL", cluster.url())
        .stdout(Stdio::null())
        .status();
    assert!(
        seeded.expect("the program runs").success(),
        "the demo moves in"
    );
    Some(cluster)
}

/// A server on this cluster.
async fn node(cluster: &Cluster, limits: &str) -> House {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let url = cluster.url();
    let settings = [("DATABASE_URL", url.as_str()), ("BARNRAISE_LIMITS", limits)];
    House::start_with(scratch, &settings).await
}

/// Asks this node with this cookie; what it answers.
async fn with_cookie(house: &House, cookie: &str, method: Method, path: &str) -> StatusCode {
    let asked = house.visitor().client.request(method, house.url(path));
    let asked = asked.header(COOKIE, cookie).header(ACCEPT, "text/html");
    let asked = asked.header(ORIGIN, house.url(""));
    let asked = asked.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    asked.send().await.expect("an answer").status()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_opened_on_one_node_is_good_on_the_other_and_ends_on_both() {
    let Some(cluster) = demo() else { return };
    let (a, b) = (
        node(&cluster, "default").await,
        node(&cluster, "default").await,
    );
    let fields = [("email", INES), ("password", PASSWORD)];
    let signed_in = a.visitor().call("/api/accounts/sign-in", &fields).await;
    assert_eq!(signed_in.status(), StatusCode::OK);
    let cookie = signed_in.headers()[SET_COOKIE].to_str().expect("text");
    let cookie = cookie.split(';').next().expect("a cookie");
    for house in [&a, &b] {
        let own = with_cookie(house, cookie, Method::GET, "/me/profile").await;
        assert_eq!(own, StatusCode::OK, "signed in");
    }
    let out = with_cookie(&a, cookie, Method::POST, "/api/accounts/sign-out").await;
    assert_eq!(out, StatusCode::SEE_OTHER);
    for house in [&b, &a] {
        let own = with_cookie(house, cookie, Method::GET, "/me/profile").await;
        assert_eq!(own, StatusCode::FOUND, "sent to sign in");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nodes_share_their_limits() {
    let Some(cluster) = demo() else { return };
    let (a, b) = (
        node(&cluster, "default").await,
        node(&cluster, "default").await,
    );
    let wrong = [("email", INES), ("password", "not her password")];
    for n in 0..10 {
        let house = if n % 2 == 0 { &a } else { &b };
        let refused = house.visitor().call("/api/accounts/sign-in", &wrong).await;
        assert_eq!(
            refused.status(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "try {n}"
        );
    }
    let right = [("email", INES), ("password", PASSWORD)];
    for house in [&a, &b] {
        let refused = house.visitor().call("/api/accounts/sign-in", &right).await;
        assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
        assert!(refused.headers().contains_key(RETRY_AFTER));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vote_on_one_node_is_seen_on_the_other_within_a_second() {
    let Some(cluster) = demo() else { return };
    let (a, b) = (
        node(&cluster, "relaxed").await,
        node(&cluster, "relaxed").await,
    );
    let ines = a.member(INES).await;
    let visitor = b.visitor();
    // Read before, so that whatever the node keeps of the page is there.
    let before = support(&visitor.page("/ideas/7", StatusCode::OK).await);
    let was = ines
        .call("/api/votes/cast", &[("idea", "7"), ("choice", "none")])
        .await;
    assert_eq!(was.status(), StatusCode::OK);
    let vote = [("idea", "7"), ("choice", "support")];
    let answer: serde_json::Value = {
        let voted = ines.call("/api/votes/cast", &vote).await;
        assert_eq!(voted.status(), StatusCode::OK);
        let text = voted.text().await.expect("an answer");
        serde_json::from_str(&text).expect("JSON")
    };
    let count = answer["support"].as_i64().expect("a count");
    let acknowledged = Instant::now();
    while support(&visitor.page("/ideas/7", StatusCode::OK).await) != count {
        let waited = acknowledged.elapsed();
        assert!(
            waited < Duration::from_secs(1),
            "{before} became {count} {waited:?} ago"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_made_employees_only_on_one_node_is_shown_nowhere_within_a_second() {
    let Some(cluster) = demo() else { return };
    let (a, b) = (
        node(&cluster, "relaxed").await,
        node(&cluster, "relaxed").await,
    );
    let ada = a.member(ADA).await;
    let visitor = b.visitor();
    // Read before, so that the node keeps the page and what stands on every page.
    visitor.page("/boards/ideas", StatusCode::OK).await;
    let board = [
        ("board", "ideas"),
        ("name", "Ideas"),
        ("purpose", "What should we build next, and why?"),
        ("visibility", "employees"),
        ("supporters", "10"),
        ("hours", "60"),
        ("departments", "2"),
        ("sure", "yes"),
    ];
    let saved = ada.call("/api/boards/save", &board).await;
    assert_eq!(saved.status(), StatusCode::OK);
    let acknowledged = Instant::now();
    while visitor.get("/boards/ideas").await.status() == StatusCode::OK {
        let waited = acknowledged.elapsed();
        assert!(waited < Duration::from_secs(1), "shown {waited:?} later");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The count of supporters on an idea's page.
fn support(page: &str) -> i64 {
    let document = scraper::Html::parse_document(page);
    let place = scraper::Selector::parse("[data-testid=support-count]").expect("a selector");
    let shown = document.select(&place).next().expect("a count on the page");
    let digits: String = shown
        .text()
        .flat_map(str::chars)
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().expect("a number")
}

#[tokio::test(flavor = "multi_thread")]
async fn each_job_runs_on_one_node_and_after_a_dead_one_on_the_other() {
    let Some(cluster) = demo() else { return };
    let (a, b) = (
        node(&cluster, "relaxed").await,
        node(&cluster, "relaxed").await,
    );
    let mut db = PgConnection::connect(&cluster.url())
        .await
        .expect("the cluster answers");
    // Nobody has claimed a chore twice: the shortest recurs after a minute.
    let due = "SELECT COUNT(*) FROM jobs WHERE finished_at IS NULL";
    settled(&mut db, due).await;
    let claims: Vec<i64> =
        sqlx::query_scalar("SELECT claim FROM jobs WHERE kind NOT IN ('teams', 'suspensions')")
            .fetch_all(&mut db)
            .await
            .expect("the chores");
    assert!(
        claims.len() >= 6 && claims.iter().all(|times| *times == 1),
        "{claims:?}"
    );
    // As node A leaves it that dies in the middle of it.
    sqlx::query(
        "UPDATE jobs
        SET state = 'running', claim = claim + 1, attempts = attempts + 1, finished_at = NULL,
            due_at = (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint + 1500000
        WHERE kind = 'sessions'",
    )
    .execute(&mut db)
    .await
    .expect("a lease");
    drop(a.kill());
    let left = "SELECT COUNT(*) FROM jobs WHERE kind = 'sessions' AND finished_at IS NULL";
    settled(&mut db, left).await;
    let (claim, state): (i64, String) =
        sqlx::query_as("SELECT claim, state FROM jobs WHERE kind = 'sessions'")
            .fetch_one(&mut db)
            .await
            .expect("the chore");
    assert_eq!((claim, state.as_str()), (3, "waiting"), "taken over once");
    b.visitor().page("/", StatusCode::OK).await;
}

/// Waits until this counts nothing.
async fn settled(db: &mut PgConnection, count: &'static str) {
    let begun = Instant::now();
    loop {
        let left: i64 = sqlx::query_scalar(count)
            .fetch_one(&mut *db)
            .await
            .expect("a count");
        if left == 0 {
            return;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "{left} left: {count}"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
