//! Moments, told by how long ago they were; the exact time on hover.

use domain::Timestamp;
use leptos::prelude::*;

use crate::request::Request;
use crate::text;

/// A moment on the organisation's clock.
pub fn local(request: &Request, at: Timestamp) -> jiff::Zoned {
    let zone = jiff::tz::TimeZone::get(&request.site.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    jiff::Timestamp::from_microsecond(at.0)
        .unwrap_or(jiff::Timestamp::UNIX_EPOCH)
        .to_zoned(zone)
}

/// A moment relative to now, in the organisation's time zone on hover.
#[component]
pub fn When(
    /// The moment.
    at: Timestamp,
) -> impl IntoView {
    let request = Request::current();
    let local = local(&request, at);
    let exact = local.strftime("%-d %B %Y, %H:%M").to_string();
    let shown = match text::ago(request.now, at) {
        Some(words) => words,
        None => text::day(local.date(), request.now.date().civil()),
    };
    view! { <time datetime=local.timestamp().strftime("%Y-%m-%dT%H:%MZ").to_string() title=exact>{shown}</time> }
}

/// The day of a moment in few letters, for narrow places.
#[component]
pub fn Brief(
    /// The moment.
    at: Timestamp,
) -> impl IntoView {
    let request = Request::current();
    let local = local(&request, at);
    let exact = local.strftime("%-d %B %Y, %H:%M").to_string();
    let shown = text::brief_day(local.date(), request.now.date().civil());
    view! { <time datetime=local.timestamp().strftime("%Y-%m-%dT%H:%MZ").to_string() title=exact>{shown}</time> }
}

/// The month of a moment, "March 2026", on the organisation's clock.
#[component]
pub fn Month(
    /// The moment.
    at: Timestamp,
) -> impl IntoView {
    let local = local(&Request::current(), at);
    view! { <time datetime=local.strftime("%Y-%m").to_string()>{text::month(local.date())}</time> }
}
