//! Every page and its address.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::about::NotFoundPage;

/// The page of the address that is asked for.
#[component]
pub fn Pages() -> impl IntoView {
    let mode = SsrMode::Async;
    view! {
        <Router>
            <Routes fallback=NotFoundPage>
                <Route path=path!("/") view=NotFoundPage ssr=mode.clone()/>
            </Routes>
        </Router>
    }
}
