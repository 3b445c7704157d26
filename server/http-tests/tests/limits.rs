//! Limits as people meet them: the status and when to come back for scripts,
//! the form with everything typed for everybody else.

use std::time::{Duration, Instant};

use http_tests::{House, Ledger, PASSWORD, location};
use reqwest::StatusCode;
use reqwest::header::RETRY_AFTER;
use scraper::{Html, Selector};

/// The demo with limits as they are by default.
async fn limited() -> House {
    House::demo_with(&[("BARNRAISE_LIMITS", "default")]).await
}

const INES: &str = "ines.halloran@post.example";

#[tokio::test]
async fn guessing_a_password_is_told_to_wait_whether_the_account_exists_or_not() {
    let house = limited().await;
    let visitor = house.visitor();
    let mut sentences = Vec::new();
    for email in [INES, "nobody@example.com"] {
        let wrong = [("email", email), ("password", "not the password")];
        for n in 0..10 {
            let refused = visitor.call("/api/accounts/sign-in", &wrong).await;
            assert_eq!(
                refused.status(),
                StatusCode::UNPROCESSABLE_ENTITY,
                "try {n}"
            );
        }
        let refused = visitor.call("/api/accounts/sign-in", &wrong).await;
        assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
        let wait = refused.headers()[RETRY_AFTER].to_str().expect("text");
        let wait: u64 = wait.parse().expect("seconds");
        assert!((1..=90).contains(&wait), "{wait}");
        // The right password is not told apart from a wrong one now.
        let right = [("email", email), ("password", PASSWORD)];
        let refused = visitor.call("/api/accounts/sign-in", &right).await;
        assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);

        let answer = visitor
            .post("/sign-in", "/api/accounts/sign-in", &right)
            .await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let back = visitor.get(&location(&answer)).await;
        assert_eq!(back.status(), StatusCode::TOO_MANY_REQUESTS);
        assert!(back.headers().contains_key(RETRY_AFTER));
        let page = back.text().await.expect("text");
        assert!(page.contains(email), "the address is still there");
        let begin = page.find("Too many wrong passwords").expect("the sentence");
        let sentence: String = page[begin..].chars().take_while(|c| *c != '<').collect();
        sentences.push(without_numbers(&sentence));
    }
    assert_eq!(sentences[0], sentences[1]);
}

fn without_numbers(text: &str) -> String {
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

#[tokio::test]
async fn signing_in_rightly_is_not_counted() {
    let house = limited().await;
    for _ in 0..25 {
        house.member(INES).await;
    }
}

#[tokio::test]
async fn accounts_are_made_thirty_an_hour_from_one_address() {
    let house = limited().await;
    let sign_up = async |n: usize| {
        let (name, email) = (format!("Person {n}"), format!("p{n}@example.com"));
        let fields = [
            ("display_name", name.as_str()),
            ("email", &email),
            ("password", PASSWORD),
        ];
        let answer = house.visitor().call("/api/accounts/sign-up", &fields).await;
        answer.status()
    };
    for n in 0..30 {
        assert_eq!(sign_up(n).await, StatusCode::OK, "person {n}");
    }
    assert_eq!(sign_up(30).await, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn whoever_posts_too_much_keeps_what_they_typed_and_others_go_on() {
    let house = limited().await;
    let ines = house.member(INES).await;
    let post = |title: &str| {
        [
            ("board", "ideas".to_owned()),
            ("title", title.to_owned()),
            (
                "body",
                "Three words about it, and then some more.".to_owned(),
            ),
            ("kind", "idea".to_owned()),
        ]
    };
    let sent = async |person: &http_tests::Person, title: &str| {
        let fields = post(title);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let answer = person
            .post("/ideas/new", "/api/ideas/submit", &fields)
            .await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        location(&answer)
    };
    for n in 0..20 {
        let place = sent(&ines, &format!("A shelf of kind {n}")).await;
        assert!(
            place.starts_with("/ideas/") && !place.contains("retry="),
            "{place}"
        );
    }
    let place = sent(&ines, "A shelf too many").await;
    let back = ines.get(&place).await;
    assert_eq!(back.status(), StatusCode::TOO_MANY_REQUESTS);
    let page = back.text().await.expect("text");
    assert!(page.contains("You have posted many ideas"), "why");
    assert!(page.contains("Try again in"), "and when");
    assert!(page.contains("A shelf too many"), "what was typed is there");
    // The same address, another member.
    let jun = house.member("jun.tanaka@harrowandpine.example").await;
    let place = sent(&jun, "A shelf from next door").await;
    assert!(!place.contains("retry="), "{place}");
}

/// A visitor who throws every cookie away, so that no form makes room for the
/// next.
#[tokio::test]
async fn forms_of_one_network_are_kept_so_many_times_and_then_come_back_in_the_answer() {
    let house = limited().await;
    let title = "A bench \"for\" the <bus> stop";
    let fields = [
        ("board", "ideas"),
        ("title", title),
        ("body", "Everybody stands there in the rain."),
        ("kind", "idea"),
    ];
    let sent = async || {
        let visitor = house.visitor();
        visitor
            .post("/ideas/new", "/api/ideas/submit", &fields)
            .await
    };
    for number in 0..60 {
        assert_eq!(
            sent().await.status(),
            StatusCode::SEE_OTHER,
            "form {number}"
        );
    }
    let mut kept = Ledger::open(&house).await;
    let rows = "SELECT COUNT(*) FROM retries";
    let before = kept.number(rows).await;
    let begun = Instant::now();
    let refused = loop {
        // One more is free every fifteen seconds, so a slow machine may pass.
        let answer = sent().await;
        if answer.status() != StatusCode::SEE_OTHER || begun.elapsed() > Duration::from_mins(1) {
            break answer;
        }
    };
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait = refused.headers()[RETRY_AFTER].to_str().expect("text");
    assert!((1..=15).contains(&wait.parse().expect("seconds")), "{wait}");
    let page = refused.text().await.expect("a page");
    assert!(page.contains("nothing you typed is lost"), "{page}");
    let document = Html::parse_document(&page);
    let field = Selector::parse("main form input[name=title]").expect("a selector");
    let field = document.select(&field).next().expect("the form");
    assert_eq!(field.attr("value"), Some(title));
    assert_eq!(kept.number(rows).await, before, "and nothing was kept");

    // A member at the same address is counted alone.
    let ines = house.member(INES).await;
    let short = [("board", "ideas"), ("title", "Short"), ("kind", "idea")];
    let answer = ines.post("/ideas/new", "/api/ideas/submit", &short).await;
    assert!(location(&answer).starts_with("/ideas/new?retry="));
}
