//! What every form that brings a file has in common.

use std::collections::HashMap;

use app::request::Kept;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::request::Parts;
use axum::response::Response;
use backend::retries::Keeper;
use domain::AppError;
use domain::accounts::Actor;

use super::keeping::{keep, redirect, with_key};
use crate::house::House;

/// A file as it came.
#[derive(Debug, Default)]
pub(super) struct Received {
    /// What the browser calls it.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    /// The other fields of the form.
    pub(super) words: HashMap<String, String>,
}

/// The file in this field of a form, and its words; nothing if it cannot be read.
pub(super) async fn read(parts: &Parts, body: Bytes, file: &str) -> Option<Received> {
    let request = Request::from_parts(parts.clone(), Body::from(body));
    let mut fields = Multipart::from_request(request, &()).await.ok()?;
    let mut received = Received::default();
    while let Some(field) = fields.next_field().await.ok()? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == file {
            field
                .file_name()
                .unwrap_or_default()
                .clone_into(&mut received.name);
            received.bytes = field.bytes().await.ok()?.to_vec();
        } else {
            received.words.insert(name, field.text().await.ok()?);
        }
    }
    Some(received)
}

/// Back to the form on this page, which says what was wrong and still holds the
/// words.
pub(super) async fn back(
    house: &House,
    (actor, parts): (&Actor, &Parts),
    page: &str,
    fields: Vec<(String, String)>,
    error: AppError,
) -> Result<Response, AppError> {
    let kept = Kept {
        action: parts.uri.path().to_owned(),
        fields,
        error: Some(error),
    };
    let (key, browser) = keep(house, &parts.headers, Keeper::Member(actor.id), &kept).await?;
    redirect(&with_key(page, &key), browser)
}
