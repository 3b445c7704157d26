//! Moments, told by how long ago they were; the exact time on hover.

use domain::Timestamp;
use leptos::prelude::*;

use crate::request::Request;
use crate::text;

/// A moment relative to now, in the organisation's time zone on hover.
#[component]
pub fn When(
    /// The moment.
    at: Timestamp,
) -> impl IntoView {
    let request = Request::current();
    let zone = jiff::tz::TimeZone::get(&request.site.time_zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let instant = jiff::Timestamp::from_microsecond(at.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let local = instant.to_zoned(zone);
    let exact = local.strftime("%-d %B %Y, %H:%M").to_string();
    let shown = match text::ago(request.now, at) {
        Some(words) => words,
        None => text::day(local.date(), request.now.date().civil()),
    };
    view! { <time datetime=instant.strftime("%Y-%m-%dT%H:%MZ").to_string() title=exact>{shown}</time> }
}
