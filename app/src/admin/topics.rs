//! Topics: how often each is used, renamed, united, removed.

use domain::admin::TopicUse;
use domain::paging::{Cursor, Page};
use leptos::prelude::*;

use super::AdminRoom;
use crate::load::load;
use crate::request::Request;
use crate::text;
use crate::ui::{Form, Icon};

/// `/admin/topics`.
#[component]
pub fn TopicsPage() -> impl IntoView {
    let request = Request::current();
    load(async move {
        let actor = request.viewer.clone().member()?;
        let beginning = request.parameter("q").unwrap_or_default();
        let after = request.parameter("after").map(Cursor);
        let topics = &request.services.admin.topics;
        let page = topics.list(&actor, &beginning, after.as_ref()).await?;
        let changed = request
            .parameter("changed")
            .filter(|_| request.kept.is_none())
            .and_then(|count| count.parse().ok())
            .map(|count| view! {
                <p class="banner ok" role="status"><Icon name="check"/>" "<span>{text::ideas_changed(count)}</span></p>
            });
        Ok(view! {
            <AdminRoom title="Topics" lead=text::TOPICS>
                {changed}
                <form class="filters seek" action="/admin/topics" aria-label="Find topics">
                    <span class="pick wide">
                        <label for="filter-q">"Begins with"</label>
                        <input id="filter-q" type="search" name="q" value=beginning.clone()/>
                    </span>
                    <button class="btn small">"Find"</button>
                </form>
                <Found request=request.clone() page beginning/>
            </AdminRoom>
        })
    })
}

#[component]
fn Found(request: Request, page: Page<TopicUse>, beginning: String) -> impl IntoView {
    if page.items.is_empty() {
        let sentence = if beginning.is_empty() {
            text::NO_TOPICS
        } else {
            text::NO_SUCH_TOPIC
        };
        return view! {
            <section class="empty">
                <Icon name="leaf"/>
                <h2>"No topics here"</h2>
                <p>{sentence}</p>
            </section>
        }
        .into_any();
    }
    let more = page.next.map(|next| {
        let href = request.with(&[("after", Some(&next.0)), ("changed", None)]);
        view! { <nav class="pager" aria-label="Pages"><a class="btn" href=href>"Show more"</a></nav> }
    });
    let rows = page
        .items
        .into_iter()
        .map(|topic| view! { <Row topic/> })
        .collect_view();
    view! {
        <ul class="kept-list">{rows}</ul>
        {more}
    }
    .into_any()
}

#[component]
fn Row(topic: TopicUse) -> impl IntoView {
    let TopicUse { topic, ideas } = topic;
    let form = Form::of("/api/topics/rename", &[("topic", &topic)]).called("topic");
    let open = form.failed();
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("topic", &topic)
        .finish();
    view! {
        <li>
            <div>
                <h2>{topic.clone()}</h2>
                <p class="fine"><a href=format!("/?{query}")>{text::count(ideas, "idea", "ideas")}</a></p>
            </div>
            <details class="fold" open=open>
                <summary>"Change"<span class="visually-hidden">{format!(": {topic}")}</span></summary>
                {form.trouble()}
                <form class="form" method="post" action="/api/topics/rename" novalidate=true>
                    <input type="hidden" name="topic" value=topic.clone()/>
                    {form
                        .field("name", "New name")
                        .hint("The name of another topic unites the two. That cannot be undone.")
                        .value(topic.clone())
                        .required()
                        .view()}
                    <div class="actions"><button class="btn">"Rename or unite"</button></div>
                </form>
                <form method="post" action="/api/topics/remove">
                    <input type="hidden" name="topic" value=topic.clone()/>
                    <p class="fine">{text::topic_removed_from(ideas)}</p>
                    <button class="btn" aria-label=format!("Remove: {topic}")><Icon name="trash"/>" Remove"</button>
                </form>
            </details>
        </li>
    }
    .into_any()
}
