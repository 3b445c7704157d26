//! The program itself: what it refuses, and the sentence it says.

use std::process::Output;

use http_tests::{House, program};

fn sentence(output: &Output) -> String {
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[tokio::test]
async fn a_second_server_on_the_same_file_is_refused() {
    let house = House::demo().await;
    let second = program(&house.data())
        .env("BARNRAISE_ADDR", "127.0.0.1:0")
        .output()
        .expect("the program runs");
    assert!(sentence(&second).contains("already running"));
}

#[test]
fn plain_http_on_a_network_is_refused() {
    let scratch = tempfile::tempdir().expect("a folder");
    let output = program(scratch.path())
        .env("BARNRAISE_BASE_URL", "http://ideas.example.org")
        .output()
        .expect("the program runs");
    assert!(sentence(&output).contains("https"));
    let output = program(scratch.path())
        .env("BARNRAISE_ADDR", "0.0.0.0:0")
        .env("BARNRAISE_BASE_URL", "http://127.0.0.1:3000")
        .output()
        .expect("the program runs");
    assert!(sentence(&output).contains("this machine only"));
}

#[tokio::test]
async fn the_demo_with_its_published_passwords_is_not_served_to_the_world() {
    let house = House::demo().await;
    let output = program(&house.kill().keep())
        .env("BARNRAISE_ADDR", "127.0.0.1:0")
        .env("BARNRAISE_BASE_URL", "https://ideas.example.org")
        .output()
        .expect("the program runs");
    assert!(sentence(&output).contains("demo"));
}

#[test]
fn an_unknown_engine_is_refused_without_showing_the_url() {
    let scratch = tempfile::tempdir().expect("a folder");
    let output = program(scratch.path())
        .env("DATABASE_URL", "mysql://root:hunter2@db/barn")
        .output()
        .expect("the program runs");
    let said = sentence(&output);
    assert!(said.contains("DATABASE_URL"));
    assert!(!said.contains("hunter2"));
}
