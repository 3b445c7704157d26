//! Pages: statuses, headers, scripts.

use reqwest::StatusCode;
use reqwest::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use scraper::{Html, Selector};

use http_tests::House;

fn all<'d>(document: &'d Html, selector: &str) -> Vec<scraper::ElementRef<'d>> {
    let selector = Selector::parse(selector).expect("a selector");
    document.select(&selector).collect()
}

#[tokio::test]
async fn the_board_shows_a_living_organisation() {
    let house = House::demo().await;
    let page = house.visitor().page("/", StatusCode::OK).await;
    let document = Html::parse_document(&page);
    assert_eq!(all(&document, "li.plank").len(), 30);
    assert_eq!(all(&document, "h1").len(), 1);
    assert!(page.contains("Harrow &amp; Pine"));
    assert!(
        !page.contains("Workshop floor"),
        "employees' boards are not named to visitors"
    );
}

#[tokio::test]
async fn every_answer_carries_its_headers_and_a_fresh_nonce() {
    let house = House::demo().await;
    let visitor = house.visitor();
    let mut nonces = Vec::new();
    for path in [
        "/",
        "/nowhere",
        "/favicon.svg",
        "/livez",
        "/api/nothing/here",
    ] {
        let answer = visitor.get(path).await;
        let headers = answer.headers();
        assert_eq!(headers[X_CONTENT_TYPE_OPTIONS], "nosniff", "{path}");
        assert_eq!(headers[REFERRER_POLICY], "same-origin", "{path}");
        let policy = headers[CONTENT_SECURITY_POLICY]
            .to_str()
            .expect("text")
            .to_owned();
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        nonces.extend(policy.split("'nonce-").nth(1).map(str::to_owned));
    }
    assert_eq!(nonces.len(), 3, "pages have a nonce");
    nonces.dedup();
    assert_eq!(nonces.len(), 3, "never the same twice");
}

#[tokio::test]
async fn scripts_carry_the_nonce_and_wasm_comes_with_islands_only() {
    let house = House::demo().await;
    let visitor = house.visitor();
    for (path, status, islands) in [
        ("/", StatusCode::OK, true),
        ("/sign-in", StatusCode::OK, false),
        ("/how-ranking-works", StatusCode::OK, false),
        ("/nowhere", StatusCode::NOT_FOUND, false),
    ] {
        let page = visitor.page(path, status).await;
        assert_eq!(page.contains(".wasm"), islands, "{path}");
        let document = Html::parse_document(&page);
        for script in all(&document, "script") {
            assert!(script.attr("nonce").is_some(), "{path}: {}", script.html());
        }
        assert!(all(&document, "[style], [onclick]").is_empty(), "{path}");
        assert!(page.trim_end().ends_with("</html>"), "{path}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_404_with_ways_on() {
    let house = House::demo().await;
    let visitor = house.visitor();
    for path in [
        "/nowhere",
        "/ideas/99999/x",
        "/ideas/abc/x",
        "/teams/99999/x",
        "/people/nobody",
        "/boards/nowhere",
        "/setup",
    ] {
        let page = visitor.page(path, StatusCode::NOT_FOUND).await;
        let document = Html::parse_document(&page);
        assert!(!all(&document, "main a[href='/']").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn a_place_in_a_list_that_is_none_leads_to_its_beginning() {
    let house = House::demo().await;
    let visitor = house.visitor();
    for (broken, beginning) in [
        ("/?after=nonsense", "/"),
        ("/?sort=new&after=xx", "/?sort=new"),
        ("/search?q=chair&after=AAAA", "/search?q=chair"),
        ("/teams?after=x", "/teams"),
    ] {
        let answer = visitor.get(broken).await;
        assert_eq!(answer.status(), StatusCode::FOUND, "{broken}");
        let location = &answer.headers()["location"];
        assert_eq!(location, beginning, "{broken}");
        visitor.page(beginning, StatusCode::OK).await;
    }
}

#[tokio::test]
async fn employees_boards_do_not_exist_for_others() {
    let house = House::demo().await;
    let employee = house.member("jun.tanaka@harrowandpine.example").await;
    let page = employee
        .page("/boards/workshop-floor", StatusCode::OK)
        .await;
    let document = Html::parse_document(&page);
    let hidden = all(&document, "li.plank h2 a")
        .first()
        .and_then(|link| link.attr("href"))
        .expect("an idea")
        .to_owned();
    employee.page(&hidden, StatusCode::OK).await;
    let customer = house.member("ines.halloran@post.example").await;
    for person in [house.visitor(), customer] {
        person.page(&hidden, StatusCode::NOT_FOUND).await;
        person
            .page("/boards/workshop-floor", StatusCode::NOT_FOUND)
            .await;
    }
}

#[tokio::test]
async fn signed_in_pages_are_never_stored() {
    let house = House::demo().await;
    let member = house.member("ines.halloran@post.example").await;
    let answer = member.get("/").await;
    assert_eq!(answer.headers()[CACHE_CONTROL], "private, no-store");
}

#[tokio::test]
async fn built_files_last_for_ever_and_have_their_type() {
    let house = House::demo().await;
    let visitor = house.visitor();
    let page = visitor.page("/", StatusCode::OK).await;
    let document = Html::parse_document(&page);
    let style = all(&document, "link[rel=stylesheet]")[0]
        .attr("href")
        .expect("a path")
        .to_owned();
    let answer = visitor
        .client
        .get(house.url(&style))
        .header(ACCEPT, "*/*")
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(
        answer.headers()[CACHE_CONTROL]
            .to_str()
            .expect("text")
            .contains("immutable")
    );
    assert!(
        answer.headers()["content-type"]
            .to_str()
            .expect("text")
            .starts_with("text/css")
    );
}

#[tokio::test]
async fn members_pages_send_visitors_to_sign_in_and_back() {
    let house = House::demo().await;
    let visitor = house.visitor();
    for path in [
        "/ideas/new",
        "/me/profile",
        "/me/matching",
        "/me/security",
        "/me/notifications",
        "/admin/invitations",
    ] {
        let answer = visitor.get(path).await;
        assert!(answer.status().is_redirection(), "{path}");
        let next = path.replace('/', "%2F");
        assert_eq!(
            http_tests::location(&answer),
            format!("/sign-in?next={next}")
        );
    }
}
