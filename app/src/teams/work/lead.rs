//! Who leads a team at work, and how that changes.

use domain::teams::TeamStage;
use domain::work::WorkView;
use leptos::prelude::*;

use crate::teams::deed::Deed;
use crate::text;
use crate::ui::{Icon, Who};

/// The panel that names the lead; nothing once the team ended.
pub(in crate::teams) fn lead(work: &WorkView) -> AnyView {
    if work.stage != TeamStage::Launched {
        return ().into_any();
    }
    let mark = if work.leads { "you" } else { "lead" };
    view! {
        <section class="panel meter" id="lead" aria-labelledby="lead-heading">
            <h2 id="lead-heading">"Who leads"</h2>
            <p><Who person=work.lead.clone() mark=mark/></p>
            {work.leads.then(|| hand_over(work))}
            {work.may_lead.then(|| take(work))}
        </section>
    }
    .into_any()
}

fn hand_over(work: &WorkView) -> AnyView {
    let others: Vec<_> = work
        .crew
        .iter()
        .filter(|one| one.sits && one.person.handle != work.lead.handle)
        .map(|one| (one.person.handle.clone(), one.person.name.clone()))
        .collect();
    if others.is_empty() {
        return ().into_any();
    }
    let deed = Deed::of("/api/work/hand-over", &[("team", work.team)]);
    deed.folded("Hand over the lead".into(), "form", |form| {
        view! {
            {form.field("to", "To whom").options(others).view()}
            <p class="fine">{text::HAND_OVER}</p>
            <p class="actions"><button class="btn small">"Hand it over"</button></p>
        }
        .into_any()
    })
}

fn take(work: &WorkView) -> AnyView {
    Deed::of("/api/work/take-lead", &[("team", work.team)]).view("stack", |_| {
        view! {
            <p class="fine">{text::LEAD_SILENT}</p>
            <p class="actions"><button class="btn small go"><Icon name="flag"/>" Take the lead"</button></p>
        }
        .into_any()
    })
}
