//! Requests that cannot be taken as they are, and those for which there is no
//! place just now.

use std::time::{Duration, Instant};

use futures::future::join_all;
use http_tests::{House, PASSWORD, Raw, location};
use reqwest::header::{ACCEPT, ALLOW, CONTENT_TYPE, ORIGIN, REFERER, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use scraper::{Html, Selector};

use super::http_health::{lock, unlock};

const INES: &str = "ines.halloran@post.example";
const FORM: &str = "application/x-www-form-urlencoded";

/// Posts these bytes as this kind of content.
async fn post(house: &House, path: &str, accept: &str, kind: &str, body: &[u8]) -> Response {
    let request = house.visitor().client.post(house.url(path));
    request
        .header(ACCEPT, accept)
        .header(CONTENT_TYPE, kind)
        .header(ORIGIN, house.url(""))
        .body(body.to_vec())
        .send()
        .await
        .expect("an answer")
}

#[tokio::test]
async fn what_is_no_form_of_this_function_is_refused_in_the_language_of_who_asks() {
    let house = House::demo().await;
    let large = "a".repeat(70_000);
    for (kind, body, status) in [
        ("application/json", &b"{}"[..], 415),
        ("multipart/form-data; boundary=x", b"--x--", 415),
        (FORM, large.as_bytes(), 413),
        (FORM, b"idea=%C3%28", 400),
        (FORM, b"idea=%2", 400),
        (FORM, b"idea=\xff", 400),
        (FORM, b"idea=one&choice=support", 400),
        (FORM, b"idea=1&choice=support&role=admin", 422),
        (FORM, b"idea=1&idea=2&choice=support", 422),
        (FORM, b"idea[]=1&choice=support", 422),
    ] {
        for (accept, kind_of_answer) in [
            ("text/html,*/*", "text/html; charset=utf-8"),
            ("application/json", "application/problem+json"),
        ] {
            let answer = post(&house, "/api/votes/cast", accept, kind, body).await;
            let shown = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
            assert_eq!(answer.status().as_u16(), status, "{kind} {shown}");
            assert_eq!(
                answer.headers()[CONTENT_TYPE],
                kind_of_answer,
                "{kind} {shown}"
            );
            let text = answer.text().await.expect("text");
            if accept.contains("html") {
                let document = Html::parse_document(&text);
                let ways = Selector::parse("main a[href='/']").expect("a selector");
                assert!(document.select(&ways).next().is_some(), "ways on: {text}");
            } else {
                let told: serde_json::Value = serde_json::from_str(&text).expect("JSON");
                assert_eq!(told["status"], status);
            }
        }
    }
}

#[tokio::test]
async fn unknown_functions_and_wrong_methods_are_told_apart() {
    let house = House::demo().await;
    let unknown = post(&house, "/api/votes/steal", "application/json", FORM, b"").await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    let client = house.visitor().client;
    for method in ["GET", "PUT", "DELETE", "PATCH"] {
        let request = client.request(
            method.parse().expect("a method"),
            house.url("/api/votes/cast"),
        );
        let answer = request
            .header(ORIGIN, house.url(""))
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(answer.headers()[ALLOW], "POST", "{method}");
    }
    let page = client
        .post(house.url("/teams"))
        .header(ORIGIN, house.url(""));
    let answer = page.send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.headers()[ALLOW], "GET,HEAD");
}

#[tokio::test]
async fn nobody_becomes_admin_by_a_field_of_their_own() {
    let house = House::demo().await;
    let visitor = house.visitor();
    let fields = [
        ("display_name", "Mallory Quick"),
        ("email", "mallory@evil.example"),
        ("password", "four white storks"),
        ("role", "admin"),
    ];
    let refused = visitor
        .post("/sign-up", "/api/accounts/sign-up", &fields)
        .await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let answer = visitor
        .call(
            "/api/accounts/sign-in",
            &[("email", fields[1].1), ("password", fields[2].1)],
        )
        .await;
    assert_eq!(
        answer.status(),
        StatusCode::UNPROCESSABLE_ENTITY,
        "no account was made"
    );
}

#[tokio::test]
async fn while_nothing_can_be_written_a_form_comes_back_whole_and_can_be_sent_again() {
    let house = House::demo().await;
    let ines = house.member(INES).await;
    let held = lock(&house).await;
    let body = "Everybody \"stands\" there <b>in</b> the rain.\r\n\r\n& waits";
    let fields = [
        ("board", "ideas"),
        ("title", "A bench for the bus stop"),
        ("body", body),
        ("kind", "idea"),
    ];
    let answer = ines
        .post("/ideas/new?kind=idea", "/api/ideas/submit", &fields)
        .await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.headers().contains_key(RETRY_AFTER));
    let page = answer.text().await.expect("a page");
    let (action, kept) = form_in(&page);
    // Reading HTML makes one newline of two characters; posting makes two again.
    let expected: Vec<(String, String)> = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value.replace("\r\n", "\n")))
        .collect();
    assert_eq!(kept, expected);
    unlock(held).await;

    // Sent from the answer itself, and wrong this time: it goes back to its page.
    let again = |title: &str| {
        let mut fields = kept.clone();
        fields[1].1 = title.to_owned();
        let request = ines
            .client
            .post(house.url(&action))
            .header(ACCEPT, "text/html");
        request
            .header(ORIGIN, house.url(""))
            .header(REFERER, house.url("/api/ideas/submit"))
            .form(&fields)
            .send()
    };
    let back = location(&again("Short").await.expect("an answer"));
    assert!(back.starts_with("/ideas/new?kind=idea&retry="), "{back}");
    let done = location(&again("A bench for the bus stop").await.expect("an answer"));
    let idea = ines.page(&done, StatusCode::OK).await;
    assert!(idea.contains("A bench for the bus stop"));
}

