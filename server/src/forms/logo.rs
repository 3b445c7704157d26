//! The one form that brings a file, the organisation's logo; and the pictures
//! that came of it.

use app::request::Kept;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::accounts::Actor;
use domain::admin::{LOGO_BYTES, Picture, logo_text};
use domain::{AppError, Denied, FieldErrors, policy};
use futures::StreamExt;

use super::keeping::{keep, redirect, sign_in, with_key};
use crate::house::House;
use crate::http::answers::Wants;
use crate::http::shed::Class;

/// The page the form stands on.
const PAGE: &str = "/admin/settings";
/// Bytes of the form around the file.
const AROUND: usize = 16 * 1024;
/// Bytes that are read, and thrown away, of a file that is too large: a browser
/// listens only when it has sent all of it.
const DRAINED: usize = 16 * 1024 * 1024;

/// Puts the posted picture into the header of every page. Nothing is read of
/// what anybody but an admin sends.
pub(crate) async fn upload(State(house): State<House>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let mut text = String::new();
    let done = match admin(&house, &parts).await {
        Ok(actor) => put_up(&house, &actor, &parts, body, &mut text).await,
        Err(error) => Err(error),
    };
    let answer = match done {
        Ok(()) => redirect(&format!("{PAGE}?saved=1"), None),
        Err(error) => refused(&house, &parts, text, error).await,
    };
    answer.unwrap_or_else(|error| house.answers.error(Wants::from(&parts), &error))
}

async fn admin(house: &House, parts: &Parts) -> Result<Actor, AppError> {
    let (viewer, _) = house.viewer(&parts.headers).await?;
    let actor = viewer.member()?;
    policy::administer(&actor)?;
    Ok(actor)
}

async fn put_up(
    house: &House,
    actor: &Actor,
    parts: &Parts,
    body: Body,
    text: &mut String,
) -> Result<(), AppError> {
    let bytes = whole(body).await?;
    let posted = Request::from_parts(parts.clone(), Body::from(bytes));
    let file = read(posted, text).await?;
    let words = logo_text(text)?;
    let _place = house.places.enter(Class::Write).await?;
    let settings = &house.services.admin.settings;
    settings.set_logo(actor, file, words).await
}

/// The form as it was posted, unless it is too large.
async fn whole(body: Body) -> Result<Bytes, FieldErrors> {
    let mut kept = Vec::new();
    let mut read = 0;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Picture::unreadable())?;
        read += chunk.len();
        if read > DRAINED {
            break;
        }
        if read <= LOGO_BYTES + AROUND {
            kept.extend_from_slice(&chunk);
        }
    }
    if read > LOGO_BYTES + AROUND {
        return Err(Picture::too_large());
    }
    Ok(kept.into())
}

/// The file, and what it is said to show.
async fn read(posted: Request, text: &mut String) -> Result<Vec<u8>, FieldErrors> {
    let unreadable = |_| Picture::unreadable();
    let mut fields = Multipart::from_request(posted, &())
        .await
        .map_err(|_| Picture::unreadable())?;
    let mut file = Vec::new();
    while let Some(field) = fields.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("logo") => file = field.bytes().await.map_err(unreadable)?.to_vec(),
            Some("text") => *text = field.text().await.map_err(unreadable)?,
            _ => {}
        }
    }
    if file.is_empty() {
        return Err(FieldErrors::one("logo", domain::FieldError::Missing));
    }
    Ok(file)
}

/// Back to the form, which says what was wrong and still holds the words.
async fn refused(
    house: &House,
    parts: &Parts,
    text: String,
    error: AppError,
) -> Result<Response, AppError> {
    match error {
        AppError::Denied(Denied::SignInFirst) => redirect(&sign_in(PAGE), None),
        error @ AppError::Invalid(_) if Wants::from(parts) == Wants::Page => {
            let kept = Kept {
                action: parts.uri.path().to_owned(),
                fields: vec![("text".to_owned(), text)],
                error: Some(error),
            };
            let (key, browser) = keep(house, &parts.headers, &kept).await?;
            redirect(&with_key(PAGE, &key), browser)
        }
        error => Err(error),
    }
}

/// A picture by its name, which changes with what it shows. Opened by itself it
/// may do nothing.
pub(crate) async fn picture(State(house): State<House>, Path(name): Path<String>) -> Response {
    let found = match house.places.enter(Class::Static).await {
        Ok(_place) => house.services.admin.settings.picture(&name).await,
        Err(busy) => Err(busy),
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
