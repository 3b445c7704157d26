//! The program is one file: alone in an empty folder it serves its whole site.

use std::process::{Command, Stdio};

use http_tests::{House, Person, program};
use reqwest::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE,
    ETAG, HeaderName, IF_NONE_MATCH, RANGE, VARY,
};
use reqwest::{Method, Response, StatusCode};

/// A server whose program was copied into an empty folder, which is all it has.
async fn alone() -> House {
    let scratch = tempfile::tempdir().expect("an empty folder");
    let copy = scratch.path().join("barnraise");
    std::fs::copy(program(scratch.path()).get_program(), &copy).expect("the program is copied");
    let bare = || {
        let mut command = Command::new(&copy);
        command.current_dir(scratch.path()).env_clear();
        command
    };
    let seeded = bare()
        .args(["seed", "--demo"])
        .stdout(Stdio::null())
        .status();
    assert!(
        seeded.expect("it runs").success(),
        "it makes its own folder"
    );
    House::start_as(bare(), scratch, &[]).await
}

async fn ask(
    person: &Person,
    house: &House,
    method: Method,
    path: &str,
    headers: &[(HeaderName, &str)],
) -> Response {
    let mut request = person.client.request(method, house.url(path));
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    request.send().await.expect("an answer")
}

fn header(answer: &Response, name: HeaderName) -> &str {
    let value = answer.headers().get(name);
    value.map_or("", |value| value.to_str().expect("plain text"))
}

/// The addresses of files that a page names, such as `/pkg/….css`.
fn named(page: &str) -> Vec<String> {
    let mut found: Vec<String> = page
        .split('"')
        .filter(|part| part.starts_with('/') && !part.contains(['#', '?', '<']))
        .filter(|part| {
            [".css", ".js", ".wasm", ".svg", ".webmanifest"]
                .iter()
                .any(|end| part.ends_with(end))
        })
        .map(str::to_owned)
        .collect();
    found.sort();
    found.dedup();
    found
}

#[tokio::test]
async fn alone_in_an_empty_folder_it_serves_the_page_and_all_it_names() {
    let house = alone().await;
    let visitor = house.visitor();
    let page = visitor.page("/", StatusCode::OK).await;
    let files = named(&page);
    for kind in [".css", ".js", ".wasm", ".svg"] {
        assert!(
            files.iter().any(|file| file.ends_with(kind)),
            "{kind}: {files:?}"
        );
    }
    for file in &files {
        let answer = ask(&visitor, &house, Method::GET, file, &[]).await;
        assert_eq!(answer.status(), StatusCode::OK, "{file}");
        let kind = match file.rsplit_once('.').expect("an ending").1 {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "wasm" => "application/wasm",
            "svg" => "image/svg+xml",
            _ => "application/manifest+json",
        };
        assert_eq!(header(&answer, CONTENT_TYPE), kind);
        let lasting = header(&answer, CACHE_CONTROL).contains("immutable");
        assert_eq!(lasting, file.starts_with("/pkg/"), "{file}");
        assert!(!answer.bytes().await.expect("bytes").is_empty());
    }
}

#[tokio::test]
async fn files_are_sent_small_once_and_in_part() {
    let house = alone().await;
    let visitor = house.visitor();
    let page = visitor.page("/", StatusCode::OK).await;
    let file = named(&page)
        .into_iter()
        .find(|file| file.split('.').next_back() == Some("wasm"));
    let file = file.expect("the page has islands");
    let plain = ask(&visitor, &house, Method::GET, &file, &[]).await;
    assert_eq!(header(&plain, VARY), "accept-encoding");
    assert_eq!(header(&plain, CONTENT_ENCODING), "");
    let plain = plain.bytes().await.expect("bytes");
    assert!(plain.starts_with(b"\0asm"));

    let mut tags = Vec::new();
    for (takes, coding) in [
        ("gzip", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("gzip, br", "br"),
    ] {
        let small = ask(
            &visitor,
            &house,
            Method::GET,
            &file,
            &[(ACCEPT_ENCODING, takes)],
        )
        .await;
        assert_eq!(header(&small, CONTENT_ENCODING), coding);
        assert_eq!(header(&small, VARY), "accept-encoding");
        let tag = header(&small, ETAG).to_owned();
        let bytes = small.bytes().await.expect("bytes");
        assert!(bytes.len() * 2 < plain.len(), "{coding}: {}", bytes.len());
        let held = [(ACCEPT_ENCODING, takes), (IF_NONE_MATCH, tag.as_str())];
        let again = ask(&visitor, &house, Method::GET, &file, &held).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(header(&again, ETAG), tag);
        assert!(again.bytes().await.expect("bytes").is_empty());
        tags.push(tag);
    }
    assert_ne!(tags[0], tags[2], "each form has a tag of its own");

    let head = ask(&visitor, &house, Method::HEAD, &file, &[]).await;
    assert_eq!(header(&head, CONTENT_LENGTH), plain.len().to_string());
    assert!(head.bytes().await.expect("bytes").is_empty());

    let part = [(RANGE, "bytes=4-7"), (ACCEPT_ENCODING, "br")];
    let part = ask(&visitor, &house, Method::GET, &file, &part).await;
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    let told = format!("bytes 4-7/{}", plain.len());
    assert_eq!(header(&part, CONTENT_RANGE), told);
    assert_eq!(part.bytes().await.expect("bytes"), plain.slice(4..8));
    let beyond = [(RANGE, "bytes=999999999-")];
    let beyond = ask(&visitor, &house, Method::GET, &file, &beyond).await;
    assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
}

#[tokio::test]
async fn only_files_of_the_site_are_there() {
    let house = alone().await;
    let visitor = house.visitor();
    for nothing in [
        "/pkg/none.css",
        "/pkg/",
        "/pkg/..%2f..%2fbarnraise",
        "/data/barnraise.db",
    ] {
        let answer = ask(&visitor, &house, Method::GET, nothing, &[]).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{nothing}");
    }
}
