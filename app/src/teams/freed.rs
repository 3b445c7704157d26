//! Places that came free again: who held them, and why not any longer.

use domain::teams::TeamView;
use leptos::prelude::*;

use crate::text;
use crate::ui::{When, Who};

pub(super) fn freed(team: &TeamView) -> AnyView {
    if team.freed.is_empty() {
        return ().into_any();
    }
    let places = team.freed.iter().map(|place| {
        let reason = (!place.reason.is_empty()).then(|| place.reason.clone());
        view! {
            <li>
                <Who person=place.person.clone()/>
                " "
                <span>{text::freed(place.state)}": "<b>{place.skill.clone()}</b>", "<When at=place.at/></span>
                {reason.map(|reason| view! { <p>{reason}</p> })}
            </li>
        }
    });
    view! {
        <section class="block" aria-labelledby="freed">
            <h2 id="freed">"Came free again"</h2>
            <ul class="freed">{places.collect_view()}</ul>
        </section>
    }
    .into_any()
}
