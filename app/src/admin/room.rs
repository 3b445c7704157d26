//! The frame of every page of the administration: the way around at one side,
//! the work at the other.

use leptos::prelude::*;

use super::AdminTabs;
use crate::shell::Named;

/// A page of the administration.
#[component]
pub fn AdminRoom(
    /// Its heading, and its title in the browser.
    #[prop(into)]
    title: String,
    /// One sentence on what it is for.
    #[prop(into)]
    lead: String,
    /// The work.
    children: Children,
) -> impl IntoView {
    view! {
        <Named title=title.clone()/>
        <main class="page" id="main">
            <div class="rooms">
                <AdminTabs/>
                <div class="stack">
                    <div class="lead">
                        <div>
                            <h1>{title}</h1>
                            <p>{lead}</p>
                        </div>
                    </div>
                    {children()}
                </div>
            </div>
        </main>
    }
}
