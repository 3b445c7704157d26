//! Visitors' pages from the cache: the same for everybody, never older than
//! what they show, never with a word that is somebody's own.

use std::io::Read as _;
use std::time::Duration;

use flate2::read::GzDecoder;
use futures::future::join_all;
use reqwest::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, COOKIE, ETAG,
    HeaderMap, IF_NONE_MATCH, VARY,
};
use reqwest::{Method, StatusCode};
use scraper::{Html, Selector};

use http_tests::{House, Person, location};

const INES: &str = "ines.halloran@post.example";
const JUN: &str = "jun.tanaka@harrowandpine.example";
const STATUS: &str = "cache-status";

/// A page as a browser asks for it, and its text.
async fn asked(
    house: &House,
    path: &str,
    more: &[(&str, &str)],
) -> (HeaderMap, StatusCode, String) {
    let visitor = house.visitor();
    let mut request = visitor
        .client
        .get(house.url(path))
        .header("accept", "text/html");
    for (name, value) in more {
        request = request.header(*name, *value);
    }
    let answer = request.send().await.expect("an answer");
    let (headers, status) = (answer.headers().clone(), answer.status());
    let body = answer.bytes().await.expect("a body");
    let coding = headers
        .get(CONTENT_ENCODING)
        .map(|name| name.to_str().expect("text"));
    let mut text = Vec::new();
    let read = match coding {
        Some("gzip") => GzDecoder::new(body.as_ref())
            .read_to_end(&mut text)
            .map(|_| ()),
        Some("br") => brotli::BrotliDecompress(&mut body.as_ref(), &mut text),
        Some(other) => panic!("{other} was not asked for"),
        None => body.as_ref().read_to_end(&mut text).map(|_| ()),
    };
    read.expect("it is in the coding that it says");
    (headers, status, String::from_utf8(text).expect("text"))
}

fn way(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(STATUS)
        .map(|value| value.to_str().expect("text"))
}

fn nonce(headers: &HeaderMap) -> String {
    let policy = headers[CONTENT_SECURITY_POLICY].to_str().expect("text");
    let after = policy.split("'nonce-").nth(1).expect("a nonce");
    after.split('\'').next().expect("its end").to_owned()
}

/// Posts an idea; its address without the query, and its number.
async fn posted(person: &Person, title: &str) -> (String, String) {
    let fields = [
        ("board", "ideas"),
        ("title", title),
        (
            "body",
            "A text that is long enough to say what would be better.",
        ),
        ("kind", "idea"),
        ("department", "service"),
        ("topics", "shelves"),
    ];
    let answer = person
        .post("/ideas/new", "/api/ideas/submit", &fields)
        .await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let place = location(&answer);
    let number = place.split('/').nth(2).expect("a number").to_owned();
    (place, number)
}

#[tokio::test]
async fn the_second_visitor_gets_the_kept_page_with_a_nonce_of_their_own() {
    let house = House::demo().await;
    let gzip = [(ACCEPT_ENCODING.as_str(), "gzip")];
    let (headers, _, first) = asked(&house, "/", &gzip).await;
    assert_eq!(way(&headers), Some("barnraise; fwd=miss; stored"));
    let (again, _, second) = asked(&house, "/", &gzip).await;
    assert_eq!(way(&again), Some("barnraise; hit"));
    assert_eq!(again[CONTENT_ENCODING], "gzip");
    assert_eq!(again[VARY], "accept-encoding, cookie");
    assert_eq!(again[CACHE_CONTROL], "private, no-cache");
    let (one, other) = (nonce(&headers), nonce(&again));
    assert_ne!(one, other);
    assert!(second.contains(&format!("nonce=\"{other}\"")) && !second.contains(&one));
    assert_eq!(first.replace(&one, &other), second);

    let brotli = [(ACCEPT_ENCODING.as_str(), "gzip, deflate, br, zstd")];
    let (smaller, _, text) = asked(&house, "/", &brotli).await;
    assert_eq!(smaller[CONTENT_ENCODING], "br");
    assert_eq!(way(&smaller), Some("barnraise; hit"));
    assert_eq!(smaller[ETAG], again[ETAG], "the same content");
    assert_eq!(text.replace(&nonce(&smaller), &other), second);

    let (plain, _, text) = asked(&house, "/", &[]).await;
    assert!(!plain.contains_key(CONTENT_ENCODING));
    assert_eq!(way(&plain), Some("barnraise; hit"), "one copy serves all");
    assert_eq!(text.replace(&nonce(&plain), &other), second);
}

