//! A team's page.

use domain::ledger::LedgerView;
use domain::matching::SeatOffer;
use domain::teams::TeamId;
use domain::work::WorkView;
use domain::{Noun, Outcome};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::board::Board;
use super::charter::charter;
use super::decisions;
use super::freed::freed;
use super::meter::{celebration, meter};
use super::question;
use super::seats::seats;
use super::settling;
use super::ways::{ended, ways};
use super::work;
use crate::load::load;
use crate::matching::Offers;
use crate::moderation::resting;
use crate::request::Request;
use crate::shell::Named;
use crate::ui::{InPlace, Live};

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
        let work = request.services.work.view(&request.viewer, number).await?;
        let ledger = request
            .services
            .ledger
            .view(&request.viewer, number)
            .await?;
        let decisions = request
            .services
            .decisions
            .view(&request.viewer, number)
            .await?;
        let decisions = decisions.as_ref().map(decisions::decisions);
        let offers = offered(&request, number).await?;
        let board = Board { team, me };
        let offers = view! { <Offers offers today=board.team.today/> };
        let body = body(
            &board,
            work.as_ref(),
            &ledger,
            (offers.into_any(), decisions),
        );
        let health = work.as_ref().map(work::health);
        let side = view! { {meter(&board.team, work.as_ref())} {health} {work.as_ref().map(work::lead)} {work.as_ref().map(work::ways)} {work.as_ref().map(|_| settling::panel(&ledger))} {ways(&board)} };
        let charter = charter(&board);
        // Until it launches, others fill its seats under one's eyes.
        let live = board.gathering();
        Ok(view! {
            <Named title=format!("Team for {}", board.team.idea.title)/>
            <main class="wrap story" id="main">
                {live.then(|| view! { <Live part="team-part".to_owned()/> })}
                <InPlace id="team-part".to_owned()>
                    <div class="body" id="team">{body}</div>
                    <div class="side">{side}</div>
                    <div class="talk">{charter}</div>
                </InPlace>
            </main>
        })
    })
}

/// The seat of this team that is offered to whoever looks.
async fn offered(request: &Request, team: TeamId) -> Outcome<Vec<SeatOffer>> {
    let Some(actor) = request.viewer.actor() else {
        return Ok(Vec::new());
    };
    let mut offers = request.services.matching.offers(actor).await?;
    offers.retain(|offer| offer.team == team);
    Ok(offers)
}

fn body(
    board: &Board,
    work: Option<&WorkView>,
    ledger: &LedgerView,
    (offers, decisions): (AnyView, Option<AnyView>),
) -> AnyView {
    let team = &board.team;
    let over = work.is_some_and(|work| work.finish.is_some());
    view! {
        <nav class="crumbs" aria-label="Where you are">
            <a href="/teams">"Teams"</a>
            " "
            <span>{format!("Team {}", team.number)}</span>
        </nav>
        <h1 class="team">{team.idea.title.clone()}" "<small>{team.purpose.clone()}</small></h1>
        {resting(team)}
        {board.standing()}
        {offers}
        {ended(team)}
        {celebration(team)}
        {work.map(work::finished)}
        {question::nudged(board)}
        {question::asked(board)}
        {question::blocks(board)}
        {settling::asked(ledger)}
        {work.map(work::work)}
        {decisions}
        {(!over).then(|| view! { {seats(board)} {freed(team)} })}
    }
    .into_any()
}
