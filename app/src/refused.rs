//! A use case's refusal on its way to the browser.

use domain::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// What a server function answers when it does not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused(pub AppError);

impl FromServerFnError for Refused {
    type Encoder = JsonEncoding;

    /// Trouble on the way: the browser could not reach the server, or one of
    /// them did not understand the other.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => Self(AppError::Busy),
            _ => Self(AppError::Internal(0)),
        }
    }
}

impl From<AppError> for Refused {
    fn from(error: AppError) -> Self {
        Self(error)
    }
}

/// Sends a visitor to the sign-in page and back here; true when it did.
pub fn sign_in_first(error: &AppError) -> bool {
    let first = matches!(error, AppError::Denied(domain::Denied::SignInFirst));
    if first && cfg!(feature = "hydrate") {
        let place = window().location();
        let here = place.pathname().unwrap_or_default() + &place.search().unwrap_or_default();
        let target = format!("/sign-in?next={}", query_value(&here));
        // A failing navigation leaves the person where they were.
        let _ = place.set_href(&target);
    }
    first
}

/// A text as the value of a query.
fn query_value(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
