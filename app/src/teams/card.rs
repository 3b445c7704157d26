//! Teams in a list.

use domain::Date;
use domain::teams::{TeamCard, TeamStage};
use leptos::prelude::*;

use crate::request::Request;
use crate::text;
use crate::ui::{Frame, Icon, When, path};

/// Teams, each with its frame as far as its places are taken.
#[component]
pub fn TeamCards(
    /// The teams.
    teams: Vec<TeamCard>,
) -> impl IntoView {
    let today = Request::current().now.date();
    let cards = teams
        .into_iter()
        .map(|team| card(team, today))
        .collect_view();
    view! { <ul class="planks">{cards}</ul> }
}

fn card(team: TeamCard, today: Date) -> impl IntoView {
    let free = (team.places - team.taken).max(0);
    let over = matches!(team.stage, TeamStage::Delivered | TeamStage::Stopped);
    let open = (!over && !team.open_seats.is_empty()).then(|| {
        view! { <span class="chip"><Icon name="hand"/>" "{text::open_seats(free, &team.open_seats)}</span> }
    });
    let when = match (team.stage, team.launched) {
        (TeamStage::Gathering, _) => {
            let last = team.deadline.date();
            let class = if last.0 - today.0 < 3 {
                "chip late"
            } else {
                "chip due"
            };
            view! { <span class=class><Icon name="clock"/>" "{text::days_left(last, today)}</span> }
                .into_any()
        }
        (TeamStage::Launched, Some(at)) => {
            view! { <span class="chip done"><Icon name="hammer"/>" Launched "<When at/></span> }
                .into_any()
        }
        (TeamStage::Delivered, _) => {
            view! { <span class="chip done"><Icon name="check"/>" "{text::team_stage(team.stage)}</span> }
                .into_any()
        }
        (stage, _) => {
            let how = team
                .ending
                .map_or_else(|| text::team_stage(stage), text::ending);
            view! { <span class="chip"><Icon name="leaf"/>" "{how}</span> }.into_any()
        }
    };
    let taken = text::seats_taken(team.taken, team.places);
    let filled = if team.places > 0 {
        team.taken as f64 / team.places as f64
    } else {
        0.0
    };
    let launched = matches!(team.stage, TeamStage::Launched | TeamStage::Delivered);
    view! {
        <li class="crew">
            <Frame filled launched label=taken.clone()/>
            <div>
                <h2><a href=path::team(team.number, &team.idea)>{team.idea.title.clone()}</a></h2>
                <p>{team.purpose}</p>
                <p class="meta">{open}" "{when}" "<span>{taken}</span></p>
            </div>
        </li>
    }
}
