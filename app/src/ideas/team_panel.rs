//! The teams of an idea, beside its text.

use domain::ideas::IdeaView;
use domain::teams::{TeamCard, TeamStage};
use leptos::prelude::*;

use crate::request::Request;
use crate::text;
use crate::ui::{Frame, Icon, When, path};

/// One panel for each team, and the way to start one.
#[component]
pub(super) fn TeamPanels(
    /// The idea.
    idea: IdeaView,
) -> impl IntoView {
    let start = format!("/ideas/{}/team/new", idea.idea.number);
    let taken = idea.hidden.is_none() && idea.locked.is_none();
    let open = taken && idea.stage.takes_teams();
    if idea.teams.is_empty() && !open {
        return ().into_any();
    }
    if idea.teams.is_empty() {
        return view! {
            <section class="panel" id="team" aria-labelledby="team-heading">
                <h2 id="team-heading">"Who builds it?"</h2>
                <Frame filled=0.0 label="A barn frame drawn in chalk: no team yet"/>
                <p>"No team yet. Whoever starts one says which hands are needed; others take the seats; when enough is promised it launches by itself."</p>
                {open.then(|| view! { <p class="actions"><a class="btn go" href=start><Icon name="hand"/>" Start a team"</a></p> })}
            </section>
        }
        .into_any();
    }
    let many = idea.teams.len() > 1;
    let panels = idea
        .teams
        .iter()
        .enumerate()
        .map(|(at, team)| {
            let anchor = if at == 0 {
                "team".to_owned()
            } else {
                format!("team-{}", team.number)
            };
            panel(team, anchor, many)
        })
        .collect_view();
    view! {
        {panels}
        {open.then(|| view! { <p class="fine"><a href=start>"Start a team"</a>" of your own on this idea"</p> })}
    }
    .into_any()
}

fn panel(team: &TeamCard, anchor: String, named: bool) -> AnyView {
    let today = Request::current().now.date();
    let heading = match team.stage {
        TeamStage::Gathering => "The team is gathering",
        TeamStage::Launched => "The team launched",
        TeamStage::Delivered => "The team delivered",
        TeamStage::Stopped => "This team stopped",
    };
    let launched = matches!(team.stage, TeamStage::Launched | TeamStage::Delivered);
    let filled = if team.places == 0 {
        0.0
    } else {
        team.taken as f64 / team.places as f64
    };
    let seats = format!("{} of {} seats taken", team.taken, team.places);
    let aside = match (team.launched, team.stage) {
        (Some(at), _) => view! { "since " <When at=at/> }.into_any(),
        (None, TeamStage::Gathering) => text::days_left(team.deadline.date(), today).into_any(),
        (None, _) => ().into_any(),
    };
    let open =
        (!team.open_seats.is_empty()).then(|| format!("Open: {}", team.open_seats.join(", ")));
    let heading_id = format!("{anchor}-heading");
    let heading_ref = heading_id.clone();
    let action = if launched || team.open_seats.is_empty() {
        "Open the team’s page"
    } else {
        "Look at the seats"
    };
    view! {
        <section class="panel meter" id=anchor aria-labelledby=heading_ref>
            <h2 id=heading_id>{heading}</h2>
            <Frame filled launched label=seats.clone()/>
            <p class="sum"><b>{seats.clone()}</b>" "<span>{aside}</span></p>
            {named.then(|| view! { <p>{team.purpose.clone()}</p> })}
            {open.map(|open| view! { <p class="fine">{open}</p> })}
            <p class="actions">
                <a class=if launched { "btn wide" } else { "btn go wide" } href=path::team(team.number, &team.idea)>
                    {action}
                    " "
                    <Icon name="arrow-right"/>
                </a>
            </p>
        </section>
    }
    .into_any()
}
