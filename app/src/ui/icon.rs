//! Icons from the sprite; decoration only, a word always stands beside them.

use leptos::prelude::*;

/// The icon of this name in `/icons.svg`.
#[component]
pub fn Icon(
    /// Its id in the sprite.
    name: &'static str,
) -> impl IntoView {
    view! {
        <svg class="i" aria-hidden="true">
            <use href=format!("/icons.svg#{name}")></use>
        </svg>
    }
}
