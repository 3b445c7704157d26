//! The frame as it is raised, and the checklist before a launch.

use domain::launch::{Condition, Line};
use leptos::prelude::*;

use crate::text;
use crate::ui::{Frame, Icon};

pub(super) fn frames(_: &'static str) -> AnyView {
    let raised = [0.0, 0.25, 0.5, 0.75, 1.0]
        .map(|share| {
            let words = text::percent(share);
            view! { <div><Frame filled=share label=format!("{words} of the hours promised")/>{words}</div> }
        })
        .collect_view();
    view! {
        <div class="frames">
            {raised}
            <div><Frame filled=1.0 launched=true label="Launched"/>"launched"</div>
        </div>
    }
    .into_any()
}

pub(super) fn checklists(theme: &'static str) -> AnyView {
    let gathering = [
        (Condition::Supporters, 148.0, 10.0, true),
        (Condition::Seats, 2.0, 4.0, false),
        (Condition::Hours, 5.9, 9.0, false),
        (Condition::Mix, 1.0, 2.0, false),
        (Condition::Charter, 2.0, 2.0, true),
        (Condition::NoBlock, 1.0, 0.0, false),
    ];
    let ready = gathering.map(|(condition, _, need, _)| (condition, need, need, true));
    view! {
        <div class="panel">
            <h3>"Still gathering"</h3>
            {checklist(&gathering, &format!("Conditions still gathering, {theme}"))}
        </div>
        <div class="panel">
            <h3>"Everything there"</h3>
            {checklist(&ready, &format!("Conditions met, {theme}"))}
        </div>
    }
    .into_any()
}

fn checklist(lines: &[(Condition, f64, f64, bool)], label: &str) -> impl IntoView + use<> {
    let items = lines
        .iter()
        .map(|&(condition, have, need, met)| {
            let line = Line { condition, have, need, met };
            let (icon, state) = if met { ("check", ": done") } else { ("clock", ": still missing") };
            view! {
                <li class=met.then_some("ok")>
                    <Icon name=icon/>
                    " "
                    <span>{text::condition(&line)}<span class="visually-hidden">{state}</span></span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="check" aria-label=label.to_owned()>{items}</ul> }
}
