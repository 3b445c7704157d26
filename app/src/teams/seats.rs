//! The seats of a team: who sits there, and what can be done about it.

use domain::Conflict;
use domain::teams::{Need, PledgeView, SeatView, TeamStage};
use leptos::prelude::*;

use super::api::{AddSeat, ChangePledge, HandBack, LeaveSeat, Release, TakeSeat};
use super::board::{Board, Seen};
use super::form::{Deed, Fields, Input, form};
use super::question;
use crate::text;
use crate::ui::{Icon, Who};

pub(super) fn seats(board: Board, seen: &Seen) -> AnyView {
    let team = &seen.team;
    let paused = (team.my.paused && team.my.seat.is_none() && seen.takes_seats()).then(|| {
        let (_, sentence) = text::refusal(&Conflict::SeatsPaused.into());
        view! { <p class="notice">{sentence}</p> }
    });
    let beams = team.seats.iter().map(|seat| beam(board, seen, seat));
    view! {
        <section class="block" aria-labelledby="seats">
            <h2 id="seats" tabindex="-1">"Seats"</h2>
            {paused}
            <div class="beams">{beams.collect_view()}</div>
            {question::may_block(seen).then(|| question::block(board, seen))}
            {(seen.gathering() && team.my.starter).then(|| add(board, seen))}
        </section>
    }
    .into_any()
}

fn beam(board: Board, seen: &Seen, seat: &SeatView) -> AnyView {
    let team = &seen.team;
    let taken = i64::try_from(seat.held.len()).unwrap_or(i64::MAX);
    let free = taken < seat.count;
    let slots = (0..seat.count)
        .map(|place| view! { <span class=if place < taken { "slot full" } else { "slot" }></span> })
        .collect_view();
    let people = seat.held.iter().map(|pledge| sitting(board, seen, seat, pledge));
    let may_take = free && seen.takes_seats() && team.my.seat.is_none() && !team.my.paused;
    let heading = format!("seat-{}-skill", seat.id);
    view! {
        <div class="beam" id=format!("seat-{}", seat.id) role="group" aria-labelledby=heading.clone() tabindex="-1">
            <h3 id=heading.clone()>{seat.skill.clone()}</h3>
            <span class="slots" role="img" aria-label=text::places(taken, seat.count)>{slots}</span>
            <small>{text::seat_terms(seat, team.weeks)}</small>
            {people.collect_view()}
            {may_take.then(|| take(board, seen, seat))}
        </div>
    }
    .into_any()
}

/// Somebody in a seat, with what they, or the starter, may do about it.
fn sitting(board: Board, seen: &Seen, seat: &SeatView, pledge: &PledgeView) -> AnyView {
    let team = &seen.team;
    let mine = seen.is_mine(pledge);
    let before = seen.gathering();
    let unsure = (before && !pledge.accepted)
        .then(|| view! { <span class="chip due">"has yet to accept the charter"</span> });
    let deeds = match (mine, before) {
        (true, true) => view! {
            {change(board, seen, pledge)}
            {leave(board, seen, seat)}
        }
        .into_any(),
        (true, false) if team.stage == TeamStage::Launched => hand_back(board, seen, seat),
        (false, true) if team.my.starter => release(board, seen, seat, pledge),
        _ => ().into_any(),
    };
    view! {
        <p class="sitting">
            {if mine {
                view! { <Who person=pledge.person.clone() mark="you"/> }.into_any()
            } else {
                view! { <Who person=pledge.person.clone()/> }.into_any()
            }}
            {pledge.department.clone().map(|department| view! { <span>{department}</span> })}
            <span>{text::promise(pledge.hours, pledge.until, team.today)}</span>
            {unsure}
        </p>
        {deeds}
    }
    .into_any()
}

/// The two fields of a promise.
fn promise(fields: &Fields, seen: &Seen, hours: i64, until: domain::Date) -> AnyView {
    view! {
        {fields.field("hours", "Hours a week", None, Input::Number(40), hours)}
        {fields.field("until", "Until", None, Input::Day(seen.team.today), until)}
    }
    .into_any()
}

