//! The charter as a question: accepted, blocked, and blocks set aside.

use domain::launch::SILENCE_DAYS;
use domain::teams::BlockView;
use leptos::prelude::*;

use super::board::Board;
use super::deed::{Deed, reason};
use crate::text;
use crate::ui::{Icon, Who};

/// Asks somebody in a seat for their word: when the charter changed, and while
/// their own block stands.
pub(super) fn asked(board: &Board) -> AnyView {
    let team = &board.team;
    let mine = board.blocked_by_me();
    if !(board.takes_seats() && (team.my.asked || mine)) {
        return ().into_any();
    }
    let (what, then) = text::charter_question(mine);
    let accept = Deed::of("/api/teams/accept-charter", &[("team", team.number)])
        .with("charter", team.charter);
    let accept = accept.view("actions", |_| {
        view! { <button class="btn small go">"Accept the charter"</button> }.into_any()
    });
    view! {
        <section class="banner warn" id="your-word" aria-label="The charter asks for your word">
            <Icon name="info"/>
            <div class="stack">
                <p><b>{what}</b>" "{then}" "<a href="#charter">"Read the charter"</a></p>
                {accept}
                {(team.my.asked && !mine).then(|| block(board))}
            </div>
        </section>
    }
    .into_any()
}

/// Asks somebody who was nudged whether they are still there.
pub(super) fn nudged(board: &Board) -> AnyView {
    let team = &board.team;
    let Some(at) = team.my.nudged.filter(|_| board.asks()) else {
        return ().into_any();
    };
    let until = at.plus_days(SILENCE_DAYS).date();
    let answer = Deed::of("/api/teams/answer-nudge", &[("team", team.number)]);
    let answer = answer.view("actions", |_| {
        view! { <button class="btn small go"><Icon name="hand"/>" I am still here"</button> }
            .into_any()
    });
    view! {
        <section class="banner warn" id="still-here" aria-label="Your team asks for you">
            <Icon name="bell"/>
            <div class="stack">
                <p>{text::still_here(until, team.today)}</p>
                {answer}
            </div>
        </section>
    }
    .into_any()
}

/// The form that blocks the charter, for whoever sits and was not asked anyway.
pub(super) fn may_block(board: &Board) -> AnyView {
    let my = &board.team.my;
    if my.seat.is_some() && !my.asked && !board.blocked_by_me() {
        block(board)
    } else {
        ().into_any()
    }
}

fn block(board: &Board) -> AnyView {
    if !board.gathering() {
        return ().into_any();
    }
    let deed = Deed::of("/api/teams/block-charter", &[("team", board.team.number)]);
    deed.folded("I cannot agree with the charter".into(), "form", |form| {
        view! {
            {reason(form, text::BLOCK_HINT)}
            <p class="actions"><button class="btn small danger">"Block the charter"</button></p>
        }
        .into_any()
    })
}

/// The blocks that stand.
pub(super) fn blocks(board: &Board) -> AnyView {
    board
        .team
        .blocks
        .iter()
        .map(|block| standing(board, block))
        .collect_view()
        .into_any()
}

fn standing(board: &Board, block: &BlockView) -> AnyView {
    let team = &board.team;
    let id = format!("block-{}", block.id);
    let why = format!("{id}-why");
    let may = board.gathering() && team.my.seat.is_some() && !block.mine && !block.by_me;
    let aside = may.then(|| {
        let deed = Deed::of(
            "/api/teams/set-aside",
            &[("team", team.number), ("block", block.id)],
        );
        let why = why.clone();
        deed.view("actions", |_| {
            view! { <button class="btn small" aria-describedby=why>"Set this block aside"</button> }
                .into_any()
        })
    });
    view! {
        <section class="banner bad" id=id aria-label="A block">
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
    .into_any()
}
