//! One board: what it is for, who sees it, what teams there need to launch.

use domain::admin::{BoardKept, BoardPlan};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::AdminRoom;
use super::board_fields::board_fields;
use super::confirm::confirm;
use crate::load::load;
use crate::request::Request;
use crate::text;
use crate::ui::{Form, Icon, banner};

/// `/admin/boards/{slug}`.
#[component]
pub fn BoardSettingsPage() -> impl IntoView {
    let request = Request::current();
    let slug = use_params_map()
        .read_untracked()
        .get("board")
        .unwrap_or_default();
    let form = Form::of("/api/boards/save", &[]);
    load(async move {
        let actor = request.viewer.clone().member()?;
        let kept = request.services.admin.boards.board(&actor, &slug).await?;
        let saved = request.parameter("saved").is_some() && request.kept.is_none();
        let draft = BoardPlan::form(&kept.board);
        let sure = text::board_opens_or_closes(kept.board.board.visibility, kept.ideas);
        Ok(view! {
            <AdminRoom title=kept.board.board.name.clone() lead=text::board_holds(kept.ideas, kept.gathering)>
                {saved.then(|| banner("ok", "check", text::SAVED))}
                {form.trouble()}
                <form class="form sheet" method="post" action="/api/boards/save" novalidate=true>
                    <input type="hidden" name="board" value=slug.clone()/>
                    {board_fields(&form, &draft)}
                    {(kept.gathering > 0).then(|| view! { <p class="notice">{text::teams_asked(kept.gathering)}</p> })}
                    {confirm(&form, sure)}
                    <div class="actions">
                        <button class="btn go">"Save board"</button>
                        " "
                        <a class="btn quiet" href=format!("/boards/{slug}")>"See the board"</a>
                    </div>
                </form>
                <Closing kept/>
            </AdminRoom>
        })
    })
}

#[component]
fn Closing(kept: BoardKept) -> impl IntoView {
    let board = kept.board.board;
    let (heading, sentence, verb) = if board.closed {
        ("Open it again", text::OPENING, "Open for new ideas")
    } else {
        ("Close it", text::CLOSING, "Close for new ideas")
    };
    view! {
        <section class="part" aria-labelledby="closing">
            <h2 id="closing">{heading}</h2>
            <p>{sentence}</p>
            <form method="post" action="/api/boards/close">
                <input type="hidden" name="board" value=board.slug/>
                {(!board.closed).then(|| view! { <input type="hidden" name="closed" value="yes"/> })}
                <button class="btn"><Icon name="lock"/>" "{verb}</button>
            </form>
        </section>
    }
    .into_any()
}
