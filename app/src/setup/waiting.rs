//! What stands at every address before the site is set up.

use leptos::prelude::*;

use crate::load::set_status;
use crate::shell::Named;
use crate::ui::Frame;

/// Pages that need no organisation: where it is set up, and how things work.
const BEFORE: [&str; 3] = ["/setup", "/how-ranking-works", "/design"];

/// Whether a page is there before the site is set up.
pub fn comes_before(path: &str) -> bool {
    BEFORE.contains(&path)
}

/// Says what the site waits for, and where whoever runs it finds the link.
#[component]
pub fn WaitingPage() -> impl IntoView {
    set_status(http::StatusCode::SERVICE_UNAVAILABLE);
    view! {
        <Named title="Not set up yet"/>
        <main class="page narrow" id="main">
            <div class="empty bare">
                <Frame filled=0.1/>
                <h1>"The ground is clear"</h1>
                <p>"This board is not set up yet. Please come back a little later."</p>
            </div>
            <section class="part" aria-labelledby="runs-it">
                <h2 id="runs-it">"Do you run this site?"</h2>
                <p>
                    "The server wrote a link when it started, on the line that begins with "
                    <code>"Set it up here"</code>
                    ". Open it, fill in one form, and the board stands. The link works once, for seven days; a restart writes a new one."
                </p>
            </section>
        </main>
    }
}
