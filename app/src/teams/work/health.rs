//! How well the work goes, and what helps when it does not.

use domain::teams::TeamStage;
use domain::work::{Light, WorkView};
use leptos::prelude::*;

use crate::text;
use crate::ui::Icon;

/// The panel beside a team at work; nothing once it ended.
pub(in crate::teams) fn health(work: &WorkView) -> AnyView {
    if work.stage != TeamStage::Launched {
        return ().into_any();
    }
    let light = work.health.light();
    let (class, icon) = match light {
        Light::Green => ("chip done", "check"),
        Light::Amber => ("chip due", "info"),
        Light::Red => ("chip late", "warn"),
    };
    let lines = text::health_lines(&work.health.facts).map(|(met, line)| {
        let (class, icon, state) = if met {
            ("ok", "check", ": well")
        } else {
            ("wait", "clock", ": could be better")
        };
        view! {
            <li class=class>
                <Icon name=icon/>
                " "
                <span>{line}<span class="visually-hidden">{state}</span></span>
            </li>
        }
    });
    let help = (light == Light::Red).then(|| {
        let ways = text::help(work.mine).map(|way| view! { <li>{way}</li> });
        view! {
            <h3>"What helps"</h3>
            <ul class="helps">{ways.collect_view()}</ul>
        }
    });
    view! {
        <section class="panel meter" aria-labelledby="health">
            <h2 id="health">"How it goes"</h2>
            <p><span class=class><Icon name=icon/>" "{text::light(light)}</span></p>
            <ul class="check">{lines.collect_view()}</ul>
            {help}
        </section>
    }
    .into_any()
}
