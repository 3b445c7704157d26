//! "Hands wanted": seats that are open right now.

use domain::teams::TeamCard;
use leptos::prelude::*;

use crate::request::Request;
use crate::text;
use crate::ui::{Icon, path};

/// How many teams the panel names.
pub(super) const SHOWN: usize = 4;

/// The panel beside the board.
#[component]
pub(super) fn HandsWanted(
    /// Gathering teams with open seats.
    teams: Vec<TeamCard>,
) -> impl IntoView {
    let today = Request::current().now.date();
    let offers = teams
        .into_iter()
        .map(|team| {
            view! {
                <li>
                    <b>{team.open_seats.join(", ")}</b>
                    <small>{team.idea.title.clone()}</small>
                    <small>
                        {format!("{} of {} seats taken", team.taken, team.places)}
                        " · "
                        {text::days_left(team.deadline.date(), today)}
                    </small>
                    <a
                        class="btn small"
                        href=path::team(team.number, &team.idea)
                        aria-label=format!("Look at the seats: {}", team.idea.title)
                    >
                        <Icon name="hand"/>
                        " Look at the seats"
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="hands">
            <h2 id="hands">"Hands wanted"</h2>
            <ul class="offers">{offers}</ul>
            <p class="note"><a href="/teams">"All teams"</a></p>
        </section>
    }
}
