//! Whether the server can do its work, and what it counts.

use std::io::{Seek, SeekFrom, Write};
use std::time::{Duration, Instant};

use http_tests::House;
use reqwest::StatusCode;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

/// Another process that holds the file, so that nobody else writes.
pub(super) async fn lock(house: &House) -> SqliteConnection {
    let file = house.data().join("barnraise.db");
    let options = SqliteConnectOptions::new().filename(file);
    let options = options.busy_timeout(Duration::from_secs(10));
    let mut connection = options.connect().await.expect("the file");
    run(&mut connection, "BEGIN IMMEDIATE").await;
    connection
}

/// Lets the others write again.
pub(super) async fn unlock(mut connection: SqliteConnection) {
    run(&mut connection, "ROLLBACK").await;
    connection.close().await.expect("a farewell");
}

async fn run(connection: &mut SqliteConnection, sql: &'static str) {
    sqlx::query(sql).execute(connection).await.expect("a lock");
}

/// Waits for this status of `/readyz`; the last answer.
async fn until(house: &House, status: StatusCode) -> String {
    let begun = Instant::now();
    loop {
        let answer = house.visitor().get("/readyz").await;
        let (seen, text) = (answer.status(), answer.text().await.expect("text"));
        if seen == status {
            return text;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{seen}: {text}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test]
async fn a_server_that_cannot_write_is_not_ready_but_lives_and_reads() {
    let house = House::demo().await;
    let ready = until(&house, StatusCode::OK).await;
    let told: serde_json::Value = serde_json::from_str(&ready).expect("JSON");
    for part in ["server", "writer", "migrations", "database", "disk"] {
        assert_eq!(told[part], "ok", "{ready}");
    }
    let held = lock(&house).await;
    let not_ready = until(&house, StatusCode::SERVICE_UNAVAILABLE).await;
    assert!(not_ready.contains("not writing"), "{not_ready}");
    let visitor = house.visitor();
    assert_eq!(visitor.get("/livez").await.status(), StatusCode::OK);
    visitor.page("/", StatusCode::OK).await;
    unlock(held).await;
    until(&house, StatusCode::OK).await;
}

#[tokio::test]
async fn a_table_of_another_version_is_not_ready() {
    let house = House::demo().await;
    until(&house, StatusCode::OK).await;
    let file = house.data().join("barnraise.db");
    let options = SqliteConnectOptions::new().filename(file);
    let mut connection = options.connect().await.expect("the file");
    run(
        &mut connection,
        "DELETE FROM _sqlx_migrations WHERE version = 1",
    )
    .await;
    let not_ready = until(&house, StatusCode::SERVICE_UNAVAILABLE).await;
    assert!(
        not_ready.contains("not those of this program"),
        "{not_ready}"
    );
}

#[tokio::test]
async fn a_database_found_damaged_is_not_ready() {
    let house = House::demo_with(&[("BARNRAISE_PAGE_CACHE", "0")]).await;
    until(&house, StatusCode::OK).await;
    let file = house.data().join("barnraise.db");
    // Everything after the first pages, which hold the list of tables.
    let length = std::fs::metadata(&file).expect("the file").len();
    let mut damaged = std::fs::File::options()
        .write(true)
        .open(&file)
        .expect("the file");
    damaged
        .seek(SeekFrom::Start(64 * 1024))
        .expect("its middle");
    let noise = vec![0xa5; usize::try_from(length - 64 * 1024).expect("small")];
    damaged.write_all(&noise).expect("noise");
    let begun = Instant::now();
    loop {
        // Whatever page meets the damage.
        for path in ["/", "/search?words=oak", "/ideas/1", "/teams", "/ideas/7"] {
            house.visitor().get(path).await;
        }
        let answer = house.visitor().get("/readyz").await;
        let (status, text) = (answer.status(), answer.text().await.expect("text"));
        if text.contains("damaged") {
            assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
            break;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "{status}: {text}"
        );
    }
}

#[tokio::test]
async fn metrics_are_on_their_own_listener() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let metrics = listener.local_addr().expect("its address").to_string();
    drop(listener);
    let house = House::demo_with(&[("BARNRAISE_METRICS_ADDR", &metrics)]).await;
    let ines = house.member("ines.halloran@post.example").await;
    ines.call("/api/votes/cast", &[("idea", "1"), ("choice", "support")])
        .await;
    ines.page("/ideas/99999/nothing", StatusCode::NOT_FOUND)
        .await;
    ines.page("/metrics", StatusCode::NOT_FOUND).await;

    let get = async |path: &str| {
        reqwest::get(format!("http://{metrics}{path}"))
            .await
            .expect("an answer")
    };
    let begun = Instant::now();
    let page = loop {
        let page = get("/metrics").await.text().await.expect("text");
        // The counters are compared with their rows once after the start.
        if page.contains("barnraise_counter_drift 0") {
            break page;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{page}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    for line in [
        r#"barnraise_requests_total{route="/api/votes/cast",method="POST",status="200"} 1"#,
        r#"barnraise_requests_total{route="/ideas/{number}/{slug}",method="GET",status="404"} 1"#,
        r#"barnraise_requests_total{route="none",method="GET",status="404"} 1"#,
        r#"barnraise_request_seconds_count{route="/api/votes/cast",method="POST"} 1"#,
        "barnraise_connections_open ",
        r#"barnraise_connections_total{outcome="accepted"}"#,
        "barnraise_commits_total ",
        "barnraise_batch_commands_count ",
        "barnraise_queue_commands ",
    ] {
        assert!(page.contains(line), "{line} is missing in\n{page}");
    }
    assert_eq!(get("/").await.status(), StatusCode::NOT_FOUND);
    assert!(!page.contains("99999"), "no address of a request");
}
