//! The way between one's own pages.

use leptos::prelude::*;

use crate::request::Request;

/// Links to one's own pages, the present one marked.
#[component]
pub fn Tabs() -> impl IntoView {
    let path = Request::current().path;
    let links = [
        ("/me", "Overview"),
        ("/me/notifications", "Notifications"),
        ("/me/profile", "Profile"),
        ("/me/matching", "Matching"),
        ("/me/security", "Security"),
    ]
    .map(|(href, word)| view! { <a href=href aria-current=(path == href).then_some("page")>{word}</a> })
    .collect_view();
    view! { <nav class="tabs" aria-label="Your pages">{links}</nav> }
}
