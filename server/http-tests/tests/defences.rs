//! Defences that docs/security.md names and that no feature's own tests hold:
//! passwords and tokens, what is kept of them, errors, and the log.

use std::collections::BTreeSet;

use http_tests::{House, Ledger, PASSWORD, Person, Raw, command, location};
use reqwest::StatusCode;
use reqwest::header::{SET_COOKIE, USER_AGENT};
use scraper::{Html, Selector};

const INES: &str = "ines.halloran@post.example";

async fn signs_in(person: &Person, email: &str, password: &str) -> bool {
    let fields = [("email", email), ("password", password)];
    let answer = person.call("/api/accounts/sign-in", &fields).await;
    answer.status() == StatusCode::OK
}

async fn session(person: &Person) -> String {
    let fields = [("email", INES), ("password", PASSWORD)];
    let answer = person.call("/api/accounts/sign-in", &fields).await;
    let cookie = answer.headers()[SET_COOKIE].to_str().expect("text");
    let token = cookie.strip_prefix("session=").expect("the session");
    token.split(';').next().expect("its value").to_owned()
}

#[tokio::test]
async fn any_characters_make_a_password() {
    let house = House::demo().await;
    for (turn, password) in [
        "only small letters and blanks".to_owned(),
        " begins and ends with blanks ".to_owned(),
        "Zwölf Störche, 十二羽のコウノトリ 🦩".to_owned(),
        "four white storks on the barn ".repeat(5),
    ]
    .into_iter()
    .enumerate()
    {
        let email = format!("nora{turn}@feld.example");
        let fields = [
            ("display_name", "Nora Feld"),
            ("email", email.as_str()),
            ("password", &password),
        ];
        let made = house.visitor().call("/api/accounts/sign-up", &fields).await;
        assert_eq!(made.status(), StatusCode::OK, "{password}");
        let visitor = house.visitor();
        assert!(signs_in(&visitor, &email, &password).await, "{password}");
        let shorter = password.chars().count() - 1;
        for wrong in [
            password.to_uppercase(),
            password.trim().to_owned(),
            password.chars().take(shorter).collect(),
        ] {
            if wrong != password {
                assert!(!signs_in(&visitor, &email, &wrong).await, "{wrong}");
            }
        }
    }
}

#[tokio::test]
async fn password_fields_are_masked_and_take_what_is_pasted() {
    let house = House::demo().await;
    let ines = house.member(INES).await;
    let fields = Selector::parse("input[name=password], input[name=current]").expect("a selector");
    for (person, path, number) in [
        (&house.visitor(), "/sign-in", 1),
        (&house.visitor(), "/sign-up", 1),
        (&house.visitor(), "/reset?key=0123456789abcdef", 1),
        (&ines, "/me/security", 2),
    ] {
        let page = Html::parse_document(&person.page(path, StatusCode::OK).await);
        let found: Vec<_> = page.select(&fields).collect();
        assert_eq!(found.len(), number, "{path}");
        for field in found {
            assert_eq!(field.attr("type"), Some("password"), "{path}");
            let helper = field.attr("autocomplete").unwrap_or_default();
            assert!(helper.ends_with("-password"), "{path}: {helper}");
            assert_eq!(
                field.attr("maxlength"),
                None,
                "{path}: nothing is cut off unseen"
            );
            assert_eq!(field.attr("value").unwrap_or_default(), "", "{path}");
        }
    }
}

#[tokio::test]
async fn every_session_is_a_fresh_random_token() {
    let house = House::demo().await;
    let mut tokens = BTreeSet::new();
    for _ in 0..20 {
        let token = session(&house.visitor()).await;
        assert_eq!(token.len(), 64, "256 bits");
        assert!(token.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert!(tokens.insert(token), "each is new");
    }
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    let house = House::demo().await;
    let person = house.visitor();
    let first = session(&person).await;
    let second = session(&person).await;
    assert_ne!(first, second);
    for (token, good) in [(first, false), (second, true)] {
        let visitor = house.visitor();
        let request = visitor.client.get(house.url("/me"));
        let request = request.header("cookie", format!("session={token}"));
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status() == StatusCode::OK, good);
    }
}

