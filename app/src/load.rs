//! Pages wait for what they show; what cannot be shown becomes a page too.

use std::future::Future;

use domain::{AppError, Denied, Noun};
use http::StatusCode;
use leptos::prelude::*;
use leptos::tachys::reactive_graph::OwnedView;
use leptos_axum::ResponseOptions;

use crate::about::ErrorPage;
use crate::request::Request;

/// A page's content once it is there. A visitor who must sign in first is sent
/// to do so; other refusals become their error page, with the right status.
///
/// What is there late is written out late, when the thread may long be busy
/// with another request: its owner must come along, or contexts, and with them
/// meta tags, are those of somebody else's page.
pub fn load<F, V>(content: F) -> impl IntoView
where
    F: Future<Output = Result<V, AppError>> + Send + 'static,
    V: IntoView + 'static,
{
    Suspend::new(async move {
        match content.await {
            Ok(view) => OwnedView::new(view).into_any(),
            Err(AppError::Denied(Denied::SignInFirst)) => {
                let here = Request::current().here();
                let query = form_urlencoded::Serializer::new(String::new())
                    .append_pair("next", &here)
                    .finish();
                leptos_axum::redirect(&format!("/sign-in?{query}"));
                set_status(StatusCode::FOUND);
                ().into_any()
            }
            // A place in a list that is none, as after a link was cut off: the
            // list's beginning.
            Err(AppError::NotFound(Noun::Page))
                if Request::current().parameter("after").is_some() =>
            {
                leptos_axum::redirect(&Request::current().with(&[("after", None)]));
                set_status(StatusCode::FOUND);
                ().into_any()
            }
            Err(error) => {
                set_status(status(&error));
                OwnedView::new(view! { <ErrorPage error/> }).into_any()
            }
        }
    })
}

/// The HTTP status that tells of a refusal.
pub fn status(error: &AppError) -> StatusCode {
    match error {
        AppError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::Denied(_) | AppError::Suspended(_) => StatusCode::FORBIDDEN,
        AppError::NotFound(_) => StatusCode::NOT_FOUND,
        AppError::Conflict(_) | AppError::Already(_) => StatusCode::CONFLICT,
        AppError::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        AppError::Busy => StatusCode::SERVICE_UNAVAILABLE,
        AppError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// In how many seconds the same request may do better.
pub const fn retry_after(error: &AppError) -> Option<u32> {
    match error {
        AppError::TooMany(limit) => Some(limit.wait),
        AppError::Busy => Some(2),
        _ => None,
    }
}

/// Sets the status of the page being rendered.
pub fn set_status(status: StatusCode) {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(status);
    }
}
