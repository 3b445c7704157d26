//! Seats that fit the member who looks.

use domain::matching::SeatForYou;
use leptos::prelude::*;

use crate::text;
use crate::ui::{Icon, path};

/// The seats suggested to a member, or how to be suggested any.
#[component]
pub fn SeatsForYou(
    /// The best first; none when the member did not ask for them.
    seats: Option<Vec<SeatForYou>>,
) -> impl IntoView {
    let shown = match seats {
        None => view! {
            <p>{text::ASK_TO_OPEN}</p>
            <p class="actions"><a class="btn" href="/me/matching"><Icon name="hand"/>" Find seats for me"</a></p>
        }
        .into_any(),
        Some(seats) if seats.is_empty() => view! {
            <p>{text::NO_SEATS}</p>
            <p class="actions"><a class="btn" href="/me/profile"><Icon name="pencil"/>" Name your skills"</a></p>
        }
        .into_any(),
        Some(seats) => {
            let seats = seats.into_iter().map(seat).collect_view();
            view! { <ul class="ledger">{seats}</ul> }.into_any()
        }
    };
    view! {
        <section class="block seats-for-you" aria-labelledby="seats-for-you">
            <h2 id="seats-for-you">"Seats for you"</h2>
            {shown}
            <p class="fine weighed"><a href="/how-ranking-works#matching">{text::HOW_WEIGHED}</a></p>
        </section>
    }
    .into_any()
}

/// Seats the board names beside its ideas.
const BESIDE: usize = 3;

/// The best of them beside the board.
#[component]
pub fn BoardSeats(
    /// The best first; at least one.
    seats: Vec<SeatForYou>,
) -> impl IntoView {
    let seats = seats.into_iter().take(BESIDE).map(seat).collect_view();
    view! {
        <section class="panel seats-for-you" aria-labelledby="seats-for-you">
            <h2 id="seats-for-you">"Seats for you"</h2>
            <ul class="offers">{seats}</ul>
            <p class="note"><a href="/me/matching">"What you are found for"</a></p>
        </section>
    }
    .into_any()
}

fn seat(seat: SeatForYou) -> impl IntoView {
    let place = format!("{}#seat-{}", path::team(seat.team, &seat.idea), seat.seat);
    let reasons = seat
        .reasons
        .iter()
        .map(|reason| view! { <li>{text::reason(reason)}</li> })
        .collect_view();
    view! {
        <li>
            <b><a href=place>{seat.skill}</a></b>
            <small>{seat.idea.title}</small>
            <details class="fold">
                <summary>"Why am I shown this?"</summary>
                <ul class="reasons">{reasons}</ul>
            </details>
        </li>
    }
}
