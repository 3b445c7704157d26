//! Places that came free again: who held them, and why not any longer.

use leptos::prelude::*;

use super::board::Seen;
use crate::text;
use crate::ui::Who;

pub(super) fn freed(seen: &Seen) -> AnyView {
    let team = &seen.team;
    if team.freed.is_empty() {
        return ().into_any();
    }
    let rows = team
        .freed
        .iter()
        .map(|place| {
            let day = text::day(place.at.date().civil(), team.today.civil());
            let reason = (!place.reason.is_empty()).then(|| place.reason.clone());
            view! {
                <li>
                    <Who person=place.person.clone()/>
                    <span>{text::freed(place.state)}": "<b>{place.skill.clone()}</b>", "{day}</span>
                    {reason.map(|reason| view! { <p>{reason}</p> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="block" aria-labelledby="freed">
            <h2 id="freed">"Came free again"</h2>
            <ul class="freed">{rows}</ul>
        </section>
    }
    .into_any()
}
