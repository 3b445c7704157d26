//! Every team: those that gather, those at work, and those that ended.

use domain::paging::{Cursor, Page};
use domain::teams::{TeamCard, TeamStage};
use leptos::prelude::*;

use super::TeamCards;
use crate::load::load;
use crate::matching::{Offers, SeatsForYou};
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::Icon;

const TABS: [TeamStage; 4] = [
    TeamStage::Gathering,
    TeamStage::Launched,
    TeamStage::Delivered,
    TeamStage::Stopped,
];

/// `/teams`
#[component]
pub fn TeamsPage() -> impl IntoView {
    let request = Request::current();
    let asked = request
        .parameter("stage")
        .and_then(|word| TeamStage::parse(&word).ok());
    let stage = asked
        .filter(|stage| TABS.contains(stage))
        .unwrap_or(TeamStage::Gathering);
    let after = request.parameter("after").map(Cursor);
    let beginning = after.is_none();
    load(async move {
        let teams = request
            .services
            .teams
            .list(&request.viewer, stage, after.as_ref())
            .await?;
        let tabs = TABS.iter().map(|tab| {
            let current = (*tab == stage).then_some("true");
            view! { <a href=format!("/teams?stage={tab}") aria-current=current>{text::team_stage(*tab)}</a> }
        });
        let seats = match request.viewer.actor() {
            Some(actor) if beginning && stage == TeamStage::Gathering => {
                let matching = &request.services.matching;
                let seats = matching.seats_for(actor).await?;
                let offers = matching.offers(actor).await?;
                let today = request.now.date();
                Some(view! { <Offers offers today/> <SeatsForYou seats/> })
            }
            _ => None,
        };
        Ok(view! {
            <Named title="Teams"/>
            <main class="page" id="main">
                <div class="lead">
                    <div>
                        <h1>"Teams"</h1>
                        <p>"A frame fills with promised hands. When it stands, the team starts by itself."</p>
                    </div>
                </div>
                {seats}
                <nav class="sorts" aria-label="Show">{tabs.collect_view()}</nav>
                {shown(&request, teams, stage)}
            </main>
        })
    })
}

fn shown(request: &Request, teams: Page<TeamCard>, stage: TeamStage) -> AnyView {
    if teams.items.is_empty() {
        let (title, sentence) = text::no_teams(stage);
        return view! {
            <div class="empty">
                <Icon name="people"/>
                <h2>{title}</h2>
                <p>{sentence}</p>
                <p class="actions"><a class="btn go" href="/"><Icon name="board"/>" Find an idea"</a></p>
            </div>
        }
        .into_any();
    }
    let more = teams.next.map(|Cursor(next)| {
        let href = request.with(&[("after", Some(&next))]);
        view! { <nav class="pager" aria-label="More teams"><a class="btn" rel="next" href=href>"Show more"</a></nav> }
    });
    view! {
        <TeamCards teams=teams.items/>
        {more}
    }
    .into_any()
}
