//! What every answer carries, whom the server answers, and what it writes down.

use http_tests::{Answer, House, PASSWORD, Raw, program};
use reqwest::StatusCode;
use serde_json::Value;

const INES: &str = "ines.halloran@post.example";

/// Sends a request by hand and reads its answer.
async fn asked(house: &House, request: &str) -> Answer {
    let mut raw = Raw::connect(house).await;
    let request = request.replace("{port}", &house.port().to_string());
    let (head, body) = request.split_once("\n\n").unwrap_or((&request, ""));
    let head = head.trim().replace('\n', "\r\n");
    raw.send(&format!("{head}\r\nconnection: close\r\n\r\n{body}"))
        .await;
    raw.answer().await
}

const HOST: &str = "host: 127.0.0.1:{port}";
const FORM: &str = "content-type: application/x-www-form-urlencoded";

#[tokio::test]
async fn every_kind_of_answer_carries_the_headers() {
    let house = House::demo().await;
    let page = house.visitor().page("/", StatusCode::OK).await;
    let at = page.find("/pkg/").expect("a style sheet");
    let style = page[at..].split('"').next().expect("its path");
    let post = |path: &str, rest: &str, body: &str| {
        let length = body.len();
        format!("POST {path} HTTP/1.1\n{HOST}\n{rest}\ncontent-length: {length}\n\n{body}")
    };
    let get = |path: &str| format!("GET {path} HTTP/1.1\n{HOST}\naccept: text/html");
    for (status, request) in [
        (200, get("/")),
        (200, get("/livez")),
        (200, get("/readyz")),
        (200, get("/favicon.svg")),
        (200, get(style)),
        (404, get("/nowhere")),
        (404, get("/pkg/nothing.js")),
        (404, get("/pkg/../../Cargo.toml")),
        (404, get("/api/nothing/here")),
        (302, get("/me")),
        (405, get("/api/votes/cast")),
        (405, post("/", FORM, "a=b")),
        (404, post("/nowhere", FORM, "a=b")),
        (
            415,
            post("/api/votes/cast", "content-type: application/json", "{}"),
        ),
        (400, post("/api/votes/cast", FORM, "idea=%FF")),
        (413, post("/api/votes/cast", FORM, &"a".repeat(70_000))),
        (422, post("/api/votes/cast", FORM, "role=admin")),
        (403, post("/api/votes/cast", FORM, "idea=1&choice=support")),
        (
            403,
            post(
                "/api/votes/cast",
                &format!("{FORM}\norigin: https://evil.example"),
                "idea=1",
            ),
        ),
        (
            303,
            post(
                "/api/votes/cast",
                &format!("{FORM}\naccept: text/html"),
                "idea=1&choice=support",
            ),
        ),
        (421, "GET / HTTP/1.1\nhost: evil.example".to_owned()),
        (400, "GET / HTTP/1.0".to_owned()),
    ] {
        let answer = asked(&house, &request).await;
        let line = request.lines().next().expect("a line");
        assert_eq!(answer.status, status, "{line}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{line}");
        assert_eq!(answer.header("x-frame-options"), "deny", "{line}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{line}");
        assert_eq!(
            answer.header("cross-origin-opener-policy"),
            "same-origin",
            "{line}"
        );
        assert_eq!(
            answer.header("cross-origin-resource-policy"),
            "same-origin",
            "{line}"
        );
        assert!(
            answer.header("permissions-policy").contains("camera=()"),
            "{line}"
        );
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'"), "{line}");
        assert!(policy.contains("default-src"), "{line}");
        assert!(answer.header("x-request-id").len() >= 16, "{line}");
        assert_eq!(answer.header("strict-transport-security"), "", "{line}");
        if status == 405 {
            assert!(!answer.header("allow").is_empty(), "{line}");
        }
        for inside in ["sqlx", "SELECT", "panicked", "server/src", ".rs:"] {
            assert!(!answer.body.contains(inside), "{line} shows {inside}");
        }
    }
}

#[tokio::test]
async fn the_site_answers_to_its_own_names() {
    let scratch = tempfile::tempdir().expect("a folder");
    let settings = [
        ("BARNRAISE_BASE_URL", "https://ideas.example.org"),
        ("BARNRAISE_HOSTS", "ideas.example.net"),
    ];
    let house = House::start_with(scratch, &settings).await;
    let get = |path: &str, host: &str| format!("GET {path} HTTP/1.1\nhost: {host}");
    for (host, status) in [
        ("ideas.example.org", 200),
        ("IDEAS.example.org:443", 200),
        ("ideas.example.net", 200),
        ("127.0.0.1", 421),
        ("evil.example", 421),
        ("ideas.example.org.evil.example", 421),
    ] {
        let answer = asked(&house, &get("/design", host)).await;
        assert_eq!(answer.status, status, "{host}");
        assert!(
            answer
                .header("strict-transport-security")
                .contains("max-age=")
        );
        if status == 421 {
            assert!(!answer.body.contains("Barnraise"), "nothing of the site");
        }
    }
    assert_eq!(asked(&house, &get("/livez", "127.0.0.1")).await.status, 200);
    assert_eq!(
        asked(&house, &get("/livez", "evil.example")).await.status,
        421
    );
    let whole = asked(
        &house,
        "GET http://evil.example/ HTTP/1.1\nhost: ideas.example.org",
    )
    .await;
    assert_eq!(whole.status, 421);
    let twice = asked(
        &house,
        "GET / HTTP/1.1\nhost: ideas.example.org\nhost: evil.example",
    )
    .await;
    assert_eq!(twice.status, 400);
}

/// The lines of the log that are JSON.
fn lines(house: &House) -> Vec<Value> {
    let said = house.said();
    said.lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect()
}

