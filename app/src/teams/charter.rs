//! The charter: what everyone in a seat agreed to, and the form that changes it.

use domain::teams::CharterForm;
use leptos::prelude::*;

use super::board::Board;
use super::deed::Deed;
use super::fields;
use crate::text;

pub(super) fn charter(board: &Board) -> AnyView {
    let team = &board.team;
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
            {board.shapes().then(|| edit(board))}
        </section>
    }
    .into_any()
}

fn edit(board: &Board) -> AnyView {
    let team = &board.team;
    let deed =
        Deed::of("/api/teams/edit-charter", &[("team", team.number)]).with("charter", team.charter);
    let now = CharterForm {
        purpose: team.purpose.clone(),
        weeks: team.weeks.to_string(),
        milestone: team.milestone.clone(),
        milestone_due: team.milestone_due.to_string(),
        decides: team.decides.to_string(),
        stops_when: team.stops_when.clone(),
    };
    deed.folded("Change the charter".into(), "form", |form| {
        view! {
            {form.trouble()}
            {fields::purpose(form, &now)}
            {fields::work(form, &now, team.today)}
            <p class="fine">{text::ASKED_AGAIN}</p>
            <p class="actions"><button class="btn small">"Save the charter"</button></p>
        }
        .into_any()
    })
}
