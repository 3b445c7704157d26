//! People for the open seats of a team: for one of them, or for all at once.

use domain::Noun;
use domain::matching::{PersonForSeat, Seeking, SuggestedSeat, SuggestedTeam};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::load::load;
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::{Form, Icon, InPlace, Who, path};

/// `/teams/{number}/{slug}/people`, for one seat with `?seat=`.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let request = Request::current();
    let number = use_params_map().with_untracked(|params| params.get("number"));
    let seat = request.parameter("seat");
    load(async move {
        let actor = request.viewer.clone().member()?;
        let team = number
            .and_then(|number| number.parse().ok())
            .ok_or(Noun::Team)?;
        let matching = &request.services.matching;
        let (seeking, seat, shown) = if let Some(seat) = seat {
            let seat = seat.parse().map_err(|_| Noun::Seat)?;
            let people = matching.people_for(&actor, team, seat).await?;
            let shown = one(&people.seeking, seat, &people.people);
            (people.seeking, Some(seat), shown)
        } else {
            let whole = matching.team_for(&actor, team).await?;
            let shown = all(&whole);
            (whole.seeking, None, shown)
        };
        Ok(view! {
            <Named title=format!("People for the team for {}", seeking.idea.title)/>
            <main class="page narrow" id="main">
                <nav class="crumbs" aria-label="Where you are">
                    <a href="/teams">"Teams"</a>
                    " "
                    <a href=path::team(team, &seeking.idea)>{format!("Team {team}")}</a>
                </nav>
                <div class="lead">
                    <div>
                        <h1>"People for your seats"</h1>
                        <p>{text::PEOPLE_LEAD}</p>
                    </div>
                </div>
                {tabs(&seeking, seat)}
                <InPlace id="people-part".to_owned()>{shown}</InPlace>
                <p class="fine weighed"><a href="/how-ranking-works#matching">{text::HOW_WEIGHED}</a></p>
            </main>
        })
    })
}

fn tabs(seeking: &Seeking, seat: Option<i64>) -> AnyView {
    let here = |number: Option<i64>| (number == seat).then_some("page");
    let seats = seeking.seats.iter().map(|open| {
        let number = Some(open.seat);
        let href = path::people(seeking.team, &seeking.idea, number);
        view! { <a href=href aria-current=here(number)>{open.skill.clone()}</a> }
    });
    let whole = path::people(seeking.team, &seeking.idea, None);
    view! {
        <nav class="tabs" aria-label="Seats">
            <a href=whole aria-current=here(None)>"A whole team"</a>
            {seats.collect_view()}
        </nav>
    }
    .into_any()
}

fn one(seeking: &Seeking, number: i64, people: &[PersonForSeat]) -> AnyView {
    let seat = seeking.seats.iter().find(|seat| seat.seat == number);
    let terms = seat.map(text::open_seat_terms);
    let skill = seat.map(|seat| seat.skill.clone()).unwrap_or_default();
    let rows = people
        .iter()
        .map(|one| view! { <li>{person(seeking.team, number, &skill, one)}</li> });
    let list = if people.is_empty() {
        empty("Nobody found for this seat", text::NOBODY_FITS)
    } else {
        view! { <ul class="found">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="block" aria-labelledby="people-for">
            <h2 id="people-for">{format!("People for {skill}")}</h2>
            <p class="fine">{terms}</p>
            {list}
        </section>
    }
    .into_any()
}

fn all(whole: &SuggestedTeam) -> AnyView {
    if whole.places.is_empty() {
        return empty("Nobody is missing", text::ALL_TAKEN);
    }
    let places = whole
        .places
        .iter()
        .map(|suggested| view! { <li>{place(whole.seeking.team, suggested)}</li> });
    view! {
        <section class="block" aria-labelledby="people-for">
            <h2 id="people-for">"A team that could be"</h2>
            <p><b>{text::made_of(whole.departments, whole.acquainted)}</b></p>
            <p class="fine">{text::WHOLE_TEAM}</p>
            <ul class="found">{places.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn place(team: i64, place: &SuggestedSeat) -> AnyView {
    let found = match &place.person {
        Some(one) => person(team, place.seat, &place.skill, one),
        None => view! { <p class="fine">{text::NOBODY_SUGGESTED}</p> }.into_any(),
    };
    view! {
        <h3>{place.skill.clone()}</h3>
        {found}
    }
    .into_any()
}

/// Somebody with why they are shown, and the button that asks them.
fn person(team: i64, seat: i64, skill: &str, one: &PersonForSeat) -> AnyView {
    let reasons = one
        .reasons
        .iter()
        .map(|reason| view! { <li>{text::reason_of(reason)}</li> });
    let handle = one.person.handle.clone();
    let mut keys = vec![("team", team.to_string()), ("person", handle.clone())];
    let ask = if one.asked {
        let name = format!("Take the offer back: {}", one.person.name);
        let button = view! {
            <button class="btn small" aria-label=name>"Take the offer back"</button>
        };
        view! {
            <div class="actions">
                <span class="chip due"><Icon name="clock"/>" "{text::ASKED}</span>
                {act("/api/matching/take-back", &keys, button.into_any())}
            </div>
        }
        .into_any()
    } else {
        let name = format!("Offer the seat: {skill}, to {}", one.person.name);
        keys.push(("seat", seat.to_string()));
        let button = view! {
            <button class="btn small" aria-label=name><Icon name="hand"/>" Offer the seat"</button>
        };
        act("/api/matching/offer", &keys, button.into_any())
    };
    view! {
        <div class="head" id=format!("person-{handle}")>
            <p>
                <b><Who person=one.person.clone()/></b>
                " "
                {one.department.clone().map(|department| view! { <span class="fine">{department}</span>" " })}
                <span class="chip">{text::fits(one.score)}</span>
            </p>
            {ask}
        </div>
        <ul class="reasons">{reasons.collect_view()}</ul>
    }
    .into_any()
}

/// A form of one button, which says what went wrong.
fn act(action: &'static str, keys: &[(&'static str, String)], button: AnyView) -> AnyView {
    let told: Vec<_> = keys
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let form = Form::of(action, &told).called("offer");
    let hidden = keys
        .iter()
        .map(|(name, value)| view! { <input type="hidden" name=*name value=value.clone()/> });
    view! {
        <form method="post" action=action>
            {hidden.collect_view()}
            {form.trouble()}
            {button}
        </form>
    }
    .into_any()
}

fn empty(title: &'static str, sentence: &'static str) -> AnyView {
    view! {
        <section class="empty">
            <Icon name="people"/>
            <h2>{title}</h2>
            <p>{sentence}</p>
        </section>
    }
    .into_any()
}
