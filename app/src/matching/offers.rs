//! Seats that are offered to the member who looks.

use domain::Date;
use domain::matching::SeatOffer;
use leptos::prelude::*;

use crate::text;
use crate::ui::{Icon, Who, path};

/// The offers that wait, each with its two answers; nothing where none waits.
#[component]
pub fn Offers(
    /// The newest first.
    offers: Vec<SeatOffer>,
    /// The reader's day.
    today: Date,
) -> impl IntoView {
    offers
        .into_iter()
        .map(|one| offer(one, today))
        .collect_view()
}

fn offer(offer: SeatOffer, today: Date) -> AnyView {
    let until = text::day(offer.until.civil(), today.civil());
    let terms = text::offer_terms(offer.hours, &until);
    let team = path::team(offer.team, &offer.idea);
    let name = format!("Seat offered: {}", offer.skill);
    view! {
        <section class="banner warn" aria-label=name>
            <Icon name="hand"/>
            <div class="stack">
                <p>
                    <Who person=offer.by/>
                    " offers you a seat: "
                    <b>{offer.skill}</b>
                    ", "
                    {terms}
                    ", on the team for "
                    <a href=team.clone()>{offer.idea.title}</a>
                    "."
                </p>
                <div class="actions">
                    <form method="post" action="/api/matching/accept">
                        <input type="hidden" name="offer" value=offer.id/>
                        <input type="hidden" name="charter" value=offer.charter/>
                        <button class="btn small go"><Icon name="hand"/>" Take the seat"</button>
                    </form>
                    <form method="post" action="/api/matching/decline">
                        <input type="hidden" name="offer" value=offer.id/>
                        <button class="btn small quiet">"No, thanks"</button>
                    </form>
                </div>
                <p class="fine">
                    "Your name, hours and date are then shown to everyone. Taking the seat accepts the "
                    <a href=format!("{team}#charter")>"charter"</a>
                    "."
                </p>
            </div>
        </section>
    }
    .into_any()
}
