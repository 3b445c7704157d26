//! A team's page.

use domain::Noun;
use domain::teams::TeamView;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::{Returned, TeamBoard};
use crate::load::load;
use crate::request::Request;
use crate::shell::Named;
use crate::text;

/// `/teams/{number}` and `/teams/{number}/{slug}`
#[component]
pub fn TeamPage() -> impl IntoView {
    let request = Request::current();
    let number = use_params_map().with_untracked(|params| params.get("number"));
    load(async move {
        let number = number.and_then(|number| number.parse().ok()).ok_or(Noun::Team)?;
        let team = request.services.teams.view(&request.viewer, number).await?;
        let me = request.viewer.actor().map(|actor| actor.handle.clone()).unwrap_or_default();
        let charter = charter(&team);
        let (title, purpose) = (team.idea.title.clone(), team.purpose.clone());
        Ok(view! {
            <Named title=format!("Team for {title}")/>
            <main class="wrap story" id="main">
                <TeamBoard team me returned=Returned::to(&request)>
                    <nav class="crumbs" aria-label="Where you are">
                        <a href="/teams">"Teams"</a>
                        " "
                        <span>{format!("Team {number}")}</span>
                    </nav>
                    <h1 class="team">{title}" "<small>{purpose}</small></h1>
                </TeamBoard>
                <div class="talk">{charter}</div>
            </main>
        })
    })
}

/// What everyone in a seat agreed to.
fn charter(team: &TeamView) -> impl IntoView + use<> {
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
                <dd>{team.milestone.clone()}", by "{due}</dd>
                <dt>"How we decide"</dt>
                <dd>{text::decides(team.decides)}</dd>
                {stops}
            </dl>
        </section>
    }
}
