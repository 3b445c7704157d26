//! The board: what people want, in the order that was asked for.

use domain::boards::{Board, Visibility};
use domain::ideas::{IdeaCard, IdeaQuery};
use domain::matching::SeatForYou;
use domain::paging::Page;
use domain::teams::{TeamCard, TeamStage};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::filters::{self, Filters};
use super::hands::{HandsWanted, SHOWN};
use super::plank::Plank;
use crate::load::load;
use crate::matching::BoardSeats;
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::{Frame, Icon};

/// `/` and `/boards/{slug}`.
#[component]
pub fn BoardPage() -> impl IntoView {
    let request = Request::current();
    let slug = use_params_map().read_untracked().get("board");
    load(async move {
        let board = request
            .services
            .boards
            .board(&request.viewer, slug.as_deref())
            .await?;
        let query = IdeaQuery {
            board: Some(board.board.slug.clone()),
            ..filters::query(&request)
        };
        let page = request.services.ideas.list(&request.viewer, &query).await?;
        let topics = request.services.ideas.topics(&request.viewer).await?;
        let teams = wanting_hands(&request).await?;
        let seats = fitting_seats(&request).await?;
        let path = slug.map_or_else(|| "/".to_owned(), |slug| format!("/boards/{slug}"));
        Ok(view! {
            <Named title=board.board.name.clone()/>
            <div class="wrap">
                <main id="main">
                    <Welcome/>
                    <Lead board=board.clone()/>
                    <Filters query=query.clone() topics/>
                    <Planks page query path/>
                </main>
                {(!teams.is_empty()).then(|| view! {
                    <aside aria-label="Where you come in">
                        {(!seats.is_empty()).then(|| view! { <BoardSeats seats/> })}
                        <HandsWanted teams/>
                    </aside>
                })}
            </div>
        })
    })
}

/// The newest gathering teams that still have a free place.
async fn wanting_hands(request: &Request) -> domain::Outcome<Vec<TeamCard>> {
    let teams = request
        .services
        .teams
        .list(&request.viewer, TeamStage::Gathering, None)
        .await?;
    Ok(teams
        .items
        .into_iter()
        .filter(|team| !team.open_seats.is_empty())
        .take(SHOWN)
        .collect())
}

/// The open seats that fit the member who looks, if they want to be told.
async fn fitting_seats(request: &Request) -> domain::Outcome<Vec<SeatForYou>> {
    match request.viewer.actor() {
        Some(actor) => {
            let seats = request.services.matching.seats_for(actor).await?;
            Ok(seats.unwrap_or_default())
        }
        None => Ok(Vec::new()),
    }
}

/// The organisation's words to visitors, made from Markdown by the backend,
/// through its allow-list, and so safe as they are.
#[component]
fn Welcome() -> impl IntoView {
    let request = Request::current();
    let shown = request.viewer.actor().is_none() && !request.site.welcome.is_empty();
    shown.then(|| {
        view! { <section class="welcome prose" aria-label="Welcome" inner_html=request.site.welcome.clone()></section> }
    })
}

/// Heading, purpose, and the other boards this viewer may see.
#[component]
fn Lead(board: Board) -> impl IntoView {
    let boards = &Request::current().site.boards;
    let others = (boards.len() > 1).then(|| {
        let first = boards.first().map(|first| first.slug.clone()).unwrap_or_default();
        let links = boards
            .iter()
            .map(|other| {
                let href = if other.slug == first { "/".to_owned() } else { format!("/boards/{}", other.slug) };
                let here = other.slug == board.board.slug;
                let lock = (other.visibility == Visibility::Employees).then(|| view! { <Icon name="lock"/> " " });
                let closed = other.closed.then_some(" (closed)");
                view! { <a class="chip" href=href aria-current=here.then_some("page")>{lock}{other.name.clone()}{closed}</a> }
            })
            .collect_view();
        view! { <nav class="chips" aria-label="Boards">{links}</nav> }
    });
    view! {
        <div class="lead">
            <div>
                <h1>"What should we build next?"</h1>
                <p>{board.purpose}</p>
                {board.board.closed.then(|| view! { <p class="notice">{text::BOARD_CLOSED}</p> })}
                {others}
            </div>
        </div>
    }
}

/// The list, or what to do about its being empty.
#[component]
pub(super) fn Planks(page: Page<IdeaCard>, query: IdeaQuery, path: String) -> impl IntoView {
    let request = Request::current();
    if page.items.is_empty() {
        return if filters::narrowed(&query) {
            view! { <NothingFound path/> }.into_any()
        } else {
            view! { <NothingYet/> }.into_any()
        };
    }
    let more = page.next.as_ref().map(|next| {
        let href = request.with(&[("after", Some(&next.0))]);
        view! { <p class="pager"><a class="btn" href=href>"Show more"</a></p> }
    });
    let planks = page
        .items
        .into_iter()
        .map(|card| view! { <Plank card/> })
        .collect_view();
    view! {
        <ol class="planks">{planks}</ol>
        {more}
    }
    .into_any()
}

#[component]
fn NothingFound(path: String) -> impl IntoView {
    view! {
        <section class="empty">
            <Frame filled=0.1 label="A barn frame with its first beam laid"/>
            <h2>"No idea matches"</h2>
            <p>"Nothing here fits these words and filters yet. It may be yours to post."</p>
            <p class="actions">
                <a class="btn" href=path>"Clear the filters"</a>
                " "
                <a class="btn go" href="/ideas/new"><Icon name="plus"/>" New idea"</a>
            </p>
        </section>
    }
}

#[component]
fn NothingYet() -> impl IntoView {
    view! {
        <section class="empty">
            <Frame filled=0.0 label="A barn frame drawn in chalk, nothing raised yet"/>
            <h2>"Be the first"</h2>
            <p>"Nobody has posted here yet. What would be better, and for whom?"</p>
            <p class="actions">
                <a class="btn go" href="/ideas/new"><Icon name="plus"/>" New idea"</a>
                " "
                <a class="btn quiet" href="/how-ranking-works">"How it works"</a>
            </p>
        </section>
    }
}