#[tokio::test]
async fn what_is_secret_is_kept_as_a_hash() {
    let house = House::demo().await;
    let mut secrets = vec![PASSWORD.to_owned(), session(&house.visitor()).await];
    let (done, printed) = command(&house.data(), &["user", "reset-link", INES]);
    assert!(done, "{printed}");
    let key = printed.split("key=").nth(1).expect("a key").trim();
    secrets.push(key.to_owned());
    let ada = house.member("ada.okafor@harrowandpine.example").await;
    let answer = ada
        .post(
            "/admin/invitations",
            "/api/invitations/create",
            &[("note", "Nora")],
        )
        .await;
    let page = ada.page(&location(&answer), StatusCode::OK).await;
    let link = page.split("/sign-up?invitation=").nth(1).expect("the link");
    secrets.push(link.split('"').next().expect("its end").to_owned());

    let mut ledger = Ledger::open(&house).await;
    let rows = ledger.everything().await.join("\n");
    assert!(rows.contains(INES), "the rows are there");
    for secret in secrets {
        assert!(!rows.contains(&secret), "{secret}");
        assert!(
            !rows.to_lowercase().contains(&in_hexadecimal(&secret)),
            "{secret}"
        );
    }
    let hash = ledger
        .text_of("SELECT password_hash FROM members WHERE email = $1", INES)
        .await;
    assert!(
        hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{hash}"
    );
}

/// A text as the database shows it where it is kept as bytes.
fn in_hexadecimal(text: &str) -> String {
    let digits = text.bytes().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}

#[tokio::test]
async fn errors_tell_a_number_and_nothing_else() {
    let house = House::demo().await;
    let ines = house.member(INES).await;
    Ledger::spoil(&house, "ALTER TABLE comments RENAME TO remarks").await;
    let page = ines
        .page("/ideas/1", StatusCode::INTERNAL_SERVER_ERROR)
        .await;
    let fields = [("idea", "1"), ("body", "I have oak boards.")];
    let script = ines.call("/api/comments/post", &fields).await;
    assert_eq!(script.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let script = script.text().await.expect("text");
    for told in [&page, &script] {
        for inside in ["no such", "sqlite", "SELECT", "FROM", ".rs", "panicked"] {
            assert!(!told.contains(inside), "{inside} in {told}");
        }
    }
    let number: String = script.chars().filter(char::is_ascii_digit).collect();
    assert!(!number.is_empty(), "{script}");
    let said = house.said();
    let line = said.lines().rfind(|line| line.contains("no such table"));
    assert!(
        line.is_some_and(|line| line.contains(&number)),
        "{number} in {said}"
    );
}

#[tokio::test]
async fn nobody_writes_a_line_into_the_log() {
    for format in ["json", "human"] {
        let settings = [("BARNRAISE_LOG", "debug"), ("BARNRAISE_LOG_FORMAT", format)];
        let house = House::demo_with(&settings).await;
        let visitor = house.visitor();
        let before = house.said().lines().count();
        for path in [
            "/people/x%0a%0dforged-line%1b[31m",
            "/search?q=%0aforged-line",
            "/%0aforged-line",
        ] {
            let request = visitor.client.get(house.url(path));
            let request = request.header(USER_AGENT, "x\tforged-line");
            let answer = request.header("x-request-id", "forged-line").send().await;
            assert!(answer.is_ok());
        }
        let said = house.said();
        assert!(said.lines().count() > before, "the log is there: {said}");
        for line in said.lines() {
            assert!(!line.trim_start().starts_with("forged-line"), "{line}");
            assert!(!line.contains("[31m"), "{line}");
        }
    }
}

#[tokio::test]
async fn a_message_with_two_lengths_is_one_message() {
    let house = House::demo().await;
    let form = "content-type: application/x-www-form-urlencoded\r\naccept: application/json";
    for lengths in [
        "content-length: 5\r\ncontent-length: 60",
        "content-length: 5\r\ntransfer-encoding: chunked",
        "transfer-encoding: chunked\r\ntransfer-encoding: identity",
        "transfer-encoding : chunked",
        "content-length: +5",
    ] {
        let mut raw = Raw::connect(&house).await;
        let host = format!("host: 127.0.0.1:{}", house.port());
        let smuggled = format!("GET /livez HTTP/1.1\r\n{host}\r\n\r\n");
        let request = format!(
            "POST /api/accounts/sign-out HTTP/1.1\r\n{host}\r\n{form}\r\n{lengths}\r\n\r\n0\r\n\r\n{smuggled}"
        );
        raw.send(&request).await;
        let answered = raw.rest().await;
        let answers = answered.matches("HTTP/1.1 ").count();
        assert!(
            answers <= 1,
            "{lengths}: one request, {answers} answers\n{answered}"
        );
    }
}