/// The line of the request with this id.
fn line_of(house: &House, id: &str) -> Value {
    let lines = lines(house);
    let line = lines.iter().find(|line| line["id"] == id);
    line.unwrap_or_else(|| panic!("no line of {id} among {lines:?}"))
        .clone()
}

#[tokio::test]
async fn each_request_has_an_id_of_ours_and_a_line_in_the_log() {
    let house =
        House::demo_with(&[("BARNRAISE_LOG", "info"), ("BARNRAISE_LOG_FORMAT", "json")]).await;
    let request = format!("GET /teams?a=1 HTTP/1.1\n{HOST}\nx-request-id: theirs");
    let (first, second) = (asked(&house, &request).await, asked(&house, &request).await);
    let id = first.header("x-request-id");
    assert_ne!(id, "theirs");
    assert_ne!(id, second.header("x-request-id"));
    let line = line_of(&house, id);
    assert_eq!(line["method"], "GET");
    assert_eq!(line["route"], "/teams");
    assert_eq!(line["status"], 200);
    assert_eq!(line["client"], "127.0.0.1");
    assert!(line["ms"].as_f64().is_some_and(|ms| ms > 0.0));
    let request = format!("GET /ideas/1/whatever HTTP/1.1\n{HOST}");
    let answer = asked(&house, &request).await;
    let line = line_of(&house, answer.header("x-request-id"));
    assert_eq!(line["route"], "/ideas/{number}/{slug}");
}

#[tokio::test]
async fn whoever_signs_in_or_fails_to_is_in_the_log_by_number() {
    let house =
        House::demo_with(&[("BARNRAISE_LOG", "info"), ("BARNRAISE_LOG_FORMAT", "json")]).await;
    house.member(INES).await;
    let stranger = house.visitor();
    for (email, password) in [(INES, "not her words"), ("nobody@post.example", PASSWORD)] {
        let fields = [("email", email), ("password", password)];
        stranger.call("/api/accounts/sign-in", &fields).await;
    }
    let told: Vec<(Value, Value)> = lines(&house)
        .into_iter()
        .filter(|line| line["span"]["id"].is_string())
        .map(|line| (line["message"].clone(), line["member"].clone()))
        .filter(|(message, _)| message.as_str().is_some_and(|words| words.contains("sign")))
        .collect();
    let [(well, ines), (badly, her), (nobody, none)] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!((well, ines), (&"signed in".into(), her));
    assert!(ines.is_i64(), "{ines}");
    assert_eq!((badly, nobody), (&"sign-in refused".into(), badly));
    assert!(none.is_null(), "an address that nobody has is not repeated");
    assert!(!house.said().contains("nobody@post"));
}

#[tokio::test]
async fn only_a_proxy_that_was_named_is_believed() {
    for (trusted, client) in [("", "127.0.0.1"), ("127.0.0.1,10.0.0.0/8", "203.0.113.9")] {
        let house = House::demo_with(&[
            ("BARNRAISE_LOG", "info"),
            ("BARNRAISE_LOG_FORMAT", "json"),
            ("BARNRAISE_TRUSTED_PROXIES", trusted),
        ])
        .await;
        let forwarded = "x-forwarded-for: 6.6.6.6, 203.0.113.9, 10.0.0.7";
        let answer = asked(&house, &format!("GET / HTTP/1.1\n{HOST}\n{forwarded}")).await;
        let line = line_of(&house, answer.header("x-request-id"));
        assert_eq!(line["client"], client, "trusting {trusted:?}");
    }
    let scratch = tempfile::tempdir().expect("a folder");
    let output = program(scratch.path())
        .env("BARNRAISE_TRUSTED_PROXIES", "proxy.example")
        .output()
        .expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success());
    assert!(said.contains("BARNRAISE_TRUSTED_PROXIES"), "{said}");
}

#[tokio::test]
async fn no_secret_reaches_the_log() {
    for format in ["json", "human"] {
        let house =
            House::demo_with(&[("BARNRAISE_LOG", "debug"), ("BARNRAISE_LOG_FORMAT", format)]).await;
        let ines = house.member(INES).await;
        let fields = [("email", INES), ("password", "a-wrong-secret")];
        let answer = ines
            .post("/sign-in", "/api/accounts/sign-in", &fields)
            .await;
        let retry = http_tests::location(&answer);
        ines.get(&retry).await;
        for path in [
            "/setup?key=a-setup-secret",
            "/reset?key=a-reset-secret",
            "/sign-up?invitation=an-invitation-secret",
            "/sign-in?next=%2Fsign-up%3Finvitation%3Da-next-secret",
            "/search?q=a-searched-secret",
            "/people/a-secret-path",
            "/a-secret-nowhere",
        ] {
            ines.get(path).await;
        }
        let sent = [
            ("key", "a-posted-secret"),
            ("password", "a-new-secret-password"),
        ];
        ines.post("/reset?key=a-reset-secret", "/api/accounts/reset", &sent)
            .await;
        let cookie = format!("GET /me HTTP/1.1\n{HOST}\ncookie: session=a-cookie-secret");
        asked(&house, &cookie).await;

        let said = house.said();
        assert!(
            said.contains("/api/accounts/sign-in"),
            "the log is there: {said}"
        );
        assert!(!said.contains("-secret"), "{said}");
        assert!(!said.contains(PASSWORD) || said.matches(PASSWORD).count() == greeting(&said));
        let key = retry.split("retry=").nth(1).expect("a key");
        assert!(!said.contains(key), "{said}");
        assert!(!said.contains("retry="), "{said}");
    }
}

/// How often the demo's greeting names its password, before the first request.
fn greeting(said: &str) -> usize {
    let greeting = said.split("answered").next().unwrap_or_default();
    greeting.matches(PASSWORD).count()
}
