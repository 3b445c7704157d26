//! Settings: what an admin chooses is on everybody's next page, and a logo is a
//! picture and nothing else.

use http_tests::{House, Person, location};
use reqwest::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ORIGIN, X_CONTENT_TYPE_OPTIONS,
};
use reqwest::{Response, StatusCode};

const ADMIN: &str = "ada.okafor@harrowandpine.example";
const EMPLOYEE: &str = "jun.tanaka@harrowandpine.example";
const UPLOAD: &str = "/api/settings/upload-logo";

/// Two by two pixels, with a comment that says where it was made.
pub(super) const PICTURE: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x02\x08\x02\0\0\0\
    \xfd\xd4\x9a\x73\0\0\0\x15tEXtComment\0taken at home\x76\x63\x1a\x09\0\0\0\x10IDAT\
    \x78\x9c\x63\x98\xa6\x21\x07\x44\x0c\x10\x0a\0\x19\xfe\x03\x71\xe9\x73\xcc\xaa\
    \0\0\0\0IEND\xae\x42\x60\x82";

fn settings<'f>(organisation: &'f str, sign_up: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("organisation", organisation),
        ("time_zone", "Europe/Vienna"),
        ("welcome", "Come **in** <script>alert(1)</script>"),
        ("sign_up", sign_up),
        ("accent", "lake"),
    ]
}

async fn save(admin: &Person, fields: &[(&str, &str)]) -> Response {
    let answer = admin.post("/admin/settings", "/api/settings/save", fields);
    answer.await
}

/// The form with a file, as a browser writes it.
pub(super) fn form_with(file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    body.extend(b"--line\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"a.svg\"\r\n");
    body.extend(b"Content-Type: image/svg+xml\r\n\r\n");
    body.extend(file);
    body.extend(b"\r\n--line\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nA <lantern>");
    body.extend(b"\r\n--line--\r\n");
    body
}

/// Posts the form with a file.
async fn upload(house: &House, who: &Person, file: &[u8], origin: &str) -> Response {
    let post = who.client.post(house.url(UPLOAD));
    post.header(ACCEPT, "text/html")
        .header(ORIGIN, origin)
        .header(CONTENT_TYPE, "multipart/form-data; boundary=line")
        .body(form_with(file))
        .send()
        .await
        .expect("an answer")
}

#[tokio::test]
async fn what_an_admin_chooses_is_on_everybodys_next_page() {
    let house = House::demo().await;
    let (admin, visitor) = (house.member(ADMIN).await, house.visitor());
    visitor.page("/", StatusCode::OK).await;
    let saved = save(&admin, &settings("Lantern & Oak", "open")).await;
    assert_eq!(location(&saved), "/admin/settings?saved=1");
    let board = visitor.page("/", StatusCode::OK).await;
    assert!(board.contains("data-accent=\"lake\""), "{}", &board[..400]);
    assert!(board.contains("Lantern &amp; Oak"));
    assert!(board.contains("Come <strong>in</strong>") && !board.contains("<script>alert"));
    let board = admin.page("/", StatusCode::OK).await;
    assert!(!board.contains("Come <strong>in"), "it welcomes visitors");
}

