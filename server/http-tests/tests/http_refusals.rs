//! What people see of a refusal, and what whoever runs the site finds of it.

use std::process::Command;

use http_tests::{Answer, House, Ledger, Raw};
use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;
use scraper::{Html, Selector};

/// Asks as a browser does, for exactly this address.
async fn asked(house: &House, line: &str, host: &str) -> Answer {
    let mut raw = Raw::connect(house).await;
    let port = house.port();
    let host = host.replace("{port}", &port.to_string());
    raw.send(&format!(
        "{line} HTTP/1.1\r\nhost: {host}\r\norigin: http://127.0.0.1:{port}\r\n\
         accept: text/html,application/xhtml+xml,*/*;q=0.8\r\nconnection: close\r\n\
         content-length: 0\r\n\r\n"
    ))
    .await;
    raw.answer().await
}

fn one(page: &Html, selector: &str) -> String {
    let found = Selector::parse(selector).expect("a selector");
    let found = page.select(&found).next();
    let found = found.unwrap_or_else(|| panic!("no {selector} on the page"));
    found.text().collect()
}

const HERE: &str = "127.0.0.1:{port}";

#[tokio::test]
async fn a_browser_gets_a_page_with_ways_on_whatever_it_asked_for() {
    let house = House::demo().await;
    for (line, status, title) in [
        ("GET /nowhere", 404, "Nothing here · Harrow & Pine"),
        ("POST /nowhere", 404, "Nothing here · Harrow & Pine"),
        (
            "POST /api/nothing/here",
            404,
            "Nothing here · Harrow & Pine",
        ),
        ("GET /pkg/../x", 404, "Nothing here · Barnraise"),
        ("GET /pkg/nothing.js", 404, "Nothing here · Barnraise"),
        ("GET /files/%FF", 404, "Nothing here · Barnraise"),
        ("GET /files/nothing", 404, "Nothing here · Barnraise"),
        ("GET /api/votes/cast", 405, "Not in this way · Barnraise"),
        ("POST /teams", 405, "Not in this way · Barnraise"),
        ("PUT /", 405, "Not in this way · Barnraise"),
    ] {
        let answer = asked(&house, line, HERE).await;
        assert_eq!(answer.status, status, "{line}");
        let kind = answer.header("content-type");
        assert_eq!(kind, "text/html; charset=utf-8", "{line}");
        let page = Html::parse_document(&answer.body);
        assert_eq!(one(&page, "title"), title, "{line}");
        assert!(
            one(&page, "main a[href='/']").contains("To the board"),
            "{line}"
        );
    }
}

#[tokio::test]
async fn under_another_name_a_browser_gets_a_page_that_shows_nothing_of_the_site() {
    let house = House::demo().await;
    for (host, status) in [("evil.example", 421), ("", 400)] {
        let answer = asked(&house, "GET /", host).await;
        assert_eq!(answer.status, status, "{host}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        let page = Html::parse_document(&answer.body);
        assert_eq!(one(&page, "title"), one(&page, "h1"));
        assert!(!one(&page, "main p").is_empty());
        for inside in ["Barnraise", "Harrow", "/pkg/", "href"] {
            assert!(!answer.body.contains(inside), "{inside}");
        }
    }
}

#[tokio::test]
async fn what_browsers_and_search_engines_ask_for_by_themselves_is_there() {
    let house = House::demo().await;
    let visitor = house.visitor();
    let icon = visitor.get("/favicon.ico").await;
    assert_eq!(icon.status(), StatusCode::OK);
    assert_eq!(icon.headers()[CONTENT_TYPE], "image/svg+xml");
    let icon = icon.text().await.expect("text");
    assert_eq!(icon, visitor.page("/favicon.svg", StatusCode::OK).await);
    let robots = visitor.get("/robots.txt").await;
    assert_eq!(robots.headers()[CONTENT_TYPE], "text/plain; charset=utf-8");
    let robots = robots.text().await.expect("text");
    assert!(robots.starts_with("User-agent: *\n"), "{robots}");
    for closed in ["/admin", "/api/", "/moderation", "/sign-in"] {
        assert!(
            robots.contains(&format!("Disallow: {closed}\n")),
            "{robots}"
        );
    }
    assert!(!robots.contains("Disallow: /\n"), "the rest may be found");
}

/// The pattern by which `docs/operating.md` finds this incident in the journal.
fn pattern(incident: &str) -> String {
    let guide = include_str!("../../../docs/operating.md");
    let (_, rest) = guide.split_once("--grep '").expect("a recipe");
    let (pattern, _) = rest.split_once('\'').expect("its end");
    assert!(pattern.contains("12"), "it is about incident 12: {pattern}");
    pattern.replace("12", incident)
}

#[tokio::test]
async fn the_number_of_an_incident_finds_its_line_which_names_the_request() {
    for format in ["human", "json"] {
        let settings = [("BARNRAISE_LOG", "warn"), ("BARNRAISE_LOG_FORMAT", format)];
        let house = House::demo_with(&settings).await;
        let ines = house.member("ines.halloran@post.example").await;
        Ledger::spoil(&house, "ALTER TABLE comments RENAME TO remarks").await;
        let fields = [("idea", "1"), ("body", "I have oak boards.")];
        let mut told = Vec::new();
        // By a page, by a form, and as a visitor through the page cache.
        told.push(ines.get("/ideas/1").await);
        told.push(ines.call("/api/comments/post", &fields).await);
        told.push(house.visitor().get("/ideas/1").await);
        for answer in told {
            assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
            let id = answer.headers()["x-request-id"]
                .to_str()
                .expect("text")
                .to_owned();
            let text = answer.text().await.expect("text");
            let number = match text.split_once("the number ") {
                Some((_, rest)) => rest.chars().take_while(char::is_ascii_digit).collect(),
                None => text
                    .chars()
                    .filter(char::is_ascii_digit)
                    .collect::<String>(),
            };
            let found = Command::new("grep")
                .args(["--perl-regexp", &pattern(&number)])
                .arg(house.data().join("said.log"))
                .output()
                .expect("grep");
            let found = String::from_utf8(found.stdout).expect("text");
            assert_eq!(found.lines().count(), 1, "{number}: {found}");
            assert!(found.contains(&id), "{id} in {found}");
            assert!(found.contains("no such table"), "and what it was: {found}");
        }
    }
}
