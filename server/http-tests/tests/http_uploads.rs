//! The one form with a file, sent by whoever leaves too early or never ends.

use std::io::Write as _;
use std::time::{Duration, Instant};

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use http_tests::{House, Ledger, PASSWORD, Raw};
use reqwest::StatusCode;
use reqwest::header::SET_COOKIE;

use super::settings::{PICTURE, form_with};

/// The head of an upload by an admin, and its body.
async fn upload(house: &House, file: &[u8]) -> (String, Vec<u8>) {
    let fields = [
        ("email", "ada.okafor@harrowandpine.example"),
        ("password", PASSWORD),
    ];
    let visitor = house.visitor();
    let signed_in = visitor
        .post("/sign-in", "/api/accounts/sign-in", &fields)
        .await;
    let cookie = signed_in.headers()[SET_COOKIE].to_str().expect("text");
    let cookie = cookie.split(';').next().expect("a pair");
    let body = form_with(file);
    let head = format!(
        "POST /api/settings/upload-logo HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\n\
         origin: http://127.0.0.1:{port}\r\naccept: text/html\r\nconnection: close\r\n\
         cookie: {cookie}\r\ncontent-type: multipart/form-data; boundary=line\r\n\
         content-length: {length}\r\n\r\n",
        port = house.port(),
        length = body.len(),
    );
    (head, body)
}

/// The largest picture that is taken, all black: reading it takes a while.
fn large() -> Vec<u8> {
    const SIDE: u32 = 4_000;
    let row = vec![0; 1 + usize::try_from(SIDE).expect("a small number")];
    let mut pixels = ZlibEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..SIDE {
        pixels.write_all(&row).expect("memory takes bytes");
    }
    let pixels = pixels.finish().expect("memory takes bytes");
    let header = [
        &SIDE.to_be_bytes()[..],
        &SIDE.to_be_bytes(),
        &[8, 0, 0, 0, 0],
    ]
    .concat();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [
        (b"IHDR", &header),
        (b"IDAT", &pixels),
        (b"IEND", &Vec::new()),
    ] {
        let length = u32::try_from(data.len()).expect("a small file");
        let mut sum = Crc::new();
        sum.update(kind);
        sum.update(data);
        png.extend(length.to_be_bytes());
        png.extend(kind);
        png.extend(data);
        png.extend(sum.sum().to_be_bytes());
    }
    png
}

#[tokio::test]
async fn logos_are_put_up_although_their_admin_left_before_the_answer() {
    const LOGOS: i64 = 8;
    let house = House::demo().await;
    let (head, body) = upload(&house, &large()).await;
    let mut admins = Vec::new();
    for _ in 0..LOGOS {
        let mut raw = Raw::connect(&house).await;
        raw.send(&head).await;
        raw.send_bytes(&body).await;
        admins.push(raw);
    }
    // The server has them all; one is drawn at a time, so most are waiting.
    tokio::time::sleep(Duration::from_millis(300)).await;
    drop(admins);
    let mut ledger = Ledger::open(&house).await;
    let begun = Instant::now();
    loop {
        let set = "SELECT COUNT(*) FROM events WHERE kind = 'logo.set'";
        let done = ledger.number(set).await;
        if done == Some(LOGOS) {
            break;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(20),
            "{done:?} of {LOGOS}"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let board = house.visitor().page("/", StatusCode::OK).await;
    assert!(board.contains("src=\"/files/"), "it is in the header");
}

#[tokio::test]
async fn a_logo_whose_rest_does_not_come_is_told_so() {
    let house = House::demo().await;
    let (head, body) = upload(&house, PICTURE).await;
    let mut raw = Raw::connect(&house).await;
    raw.send(&head).await;
    raw.send_bytes(&body[..body.len() / 2]).await;
    let begun = Instant::now();
    let answer = raw.answer().await;
    assert_eq!(answer.status, 408);
    assert!(answer.body.contains("did not arrive"), "{}", answer.body);
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "{:?}",
        begun.elapsed()
    );
    let board = house.visitor().page("/", StatusCode::OK).await;
    assert!(!board.contains("src=\"/files/"));
}
