//! What an answer amounts to.

use http_tests::{House, Person};
use reqwest::header::{ACCEPT, CONTENT_TYPE, LOCATION, ORIGIN};
use reqwest::{Method, Response, StatusCode};

/// What somebody gets who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is shown; it is done, and the database has changed.
    Ok,
    /// Answered as done, though there was nothing to do.
    Same,
    /// Only members may, and this is no member.
    SignIn,
    /// Signed in, but not allowed.
    Denied,
    /// There is no such thing, or this person may not know of it.
    None,
    /// Allowed, but a rule stands against it now.
    Conflict,
    /// Allowed, but what was typed cannot be accepted.
    Invalid,
    /// Sent on to another page of the site.
    Elsewhere,
    /// No such method here.
    Method,
    /// Any other answer.
    Other(StatusCode),
}

impl Outcome {
    /// The words of the table.
    pub(super) fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "ok" => Self::Ok,
            "same" => Self::Same,
            "sign-in" => Self::SignIn,
            "denied" => Self::Denied,
            "none" => Self::None,
            "conflict" => Self::Conflict,
            "invalid" => Self::Invalid,
            "elsewhere" => Self::Elsewhere,
            "method" => Self::Method,
            _ => return None,
        })
    }

    /// Reads an answer; what a mutation changed is judged elsewhere.
    async fn of(answer: Response) -> Self {
        let status = answer.status();
        let place = answer.headers().get(LOCATION).cloned();
        let to_sign_in = place.is_some_and(|place| place.as_bytes().starts_with(b"/sign-in"));
        match status {
            StatusCode::OK => Self::Ok,
            _ if status.is_redirection() && to_sign_in => Self::SignIn,
            _ if status.is_redirection() => Self::Elsewhere,
            StatusCode::FORBIDDEN => {
                let text = answer.text().await.expect("text");
                if text.contains("SignInFirst") {
                    Self::SignIn
                } else {
                    Self::Denied
                }
            }
            StatusCode::NOT_FOUND => Self::None,
            StatusCode::CONFLICT => Self::Conflict,
            StatusCode::UNPROCESSABLE_ENTITY => Self::Invalid,
            StatusCode::METHOD_NOT_ALLOWED => Self::Method,
            other => Self::Other(other),
        }
    }
}

/// Asks for a page as a browser does.
pub(super) async fn shown(person: &Person, path: &str) -> Outcome {
    Outcome::of(person.get(path).await).await
}

/// A picture of one pixel.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\
    \x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99\
    =\x1d\0\0\0\0IEND\xaeB`\x82";

/// Posts a picture in this field as a browser's form does.
pub(super) async fn uploaded(person: &Person, url: &str, field: &str) -> Outcome {
    let edge = "an-edge-that-no-picture-holds";
    let name = format!("Content-Disposition: form-data; name=\"{field}\"; filename=\"logo.png\"");
    let mut body = format!("--{edge}\r\n{name}\r\nContent-Type: image/png\r\n\r\n").into_bytes();
    body.extend_from_slice(PICTURE);
    body.extend_from_slice(format!("\r\n--{edge}--\r\n").as_bytes());
    let request = person
        .client
        .post(url)
        .header(ACCEPT, "application/json")
        .header(
            CONTENT_TYPE,
            format!("multipart/form-data; boundary={edge}"),
        )
        .body(body);
    match Outcome::of(request.send().await.expect("an answer")).await {
        // This form answers browsers only: with the page to go on to.
        Outcome::Elsewhere => Outcome::Ok,
        other => other,
    }
}

/// Posts a file to the team that this form names.
pub(super) async fn attached(
    person: &Person,
    house: &House,
    fields: &[(String, String)],
) -> Outcome {
    let team = fields.first().map_or("", |(_, number)| number);
    let url = house.url(&format!("/api/work/attach-file?team={team}"));
    uploaded(person, &url, "file").await
}

/// Posts as a script does.
pub(super) async fn done(person: &Person, path: &str, fields: &[(String, String)]) -> Outcome {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    Outcome::of(person.call(path, &fields).await).await
}

/// The same fields by another method, or from another origin.
pub(super) async fn strangely(
    person: &Person,
    url: &str,
    fields: &[(String, String)],
    method: Method,
    origin: &str,
) -> StatusCode {
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    let request = match method {
        Method::GET | Method::HEAD | Method::OPTIONS => {
            person.client.request(method, format!("{url}?{query}"))
        }
        _ => person.client.request(method, url).form(fields),
    };
    let request = request
        .header(ACCEPT, "application/json")
        .header(ORIGIN, origin);
    request.send().await.expect("an answer").status()
}
