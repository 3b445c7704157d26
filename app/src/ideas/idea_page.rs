//! An idea: its words, how far it came, its teams, the discussion.

use domain::ideas::IdeaView;
use domain::paging::Cursor;
use domain::stage::Stage;
use domain::{AppError, Noun};
use leptos::prelude::*;
use leptos_meta::Meta;
use leptos_router::hooks::use_params_map;

use super::grown;
use super::team_panel::TeamPanels;
use crate::comments::Discussion;
use crate::load::load;
use crate::moderation::{care_link, idea_told};
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::{Brief, Icon, Tracker, When, Who, path};
use crate::votes::VoteButtons;

/// `/ideas/{number}/{slug}`.
#[component]
pub fn IdeaPage() -> impl IntoView {
    let request = Request::current();
    let number = use_params_map()
        .read_untracked()
        .get("number")
        .and_then(|number| number.parse::<i64>().ok());
    load(async move {
        let number = number.ok_or(AppError::NotFound(Noun::Idea))?;
        let idea = request.services.ideas.view(&request.viewer, number).await?;
        let after = request.parameter("after").map(Cursor);
        let at = request
            .parameter("comment")
            .and_then(|comment| comment.parse().ok());
        let talk = request
            .services
            .comments
            .list(&request.viewer, number, after.as_ref(), at)
            .await?;
        let open = idea.hidden.is_none() && idea.locked.is_none();
        Ok(view! {
            <Named title=idea.idea.title.clone()/>
            <Meta name="description" content=idea.excerpt.clone()/>
            <Meta property="og:title" content=idea.idea.title.clone()/>
            <Meta property="og:description" content=idea.excerpt.clone()/>
            <main class="wrap story" id="main">
                <div class="body">
                    <Crumbs idea=idea.clone()/>
                    <Head idea=idea.clone()/>
                    {idea_told(&idea)}
                    {tracker(&idea)}
                    // Safe as it is: made from Markdown by the backend, through its allow-list.
                    <div class="prose" inner_html=idea.html.clone()></div>
                    <p class="private">
                        <Icon name="lock"/>
                        " Who voted how is private. Seats that people take are public."
                    </p>
                    <Controls idea=idea.clone()/>
                    {grown::forks(&idea.kin)}
                </div>
                <div class="side"><TeamPanels idea=idea.clone()/></div>
                <Discussion idea=number count=idea.comments page=talk open=open/>
            </main>
        })
    })
}

#[component]
fn Crumbs(idea: IdeaView) -> impl IntoView {
    let first = Request::current()
        .site
        .boards
        .first()
        .is_some_and(|board| board.slug == idea.board.slug);
    let board = if first {
        "/".to_owned()
    } else {
        format!("/boards/{}", idea.board.slug)
    };
    let department = idea.department.as_ref().map(|department| {
        let href = format!("{board}?department={}", department.slug);
        view! { <a href=href>{department.name.clone()}</a> " " }
    });
    view! {
        <nav class="crumbs" aria-label="Where you are">
            <a href=board.clone()>{idea.board.name.clone()}</a>
            " "
            {department}
            <span>{format!("Idea {}", idea.idea.number)}</span>
        </nav>
    }
}

#[component]
fn Head(idea: IdeaView) -> impl IntoView {
    let topics = idea
        .topics
        .iter()
        .map(|topic| {
            let query = form_urlencoded::Serializer::new(String::new())
                .append_pair("topic", topic)
                .finish();
            view! { <a class="chip" href=format!("/?{query}")>{topic.clone()}</a> }
        })
        .collect_view();
    // Visitors see the buttons, too: pressing one leads to signing in and back.
    let visitor = Request::current().viewer.actor().is_none();
    let open = idea.hidden.is_none() && idea.locked.is_none();
    let vote = (idea.may_vote || (visitor && open && idea.stage.takes_teams())).then(|| view! {
        <VoteButtons idea=idea.idea.number title=idea.idea.title.clone() support=idea.support mine=idea.mine/>
    });
    view! {
        <div class="title" id=format!("idea-{}", idea.idea.number)>
            <div>
                <h1>{idea.idea.title.clone()}</h1>
                <p class="meta">
                    <Who person=idea.author.clone() mark="author"/>
                    <When at=idea.at/>
                    <span>{text::kind(idea.kind)}</span>
                    {idea.edited.map(|at| view! { <span>"edited "<When at=at/></span> })}
                    {topics}
                </p>
                {grown::from(&idea.kin)}
            </div>
            {vote}
            {(!open).then(|| view! { <p class="meta">{text::count(idea.support, "supporter", "supporters")}</p> })}
        </div>
    }
}

fn tracker(idea: &IdeaView) -> AnyView {
    if idea.stage == Stage::Withdrawn {
        return view! {
            <p class="banner warn"><Icon name="info"/>" "<span>"Withdrawn by its author. It can still be read."</span></p>
        }
        .into_any();
    }
    let dated = |at| view! { <Brief at=at/> }.into_any();
    let mut notes = vec![(Stage::Open, dated(idea.at))];
    notes.extend(idea.gathering_since.map(|at| (Stage::Gathering, dated(at))));
    notes.extend(idea.launched.map(|at| (Stage::Building, dated(at))));
    view! { <Tracker stage=idea.stage notes/> }.into_any()
}

/// What its author, who cares for it, and whoever would build on it may do.
#[component]
fn Controls(idea: IdeaView) -> impl IntoView {
    let number = idea.idea.number;
    let edit = idea.may_edit.then(|| view! {
        <a class="btn small" href=format!("/ideas/{number}/edit")><Icon name="pencil"/>" Edit"</a>
    });
    let withdraw = idea.may_withdraw.then(|| view! {
        <details class="fold">
            <summary>"Withdraw"</summary>
            <form class="actions" method="post" action="/api/ideas/withdraw">
                <input type="hidden" name="idea" value=number.to_string()/>
                <p class="fine">"Nobody else has voted yet, so it is yours to take back. It stays readable."</p>
                <button class="btn small danger">"Withdraw this idea"</button>
            </form>
        </details>
    });
    let care = idea
        .may_care
        .then(|| care_link(path::care_of_idea(number), &idea.idea.title));
    let build = grown::build_on(&idea);
    (edit.is_some() || withdraw.is_some() || care.is_some() || build.is_some())
        .then(|| view! { <div class="actions">{edit}{withdraw}{build}{care}</div> })
}
