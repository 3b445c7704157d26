//! Tabs, pagers, written text and empty places.

use leptos::prelude::*;

use crate::ui::{Frame, Icon};

pub(super) fn lists(theme: &'static str) -> AnyView {
    view! {
        <nav class="tabs" aria-label=format!("Tabs, {theme}")>
            <a href="/design#lists" aria-current="page">"Overview"</a>
            <a href="/design#lists">"Profile"</a>
            <a href="/design#lists">"Security"</a>
        </nav>
        <ul class="ledger">
            <li>
                <b><a href="/design#lists">"Assembly sheets without words"</a></b>
                <span class="chip done"><Icon name="hammer"/>" Launched"</span>
                <small>"One line of a list with its state"</small>
            </li>
        </ul>
        <details class="fold"><summary>"Block the charter"</summary><p>"What unfolds."</p></details>
        <nav class="pager" aria-label=format!("Pages, {theme}")>
            <a class="btn" href="/design#lists">"Show older"</a>
            <a href="/design#lists">"Back to the newest"</a>
        </nav>
    }
    .into_any()
}

pub(super) fn prose(_: &'static str) -> AnyView {
    view! {
        <div class="prose">
            <p>
                "People write with "<strong>"weight"</strong>", with "<em>"stress"</em>", with "<code>"code"</code>
                " and with "<a href="/how-ranking-works">"links"</a>"."
            </p>
            <h3>"A heading of theirs"</h3>
            <ul><li>"One thing"</li><li>"And another"</li></ul>
            <ol><li>"Measure"</li><li>"Saw"</li></ol>
            <blockquote><p>"What somebody else said before."</p></blockquote>
            <pre><code>"length = 2 * width"</code></pre>
            <table>
                <thead><tr><th scope="col">"Wood"</th><th scope="col">"Boards"</th></tr></thead>
                <tbody><tr><td>"Oak"</td><td>"12"</td></tr><tr><td>"Ash"</td><td>"4"</td></tr></tbody>
            </table>
        </div>
    }
    .into_any()
}

pub(super) fn empty(_: &'static str) -> AnyView {
    view! {
        <div class="empty">
            <Frame filled=0.0/>
            <h3>"Be the first"</h3>
            <p>"This board is for anything that would make our furniture, or buying it, better."</p>
            <p class="actions"><a class="btn go" href="/ideas/new"><Icon name="plus"/>" New idea"</a></p>
        </div>
        <div class="empty bare">
            <Icon name="bell"/>
            <h3>"All quiet"</h3>
            <p>"A place inside a page, with nothing in it yet."</p>
        </div>
    }
    .into_any()
}
