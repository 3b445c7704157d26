//! A link that is shown once, to be copied and sent.

use leptos::prelude::*;

use super::Icon;

/// A link with a sentence on what to do with it. `id` is unlike others on the
/// page; `label` names the link to who hears the page.
#[component]
pub fn Once(
    id: &'static str,
    label: &'static str,
    icon: &'static str,
    sentence: &'static str,
    link: String,
) -> impl IntoView {
    view! {
        <div class="banner ok" role="status">
            <Icon name=icon/>
            " "
            <div>
                <p>{sentence}</p>
                <div class="once">
                    <input type="text" id=id aria-label=label readonly=true value=link/>
                    <button class="btn" type="button" data-copy=format!("#{id}") hidden=true>"Copy"</button>
                </div>
            </div>
        </div>
    }
}
