//! The commands of whoever runs an installation, as they type them.

use http_tests::{House, command, program};
use reqwest::StatusCode;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions};

const JUN: &str = "jun.tanaka@harrowandpine.example";

/// Changes rows of a folder's database behind everybody's back.
async fn spoil(data: &std::path::Path, sql: &str) {
    let options = SqliteConnectOptions::new().filename(data.join("barnraise.db"));
    let mut database = options.connect().await.expect("the file opens");
    let sql = AssertSqlSafe(sql.to_owned());
    sqlx::query(sql)
        .execute(&mut database)
        .await
        .expect("spoilt");
}

#[tokio::test]
async fn a_backup_made_while_the_server_runs_is_restored_elsewhere() {
    let house = House::demo().await;
    let elsewhere = tempfile::tempdir().expect("a folder");
    let file = elsewhere.path().join("monday.backup");
    let file = file.to_str().expect("text");
    let (done, said) = command(&house.data(), &["backup", file]);
    assert!(done && said.starts_with("Backed up to "), "{said}");
    let (done, said) = command(&house.data(), &["backup", file]);
    assert!(!done && said.contains("exists already"), "{said}");
    let (done, said) = command(&house.data(), &["backup", "--force", file]);
    assert!(done, "{said}");
    let (done, said) = command(elsewhere.path(), &["verify", file]);
    assert!(done && said.contains("The backup is whole"), "{said}");
    let (done, said) = command(&house.data(), &["restore", "--replace", file]);
    assert!(!done && said.contains("a server is running"), "{said}");

    let (done, said) = command(elsewhere.path(), &["restore", file]);
    assert!(done && said.contains(" members and "), "{said}");
    let (done, said) = command(elsewhere.path(), &["restore", file]);
    assert!(!done && said.contains("--replace"), "{said}");
    let (done, said) = command(elsewhere.path(), &["restore", "--replace", file]);
    assert!(
        done && said.contains("What was there is kept in "),
        "{said}"
    );
    let there = House::start(elsewhere).await;
    let jun = there.member(JUN).await;
    let theirs = jun.page("/?sort=new", StatusCode::OK).await;
    let ours = house
        .member(JUN)
        .await
        .page("/?sort=new", StatusCode::OK)
        .await;
    let titles = |page: &str| page.matches("/ideas/").count();
    assert!(titles(&theirs) > 10);
    assert_eq!(titles(&theirs), titles(&ours));
}

#[tokio::test]
async fn a_damaged_database_gives_way_to_a_backup_and_is_kept() {
    let house = House::demo().await;
    let file = house.data().join("monday.backup");
    let file = file.to_str().expect("text").to_owned();
    let (done, said) = command(&house.data(), &["backup", &file]);
    assert!(done, "{said}");
    let scratch = house.kill();
    std::fs::write(scratch.path().join("barnraise.db"), [0xA5; 8_192]).expect("spoilt");
    let (done, said) = command(scratch.path(), &["restore", &file]);
    assert!(
        !done && said.contains("is damaged") && said.contains("--replace"),
        "{said}"
    );
    let (done, said) = command(scratch.path(), &["restore", "--replace", &file]);
    assert!(done, "{said}");
    let (_, rest) = said.split_once("It lies in ").expect("where it lies");
    let (aside, _) = rest.split_once(" as it was").expect("its end");
    assert_eq!(std::fs::read(aside).expect("it lies there"), [0xA5; 8_192]);
    House::start(scratch).await.member(JUN).await;
}

#[tokio::test]
async fn verify_says_what_is_wrong_and_fails() {
    let house = House::demo().await;
    let (whole, said) = command(&house.data(), &["verify"]);
    assert!(
        whole && said.contains("every counter equals its rows"),
        "{said}"
    );
    spoil(
        &house.data(),
        "UPDATE ideas SET support = support + 5 WHERE id = 3",
    )
    .await;
    let (whole, said) = command(&house.data(), &["verify"]);
    assert!(!whole && said.contains("idea 3: support is"), "{said}");
    assert!(said.contains("1 fault found"), "{said}");
}

#[tokio::test]
async fn migrate_makes_tables_once_and_leaves_newer_ones_alone() {
    let scratch = tempfile::tempdir().expect("a folder");
    let (done, said) = command(scratch.path(), &["migrate"]);
    assert!(done && said.contains("tables are made"), "{said}");
    let (done, said) = command(scratch.path(), &["migrate"]);
    assert!(done && said.contains("up to date"), "{said}");
    let tomorrow =
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
        VALUES (9999, 'tomorrow', 1, x'00', 0)";
    spoil(scratch.path(), tomorrow).await;
    for words in [&["migrate"][..], &["serve"], &["config", "check"]] {
        let (done, said) = command(scratch.path(), words);
        assert!(!done && said.contains("newer version"), "{words:?}: {said}");
    }
}

