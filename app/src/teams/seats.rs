//! The seats of a team: who sits there, and what can be done about it.

use domain::Conflict;
use domain::launch::SILENCE_DAYS;
use domain::teams::{PledgeView, SeatForm, SeatView, TeamStage, usual_end};
use leptos::prelude::*;

use super::board::Board;
use super::deed::{Deed, promise, reason};
use super::{fields, question};
use crate::text;
use crate::ui::{Icon, Who, path};

pub(super) fn seats(board: &Board) -> AnyView {
    let team = &board.team;
    let paused = (team.my.paused && team.my.seat.is_none() && board.takes_seats()).then(|| {
        let (_, sentence) = text::refusal(&Conflict::SeatsPaused.into());
        view! { <p class="notice">{sentence}</p> }
    });
    let beams = team.seats.iter().map(|seat| beam(board, seat));
    view! {
        <section class="block" id="seats" aria-labelledby="seats-heading">
            <h2 id="seats-heading">"Seats"</h2>
            {paused}
            <div class="beams">{beams.collect_view()}</div>
            {question::may_block(board)}
            {(board.shapes() || board.asks()).then(|| view! { {add(board)} {fields::skills()} })}
        </section>
    }
    .into_any()
}

fn beam(board: &Board, seat: &SeatView) -> AnyView {
    let team = &board.team;
    let taken = i64::try_from(seat.held.len()).unwrap_or(i64::MAX);
    let slots = (0..seat.count)
        .map(|place| view! { <span class=if place < taken { "slot full" } else { "slot" }></span> })
        .collect_view();
    let people = seat.held.iter().map(|pledge| sitting(board, pledge));
    let free = taken < seat.count;
    let may_take = free && board.takes_seats() && team.my.seat.is_none() && !team.my.paused;
    let heading = format!("seat-{}-skill", seat.id);
    view! {
        <div class="beam" id=format!("seat-{}", seat.id) role="group" aria-labelledby=heading.clone()>
            <h3 id=heading.clone()>{seat.skill.clone()}</h3>
            <span class="slots" role="img" aria-label=text::places(taken, seat.count)>{slots}</span>
            <small>{text::seat_terms(seat, team.weeks)}</small>
            {people.collect_view()}
            {may_take.then(|| take(board, seat))}
            {(free && (board.shapes() || board.asks())).then(|| find(board, seat))}
            {board.shapes().then(|| alter(board, seat))}
        </div>
    }
    .into_any()
}

/// Somebody in a seat, with what they, or the starter, may do about it.
fn sitting(board: &Board, pledge: &PledgeView) -> AnyView {
    let team = &board.team;
    let mine = board.is_mine(pledge);
    let before = board.gathering();
    let person = if mine {
        view! { <Who person=pledge.person.clone() mark="you"/> }.into_any()
    } else {
        view! { <Who person=pledge.person.clone()/> }.into_any()
    };
    let unsure = (before && !pledge.accepted)
        .then(|| view! { " "<span class="chip due">"has yet to accept the charter"</span> });
    let silent = pledge.nudged.map(|at| {
        let until = at.plus_days(SILENCE_DAYS).date();
        let sentence = text::asked_until(until, team.today);
        view! { " "<span class="chip late"><Icon name="bell"/>" "{sentence}</span> }
    });
    let rests = team.resting && team.stage == TeamStage::Gathering;
    let deeds = match (mine, before) {
        (true, _) if rests => leave(board),
        (true, true) => view! { {leave(board)} {change(board, pledge)} }.into_any(),
        (true, false) if team.stage == TeamStage::Launched => hand_back(board),
        (false, false) if board.asks() => nudge(board, pledge),
        (false, true) if team.my.leads => release(board, pledge),
        _ => ().into_any(),
    };
    view! {
        <p class="sitting">
            {person}
            " "
            {pledge.department.clone().map(|department| view! { <span>{department}</span>" " })}
            <span>{text::promise(pledge.hours, pledge.until, team.today)}</span>
            {unsure}
            {silent}
        </p>
        {deeds}
    }
    .into_any()
}

fn take(board: &Board, seat: &SeatView) -> AnyView {
    let team = &board.team;
    // Should the team launch on its last day.
    let begin = team.launched.unwrap_or(team.deadline).date();
    let until = usual_end(begin, team.weeks, team.today);
    let keys = [("team", team.number), ("seat", seat.id)];
    let deed = Deed::of("/api/teams/take-seat", &keys).with("charter", team.charter);
    let name = format!("Take this seat: {}", seat.skill);
    let load = text::load(team.my.load, seat.hours, team.my.hours).map(
        |sentence| view! { <p class="note load"><Icon name="info"/>" "<span>{sentence}</span></p> },
    );
    deed.view("sit", |form| {
        view! {
            {promise(form, seat.hours, until, team.today)}
            <button class="btn go" aria-label=name>"Take this seat"</button>
            <p class="note">
                "Your name, hours and date are shown to everyone. Taking the seat accepts the "
                <a href="#charter">"charter"</a>
                "."
            </p>
            {load}
        }
        .into_any()
    })
}