#[tokio::test]
async fn fifty_visitors_at_once_cost_one_rendering() {
    let house = House::demo().await;
    let answers = join_all((0..50).map(|_| asked(&house, "/?sort=discussed", &[]))).await;
    let made = answers
        .iter()
        .filter(|(headers, ..)| way(headers) == Some("barnraise; fwd=miss; stored"));
    assert_eq!(made.count(), 1);
    assert!(
        answers
            .iter()
            .all(|(_, status, _)| *status == StatusCode::OK)
    );
}

#[tokio::test]
async fn a_browser_that_has_the_page_is_told_so() {
    let house = House::demo().await;
    let (headers, ..) = asked(&house, "/", &[]).await;
    let tag = headers[ETAG].to_str().expect("text").to_owned();
    let (unchanged, status, body) = asked(&house, "/", &[(IF_NONE_MATCH.as_str(), &tag)]).await;
    assert_eq!((status, body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert!(
        !unchanged.contains_key(CONTENT_SECURITY_POLICY),
        "it keeps the one it has"
    );
    assert_eq!(unchanged[ETAG], tag.as_str());
    let (_, status, _) = asked(&house, "/", &[(IF_NONE_MATCH.as_str(), "W/\"other\"")]).await;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn what_a_page_does_not_read_makes_no_page_of_its_own() {
    let house = House::demo().await;
    asked(&house, "/?kind=idea&sort=new", &[]).await;
    let (headers, _, page) = asked(&house, "/?sort=new&utm_source=x&kind=idea&y=1", &[]).await;
    assert_eq!(way(&headers), Some("barnraise; hit"));
    assert!(
        !page.contains("utm_source"),
        "nor does it stand in the page's links"
    );
    let (headers, ..) = asked(&house, "/?sort=new&kind=praise", &[]).await;
    assert_eq!(way(&headers), Some("barnraise; fwd=miss; stored"));
}

#[tokio::test]
async fn a_vote_is_seen_within_a_second_and_leaves_other_ideas_alone() {
    let house = House::demo().await;
    let (jun, ines) = (house.member(JUN).await, house.member(INES).await);
    let (place, number) = posted(&ines, "A shelf for the tall ones among us").await;
    let (elsewhere, _) = posted(&ines, "A lamp for the reading corner").await;
    let support = Selector::parse(&format!("#idea-{number}")).expect("a selector");
    let seen = |page: &str| {
        let document = Html::parse_document(page);
        let found = document
            .select(&support)
            .next()
            .map(|part| part.text().collect::<String>());
        found.unwrap_or_else(|| page.to_owned())
    };
    tokio::time::sleep(Duration::from_millis(700)).await;
    let (_, _, before) = asked(&house, &place, &[]).await;
    asked(&house, &elsewhere, &[]).await;
    let voted = jun
        .call(
            "/api/votes/cast",
            &[("idea", &number), ("choice", "support")],
        )
        .await;
    assert_eq!(voted.status(), StatusCode::OK);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (headers, _, after) = asked(&house, &place, &[]).await;
    assert_eq!(way(&headers), Some("barnraise; fwd=miss; stored"));
    assert_ne!(seen(&before), seen(&after), "one more supports it");
    let (headers, ..) = asked(&house, &elsewhere, &[]).await;
    assert_eq!(
        way(&headers),
        Some("barnraise; hit"),
        "nothing happened there"
    );
}

#[tokio::test]
async fn an_edit_and_a_withdrawal_are_seen_at_once() {
    let house = House::demo().await;
    let ines = house.member(INES).await;
    let (place, number) = posted(&ines, "A shelf with a word that is wrong").await;
    let (_, status, page) = asked(&house, &place, &[]).await;
    assert!(status == StatusCode::OK && page.contains("a word that is wrong"));
    for _ in 0..3 {
        asked(&house, "/?sort=new", &[]).await;
    }
    let fields = [
        ("idea", number.as_str()),
        ("title", "A shelf with every word right"),
        (
            "body",
            "A text that is long enough to say what would be better.",
        ),
        ("kind", "idea"),
    ];
    let edited = ines.post("/", "/api/ideas/edit", &fields).await;
    assert_eq!(edited.status(), StatusCode::SEE_OTHER);
    let (_, _, list) = asked(&house, "/?sort=new", &[]).await;
    assert!(list.contains("every word right") && !list.contains("a word that is wrong"));

    let withdrawn = ines
        .post("/", "/api/ideas/withdraw", &[("idea", &number)])
        .await;
    assert_eq!(withdrawn.status(), StatusCode::SEE_OTHER);
    let (_, _, list) = asked(&house, "/?sort=new", &[]).await;
    assert!(!list.contains("every word right"));
}

#[tokio::test]
async fn members_are_never_answered_from_it_and_never_fill_it() {
    let house = House::demo().await;
    asked(&house, "/", &[]).await;
    let jun = house.member(JUN).await;
    let answer = jun.get("/").await;
    assert_eq!(way(answer.headers()), None);
    assert_eq!(answer.headers()[CACHE_CONTROL], "private, no-store");
    let page = answer.text().await.expect("text");
    assert!(page.contains("Workshop floor"), "employees see their board");
    let (headers, _, page) = asked(&house, "/", &[]).await;
    assert!(way(&headers).is_some());
    assert!(!page.contains("Workshop floor") && !page.contains("Jun Tanaka</"));

    let worn_out = [(COOKIE.as_str(), "session=nobody")];
    let (headers, status, _) = asked(&house, "/", &worn_out).await;
    assert_eq!((way(&headers), status), (None, StatusCode::OK));
    let other = [(COOKIE.as_str(), "theme=dark; browser=abc")];
    let (headers, ..) = asked(&house, "/", &other).await;
    assert_eq!(
        way(&headers),
        Some("barnraise; hit"),
        "other cookies change no page"
    );
}

#[tokio::test]
async fn what_is_no_page_for_everybody_is_not_kept() {
    let house = House::demo().await;
    for path in [
        "/sign-in",
        "/sign-up",
        "/me",
        "/search?q=chair",
        "/ideas/999999",
        "/nowhere",
    ] {
        for _ in 0..2 {
            let (headers, ..) = asked(&house, path, &[]).await;
            assert_eq!(way(&headers), None, "{path}");
            assert!(!headers.contains_key(ETAG), "{path}");
        }
    }
    let (headers, ..) = asked(&house, "/?retry=nothing", &[]).await;
    assert_eq!(way(&headers), None);
}

#[tokio::test]
async fn a_head_has_the_headers_of_the_page() {
    let house = House::demo().await;
    let (got, ..) = asked(&house, "/", &[]).await;
    let head = house.visitor().client.request(Method::HEAD, house.url("/"));
    let answer = head
        .header("accept", "text/html")
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()[ETAG], got[ETAG]);
    assert_eq!(way(answer.headers()), Some("barnraise; hit"));
    assert!(answer.bytes().await.expect("a body").is_empty());
}

#[tokio::test]
async fn a_members_page_is_compressed_once_where_it_is_worth_it() {
    let house = House::demo().await;
    let jun = house.member(JUN).await;
    let request = jun.client.get(house.url("/")).header("accept", "text/html");
    let answer = request
        .header(ACCEPT_ENCODING, "gzip")
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.headers()[CONTENT_ENCODING], "gzip");
    let body = answer.bytes().await.expect("a body");
    let mut page = String::new();
    GzDecoder::new(body.as_ref())
        .read_to_string(&mut page)
        .expect("gzip");
    assert!(page.ends_with("</html>") && page.len() > 2 * body.len());
}

#[tokio::test]
async fn without_room_every_page_is_rendered_anew() {
    let scratch = House::demo().await.kill();
    let house = House::start_with(scratch, &[("BARNRAISE_PAGE_CACHE", "0")]).await;
    for _ in 0..2 {
        let (headers, status, _) = asked(&house, "/", &[]).await;
        assert_eq!((way(&headers), status), (None, StatusCode::OK));
    }
}
