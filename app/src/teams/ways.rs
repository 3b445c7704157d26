//! The ways out of a time that runs short, for the starter; and how a team ended
//! that never launched, for everybody.

use domain::launch::{EXTENSION_DAYS, REMINDER_DAYS};
use domain::teams::{Ended, Ending, TeamView};
use leptos::prelude::*;

use super::board::Board;
use super::deed::{Deed, reason};
use crate::text;
use crate::ui::{Icon, When, Who};

/// What the starter may do when the team does not come together; open when
/// little time is left, or what they wrote came back.
pub(super) fn ways(board: &Board) -> AnyView {
    let team = &board.team;
    if !(board.gathering() && team.my.leads) {
        return ().into_any();
    }
    let left = i64::from(team.deadline.date().0 - team.today.0);
    let ending = Deed::of("/api/teams/end", &[("team", team.number)]);
    let open = left <= REMINDER_DAYS || ending.failed();
    view! {
        <details class="panel fold ways" open=open>
            <summary>"If it does not come together"</summary>
            <div class="stack">
                {extend(team)}
                <section aria-labelledby="fewer">
                    <h3 id="fewer">"Ask for less"</h3>
                    <p>"Fewer places, fewer hours, or a seat that is welcome instead of required: change the "<a href="#seats">"seats"</a>"."</p>
                </section>
                {end(ending)}
            </div>
        </details>
    }
    .into_any()
}

fn extend(team: &TeamView) -> AnyView {
    let longer = team.deadline.plus_days(EXTENSION_DAYS).date();
    let day = text::day(longer.civil(), team.today.civil());
    let form = if team.extended {
        view! { <p class="fine">{text::EXTENDED}</p> }.into_any()
    } else {
        Deed::of("/api/teams/extend", &[("team", team.number)]).view("actions", |_| {
            view! { <button class="btn small"><Icon name="clock"/>" "{text::gather_until(&day)}</button> }
                .into_any()
        })
    };
    view! {
        <section aria-labelledby="longer">
            <h3 id="longer">"Take more time"</h3>
            <p>{text::EXTENSION}</p>
            {form}
        </section>
    }
    .into_any()
}

fn end(ending: Deed) -> AnyView {
    let choices = [Ending::Crowd, Ending::Closed]
        .map(|ending| (ending.to_string(), text::ending_offered(ending).to_owned()))
        .to_vec();
    let form = ending.view("form", |form| {
        view! {
            {form.trouble()}
            {form.field("ending", "What becomes of the idea").value(Ending::Crowd.to_string()).options(choices).view()}
            {reason(form, text::ENDING_HINT)}
            <p class="actions"><button class="btn small danger">"End this team"</button></p>
        }
        .into_any()
    });
    view! {
        <section aria-labelledby="ending">
            <h3 id="ending">"End it honestly"</h3>
            <p>{text::ENDING}</p>
            {form}
        </section>
    }
    .into_any()
}

/// How a team ended that never launched, and who gets thanks.
pub(super) fn ended(team: &TeamView) -> AnyView {
    let Some(ended) = &team.ended else {
        return ().into_any();
    };
    view! {
        <section class="banner ended" id="ended" aria-labelledby="ended-heading">
            <Icon name="leaf"/>
            <div class="stack">
                <h2 id="ended-heading" data-news="" tabindex="-1">{text::ending(ended.ending)}</h2>
                {words(team, ended)}
                {thanks(team)}
                {free(team)}
            </div>
        </section>
    }
    .into_any()
}

fn words(team: &TeamView, ended: &Ended) -> AnyView {
    let at = ended.at;
    if ended.reason.is_empty() {
        return view! { <p>{text::TIME_RAN_OUT}" "<When at=at/></p> }.into_any();
    }
    view! {
        <blockquote><p>{ended.reason.clone()}</p></blockquote>
        <p class="fine"><Who person=team.starter.clone()/>", "<When at=at/></p>
    }
    .into_any()
}

fn thanks(team: &TeamView) -> AnyView {
    let people: Vec<_> = team
        .seats
        .iter()
        .flat_map(|seat| &seat.held)
        .map(|pledge| view! { <li><Who person=pledge.person.clone()/></li> })
        .collect();
    if people.is_empty() {
        return ().into_any();
    }
    view! {
        <p>{text::THANKS_TO}</p>
        <ul class="thanked">{people}</ul>
    }
    .into_any()
}

/// The way on: another team may try.
fn free(team: &TeamView) -> AnyView {
    if team.resting || !team.my.member {
        return ().into_any();
    }
    let href = format!("/ideas/{}/team/new", team.idea.number);
    view! { <p class="actions"><a class="btn small" href=href><Icon name="people"/>" Start another team"</a></p> }
        .into_any()
}