#[tokio::test]
async fn a_second_server_is_refused_whichever_way_it_comes() {
    let house = House::demo().await;
    let elsewhere = tempfile::tempdir().expect("a folder");
    let link = elsewhere.path().join("link.db");
    std::os::unix::fs::symlink(house.data().join("barnraise.db"), &link).expect("a link");
    let second = program(elsewhere.path())
        .env("DATABASE_URL", format!("sqlite:{}", link.display()))
        .env("BARNRAISE_ADDR", "127.0.0.1:0")
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(
        !second.status.success() && said.contains("already running"),
        "{said}"
    );
}

fn checked(data: &std::path::Path, settings: &[(&str, &str)]) -> (bool, String) {
    let done = program(data)
        .args(["config", "check"])
        .env("BARNRAISE_ADDR", "127.0.0.1:0")
        .envs(settings.iter().copied())
        .output()
        .expect("the program runs");
    let said = [done.stdout, done.stderr].concat();
    (
        done.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

#[test]
fn config_check_tries_every_setting_and_shows_no_secret() {
    let scratch = tempfile::tempdir().expect("a folder");
    let (fine, said) = checked(scratch.path(), &[]);
    assert!(fine, "{said}");
    for name in [
        "BARNRAISE_DATA_DIR",
        "BARNRAISE_BASE_URL",
        "BARNRAISE_TRUSTED_PROXIES",
        "BARNRAISE_LIMITS",
    ] {
        assert!(said.contains(name), "{name}: {said}");
    }
    let away = "postgres://barn:hunter2@127.0.0.1:1/barn";
    let (fine, said) = checked(scratch.path(), &[("DATABASE_URL", away)]);
    assert!(!fine && said.contains("WRONG  database"), "{said}");
    assert!(
        !said.contains("hunter2") && said.contains("(set)"),
        "{said}"
    );
    for (name, value, part) in [
        ("BARNRAISE_BASE_URL", "https://<your host>", "placeholder"),
        (
            "BARNRAISE_BASE_URL",
            "http://ideas.example.org",
            "plain http",
        ),
        (
            "BARNRAISE_TRUSTED_PROXIES",
            "the one in front",
            "BARNRAISE_TRUSTED_PROXIES",
        ),
        ("BARNRAISE_HOSTS", "a b,,*", "BARNRAISE_HOSTS names"),
        ("BARNRAISE_CONNECTIONS", "0", "BARNRAISE_CONNECTIONS is 0"),
        ("BARNRAISE_LOG", "not,,a=filter=at=all", "BARNRAISE_LOG"),
        (
            "DATABASE_URL",
            "postgres://barn:changeme@db/barn",
            "placeholder",
        ),
        (
            "BARNRAISE_DATA_DIR",
            "/proc/no/such/place",
            "data folder: /proc/no/such/place is not there",
        ),
    ] {
        let (fine, said) = checked(scratch.path(), &[(name, value)]);
        assert!(
            !fine && said.contains("WRONG") && said.contains(part),
            "{name}={value}: {said}"
        );
        assert_eq!(said.matches("WRONG").count(), 1, "said once: {said}");
        let served = program(scratch.path())
            .env("BARNRAISE_ADDR", "127.0.0.1:0")
            .env(name, value)
            .output()
            .expect("the program runs");
        assert!(!served.status.success(), "serve refuses {name}={value}");
    }
}

#[test]
fn config_check_points_at_what_is_hardly_meant() {
    let scratch = tempfile::tempdir().expect("a folder");
    let https = ("BARNRAISE_BASE_URL", "https://ideas.example.org");
    let (fine, said) = checked(scratch.path(), &[https, ("BARNRAISE_LIMITS", "relaxed")]);
    assert!(fine && said.contains("LOOK   BARNRAISE_LIMITS"), "{said}");
    for (name, value) in [
        ("BARNRAISE_TRUSTED_PROXIES", "0.0.0.0/0"),
        ("BARNRAISE_DATADIR", "/x"),
    ] {
        let (fine, said) = checked(scratch.path(), &[https, (name, value)]);
        assert!(fine && said.contains(&format!("LOOK   {name}")), "{said}");
    }
}

#[test]
fn whoever_heard_enough_of_a_command_is_no_fault() {
    let scratch = tempfile::tempdir().expect("a folder");
    let mut check = program(scratch.path());
    check.args(["config", "check"]);
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let done = check.stdout(writer).output().expect("the program runs");
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success() && said.is_empty(), "{said}");
}

#[test]
fn config_check_sees_a_port_that_is_taken() {
    let scratch = tempfile::tempdir().expect("a folder");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let taken = listener.local_addr().expect("its address").to_string();
    let (fine, said) = checked(scratch.path(), &[("BARNRAISE_ADDR", &taken)]);
    assert!(!fine && said.contains("cannot listen on"), "{said}");
}

#[tokio::test]
async fn config_check_knows_that_a_server_runs() {
    let house = House::demo().await;
    let (fine, said) = checked(&house.data(), &[]);
    assert!(fine && said.contains("a server is running"), "{said}");
}
