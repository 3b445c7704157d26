//! The way in, around handlers that go wrong.

use std::net::{Ipv4Addr, SocketAddr};

use axum::body::to_bytes;
use axum::http::header;
use axum::routing::get;
use tokio::time::sleep;

use super::*;

/// A front with three routes behind it: one well, one that panics, one that
/// never answers.
fn front() -> Front {
    async fn broken() -> &'static str {
        panic!("a fault of ours")
    }
    async fn endless() -> &'static str {
        sleep(LIMIT * 100).await;
        "too late"
    }
    Front {
        router: Router::new()
            .route("/well", get(async || "well"))
            .route("/broken", get(broken))
            .route("/endless", get(endless)),
        ids: RequestIds::new([7; 32]),
        hosts: Hosts::new("http://127.0.0.1:3000", ""),
        proxies: Proxies::default(),
        answers: Arc::new(Answers::new("/pkg/style.css")),
        https: false,
        counted: false,
    }
}

async fn asked(front: &Front, path: &str) -> (StatusCode, Response) {
    let request = Request::builder()
        .uri(path)
        .header(header::HOST, "127.0.0.1:3000")
        .header(header::ACCEPT, "text/html");
    let request = request.body(Body::empty()).expect("a request");
    let peer = SocketAddr::from((Ipv4Addr::LOCALHOST, 4_711));
    let response = front.answer(peer, request).await;
    (response.status(), response)
}

async fn page(response: Response) -> String {
    let headers = response.headers();
    assert_eq!(headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
    assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    assert!(headers.contains_key(request_id::HEADER));
    let page = to_bytes(response.into_body(), usize::MAX).await;
    String::from_utf8(page.expect("a page").to_vec()).expect("text")
}

/// The number that a page asks its reader to tell.
fn incident_in(page: &str) -> u64 {
    let (_, rest) = page.split_once("the number ").expect("a number");
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().expect("a number")
}

#[tokio::test]
async fn a_handler_that_panics_is_a_page_with_a_number_and_the_next_one_is_answered() {
    let front = front();
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let (status, response) = asked(&front, "/broken").await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        let page = page(response).await;
        assert!(page.contains("This is our fault"), "{page}");
        assert!(!page.contains("a fault of ours"), "nothing of the inside");
        numbers.push(incident_in(&page));
        assert_eq!(asked(&front, "/well").await.0, StatusCode::OK);
    }
    assert_ne!(numbers[0], numbers[1]);
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_does_not_come_is_given_up_after_half_a_minute() {
    let front = front();
    let begun = Instant::now();
    let (status, response) = asked(&front, "/endless").await;
    assert_eq!(begun.elapsed(), Duration::from_secs(30));
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    let page = page(response).await;
    assert!(page.contains("This took too long"), "{page}");
    assert!(incident_in(&page) > 0);
    assert_eq!(asked(&front, "/well").await.0, StatusCode::OK);
}
