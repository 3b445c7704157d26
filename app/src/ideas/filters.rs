//! How a list of ideas is ordered and narrowed down, read from the query.

use domain::ideas::{IdeaKind, IdeaQuery, Sort};
use domain::paging::Cursor;
use domain::stage::Stage;
use leptos::prelude::*;

use crate::request::Request;
use crate::text;
use crate::ui::pick;

/// What the page's query asks for; words it does not know count as not said.
pub(super) fn query(request: &Request) -> IdeaQuery {
    IdeaQuery {
        board: None,
        sort: request
            .parameter("sort")
            .and_then(|word| Sort::parse(&word).ok()),
        stage: request
            .parameter("stage")
            .and_then(|word| Stage::parse(&word).ok()),
        department: request.parameter("department"),
        topic: request.parameter("topic"),
        kind: request
            .parameter("kind")
            .and_then(|word| IdeaKind::parse(&word).ok()),
        words: request.parameter("q"),
        author: None,
        after: request.parameter("after").map(Cursor),
    }
}

/// Whether anything narrows the list down.
pub(super) fn narrowed(query: &IdeaQuery) -> bool {
    query.stage.is_some()
        || query.department.is_some()
        || query.topic.is_some()
        || query.kind.is_some()
        || query.words.is_some()
}

/// Stages that ideas can be in so far.
const STAGES: [Stage; 4] = [
    Stage::Open,
    Stage::Gathering,
    Stage::Building,
    Stage::Withdrawn,
];

/// Links for the order and a form for the filters.
#[component]
pub(super) fn Filters(
    /// What is asked for now.
    query: IdeaQuery,
    /// Topics to offer.
    topics: Vec<String>,
) -> impl IntoView {
    let request = Request::current();
    let chosen = query.sort.unwrap_or(Sort::Trending);
    let sorts = Sort::ALL
        .iter()
        .map(|sort| {
            let word = Some(sort.as_str()).filter(|_| *sort != Sort::Trending);
            let href = request.with(&[("sort", word), ("after", None)]);
            view! { <a href=href aria-current=(*sort == chosen).then_some("true")>{text::sort(*sort)}</a> }
        })
        .collect_view();
    let kept = |name: &'static str, value: Option<String>| {
        value.map(|value| view! { <input type="hidden" name=name value=value/> })
    };
    let departments = request
        .site
        .departments
        .iter()
        .map(|department| (department.slug.clone(), department.name.clone()))
        .collect();
    let stages = STAGES
        .iter()
        .map(|stage| (stage.to_string(), text::stage(*stage).to_owned()))
        .collect();
    let kinds = IdeaKind::ALL
        .iter()
        .map(|kind| (kind.to_string(), text::kinds(*kind).to_owned()))
        .collect();
    let mut topics: Vec<(String, String)> = topics
        .into_iter()
        .map(|topic| (topic.clone(), topic))
        .collect();
    if let Some(topic) = query
        .topic
        .clone()
        .filter(|topic| !topics.iter().any(|(known, _)| known == topic))
    {
        topics.push((topic.clone(), topic));
    }
    let clear = narrowed(&query).then(|| {
        let href = request.with(&[
            ("stage", None),
            ("department", None),
            ("topic", None),
            ("kind", None),
            ("q", None),
            ("after", None),
        ]);
        view! { <a class="btn small quiet" href=href>"Clear"</a> }
    });
    view! {
        <nav class="sorts" aria-label="Sort">{sorts}</nav>
        <form class="filters" action=request.path.clone() aria-label="Filter ideas">
            {kept("sort", query.sort.filter(|sort| *sort != Sort::Trending).map(|sort| sort.to_string()))}
            {kept("q", query.words.clone())}
            {pick("department", "Department", "All", departments, query.department)}
            {pick("stage", "Stage", "Any", stages, query.stage.map(|stage| stage.to_string()))}
            {pick("kind", "Kind", "All", kinds, query.kind.map(|kind| kind.to_string()))}
            {(!topics.is_empty()).then(|| pick("topic", "Topic", "Any", topics, query.topic))}
            <span class="apply"><button class="btn small">"Apply"</button></span>
            {clear}
        </form>
    }
}
