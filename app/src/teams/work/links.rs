//! Files and links beside the work.

use domain::work::{LinkView, WorkView};
use leptos::prelude::*;

use crate::teams::deed::Deed;
use crate::text;
use crate::ui::{Icon, When, Who};

pub(super) fn links(work: &WorkView) -> AnyView {
    if work.links.is_empty() && !work.mine {
        return ().into_any();
    }
    let links = work.links.iter().map(|link| row(work, link));
    view! {
        <section class="block" id="links" aria-labelledby="links-heading">
            <h2 id="links-heading">"Files and links"</h2>
            <ul class="links">{links.collect_view()}</ul>
            {work.mine.then(|| add(work))}
        </section>
    }
    .into_any()
}

fn row(work: &WorkView, link: &LinkView) -> AnyView {
    let remove = work.mine.then(|| {
        let name = format!("Remove this link: {}", link.label);
        let keys = [("team", work.team), ("link", link.id)];
        Deed::of("/api/work/remove-link", &keys).view("step", |_| {
            view! { <button class="btn small quiet" aria-label=name><Icon name="trash"/>" Remove"</button> }
                .into_any()
        })
    });
    view! {
        <li>
            <a href=link.address.clone() rel="nofollow ugc noopener noreferrer"><Icon name="link"/>" "{link.label.clone()}</a>
            <span class="fine">{text::host(&link.address)}" · "<Who person=link.person.clone()/>", "<When at=link.at/></span>
            {remove}
        </li>
    }
    .into_any()
}

fn add(work: &WorkView) -> AnyView {
    let deed = Deed::of("/api/work/add-link", &[("team", work.team)]);
    deed.folded("Add a link".into(), "form", |form| {
        view! {
            {form.field("label", "What it leads to").required().view()}
            {form
                .field("address", "Address")
                .hint("Where the drawing, the sheet or the folder lies. Whoever may open it is up to that place.")
                .kind("url")
                .with("placeholder", "https://")
                .required()
                .view()}
            <p class="actions"><button class="btn small">"Keep this link"</button></p>
        }
        .into_any()
    })
}
