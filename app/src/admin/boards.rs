//! Boards: the list, and a form for a new one.

use domain::admin::{BoardForm, BoardKept};
use domain::boards::Visibility;
use domain::launch::LaunchRule;
use leptos::prelude::*;

use super::AdminRoom;
use super::board_fields::board_fields;
use super::order::steps;
use crate::load::load;
use crate::request::Request;
use crate::text;
use crate::ui::{Form, Icon, banner};

/// `/admin/boards`.
#[component]
pub fn BoardsPage() -> impl IntoView {
    let request = Request::current();
    let form = Form::of("/api/boards/add", &[]);
    load(async move {
        let actor = request.viewer.clone().member()?;
        let boards = request.services.admin.boards.list(&actor).await?;
        let saved = request.parameter("saved").is_some() && request.kept.is_none();
        let last = boards.len().saturating_sub(1);
        let rows = boards
            .into_iter()
            .enumerate()
            .map(|(at, kept)| view! { <Row kept ends=(at == 0, at == last)/> })
            .collect_view();
        let open = form.failed();
        Ok(view! {
            <AdminRoom title="Boards" lead=text::BOARDS>
                {saved.then(|| banner("ok", "check", text::SAVED))}
                <ol class="kept-list">{rows}</ol>
                <details class="fold" open=open>
                    <summary>"Add a board"</summary>
                    {form.trouble()}
                    <form class="form sheet" method="post" action="/api/boards/add" novalidate=true>
                        {board_fields(&form, &usual())}
                        <div class="actions"><button class="btn go">"Add board"</button></div>
                    </form>
                </details>
            </AdminRoom>
        })
    })
}

/// A new board with the usual rule.
fn usual() -> BoardForm {
    let rule = LaunchRule::default();
    BoardForm {
        visibility: Visibility::Public.to_string(),
        supporters: rule.supporters.to_string(),
        hours: format!("{:.0}", rule.hours_share * 100.0),
        departments: rule.departments.to_string(),
        ..BoardForm::default()
    }
}

#[component]
fn Row(kept: BoardKept, ends: (bool, bool)) -> impl IntoView {
    let BoardKept {
        board,
        ideas,
        gathering,
    } = kept;
    let (slug, name) = (board.board.slug.clone(), board.board.name.clone());
    let lock = (board.board.visibility == Visibility::Employees)
        .then(|| view! { " " <span class="chip"><Icon name="lock"/>" employees only"</span> });
    let closed = board
        .board
        .closed
        .then(|| view! { " " <span class="chip">"closed"</span> });
    view! {
        <li>
            <div>
                <h2>
                    <a href=format!("/admin/boards/{slug}")>{name.clone()}</a>
                    {lock}
                    {closed}
                </h2>
                <p>{board.purpose}</p>
                <p class="fine">
                    {text::count(ideas, "idea", "ideas")}
                    " · "
                    {text::count(gathering, "gathering team", "gathering teams")}
                    " · "
                    {text::rule(&board.rule)}
                </p>
            </div>
            {steps("/api/boards/step", "board", &slug, &name, ends)}
        </li>
    }
    .into_any()
}