#[tokio::test]
async fn a_password_is_in_no_answer_not_even_in_one_to_be_sent_again() {
    let house = House::demo().await;
    let held = lock(&house).await;
    let visitor = house.visitor();
    let fields = [("email", INES), ("password", PASSWORD), ("next", "/teams")];
    let answer = visitor
        .post("/sign-in", "/api/accounts/sign-in", &fields)
        .await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    let page = answer.text().await.expect("a page");
    assert!(!page.contains(PASSWORD));
    let (_, kept) = form_in(&page);
    assert!(kept.contains(&("email".to_owned(), INES.to_owned())));
    assert!(
        kept.contains(&("password".to_owned(), String::new())),
        "to be typed anew"
    );
    unlock(held).await;
}

/// Action and fields of the form on a page.
fn form_in(page: &str) -> (String, Vec<(String, String)>) {
    let document = Html::parse_document(page);
    let form = Selector::parse("main form[method=post]").expect("a selector");
    let input = Selector::parse("input").expect("a selector");
    let form = document.select(&form).next().expect("a form");
    let fields = form.select(&input).map(|input| {
        let attribute = |name: &str| input.attr(name).unwrap_or_default().to_owned();
        (attribute("name"), attribute("value"))
    });
    (
        form.attr("action").expect("an action").to_owned(),
        fields.collect(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_sign_ins_is_shed_and_leaves_everybody_else_alone() {
    const FLOOD: usize = 400;
    let house = House::demo().await;
    let ines = house.member(INES).await;
    let flood: Vec<_> = (0..FLOOD)
        .map(|number| {
            let visitor = house.visitor();
            tokio::spawn(async move {
                let email = format!("nobody{number}@post.example");
                let fields = [("email", email.as_str()), ("password", "a guess")];
                let answer = visitor.try_call("/api/accounts/sign-in", &fields).await;
                let answer = answer.expect("an answer");
                let retry = answer.headers().get(RETRY_AFTER).cloned();
                let (status, text) = (answer.status(), answer.text().await.expect("text"));
                (status, retry, text)
            })
        })
        .collect();
    let mut slowest = Duration::ZERO;
    while !flood.iter().all(tokio::task::JoinHandle::is_finished) {
        assert_eq!(ines.get("/livez").await.status(), StatusCode::OK);
        let begun = Instant::now();
        let vote = ines
            .call("/api/votes/cast", &[("idea", "1"), ("choice", "support")])
            .await;
        assert_eq!(vote.status(), StatusCode::OK);
        slowest = slowest.max(begun.elapsed());
    }
    let mut shed = 0;
    for answer in flood {
        let (status, retry, text) = answer.await.expect("an answer");
        match status {
            StatusCode::UNPROCESSABLE_ENTITY => {}
            StatusCode::SERVICE_UNAVAILABLE => {
                assert!(retry.is_some());
                assert_eq!(text, "\"Busy\"", "a script's answer");
                shed += 1;
            }
            other => panic!("{other}: {text}"),
        }
    }
    println!("{shed} of {FLOOD} shed; the slowest vote beside them took {slowest:?}");
    assert!(shed > 0 && shed < FLOOD, "{shed}");
    assert!(slowest < Duration::from_secs(3), "{slowest:?}");
}

/// Many ask for an idea that is not there; some leave before they are told.
#[tokio::test(flavor = "multi_thread")]
async fn a_flood_for_a_page_that_is_not_there_keeps_nobody_else_waiting() {
    let house = House::demo().await;
    let ask = format!(
        "GET /ideas/999999 HTTP/1.1\r\nhost: 127.0.0.1:{}\r\naccept: text/html\r\n\
         connection: close\r\n\r\n",
        house.port()
    );
    let one = async |turn: usize| {
        let mut raw = Raw::connect(&house).await;
        raw.send(&ask).await;
        let stays = !turn.is_multiple_of(3);
        stays.then_some(raw)
    };
    let waiting = join_all((0..300).map(one)).await;
    let begun = Instant::now();
    house.visitor().page("/teams", StatusCode::OK).await;
    assert!(begun.elapsed() < Duration::from_secs(3));
    let told = join_all(waiting.into_iter().flatten().map(async |mut raw| {
        let answer = raw.answer().await;
        assert!(answer.status == 404 || answer.header("retry-after") == "2");
        answer.status
    }));
    let told = told.await;
    let missing = told.iter().filter(|status| **status == 404).count();
    assert!(missing > 100, "{missing} of {}", told.len());
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );
}