fn take(board: Board, seen: &Seen, seat: &SeatView) -> AnyView {
    let team = &seen.team;
    // To the end of the work, should the team launch on its last day.
    let weeks = i32::try_from(team.weeks).unwrap_or(0);
    let begin = team.launched.unwrap_or(team.deadline).date();
    let until = begin.plus_days(weeks * 7).max(team.today.plus_days(7));
    let deed = Deed {
        id: format!("take-{}", seat.id),
        class: "sit",
        fold: None,
        keys: vec![("team", team.number), ("seat", seat.id), ("charter", team.charter)],
        said: text::SEAT_TAKEN,
        then: format!("seat-{}", seat.id),
    };
    let name = format!("Take this seat: {}", seat.skill);
    form(board, seen, ServerAction::<TakeSeat>::new(), deed, |fields| {
        view! {
            {promise(fields, seen, seat.hours, until)}
            <button class="btn go" aria-label=name>"Take this seat"</button>
            <p class="note">
                "Your name, hours and date are shown to everyone. Taking the seat accepts the "
                <a href="#charter">"charter"</a>
                "."
            </p>
        }
        .into_any()
    })
}

fn change(board: Board, seen: &Seen, pledge: &PledgeView) -> AnyView {
    let deed = Deed {
        id: "change".into(),
        class: "sit",
        fold: Some("Change my hours".into()),
        keys: vec![("team", seen.team.number)],
        said: text::PLEDGE_CHANGED,
        then: format!("seat-{}", seen.team.my.seat.unwrap_or_default()),
    };
    form(board, seen, ServerAction::<ChangePledge>::new(), deed, |fields| {
        view! {
            {promise(fields, seen, pledge.hours, pledge.until)}
            <button class="btn">"Change my promise"</button>
        }
        .into_any()
    })
}

fn leave(board: Board, seen: &Seen, seat: &SeatView) -> AnyView {
    let deed = Deed {
        id: "leave".into(),
        class: "actions",
        fold: None,
        keys: vec![("team", seen.team.number)],
        said: text::SEAT_LEFT,
        then: format!("seat-{}", seat.id),
    };
    form(board, seen, ServerAction::<LeaveSeat>::new(), deed, |_| {
        view! { <button class="btn small quiet"><Icon name="leave"/>"Leave this seat"</button> }.into_any()
    })
}

fn hand_back(board: Board, seen: &Seen, seat: &SeatView) -> AnyView {
    let deed = Deed {
        id: "back".into(),
        class: "form",
        fold: Some("I cannot keep my seat".into()),
        keys: vec![("team", seen.team.number)],
        said: text::SEAT_HANDED_BACK,
        then: format!("seat-{}", seat.id),
    };
    form(board, seen, ServerAction::<HandBack>::new(), deed, |fields| {
        let hint = "Everyone sees it. Within 7 days of a milestone it counts as half a broken promise, otherwise as neither.";
        view! {
            {fields.field("reason", "Reason", Some(hint), Input::Line(None), "")}
            <p class="actions"><button class="btn small danger">"Hand back my seat"</button></p>
        }
        .into_any()
    })
}

fn release(board: Board, seen: &Seen, seat: &SeatView, pledge: &PledgeView) -> AnyView {
    let name = format!("Release {}", pledge.person.name);
    let deed = Deed {
        id: format!("release-{}", pledge.id),
        class: "form",
        fold: Some(format!("{name} from this seat")),
        keys: vec![("team", seen.team.number), ("pledge", pledge.id)],
        said: text::RELEASED,
        then: format!("seat-{}", seat.id),
    };
    form(board, seen, ServerAction::<Release>::new(), deed, |fields| {
        view! {
            {fields.field("reason", "Reason", Some("Everyone sees it."), Input::Line(None), "")}
            <p class="actions"><button class="btn small danger">{name}</button></p>
        }
        .into_any()
    })
}

fn add(board: Board, seen: &Seen) -> AnyView {
    let deed = Deed {
        id: "add".into(),
        class: "form",
        fold: Some("Add a seat".into()),
        keys: vec![("team", seen.team.number)],
        said: text::SEAT_ADDED,
        then: "seats".into(),
    };
    form(board, seen, ServerAction::<AddSeat>::new(), deed, |fields| {
        let levels = (1..=3).map(|level| (level.to_string(), text::level(level))).collect();
        let needs = Need::ALL.iter().map(|need| (need.to_string(), text::need(*need))).collect();
        view! {
            <div class="fields">
                {fields.field("skill", "Skill", None, Input::Line(None), "")}
                {fields.field("level", "Level", None, Input::Choice(levels), 2)}
                {fields.field("hours", "Hours a week", None, Input::Number(40), 3)}
                {fields.field("count", "How many", None, Input::Number(10), 1)}
                {fields.field("need", "Need", None, Input::Choice(needs), Need::Required)}
            </div>
            <p class="fine">"A new seat changes the charter: everyone who sits is asked again."</p>
            <p class="actions"><button class="btn small">"Add this seat"</button></p>
        }
        .into_any()
    })
}
