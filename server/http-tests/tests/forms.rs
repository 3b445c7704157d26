//! Server functions, as plain forms and as scripts call them.

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, ORIGIN};
use scraper::{Html, Selector};

use http_tests::{House, location};

const INES: &str = "ines.halloran@post.example";

#[tokio::test]
async fn a_refused_form_comes_back_once_with_everything_typed() {
    let house = House::demo().await;
    let ines = house.member(INES).await;
    let fields = [
        ("board", "ideas"),
        ("title", "Short"),
        ("body", "A </textarea><b> text of my own"),
        ("kind", "problem"),
    ];
    let answer = ines.post("/ideas/new", "/api/ideas/submit", &fields).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let back = location(&answer);
    assert!(back.starts_with("/ideas/new?retry="));

    let stranger = house.member("jun.tanaka@harrowandpine.example").await;
    let elsewhere = stranger.page(&back, StatusCode::OK).await;
    assert!(
        !elsewhere.contains("text of my own"),
        "the key works in its own browser only"
    );

    let page = ines.page(&back, StatusCode::UNPROCESSABLE_ENTITY).await;
    let document = Html::parse_document(&page);
    let one = |selector: &str| {
        let selector = Selector::parse(selector).expect("a selector");
        document.select(&selector).next().expect("the field")
    };
    let title = one("input[name=title]");
    assert_eq!(title.attr("value"), Some("Short"));
    assert_eq!(title.attr("aria-invalid"), Some("true"));
    assert!(title.attr("autofocus").is_some());
    assert_eq!(
        one("textarea[name=body]")
            .text()
            .collect::<String>()
            .trim_start_matches('\n'),
        "A </textarea><b> text of my own"
    );
    assert_eq!(
        one("select[name=kind] option[selected]").attr("value"),
        Some("problem")
    );

    let again = ines.page(&back, StatusCode::OK).await;
    assert!(!again.contains("text of my own"), "the key works once");
}

#[tokio::test]
async fn passwords_are_never_kept() {
    let house = House::demo().await;
    let visitor = house.visitor();
    let answer = visitor
        .post(
            "/sign-in",
            "/api/accounts/sign-in",
            &[("email", INES), ("password", "not-my-password")],
        )
        .await;
    let page = visitor
        .page(&location(&answer), StatusCode::UNPROCESSABLE_ENTITY)
        .await;
    assert!(page.contains(INES));
    assert!(!page.contains("not-my-password"));
}

#[tokio::test]
async fn scripts_get_json_and_a_fitting_status() {
    let house = House::demo().await;
    let ines = house.member(INES).await;
    let answer = ines
        .call("/api/votes/cast", &[("idea", "1"), ("choice", "support")])
        .await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(
        answer
            .text()
            .await
            .expect("text")
            .contains("\"mine\":\"support\"")
    );
    for (who, fields, status) in [
        (
            &ines,
            [("idea", "1"), ("choice", "love")],
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        (
            &ines,
            [("idea", "99999"), ("choice", "support")],
            StatusCode::NOT_FOUND,
        ),
        (
            &house.visitor(),
            [("idea", "1"), ("choice", "support")],
            StatusCode::FORBIDDEN,
        ),
    ] {
        assert_eq!(who.call("/api/votes/cast", &fields).await.status(), status);
    }
}

#[tokio::test]
async fn what_is_no_form_is_refused_before_any_code_runs() {
    let house = House::demo().await;
    let ines = house.member(INES).await;
    let url = house.url("/api/votes/cast");
    let post = || ines.client.post(&url).header(ORIGIN, house.url(""));
    let json = post()
        .header(CONTENT_TYPE, "application/json")
        .body("{}")
        .send()
        .await
        .expect("an answer");
    assert_eq!(json.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let huge = post()
        .form(&[("body", "x".repeat(70_000))])
        .send()
        .await
        .expect("an answer");
    assert_eq!(huge.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn other_sites_cannot_post_here_and_nothing_changes_by_get() {
    let house = House::demo().await;
    let ines = house.member(INES).await;
    let foreign = ines
        .client
        .post(house.url("/api/accounts/sign-out"))
        .header(ORIGIN, "https://evil.example")
        .send()
        .await
        .expect("an answer");
    assert_eq!(foreign.status(), StatusCode::FORBIDDEN);
    for path in [
        "/api/votes/cast?idea=1&choice=support",
        "/api/accounts/sign-out",
        "/api/ideas/withdraw?idea=1",
    ] {
        assert_eq!(
            ines.get(path).await.status(),
            StatusCode::METHOD_NOT_ALLOWED,
            "{path}"
        );
    }
    let page = ines.page("/me", StatusCode::OK).await;
    assert!(page.contains("Sign out"), "still signed in");
}

#[tokio::test]
async fn a_visitor_who_wrote_something_gets_it_back_after_signing_in() {
    let house = House::demo().await;
    let person = house.visitor();
    let fields = [
        ("board", "ideas"),
        ("title", "A bench for the bus stop"),
        ("body", "Everybody stands there in the rain."),
        ("kind", "idea"),
    ];
    let answer = person
        .post("/ideas/new", "/api/ideas/submit", &fields)
        .await;
    let place = location(&answer);
    assert!(
        place.starts_with("/sign-in?next=%2Fideas%2Fnew%3Fretry%3D"),
        "{place}"
    );
    let next = form_urlencoded::parse(place.split_once('?').expect("a query").1.as_bytes())
        .find(|(name, _)| name == "next")
        .expect("a next page")
        .1
        .into_owned();
    let fields = [
        ("email", INES),
        ("password", http_tests::PASSWORD),
        ("next", &next),
    ];
    let answer = person.post(&place, "/api/accounts/sign-in", &fields).await;
    assert_eq!(location(&answer), next);
    let page = person.page(&next, StatusCode::OK).await;
    assert!(page.contains("A bench for the bus stop"));
}

#[tokio::test]
async fn nobody_is_sent_to_another_site() {
    let house = House::demo().await;
    for next in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
        let person = house.visitor();
        let fields = [
            ("email", INES),
            ("password", http_tests::PASSWORD),
            ("next", next),
        ];
        let answer = person
            .post("/sign-in", "/api/accounts/sign-in", &fields)
            .await;
        assert_eq!(location(&answer), "/", "{next}");
    }
}
