//! Reading a form before any server function does: that it is one, that it is
//! text, that it is not too large, and that its fields are those of the
//! function. What a function does not know is refused, never dropped.

use std::collections::HashSet;
use std::time::Duration;

use app::functions::{Function, Holds};
use app::text as words;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, StatusCode, header};
use http_body_util::BodyExt;
use percent_encoding::percent_decode;

use crate::http::answers::Refusal;

/// Bytes a form may have.
const LIMIT: usize = 64 * 1024;
/// A form of words.
const WORDS: Room = Room {
    bytes: LIMIT,
    drained: 1024 * 1024,
    arrival: Duration::from_secs(15),
};
/// Fields a form may have, rows and columns counted out.
const FIELDS: usize = 1_000;
/// Digits of a row's number.
const ROW_DIGITS: usize = 3;

/// A form as it came, and its fields, decoded.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) bytes: Bytes,
    pub(super) fields: Vec<(String, String)>,
}

/// How large a body may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// Bytes that are taken.
    pub(super) bytes: usize,
    /// Bytes that are read, and thrown away, of one that is larger.
    pub(super) drained: usize,
    /// How long it may take to arrive; less than a request may take in all.
    pub(super) arrival: Duration,
}

/// Why a body is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// Not a form by its content type.
    Kind,
    /// Over the limit.
    Large,
    /// The rest did not come.
    Slow,
    /// Not UTF-8, or a broken escape.
    Text,
    /// A field the function does not have.
    Unknown,
    /// A field twice.
    Twice,
}

impl Unreadable {
    /// Its status and words.
    pub(super) fn refusal(self) -> Refusal {
        let (status, (title, sentence)) = match self {
            Self::Kind => (StatusCode::UNSUPPORTED_MEDIA_TYPE, words::not_a_form()),
            Self::Large => (
                StatusCode::PAYLOAD_TOO_LARGE,
                words::too_large(LIMIT / 1024),
            ),
            Self::Slow => (StatusCode::REQUEST_TIMEOUT, words::too_slow()),
            Self::Text => (StatusCode::BAD_REQUEST, words::not_text()),
            Self::Unknown => (StatusCode::UNPROCESSABLE_ENTITY, words::wrong_fields(true)),
            Self::Twice => (StatusCode::UNPROCESSABLE_ENTITY, words::wrong_fields(false)),
        };
        Refusal {
            status,
            title,
            sentence,
        }
    }
}

/// Reads a form of this function.
pub(super) async fn read(
    function: &Function,
    headers: &HeaderMap,
    body: Body,
) -> Result<Form, Unreadable> {
    // A form without fields may come without saying what it is.
    if body.size_hint().exact() != Some(0) && !is_form(headers) {
        return Err(Unreadable::Kind);
    }
    let bytes = take(body, WORDS).await?;
    let fields = decode(&bytes)?;
    check(function, &fields)?;
    Ok(Form { bytes, fields })
}

/// The whole type, not only how it begins; parameters such as a charset may follow.
fn is_form(headers: &HeaderMap) -> bool {
    let kind = crate::house::text(headers, &header::CONTENT_TYPE);
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// A body that arrives in time and fits.
pub(super) async fn take(body: Body, room: Room) -> Result<Bytes, Unreadable> {
    let told = body.size_hint().lower();
    let arrived = tokio::time::timeout(room.arrival, whole(body, room)).await;
    arrived.unwrap_or(Err(if told > room.bytes as u64 {
        Unreadable::Large
    } else {
        Unreadable::Slow
    }))
}

/// The body. Of one that is too large the rest is read and thrown away: a
/// browser listens only when it has sent all of it.
async fn whole(mut body: Body, room: Room) -> Result<Bytes, Unreadable> {
    let mut bytes = Vec::new();
    let mut size = 0;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Unreadable::Slow)?.into_data() else {
            continue;
        };
        size += data.len();
        if size <= room.bytes {
            bytes.extend_from_slice(&data);
        } else if size > room.drained {
            break;
        }
    }
    if size > room.bytes {
        Err(Unreadable::Large)
    } else {
        Ok(bytes.into())
    }
}

/// Names and values; strict, where browsers' own decoding would put marks in
/// place of what it cannot read.
fn decode(bytes: &[u8]) -> Result<Vec<(String, String)>, Unreadable> {
    let pairs = bytes
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty());
    let mut fields = Vec::new();
    for pair in pairs {
        if fields.len() == FIELDS {
            return Err(Unreadable::Large);
        }
        let equals = pair.iter().position(|byte| *byte == b'=');
        let (name, value) = match equals {
            Some(at) => (&pair[..at], &pair[at + 1..]),
            None => (pair, &[][..]),
        };
        fields.push((word(name)?, word(value)?));
    }
    Ok(fields)
}

fn word(coded: &[u8]) -> Result<String, Unreadable> {
    let mut rest = coded;
    while let Some(at) = rest.iter().position(|byte| *byte == b'%') {
        match rest[at + 1..] {
            [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                rest = &rest[at + 3..];
            }
            _ => return Err(Unreadable::Text),
        }
    }
    let spaced: Vec<u8> = coded
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    match percent_decode(&spaced).decode_utf8() {
        Ok(text) => Ok(text.into_owned()),
        Err(_) => Err(Unreadable::Text),
    }
}

/// Every field is one of the function's, and none but a list comes twice.
fn check(function: &Function, fields: &[(String, String)]) -> Result<(), Unreadable> {
    let mut seen = HashSet::with_capacity(fields.len());
    for (key, _) in fields {
        if !is_known(function, key) {
            return Err(Unreadable::Unknown);
        }
        if !seen.insert(key.as_str()) && !key.ends_with("[]") {
            return Err(Unreadable::Twice);
        }
    }
    Ok(())
}

fn is_known(function: &Function, key: &str) -> bool {
    let (name, rest) = key
        .find('[')
        .map_or((key, ""), |bracket| key.split_at(bracket));
    let Some(field) = function.fields.iter().find(|field| field.name == name) else {
        return false;
    };
    match &field.holds {
        Holds::Value => rest.is_empty(),
        Holds::Values => rest == "[]" || row(rest).is_some_and(str::is_empty),
        Holds::Rows(columns) => row(rest).is_some_and(|column| {
            let column = column.strip_prefix('[').and_then(|c| c.strip_suffix(']'));
            column.is_some_and(|column| columns.iter().any(|known| known == column))
        }),
    }
}

/// What follows the number of a row: `[level]` of `[0][level]`.
fn row(key: &str) -> Option<&str> {
    let (number, rest) = key.strip_prefix('[')?.split_once(']')?;
    let fits = (1..=ROW_DIGITS).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit());
    fits.then_some(rest)
}

#[cfg(test)]
mod tests;
