//! Files beside a team's work: put there by its people, given out to be saved.

use http_tests::{House, Person, location};
use reqwest::header::{
    ACCEPT, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ORIGIN,
    X_CONTENT_TYPE_OPTIONS,
};
use reqwest::{Response, StatusCode};
use scraper::{Html, Selector};

const LEAD: &str = "ines.halloran@post.example";
/// How the address of the team begins that she leads.
const LED: &str = "between-7-am";

/// The page of the team that she leads.
async fn team(lead: &Person) -> String {
    let list = lead.page("/teams?stage=launched", StatusCode::OK).await;
    let list = Html::parse_document(&list);
    let links = Selector::parse("main h2 a").expect("a selector");
    let mut links = list.select(&links).filter_map(|link| link.attr("href"));
    let found = links.find(|href| href.contains(LED));
    found.expect("a team that she leads").to_owned()
}

async fn attach(house: &House, who: &Person, team: &str, name: &str, file: &[u8]) -> Response {
    let number = team.split('/').nth(2).expect("a number");
    let head = format!(
        "--line\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: text/html\r\n\r\n"
    );
    let body = [head.as_bytes(), file, b"\r\n--line--\r\n"].concat();
    let url = house.url(&format!("/api/work/attach-file?team={number}"));
    let post = who.client.post(url).header(ACCEPT, "text/html");
    post.header(ORIGIN, house.url(""))
        .header(CONTENT_TYPE, "multipart/form-data; boundary=line")
        .body(body)
        .send()
        .await
        .expect("an answer")
}

/// Where the first file of this page is given out.
fn first_file(page: &str) -> String {
    let page = Html::parse_document(page);
    let link = Selector::parse(".links a[download]").expect("a selector");
    let link = page.select(&link).next().expect("a file");
    link.attr("href").expect("an address").to_owned()
}

#[tokio::test]
async fn a_file_is_saved_by_members_and_never_shown_by_the_browser() {
    let house = House::demo().await;
    let lead = house.member(LEAD).await;
    let team = team(&lead).await;
    // The largest there may be, beginning like a page.
    let mut script = b"<script>alert(1)</script>".to_vec();
    script.resize(4 * 1024 * 1024, b' ');
    let answer = attach(&house, &lead, &team, "pl\u{e4}n <b>;.html", &script).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let page = lead.page(&team, StatusCode::OK).await;
    assert!(page.contains("plän &lt;b&gt;;.html"), "its name is text");
    let file = first_file(&page);
    let given = lead.get(&file).await;
    assert_eq!(given.status(), StatusCode::OK);
    let header = |name| given.headers()[&name].to_str().expect("text").to_owned();
    assert_eq!(header(CONTENT_TYPE), "application/octet-stream");
    assert_eq!(
        header(CONTENT_DISPOSITION),
        "attachment; filename*=UTF-8''pl%C3%A4n%20%3Cb%3E%3B%2Ehtml"
    );
    assert_eq!(header(X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert_eq!(
        header(CONTENT_SECURITY_POLICY),
        "default-src 'none'; sandbox"
    );
    assert!(
        given.bytes().await.expect("bytes") == script,
        "byte for byte"
    );

    let visitor = house.visitor();
    let asked = visitor.get(&file).await;
    assert!(location(&asked).starts_with("/sign-in?next=%2Fteams%2F"));
    let nowhere = lead.get(&format!("{team}/files/999999")).await;
    assert_eq!(nowhere.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_cannot_be_kept_comes_back_to_the_form_with_the_reason() {
    let house = House::demo().await;
    let lead = house.member(LEAD).await;
    let team = team(&lead).await;
    let large = vec![b'x'; 4 * 1024 * 1024 + 1];
    for (file, words) in [
        (large.as_slice(), "This file is too large: at most 4 MiB."),
        (b"", "attach-file-error"),
    ] {
        let answer = attach(&house, &lead, &team, "plan.txt", file).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let back = location(&answer);
        assert!(back.contains("retry="), "{back}");
        let page = lead.page(&back, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert!(page.contains(words), "{words}");
    }
    let stranger = house.member("ada.okafor@harrowandpine.example").await;
    let refused = attach(&house, &stranger, &team, "plan.txt", b"plan").await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}