/// Leads the team's people to those who fit the seat.
fn find(board: &Board, seat: &SeatView) -> AnyView {
    let href = path::people(board.team.number, &board.team.idea, Some(seat.id));
    let name = format!("People for this seat: {}", seat.skill);
    view! {
        <p class="actions"><a class="btn small" href=href aria-label=name><Icon name="people"/>" People for this seat"</a></p>
    }
    .into_any()
}

fn change(board: &Board, pledge: &PledgeView) -> AnyView {
    let deed = Deed::of("/api/teams/change-pledge", &[("team", board.team.number)]);
    deed.folded("Change my hours".into(), "sit", |form| {
        view! {
            {promise(form, pledge.hours, pledge.until, board.team.today)}
            <button class="btn">"Change my promise"</button>
        }
        .into_any()
    })
}

fn leave(board: &Board) -> AnyView {
    let deed = Deed::of("/api/teams/leave-seat", &[("team", board.team.number)]);
    deed.view("actions", |_| {
        view! { <button class="btn small quiet"><Icon name="leave"/>" Leave this seat"</button> }
            .into_any()
    })
}

fn hand_back(board: &Board) -> AnyView {
    let deed = Deed::of("/api/teams/hand-back", &[("team", board.team.number)]);
    deed.folded("I cannot keep my seat".into(), "form", |form| {
        view! {
            {reason(form, text::HAND_BACK_HINT)}
            <p class="actions"><button class="btn small danger">"Hand back my seat"</button></p>
        }
        .into_any()
    })
}

/// Asks somebody who fell silent; nothing once they were asked.
fn nudge(board: &Board, pledge: &PledgeView) -> AnyView {
    if pledge.nudged.is_some() {
        return ().into_any();
    }
    let name = pledge.person.name.clone();
    let deed = Deed::of(
        "/api/teams/nudge",
        &[("team", board.team.number), ("pledge", pledge.id)],
    );
    deed.folded(format!("Is {name} still there?"), "form", |_| {
        view! {
            <p class="fine">{text::NUDGE}</p>
            <p class="actions"><button class="btn small"><Icon name="bell"/>" "{format!("Ask {name}")}</button></p>
        }
        .into_any()
    })
}

fn release(board: &Board, pledge: &PledgeView) -> AnyView {
    let deed = Deed::of(
        "/api/teams/release",
        &[("team", board.team.number), ("pledge", pledge.id)],
    );
    let name = format!("Release {}", pledge.person.name);
    deed.folded(format!("{name} from this seat"), "form", |form| {
        view! {
            {reason(form, text::RELEASE_HINT)}
            <p class="actions"><button class="btn small danger">{name}</button></p>
        }
        .into_any()
    })
}

fn add(board: &Board) -> AnyView {
    let later = board.team.stage == TeamStage::Launched;
    let deed = Deed::of("/api/teams/add-seat", &[("team", board.team.number)]);
    deed.folded("Add a seat".into(), "form", |form| {
        view! {
            {fields::seat(&|name, label| form.field(name, label), &fields::usual_seat())}
            {(!later).then(|| view! { <p class="fine">{text::ASKED_AGAIN}</p> })}
            <p class="actions"><button class="btn small">"Add this seat"</button></p>
        }
        .into_any()
    })
}

/// What the team's people may do about a kind of seat before launch.
fn alter(board: &Board, seat: &SeatView) -> AnyView {
    let keys = [("team", board.team.number), ("seat", seat.id)];
    let now = SeatForm {
        skill: seat.skill.clone(),
        level: seat.level.to_string(),
        hours: seat.hours.to_string(),
        count: seat.count.to_string(),
        need: seat.need.to_string(),
    };
    let change = Deed::of("/api/teams/change-seat", &keys);
    let open = change.failed();
    let change = change.view("form", |form| {
        view! {
            {fields::seat(&|name, label| form.field(name, label), &now)}
            <p class="fine">{text::ASKED_AGAIN}</p>
            <p class="actions"><button class="btn small">"Save this seat"</button></p>
        }
        .into_any()
    });
    let remove = seat.fresh.then(|| {
        let name = format!("Take back this seat: {}", seat.skill);
        Deed::of("/api/teams/remove-seat", &keys).view("actions", |_| {
            view! { <button class="btn small quiet" aria-label=name><Icon name="trash"/>" Take back this seat"</button> }
                .into_any()
        })
    });
    view! {
        <details class="fold" open=open>
            <summary>"Change this seat"<span class="visually-hidden">{format!(": {}", seat.skill)}</span></summary>
            {change}
            {remove}
        </details>
    }
    .into_any()
}
