//! One sentence about what just happened, or what holds on this page.

use leptos::prelude::*;

use super::Icon;

/// A banner of the class `ok`, `warn` or `bad`; the icon goes with the colour.
pub fn banner(class: &'static str, icon: &'static str, sentence: &'static str) -> AnyView {
    view! {
        <p class=format!("banner {class}") role="status">
            <Icon name=icon/>
            " "
            <span>{sentence}</span>
        </p>
    }
    .into_any()
}
