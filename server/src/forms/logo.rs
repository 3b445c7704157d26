//! The form that brings the organisation's logo, and the pictures that came of it.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::accounts::Actor;
use domain::admin::{LOGO_BYTES, Picture, logo_text};
use domain::{AppError, Denied, FieldErrors, Noun, policy};

use super::body::{self, Room, Unreadable};
use super::keeping::{redirect, sign_in};
use super::{to_its_end, upload};
use crate::house::House;
use crate::http::answers::Wants;
use crate::http::shed::Class;

/// The page the form stands on.
const PAGE: &str = "/admin/settings";
/// A form with a file: 16 KiB may stand around it, and of a larger one 16 MiB
/// are read.
const FILE: Room = Room {
    bytes: LOGO_BYTES + 16 * 1024,
    drained: 16 * 1024 * 1024,
    arrival: Duration::from_secs(15),
};

/// Puts the posted picture into the header of every page. Nothing is read of
/// what anybody but an admin sends.
pub(crate) async fn upload(State(house): State<House>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let wants = Wants::from(&parts);
    let actor = match admin(&house, &parts).await {
        Ok(actor) => actor,
        Err(AppError::Denied(Denied::SignInFirst)) => {
            let to_sign_in = redirect(&sign_in(PAGE), None);
            return to_sign_in.unwrap_or_else(|error| house.answers.error(wants, &error));
        }
        Err(error) => return house.answers.error(wants, &error),
    };
    let file = match body::take(body, FILE).await {
        Ok(bytes) => Ok(bytes),
        Err(Unreadable::Large) => Err(Picture::too_large()),
        Err(other) => return house.answers.refusal(wants, &other.refusal()),
    };
    let answers = Arc::clone(&house.answers);
    let answer = to_its_end(async move {
        let mut text = String::new();
        let done = match file {
            Ok(posted) => put_up(&house, (&actor, &parts), posted, &mut text).await,
            Err(too_large) => Err(too_large.into()),
        };
        match done {
            Ok(()) => redirect(&format!("{PAGE}?saved=1"), None),
            Err(error @ AppError::Invalid(_)) if wants == Wants::Page => {
                let fields = vec![("text".to_owned(), text)];
                upload::back(&house, (&actor, &parts), PAGE, fields, error).await
            }
            Err(error) => Err(error),
        }
    });
    answer
        .await
        .unwrap_or_else(|error| answers.error(wants, &error))
}

async fn admin(house: &House, parts: &Parts) -> Result<Actor, AppError> {
    let (viewer, _) = house.viewer(&parts.headers).await?;
    let actor = viewer.member()?;
    policy::administer(&actor)?;
    Ok(actor)
}

async fn put_up(
    house: &House,
    (actor, parts): (&Actor, &Parts),
    posted: Bytes,
    text: &mut String,
) -> Result<(), AppError> {
    let received = upload::read(parts, posted, "logo").await;
    let mut received = received.ok_or_else(Picture::unreadable)?;
    *text = received.words.remove("text").unwrap_or_default();
    if received.bytes.is_empty() {
        return Err(FieldErrors::one("logo", domain::FieldError::Missing).into());
    }
    let words = logo_text(text)?;
    let _place = house.places.enter(Class::Write).await?;
    let settings = &house.services.admin.settings;
    settings.set_logo(actor, received.bytes, words).await
}

/// A picture by its name, which changes with what it shows. Opened by itself it
/// may do nothing.
pub(crate) async fn picture(
    State(house): State<House>,
    name: Result<Path<String>, PathRejection>,
) -> Response {
    let found = match (name, house.places.enter(Class::Static).await) {
        (Ok(Path(name)), Ok(_place)) => house.services.admin.settings.picture(&name).await,
        // A name that is no text.
        (Err(_), Ok(_)) => Err(Noun::Page.into()),
        (_, Err(busy)) => Err(busy),
    };
    match found {
        Ok(picture) => {
            let kind = HeaderValue::from_str(&picture.media_type)
                .unwrap_or(HeaderValue::from_static("application/octet-stream"));
            let headers = [
                (CONTENT_TYPE, kind),
                (
                    CACHE_CONTROL,
                    HeaderValue::from_static("public, max-age=31536000, immutable"),
                ),
                (
                    CONTENT_SECURITY_POLICY,
                    HeaderValue::from_static("default-src 'none'; sandbox"),
                ),
            ];
            (headers, picture.bytes).into_response()
        }
        Err(error) => crate::pages::plain(&error),
    }
}
