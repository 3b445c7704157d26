//! Signing up, in and out; invitations; set-up; reset links.

use std::io::Write;
use std::process::Stdio;

use reqwest::StatusCode;
use reqwest::header::SET_COOKIE;

use http_tests::{House, location, program};

#[tokio::test]
async fn a_session_is_bound_to_its_cookie_and_ends_with_it() {
    let house = House::demo().await;
    let person = house.visitor();
    let fields = [
        ("display_name", "Nora Feld"),
        ("email", "nora@feld.example"),
        ("password", "three grey herons"),
    ];
    let answer = person
        .post("/sign-up", "/api/accounts/sign-up", &fields)
        .await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let cookie = answer.headers()[SET_COOKIE]
        .to_str()
        .expect("text")
        .to_owned();
    for part in ["session=", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(person.page("/", StatusCode::OK).await.contains("Nora Feld"));
    let answer = person.post("/", "/api/accounts/sign-out", &[]).await;
    assert_eq!(location(&answer), "/");
    assert!(!person.page("/", StatusCode::OK).await.contains("Nora Feld"));
    let secret = cookie.split(';').next().expect("a pair").to_owned();
    let replayed = house
        .visitor()
        .client
        .get(house.url("/"))
        .header("cookie", secret)
        .send()
        .await
        .expect("an answer");
    assert!(
        !replayed.text().await.expect("text").contains("Nora Feld"),
        "signed out on the server, too"
    );
}

#[tokio::test]
async fn an_invitation_link_makes_an_employee_once() {
    let house = House::demo().await;
    let ada = house.member("ada.okafor@harrowandpine.example").await;
    let answer = ada
        .post(
            "/admin/invitations",
            "/api/invitations/create",
            &[("note", "Nora"), ("department", "sales")],
        )
        .await;
    let page = ada.page(&location(&answer), StatusCode::OK).await;
    let secret = page
        .split("/sign-up?invitation=")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("the link")
        .to_owned();
    for (email, works) in [("nora@feld.example", true), ("mallory@feld.example", false)] {
        let person = house.visitor();
        let fields = [
            ("display_name", "Nora Feld"),
            ("email", email),
            ("password", "three grey herons"),
            ("invitation", secret.as_str()),
        ];
        person
            .post(
                &format!("/sign-up?invitation={secret}"),
                "/api/accounts/sign-up",
                &fields,
            )
            .await;
        let status = if works {
            StatusCode::OK
        } else {
            StatusCode::NOT_FOUND
        };
        person.page("/boards/workshop-floor", status).await;
    }
    let jun = house.member("jun.tanaka@harrowandpine.example").await;
    jun.page("/admin/invitations", StatusCode::FORBIDDEN).await;
}

#[tokio::test]
async fn the_first_start_is_set_up_by_its_link_once() {
    let scratch = tempfile::tempdir().expect("a folder");
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .expect("a port")
        .local_addr()
        .expect("an address")
        .port();
    let mut child = program(scratch.path())
        .env("BARNRAISE_ADDR", format!("127.0.0.1:{port}"))
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let output = child.stdout.take().expect("its output");
    let link = tokio::task::spawn_blocking(move || {
        use std::io::BufRead;
        std::io::BufReader::new(output)
            .lines()
            .map_while(Result::ok)
            .find_map(|line| line.split("/setup?key=").nth(1).map(str::to_owned))
    });
    let key = link
        .await
        .expect("read")
        .expect("a one-time link is printed");
    let base = format!("http://127.0.0.1:{port}");
    let client = reqwest::Client::builder()
        .cookie_store(true)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client");
    let page = |path: String| {
        client
            .get(format!("{base}{path}"))
            .header("accept", "text/html")
            .send()
    };
    for path in ["/", "/teams", "/sign-up", "/nowhere"] {
        let waiting = page(path.into()).await.expect("an answer");
        assert_eq!(waiting.status(), StatusCode::SERVICE_UNAVAILABLE, "{path}");
        let text = waiting.text().await.expect("text");
        assert!(text.contains("This board is not set up yet"), "{path}");
        assert!(!text.contains("Create account"), "{path}");
    }
    assert_eq!(
        page("/setup?key=wrong".into())
            .await
            .expect("an answer")
            .status(),
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        page(format!("/setup?key={key}"))
            .await
            .expect("an answer")
            .status(),
        StatusCode::OK
    );
    let fields = [
        ("key", key.as_str()),
        ("organisation", "Feld & Co"),
        ("time_zone", "Europe/Lisbon"),
        ("departments", "Service\nProduct"),
        ("board", "Ideas"),
        ("purpose", "What should we mend first?"),
        ("visibility", "public"),
        ("display_name", "Nora Feld"),
        ("email", "nora@feld.example"),
        ("password", "three grey herons"),
    ];
    let set_up = client
        .post(format!("{base}/api/setup/complete"))
        .header("accept", "text/html")
        .header("origin", &base)
        .header("referer", format!("{base}/setup?key={key}"))
        .form(&fields)
        .send()
        .await
        .expect("an answer");
    assert_eq!(location(&set_up), "/");
    let home = page("/".into())
        .await
        .expect("an answer")
        .text()
        .await
        .expect("text");
    assert!(home.contains("Feld &amp; Co") && home.contains("Nora Feld"));
    assert_eq!(
        page(format!("/setup?key={key}"))
            .await
            .expect("an answer")
            .status(),
        StatusCode::NOT_FOUND,
        "it works once"
    );
    child.kill().expect("it is ours");
    child.wait().expect("it ends");
}

#[tokio::test]
async fn the_command_line_makes_accounts_and_reset_links_beside_a_running_server() {
    let house = House::demo().await;
    let mut create = program(&house.data())
        .args([
            "user",
            "create",
            "nora@feld.example",
            "--name",
            "Nora Feld",
            "--kind",
            "employee",
            "--role",
            "admin",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the program runs");
    create
        .stdin
        .take()
        .expect("its input")
        .write_all(b"three grey herons\n")
        .expect("written");
    assert!(create.wait().expect("it ends").success());
    let nora = house.visitor();
    let sign_in = |password: &'static str| {
        let nora = nora.clone();
        async move {
            let fields = [("email", "nora@feld.example"), ("password", password)];
            location(
                &nora
                    .post("/sign-in", "/api/accounts/sign-in", &fields)
                    .await,
            )
        }
    };
    assert_eq!(sign_in("three grey herons").await, "/");
    nora.page("/admin/invitations", StatusCode::OK).await;

    let printed = program(&house.data())
        .args(["user", "reset-link", "nora@feld.example"])
        .output()
        .expect("the program runs");
    let printed = String::from_utf8_lossy(&printed.stdout).into_owned();
    let key = printed
        .trim()
        .split("/reset?key=")
        .nth(1)
        .expect("a link")
        .to_owned();
    let fields = [("key", key.as_str()), ("password", "four white storks")];
    let answer = nora
        .post(&format!("/reset?key={key}"), "/api/accounts/reset", &fields)
        .await;
    assert!(location(&answer).starts_with("/sign-in"));
    assert!(
        nora.get("/me/profile").await.status().is_redirection(),
        "every session ended"
    );
    assert!(sign_in("three grey herons").await.contains("retry="));
    assert_eq!(sign_in("four white storks").await, "/");
}
