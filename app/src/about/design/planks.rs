//! Stages, votes, and ideas in a list.

use domain::accounts::Kind;
use domain::stage::Stage;
use leptos::prelude::*;

use super::controls::who;
use crate::ui::{Icon, Stages, Tracker};

pub(super) fn stages(_: &'static str) -> AnyView {
    let all = Stage::ALL
        .iter()
        .map(|stage| view! { <Stages stage=*stage/> })
        .collect_view();
    let trackers = [
        (Stage::Open, vec![(Stage::Open, "12 May")]),
        (
            Stage::Gathering,
            vec![(Stage::Open, "12 May"), (Stage::Gathering, "2 Jun")],
        ),
        (Stage::Delivered, vec![(Stage::Delivered, "20 July")]),
    ]
    .map(|(stage, notes)| {
        let notes = notes
            .into_iter()
            .map(|(step, words)| (step, words.into_any()))
            .collect();
        view! { <Tracker stage notes/> }
    })
    .collect_view();
    view! {
        <p class="meta">{all}</p>
        {trackers}
    }
    .into_any()
}

/// What the viewer said about an idea.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Support,
    Oppose,
}

pub(super) fn votes(theme: &'static str) -> AnyView {
    view! {
        <div class="row">
            {vote(&format!("{theme}-open"), "An idea not voted on", 12, Said::Nothing)}
            {vote(&format!("{theme}-for"), "A supported idea", 13, Said::Support)}
            {vote(&format!("{theme}-against"), "An opposed idea", 9, Said::Oppose)}
        </div>
    }
    .into_any()
}

fn vote(id: &str, title: &str, count: i64, said: Said) -> impl IntoView + use<> {
    let pressed = |on: bool| if on { "true" } else { "false" };
    let icon = if said == Said::Support { "check" } else { "up" };
    view! {
        <div class="vote">
            <span class="n" id=id.to_owned()>{count}</span>
            <button
                type="button"
                class="support"
                aria-pressed=pressed(said == Said::Support)
                aria-label=format!("Support: {title}")
                aria-describedby=id.to_owned()
            >
                <Icon name=icon/>
                "Support"
            </button>
            <button
                type="button"
                class="oppose"
                aria-pressed=pressed(said == Said::Oppose)
                aria-label=format!("Oppose: {title}")
            >
                "Oppose"
            </button>
        </div>
    }
}

pub(super) fn planks(theme: &'static str) -> AnyView {
    view! {
        <ol class="planks">
            <li class="plank">
                <article>
                    <h3><a href="/">"Let people borrow a chair for a week before they buy it"</a></h3>
                    <p class="x">
                        "Half of the returns we get are “it looked smaller in the shop”. A deposit and a week at home would "
                        "cost less than the return freight, and people would keep the right one."
                    </p>
                    <p class="meta">
                        <Stages stage=Stage::Building/>
                        <span>"Product"</span>
                        {who("Ines Halloran", "ines", Kind::Customer, None)}
                        <a class="quiet talks" href="/" aria-label="41 comments"><Icon name="talk"/>" 41"</a>
                    </p>
                    <p class="signals"><span class="chip done"><Icon name="hammer"/>" Team launched 6 days ago"</span></p>
                </article>
                {vote(&format!("{theme}-plank-1"), "Let people borrow a chair for a week", 212, Said::Support)}
            </li>
            <li class="plank">
                <article>
                    <h3><a href="/">"Spare screws and felt pads by post, free, from a form"</a></h3>
                    <p class="x">"The shop asks for a receipt, the phone asks for a part number, and the drawer has neither."</p>
                    <p class="meta">
                        <Stages stage=Stage::Gathering/>
                        <span>"Service"</span>
                        {who("Tomasz Wrona", "tomasz", Kind::Employee, None)}
                        <a class="quiet talks" href="/" aria-label="27 comments"><Icon name="talk"/>" 27"</a>
                    </p>
                    <p class="signals"><span class="chip due"><Icon name="hand"/>" Hands wanted: Packaging, Web forms"</span></p>
                </article>
                {vote(&format!("{theme}-plank-2"), "Spare screws and felt pads by post", 148, Said::Nothing)}
            </li>
        </ol>
    }
    .into_any()
}
