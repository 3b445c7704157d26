//! The charter as a question: accepted, blocked, and blocks set aside.

use leptos::prelude::*;

use super::api::{AcceptCharter, BlockCharter, SetAside};
use super::board::{Board, Seen};
use super::form::{Deed, Input, form};
use crate::text;
use crate::ui::{Icon, Who};

/// Asks somebody in a seat for their word: when the charter changed, and while
/// their own block stands.
pub(super) fn asked(board: Board, seen: &Seen) -> AnyView {
    let team = &seen.team;
    let own_block = team.blocks.iter().any(|block| block.mine);
    if !(seen.takes_seats() && (team.my.asked || own_block)) {
        return ().into_any();
    }
    let (what, then) = text::charter_question(own_block);
    let accept = Deed {
        id: "accept".into(),
        class: "actions",
        fold: None,
        keys: vec![("team", team.number), ("charter", team.charter)],
        said: text::CHARTER_ACCEPTED,
        then: "seats".into(),
    };
    let accept = form(board, seen, ServerAction::<AcceptCharter>::new(), accept, |_| {
        view! { <button class="btn small go">"Accept the charter"</button> }.into_any()
    });
    view! {
        <section class="banner warn" aria-label="The charter asks for your word">
            <Icon name="info"/>
            <div class="stack">
                <p><b>{what}</b>" "{then}" "<a href="#charter">"Read the charter"</a></p>
                {accept}
                {(!own_block).then(|| block(board, seen))}
            </div>
        </section>
    }
    .into_any()
}

/// Whether blocking the charter is offered apart from the question.
pub(super) fn may_block(seen: &Seen) -> bool {
    let my = &seen.team.my;
    seen.gathering() && my.seat.is_some() && !my.asked && !seen.team.blocks.iter().any(|b| b.mine)
}

/// The form that blocks the charter, before launch.
pub(super) fn block(board: Board, seen: &Seen) -> AnyView {
    if !seen.gathering() {
        return ().into_any();
    }
    let deed = Deed {
        id: "block".into(),
        class: "form",
        fold: Some("I cannot agree with the charter".into()),
        keys: vec![("team", seen.team.number)],
        said: text::CHARTER_BLOCKED,
        then: "seats".into(),
    };
    form(board, seen, ServerAction::<BlockCharter>::new(), deed, |fields| {
        let hint = "Everyone sees it. A block lapses after 7 days, or when more than half of the others set it aside.";
        view! {
            {fields.field("reason", "Reason", Some(hint), Input::Line(None), "")}
            <p class="actions"><button class="btn small danger">"Block the charter"</button></p>
        }
        .into_any()
    })
}

/// The blocks that stand.
pub(super) fn blocks(board: Board, seen: &Seen) -> AnyView {
    let team = &seen.team;
    let standing = team
        .blocks
        .iter()
        .map(|block| {
            let may = seen.gathering() && team.my.seat.is_some() && !block.mine && !block.by_me;
            let deed = || Deed {
                id: format!("aside-{}", block.id),
                class: "actions",
                fold: None,
                keys: vec![("team", team.number), ("block", block.id)],
                said: text::BLOCK_SET_ASIDE,
                then: "seats".into(),
            };
            let why = format!("block-{}", block.id);
            let aside = may.then(|| {
                let why = why.clone();
                form(board, seen, ServerAction::<SetAside>::new(), deed(), |_| {
                    view! { <button class="btn small" aria-describedby=why>"Set this block aside"</button> }
                        .into_any()
                })
            });
            view! {
                <section class="banner bad" aria-label="A block">
                    <Icon name="block"/>
                    <div class="stack">
                        <p id=why>
                            <Who person=block.person.clone()/>
                            " blocks the charter: "
                            <b>{block.reason.clone()}</b>
                        </p>
                        <p class="fine">{text::block_note(block, team.today)}</p>
                        {aside}
                    </div>
                </section>
            }
        })
        .collect_view();
    standing.into_any()
}
