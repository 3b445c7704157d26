//! Every word of the vocabulary: who has it, and what it means the same as.

use domain::paging::{Cursor, Page};
use domain::skills::SkillUse;
use leptos::prelude::*;

use crate::load::load;
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::{Form, Icon};

/// `/moderation/skills`
#[component]
pub fn SkillsPage() -> impl IntoView {
    let request = Request::current();
    load(async move {
        let actor = request.viewer.clone().member()?;
        let beginning = request.parameter("q").unwrap_or_default();
        let after = request.parameter("after").map(Cursor);
        let skills = &request.services.skills;
        let page = skills.list(&actor, &beginning, after.as_ref()).await?;
        let common = skills.common().await?;
        let saved = request.kept.is_none() && request.parameter("saved").is_some();
        let saved = saved.then(|| view! {
            <p class="banner ok" role="status"><Icon name="check"/>" "<span>{text::SKILLS_SAVED}</span></p>
        });
        Ok(view! {
            <Named title="Skills"/>
            <main class="page narrow" id="main">
                <nav class="crumbs" aria-label="Where you are">
                    <a href="/moderation">"Care"</a>
                    " "
                    <span>"Skills"</span>
                </nav>
                <div class="lead">
                    <div>
                        <h1>"Skills"</h1>
                        <p>{text::SKILLS_LEAD}</p>
                    </div>
                </div>
                {saved}
                <form class="filters seek" action="/moderation/skills" aria-label="Find skills">
                    <span class="pick wide">
                        <label for="filter-q">"Begins with"</label>
                        <input id="filter-q" type="search" name="q" value=beginning.clone()/>
                    </span>
                    <button class="btn small">"Find"</button>
                </form>
                {found(&request, page)}
                <datalist id="common-skills">
                    {common.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
                </datalist>
            </main>
        })
    })
}

fn found(request: &Request, page: Page<SkillUse>) -> AnyView {
    if page.items.is_empty() {
        return view! {
            <section class="empty">
                <Icon name="leaf"/>
                <h2>"No skills here"</h2>
                <p>{text::NO_SKILLS}</p>
            </section>
        }
        .into_any();
    }
    let more = page.next.map(|next| {
        let href = request.with(&[("after", Some(&next.0)), ("saved", None)]);
        view! { <nav class="pager" aria-label="Pages"><a class="btn" href=href>"Show more"</a></nav> }
    });
    let rows = page.items.into_iter().map(row);
    view! {
        <ul class="kept-list">{rows.collect_view()}</ul>
        {more}
    }
    .into_any()
}

fn row(skill: SkillUse) -> AnyView {
    let uses = text::skill_uses(skill.people, skill.seats);
    let change = match &skill.same_as {
        Some(other) => {
            let name = format!("Take apart: {}", skill.name);
            view! {
                <form method="post" action="/api/skills/part">
                    <input type="hidden" name="skill" value=skill.folded.clone()/>
                    <p class="fine">{text::same_as(other)}</p>
                    <button class="btn small" aria-label=name>"Take apart"</button>
                </form>
            }
            .into_any()
        }
        None => unite(&skill),
    };
    view! {
        <li>
            <div>
                <h2>{skill.name.clone()}</h2>
                <p class="fine">{uses}</p>
            </div>
            {change}
        </li>
    }
    .into_any()
}

fn unite(skill: &SkillUse) -> AnyView {
    let form = Form::of("/api/skills/unite", &[("skill", &skill.folded)]).called("skill");
    let open = form.failed();
    view! {
        <details class="fold" open=open>
            <summary>"Means the same as"<span class="visually-hidden">{format!(": {}", skill.name)}</span></summary>
            <form class="form" method="post" action="/api/skills/unite" novalidate=true>
                <input type="hidden" name="skill" value=skill.folded.clone()/>
                {form
                    .field("with", "The other skill")
                    .hint("Whoever has one then has both. It can be taken apart again.")
                    .with("list", "common-skills")
                    .required()
                    .view()}
                <p class="actions"><button class="btn small">"Unite the two"</button></p>
            </form>
        </details>
    }
    .into_any()
}
