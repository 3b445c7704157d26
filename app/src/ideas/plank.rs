//! An idea in a list.

use domain::ideas::IdeaCard;
use leptos::prelude::*;

use crate::request::Request;
use crate::text;
use crate::ui::{Icon, Stages, Who, path};
use crate::votes::VoteButtons;

/// One plank of the board: what it is, who says so, what it needs, the vote.
#[component]
pub fn Plank(
    /// The idea.
    card: IdeaCard,
) -> impl IntoView {
    let href = path::idea(&card.idea);
    let now = Request::current().now;
    let talk = format!("{href}#discussion");
    let comments = text::count(card.comments, "comment", "comments");
    let seats = (!card.open_seats.is_empty()).then(|| {
        let seats = format!("Hands wanted: {}", card.open_seats.join(", "));
        view! { <a class="chip" href=format!("{href}#team")><Icon name="hand"/>" "{seats}</a> }
    });
    let launched = card.launched.map(|at| {
        let when =
            text::ago(now, at).unwrap_or_else(|| text::day(at.date().civil(), now.date().civil()));
        view! { <span class="chip done"><Icon name="hammer"/>" Team launched "{when}</span> }
    });
    let fresh = card
        .fresh
        .then(|| view! { <span class="chip">"New here"</span> });
    let signals = (seats.is_some() || launched.is_some() || fresh.is_some())
        .then(|| view! { <p class="signals">{launched}{seats}{fresh}</p> });
    view! {
        <li class="plank" id=format!("idea-{}", card.idea.number)>
            <article>
                <h2><a href=href>{card.idea.title.clone()}</a></h2>
                <p class="x">{card.excerpt.clone()}</p>
                <p class="meta">
                    <Stages stage=card.stage/>
                    <span>{text::kind(card.kind)}</span>
                    {card.department.clone().map(|name| view! { <span>{name}</span> })}
                    <Who person=card.author.clone()/>
                    <a class="quiet talks" href=talk aria-label=comments><Icon name="talk"/>" "{card.comments}</a>
                </p>
                {signals}
            </article>
            <VoteButtons idea=card.idea.number title=card.idea.title support=card.support mine=card.mine/>
        </li>
    }
}
