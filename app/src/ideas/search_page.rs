//! Search across every board the viewer may see.

use leptos::prelude::*;

use super::board_page::Planks;
use super::filters::{self, Filters};
use crate::load::load;
use crate::request::Request;
use crate::shell::Named;

/// `/search?q=`.
#[component]
pub fn SearchPage() -> impl IntoView {
    let request = Request::current();
    load(async move {
        let query = filters::query(&request);
        let page = request.services.ideas.list(&request.viewer, &query).await?;
        let topics = request.services.ideas.topics(&request.viewer).await?;
        let heading = match &query.words {
            Some(words) => format!("Ideas with “{words}”"),
            None => "All ideas".to_owned(),
        };
        Ok(view! {
            <Named title=heading.clone()/>
            <div class="wrap">
                <main id="main">
                    <div class="lead">
                        <div>
                            <h1>{heading}</h1>
                            <p>"On every board you may see. The last word may be unfinished."</p>
                        </div>
                    </div>
                    <Filters query=query.clone() topics/>
                    <Planks page query path="/".to_owned()/>
                </main>
            </div>
        })
    })
}