#[tokio::test]
async fn where_accounts_are_made_by_invitation_nobody_else_makes_one() {
    let house = House::demo().await;
    let (admin, visitor) = (house.member(ADMIN).await, house.visitor());
    save(&admin, &settings("Harrow & Pine", "invited")).await;
    let door = visitor.page("/sign-up", StatusCode::OK).await;
    assert!(door.contains("By invitation") && !door.contains("name=\"password\""));
    assert!(
        !visitor
            .page("/", StatusCode::OK)
            .await
            .contains("Create account")
    );
    let fields = [
        ("display_name", "Robin"),
        ("email", "robin@example.com"),
        ("password", "lantern orchard in june"),
    ];
    let alone = visitor.call("/api/accounts/sign-up", &fields).await;
    assert_eq!(alone.status(), StatusCode::CONFLICT);
    let from = "/admin/invitations";
    let written = admin
        .post(from, "/api/invitations/create", &[("note", "Robin")])
        .await;
    let page = admin.page(&location(&written), StatusCode::OK).await;
    let (_, rest) = page.split_once("invitation=").expect("a link");
    let secret = &rest[..rest.find('"').expect("its end")];
    let door = format!("/sign-up?invitation={secret}");
    assert!(
        visitor
            .page(&door, StatusCode::OK)
            .await
            .contains("name=\"password\"")
    );
    let invited = [&fields[..], &[("invitation", secret)]].concat();
    let joined = visitor.post(&door, "/api/accounts/sign-up", &invited).await;
    assert_eq!(location(&joined), "/");
}

#[tokio::test]
async fn a_logo_is_redrawn_and_served_as_a_picture_and_nothing_else() {
    let house = House::demo().await;
    let (admin, visitor) = (house.member(ADMIN).await, house.visitor());
    let done = upload(&house, &admin, PICTURE, &house.url("")).await;
    assert_eq!(location(&done), "/admin/settings?saved=1");
    let board = visitor.page("/", StatusCode::OK).await;
    let (_, rest) = board
        .split_once("src=\"/files/")
        .expect("a logo in the header");
    let name = &rest[..rest.find('"').expect("its end")];
    assert!(board.contains("alt=\"A &lt;lantern&gt;\"") || board.contains("alt=\"A <lantern>\""));
    let picture = visitor.get(&format!("/files/{name}")).await;
    assert_eq!(picture.status(), StatusCode::OK);
    let headers = picture.headers();
    assert_eq!(headers[CONTENT_TYPE], "image/png");
    assert_eq!(headers[X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert_eq!(
        headers[CACHE_CONTROL],
        "public, max-age=31536000, immutable"
    );
    assert_eq!(
        headers[CONTENT_SECURITY_POLICY],
        "default-src 'none'; sandbox"
    );
    let bytes = picture.bytes().await.expect("a picture");
    assert!(bytes.starts_with(b"\x89PNG"));
    let comment = b"taken at home";
    assert!(!bytes.windows(comment.len()).any(|part| part == comment));
    let nothing = visitor.get("/files/..%2fpage.js").await;
    assert_eq!(nothing.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_cannot_be_a_logo_comes_back_with_a_reason() {
    let house = House::demo().await;
    let admin = house.member(ADMIN).await;
    let here = house.url("");
    for (file, reason) in [
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
            "cannot be read",
        ),
        (vec![0; 3 * 1024 * 1024], "too large"),
        (Vec::new(), "Please fill this in"),
    ] {
        let refused = upload(&house, &admin, &file, &here).await;
        let page = location(&refused);
        assert!(page.starts_with("/admin/settings?retry="), "{page}");
        let page = admin.page(&page, StatusCode::UNPROCESSABLE_ENTITY).await;
        assert!(page.contains(reason), "{reason}");
    }
}

#[tokio::test]
async fn only_admins_of_this_site_put_up_a_logo() {
    let house = House::demo().await;
    let employee = house.member(EMPLOYEE).await;
    let denied = upload(&house, &employee, PICTURE, &house.url("")).await;
    assert_eq!(denied.status(), StatusCode::FORBIDDEN);
    let nobody = upload(&house, &house.visitor(), PICTURE, &house.url("")).await;
    assert_eq!(location(&nobody), "/sign-in?next=%2Fadmin%2Fsettings");
    let admin = house.member(ADMIN).await;
    let foreign = upload(&house, &admin, PICTURE, "https://evil.example").await;
    assert_eq!(foreign.status(), StatusCode::FORBIDDEN);
    let board = admin.page("/", StatusCode::OK).await;
    assert!(!board.contains("src=\"/files/"));
}
