//! Every component in every state, light and dark beside each other: where a
//! component is made and looked at. Nothing here does anything.

mod controls;
mod launch;
mod lists;
mod planks;
mod tables;

use leptos::prelude::*;

use crate::shell::Named;

/// The design page.
#[component]
pub fn DesignPage() -> impl IntoView {
    view! {
        <Named title="Design"/>
        <main class="page" id="main">
            <div class="lead">
                <div>
                    <h1>"Design"</h1>
                    <p>"Every component in every state. Made here first, used elsewhere after."</p>
                </div>
            </div>
            <div class="specimens">
                <Specimen id="colour" title="Colour">{both(colours)}</Specimen>
                <Specimen id="type" title="Type">{letters()}</Specimen>
                <Specimen id="buttons" title="Buttons, chips and marks">{both(controls::buttons)}</Specimen>
                <Specimen id="fields" title="Fields">{both(controls::fields)}</Specimen>
                <Specimen id="banners" title="Banners">{both(controls::banners)}</Specimen>
                <Specimen id="stages" title="Stages">{both(planks::stages)}</Specimen>
                <Specimen id="votes" title="Votes">{both(planks::votes)}</Specimen>
                <Specimen id="planks" title="Planks">{both(planks::planks)}</Specimen>
                <Specimen id="frame" title="The launch frame">{both(launch::frames)}</Specimen>
                <Specimen id="checklist" title="The launch checklist">{both(launch::checklists)}</Specimen>
                <Specimen id="lists" title="Tabs and pages of a list">{both(lists::lists)}</Specimen>
                <Specimen id="tables" title="Tables">{both(tables::tables)}</Specimen>
                <Specimen id="prose" title="What people write">{both(lists::prose)}</Specimen>
                <Specimen id="empty" title="Where nothing is yet">{both(lists::empty)}</Specimen>
            </div>
        </main>
    }
}

/// One part of the page.
#[component]
fn Specimen(id: &'static str, title: &'static str, children: Children) -> impl IntoView {
    view! {
        <section aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {children()}
        </section>
    }
}

/// The same thing in both themes; `make` is told the theme, to keep ids apart.
fn both(make: impl Fn(&'static str) -> AnyView) -> impl IntoView {
    let themes = ["light", "dark"]
        .map(|theme| view! { <div class=format!("theme {theme}")>{make(theme)}</div> })
        .collect_view();
    view! { <div class="both">{themes}</div> }
}

const COLOURS: [&str; 13] = [
    "ground",
    "surface",
    "sunken",
    "line",
    "edge",
    "ink",
    "ink-2",
    "barn",
    "barn-wash",
    "pasture",
    "pasture-wash",
    "straw",
    "straw-wash",
];

fn colours(_: &'static str) -> AnyView {
    let swatches = COLOURS
        .map(|name| view! { <div class=format!("of-{name}")><i></i>{name}</div> })
        .collect_view();
    view! { <div class="swatches">{swatches}</div> }.into_any()
}

fn letters() -> impl IntoView {
    view! {
        <div class="stack">
            <p class="prose">
                "Body text at a measure of 66 characters. Plain, warm, short, second person. 0123456789"
            </p>
            <h3>"A third heading, in the serif voice"</h3>
            <p class="muted">"What is said more quietly"</p>
            <p class="fine">"Fine print, and "<kbd>"?"</kbd>" keys"</p>
        </div>
    }
}
