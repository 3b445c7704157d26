//! A team's page.

use domain::Noun;
use domain::teams::TeamView;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::board::Board;
use super::freed::freed;
use super::meter::{celebration, meter};
use super::question;
use super::seats::seats;
use crate::load::load;
use crate::moderation::resting;
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::InPlace;

/// `/teams/{number}` and `/teams/{number}/{slug}`
#[component]
pub fn TeamPage() -> impl IntoView {
    let request = Request::current();
    let number = use_params_map().with_untracked(|params| params.get("number"));
    load(async move {
        let number = number
            .and_then(|number| number.parse().ok())
            .ok_or(Noun::Team)?;
        let team = request.services.teams.view(&request.viewer, number).await?;
        let me = request
            .viewer
            .actor()
            .map(|actor| actor.handle.clone())
            .unwrap_or_default();
        let board = Board { team, me };
        let (body, side) = (body(&board), meter(&board.team));
        let charter = charter(&board.team);
        Ok(view! {
            <Named title=format!("Team for {}", board.team.idea.title)/>
            <main class="wrap story" id="main">
                <InPlace id="team-part".to_owned()>
                    <div class="body" id="team">{body}</div>
                    <div class="side">{side}</div>
                    <div class="talk">{charter}</div>
                </InPlace>
            </main>
        })
    })
}

fn body(board: &Board) -> AnyView {
    let team = &board.team;
    view! {
        <nav class="crumbs" aria-label="Where you are">
            <a href="/teams">"Teams"</a>
            " "
            <span>{format!("Team {}", team.number)}</span>
        </nav>
        <h1 class="team">{team.idea.title.clone()}" "<small>{team.purpose.clone()}</small></h1>
        {resting(team)}
        {board.standing()}
        {celebration(team)}
        {question::asked(board)}
        {question::blocks(board)}
        {seats(board)}
        {freed(team)}
    }
    .into_any()
}

/// What everyone in a seat agreed to.
fn charter(team: &TeamView) -> AnyView {
    let due = text::day(team.milestone_due.civil(), team.today.civil());
    let stops = (!team.stops_when.is_empty()).then(|| {
        view! {
            <dt>"When we stop"</dt>
            <dd>{team.stops_when.clone()}</dd>
        }
    });
    view! {
        <section class="block" aria-labelledby="charter">
            <h2 id="charter">"Charter"</h2>
            <dl class="charter">
                <dt>"Purpose"</dt>
                <dd>{team.purpose.clone()}</dd>
                <dt>"How long"</dt>
                <dd>{text::count(team.weeks, "week", "weeks")}" from launch"</dd>
                <dt>"First milestone"</dt>
                <dd>{team.milestone.clone()}" "<span class="fine nowrap">"due "{due}</span></dd>
                <dt>"How we decide"</dt>
                <dd>{text::decides(team.decides)}</dd>
                {stops}
            </dl>
            <p class="fine">{text::charter_version(team.charter)}</p>
        </section>
    }
    .into_any()
}
