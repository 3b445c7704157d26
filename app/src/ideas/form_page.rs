//! Posting an idea, and changing its words.

use domain::boards::{BoardRef, Visibility};
use domain::ideas::{IdeaForm, IdeaKind};
use domain::{AppError, Noun};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::grown::Start;
use crate::load::load;
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::{Form, path};

/// `/ideas/new`, for members.
#[component]
pub fn NewIdeaPage() -> impl IntoView {
    let request = Request::current();
    load(async move {
        let actor = request.viewer.clone().member()?;
        let form = Form::of("/api/ideas/submit", &[]);
        let start = Start::of(&form, &request, &actor).await?;
        let topics = request.services.ideas.topics(&request.viewer).await?;
        let boards = start.boards(&request)?;
        let draft = start.draft(&boards, &request);
        let (title, lead) = start.words();
        Ok(view! {
            <Named title=title/>
            <main class="page narrow" id="main">
                <div class="lead">
                    <div>
                        <h1>{title}</h1>
                        <p>{lead}</p>
                    </div>
                </div>
                {form.trouble()}
                {start.note()}
                <form class="form" method="post" action="/api/ideas/submit" novalidate=true>
                    {start.key()}
                    {board(&form, &boards, &draft)}
                    {fields(&form, &request, &draft, &topics)}
                    <div class="actions">
                        <button class="btn go">"Post idea"</button>
                    </div>
                    <p class="notice fine">
                        "Your own support is counted with it. When enough people want it and enough hands are promised, a team launches by itself."
                    </p>
                </form>
            </main>
        })
    })
}

/// `/ideas/{number}/edit`, for its author.
#[component]
pub fn EditIdeaPage() -> impl IntoView {
    let request = Request::current();
    let number = use_params_map()
        .read_untracked()
        .get("number")
        .and_then(|number| number.parse::<i64>().ok());
    load(async move {
        let actor = request.viewer.clone().member()?;
        let number = number.ok_or(AppError::NotFound(Noun::Idea))?;
        let (idea, draft) = request.services.ideas.draft(&actor, number).await?;
        let topics = request.services.ideas.topics(&request.viewer).await?;
        let form = Form::of("/api/ideas/edit", &[]);
        Ok(view! {
            <Named title="Edit your idea"/>
            <main class="page narrow" id="main">
                <nav class="crumbs" aria-label="Where you are">
                    <a href="/">"Board"</a>
                    " "
                    <a href=path::idea(&idea)>{format!("Idea {number}")}</a>
                    " "
                    <span>"Edit"</span>
                </nav>
                <div class="lead">
                    <div>
                        <h1>"Edit your idea"</h1>
                        <p>"Readers see that it was edited. Votes stay; everyone may take theirs back."</p>
                    </div>
                </div>
                {form.trouble()}
                <form class="form" method="post" action="/api/ideas/edit" novalidate=true>
                    <input type="hidden" name="idea" value=number.to_string()/>
                    {fields(&form, &request, &draft, &topics)}
                    <div class="actions">
                        <button class="btn go">"Save changes"</button>
                        <a class="btn quiet" href=path::idea(&idea)>"Cancel"</a>
                    </div>
                </form>
            </main>
        })
    })
}

/// The choice of a board, where there is one.
fn board(form: &Form, boards: &[&BoardRef], draft: &IdeaForm) -> AnyView {
    if boards.len() < 2 && form.error("board").is_none() {
        return view! { <input type="hidden" name="board" value=draft.board.clone()/> }.into_any();
    }
    let options = boards
        .iter()
        .map(|board| {
            let who = match board.visibility {
                Visibility::Public => "everyone",
                Visibility::Employees => "employees only",
            };
            (board.slug.clone(), format!("{} ({who})", board.name))
        })
        .collect();
    form.field("board", "Board")
        .options(options)
        .value(draft.board.clone())
        .view()
}

fn fields(
    form: &Form,
    request: &Request,
    draft: &IdeaForm,
    topics: &[String],
) -> impl IntoView + use<> {
    let kinds = IdeaKind::ALL
        .iter()
        .map(|kind| (kind.to_string(), text::kind(*kind).to_owned()))
        .collect();
    let mut departments = vec![(String::new(), "Not sure".to_owned())];
    departments.extend(
        request
            .site
            .offered(Some(&draft.department))
            .map(|d| (d.slug.clone(), d.name.clone())),
    );
    let known = topics
        .iter()
        .map(|topic| view! { <option value=topic.clone()></option> })
        .collect_view();
    view! {
        {form.field("title", "Title")
            .hint("8 to 120 characters. Say the result, not the method.")
            .value(draft.title.clone())
            .required()
            .view()}
        {form.field("body", "What would be better, and for whom?")
            .hint("Markdown works: **bold**, lists, tables. An example from a real day helps most.")
            .value(draft.body.clone())
            .rows(9)
            .required()
            .view()}
        <div class="fields">
            {form.field("kind", "Kind").options(kinds).value(draft.kind.clone()).view()}
            {form.field("department", "Department").options(departments).value(draft.department.clone()).view()}
        </div>
        {form.field("topics", "Topics")
            .hint("Up to five, with commas between. You may leave this empty.")
            .value(draft.topics.clone())
            .with("list", "topic-list")
            .view()}
        <datalist id="topic-list">{known}</datalist>
    }
}
