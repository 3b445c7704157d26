//! Files that a team keeps beside its work: put there, and given out again.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use domain::accounts::Actor;
use domain::work::{FILE_BYTES, File, NewFile};
use domain::{AppError, Denied, FieldError, FieldErrors, Noun};
use futures::stream;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::body::{self, Room, Unreadable};
use super::keeping::{redirect, sign_in};
use super::{to_its_end, upload};
use crate::house::House;
use crate::http::answers::Wants;
use crate::http::shed::{Class, Place};

/// A form with a file: 16 KiB may stand around it, and of a larger one 32 MiB
/// are read.
const FILE: Room = Room {
    bytes: FILE_BYTES + 16 * 1024,
    drained: 32 * 1024 * 1024,
    arrival: Duration::from_secs(25),
};
/// Bytes of a file that are handed over at once.
const PIECE: usize = 64 * 1024;

/// Keeps the posted file beside the work of the team that the address names.
/// Nothing is read of what anybody else sends.
pub(crate) async fn attach(State(house): State<House>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let wants = Wants::from(&parts);
    let team = team(&parts);
    let page = format!("/teams/{team}");
    let actor = match worker(&house, &parts, team).await {
        Ok(actor) => actor,
        Err(AppError::Denied(Denied::SignInFirst)) => {
            let to_sign_in = redirect(&sign_in(&page), None);
            return to_sign_in.unwrap_or_else(|error| house.answers.error(wants, &error));
        }
        Err(error) => return house.answers.error(wants, &error),
    };
    // Before anything is read: a file is held in memory until it is kept.
    let place = match house.places.enter(Class::File).await {
        Ok(place) => place,
        Err(busy) => return house.answers.error(wants, &busy),
    };
    let posted = match body::take(body, FILE).await {
        Ok(bytes) => Ok(bytes),
        Err(Unreadable::Large) => Err(NewFile::too_large()),
        Err(other) => return house.answers.refusal(wants, &other.refusal()),
    };
    let answers = Arc::clone(&house.answers);
    let answer = to_its_end(async move {
        let _place = place;
        let kept = match posted {
            Ok(bytes) => keep(&house, (&actor, &parts), team, bytes).await,
            Err(too_large) => Err(too_large.into()),
        };
        match kept {
            Ok(()) => redirect(&format!("{page}#links"), None),
            Err(error @ AppError::Invalid(_)) if wants == Wants::Page => {
                upload::back(&house, (&actor, &parts), &page, Vec::new(), error).await
            }
            Err(error) => Err(error),
        }
    });
    answer
        .await
        .unwrap_or_else(|error| answers.error(wants, &error))
}

/// The team's number, which stands in the address so that who may is asked before
/// anything is read; no team has the number nought.
fn team(parts: &Parts) -> i64 {
    let query = parts.uri.query().unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let team = pairs.find(|(name, _)| name == "team");
    team.and_then(|(_, number)| number.parse().ok())
        .unwrap_or_default()
}

async fn worker(house: &House, parts: &Parts, team: i64) -> Result<Actor, AppError> {
    let (viewer, _) = house.viewer(&parts.headers).await?;
    let actor = viewer.member()?;
    house.services.work.may_attach(&actor, team).await?;
    Ok(actor)
}

async fn keep(
    house: &House,
    (actor, parts): (&Actor, &Parts),
    team: i64,
    body: Bytes,
) -> Result<(), AppError> {
    let received = upload::read(parts, body, "file").await;
    let received = received.ok_or_else(|| FieldErrors::one("file", FieldError::Missing))?;
    let file = NewFile::parse(&received.name, received.bytes)?;
    let _place = house.places.enter(Class::Write).await?;
    house.services.work.attach(actor, team, file).await?;
    Ok(())
}

/// `/teams/{number}/{slug}/files/{file}`: for members who see the team, to be
/// saved and never shown by the browser itself.
pub(crate) async fn given(
    State(house): State<House>,
    headers: HeaderMap,
    Path((team, _, file)): Path<(String, String, String)>,
) -> Response {
    let numbers = team.parse().ok().zip(file.parse().ok());
    let found = match numbers {
        Some(numbers) => find(&house, &headers, numbers).await,
        None => Err(Noun::TeamFile.into()),
    };
    match found {
        Ok((file, place)) => answer(file, place),
        Err(AppError::Denied(Denied::SignInFirst)) => {
            let page = format!("/teams/{}", team.parse::<i64>().unwrap_or_default());
            redirect(&sign_in(&page), None).unwrap_or_else(|error| crate::pages::plain(&error))
        }
        Err(error) => crate::pages::plain(&error),
    }
}

async fn find(
    house: &House,
    headers: &HeaderMap,
    (team, file): (i64, i64),
) -> Result<(File, Place), AppError> {
    let (viewer, _) = house.viewer(headers).await?;
    let actor = viewer.member()?;
    let place = house.places.enter(Class::File).await?;
    let file = house.services.work.file(&actor, team, file).await?;
    Ok((file, place))
}

/// The file in pieces, which keeps its place until the last was taken: whoever
/// reads slowly keeps others from files, and from nothing else.
fn answer(file: File, place: Place) -> Response {
    let name = utf8_percent_encode(&file.name, NON_ALPHANUMERIC);
    let disposition = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"))
        .unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("application/octet-stream"),
        ),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        (
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; sandbox"),
        ),
    ];
    let size = HeaderValue::from(file.bytes.len());
    let mut rest = Bytes::from(file.bytes);
    let pieces = std::iter::from_fn(move || {
        let _place = &place;
        let piece = rest.split_to(rest.len().min(PIECE));
        (!piece.is_empty()).then_some(Ok::<_, Infallible>(piece))
    });
    let body = Body::from_stream(stream::iter(pieces));
    (headers, [(CONTENT_LENGTH, size)], body).into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;
    use crate::http::shed::Places;

    #[tokio::test(start_paused = true)]
    async fn a_file_keeps_its_place_until_it_was_taken() {
        let places = Places::new(2);
        let mut held = Vec::new();
        while let Ok(place) = places.enter(Class::File).await {
            held.push(place);
        }
        let place = held.pop().expect("a place");
        let file = File {
            name: "plan.txt".into(),
            bytes: vec![7; 3 * PIECE + 1],
        };
        let given = answer(file, place);
        assert!(places.enter(Class::File).await.is_err(), "nobody read it");
        let read = to_bytes(given.into_body(), usize::MAX).await;
        assert_eq!(read.map(|bytes| bytes.len()).ok(), Some(3 * PIECE + 1));
        assert!(places.enter(Class::File).await.is_ok());
    }
}
