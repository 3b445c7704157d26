//! What is a form, and what is not.

use app::functions::Field;
use axum::http::HeaderValue;

use super::*;

fn function() -> Function {
    let field = |name: &str, holds| Field {
        name: name.to_owned(),
        holds,
    };
    Function {
        path: "/api/teams/start",
        fields: vec![
            field("title", Holds::Value),
            field("tags", Holds::Values),
            field("seats", Holds::Rows(vec!["skill".into(), "hours".into()])),
        ],
    }
}

async fn posted(body: &'static [u8]) -> Result<Vec<(String, String)>, Unreadable> {
    let form = "application/x-www-form-urlencoded; charset=utf-8";
    let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(form))]);
    let form = read(&function(), &headers, Body::from(body)).await?;
    assert_eq!(form.bytes, body);
    Ok(form.fields)
}

#[tokio::test]
async fn a_form_is_read_as_it_was_typed() {
    let fields = posted(b"title=A+shelf%21&&seats[0][skill]=oak&seats%5B12%5D%5Bhours%5D=").await;
    let fields = fields.expect("a form");
    let seen: Vec<(&str, &str)> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            ("title", "A shelf!"),
            ("seats[0][skill]", "oak"),
            ("seats[12][hours]", "")
        ]
    );
    assert_eq!(posted(b"").await, Ok(vec![]));
}

#[tokio::test]
async fn what_is_no_text_is_told_apart_from_what_is() {
    for broken in [
        &b"title=%FF"[..],
        b"title=%C3",
        b"title=\xff",
        b"title=%",
        b"title=%2",
        b"title=%zz",
        b"%=a",
    ] {
        assert_eq!(posted(broken).await, Err(Unreadable::Text), "{broken:?}");
    }
    assert!(posted("title=\u{e4}".as_bytes()).await.is_ok());
}

#[tokio::test]
async fn a_field_that_is_not_known_is_refused_in_every_disguise() {
    for unknown in [
        &b"role=admin"[..],
        b"Title=a",
        b"title[]=a",
        b"title[0]=a",
        b"title%00=a",
        b"seats=a",
        b"seats[]=a",
        b"seats[0]=a",
        b"seats[0][role]=a",
        b"seats[0][skill][x]=a",
        b"seats[x][skill]=a",
        b"seats[0000][skill]=a",
        b"seats[][skill]=a",
        b"=a",
        b"[=a",
    ] {
        assert_eq!(
            posted(unknown).await,
            Err(Unreadable::Unknown),
            "{unknown:?}"
        );
    }
}

#[tokio::test]
async fn a_field_comes_once_unless_it_is_a_list() {
    assert_eq!(posted(b"title=a&title=b").await, Err(Unreadable::Twice));
    assert_eq!(posted(b"title=a&titl%65=b").await, Err(Unreadable::Twice));
    assert_eq!(
        posted(b"seats[0][skill]=a&seats[0][skill]=b").await,
        Err(Unreadable::Twice)
    );
    assert!(posted(b"tags[]=a&tags[]=b").await.is_ok());
    assert!(posted(b"tags[0]=a&tags[1]=b").await.is_ok());
}

#[tokio::test]
async fn only_forms_are_forms() {
    for kind in [
        "application/json",
        "multipart/form-data; boundary=x",
        "text/plain",
        "application/x-www-form-urlencodedx",
        "",
    ] {
        let kind = HeaderValue::from_static(kind);
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, kind.clone())]);
        let refused = read(&function(), &headers, Body::from("title=a")).await;
        assert_eq!(refused.err(), Some(Unreadable::Kind), "{kind:?}");
    }
}

#[tokio::test]
async fn a_form_has_an_end() {
    let headers = || {
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        HeaderMap::from_iter([(header::CONTENT_TYPE, form)])
    };
    let told = Body::from(vec![b'a'; LIMIT + 1]);
    let refused = read(&function(), &headers(), told).await;
    assert_eq!(refused.err(), Some(Unreadable::Large));
    let chunks = (0..=LIMIT / 1024).map(|_| Ok::<_, std::io::Error>(vec![b'a'; 1024]));
    let untold = Body::from_stream(futures::stream::iter(chunks));
    let refused = read(&function(), &headers(), untold).await;
    assert_eq!(refused.err(), Some(Unreadable::Large));
    let many = Body::from("title=a&".repeat(FIELDS + 1));
    let refused = read(&function(), &headers(), many).await;
    assert_eq!(refused.err(), Some(Unreadable::Large));
}

#[tokio::test(start_paused = true)]
async fn a_body_whose_rest_does_not_come_is_waited_for_no_longer_than_it_may_take() {
    let piece = futures::stream::iter([Ok::<_, std::io::Error>("a piece")]);
    let begun = futures::StreamExt::chain(piece, futures::stream::pending());
    let waited = tokio::time::Instant::now();
    let taken = take(Body::from_stream(begun), WORDS).await;
    assert_eq!(taken, Err(Unreadable::Slow));
    assert_eq!(waited.elapsed(), WORDS.arrival);
}

#[tokio::test]
async fn of_a_body_that_is_too_large_the_rest_is_read_up_to_a_bound() {
    let room = Room {
        bytes: 10,
        drained: 100,
        arrival: WORDS.arrival,
    };
    let taken = |bytes: usize| take(Body::from(vec![b'x'; bytes]), room);
    assert_eq!(taken(10).await.map(|bytes| bytes.len()), Ok(10));
    assert_eq!(taken(11).await, Err(Unreadable::Large));
    let endless = futures::stream::repeat_with(|| Ok::<_, std::io::Error>("0123456789"));
    let taken = take(Body::from_stream(endless), room).await;
    assert_eq!(taken, Err(Unreadable::Large), "and it ends");
}
