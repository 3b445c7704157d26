//! Moving a thing up or down in its list, one place at a time.

use domain::admin::Way;
use leptos::prelude::*;

use crate::ui::Icon;

/// Two small buttons that post the thing's word under this name.
pub(super) fn steps(
    action: &'static str,
    name: &'static str,
    word: &str,
    shown: &str,
    ends: (bool, bool),
) -> AnyView {
    let button = |way: Way, icon, verb, at_end: bool| {
        let label = format!("Move {verb}: {shown}");
        view! {
            <form method="post" action=action>
                <input type="hidden" name=name value=word.to_owned()/>
                <input type="hidden" name="way" value=way.as_str()/>
                <button class="btn small quiet" aria-label=label disabled=at_end><Icon name=icon/></button>
            </form>
        }
    };
    view! {
        <div class="steps">
            {button(Way::Up, "up", "up", ends.0)}
            {button(Way::Down, "down", "down", ends.1)}
        </div>
    }
    .into_any()
}
