//! Changing boards.

#![expect(
    clippy::too_many_arguments,
    reason = "the fields of one form; the macro writes the function twice"
)]

use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::guard;

/// The board that a form describes, by its fields in their order.
#[cfg(feature = "ssr")]
fn plan(
    [name, purpose, visibility, supporters, hours, departments]: [String; 6],
) -> Result<domain::admin::BoardPlan, Refused> {
    let form = domain::admin::BoardForm {
        name,
        purpose,
        visibility,
        supporters,
        hours,
        departments,
    };
    domain::admin::BoardPlan::parse(&form).map_err(guard::fail)
}

/// Adds a board.
#[server(endpoint = "boards/add")]
pub async fn add(
    #[server(default)] name: String,
    #[server(default)] purpose: String,
    #[server(default)] visibility: String,
    #[server(default)] supporters: String,
    #[server(default)] hours: String,
    #[server(default)] departments: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::admin()?;
    let plan = plan([name, purpose, visibility, supporters, hours, departments])?;
    let added = services.admin.boards.add(&actor, plan).await;
    added.map_err(guard::fail)?;
    guard::go("/admin/boards?saved=1");
    Ok(())
}

/// Changes a board. Changing who sees it wants to be confirmed.
#[server(endpoint = "boards/save")]
pub async fn save(
    #[server(default)] board: String,
    #[server(default)] name: String,
    #[server(default)] purpose: String,
    #[server(default)] visibility: String,
    #[server(default)] supporters: String,
    #[server(default)] hours: String,
    #[server(default)] departments: String,
    #[server(default)] sure: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::admin()?;
    let boards = services.admin.boards;
    let kept = boards.board(&actor, &board).await.map_err(guard::fail)?;
    let plan = plan([name, purpose, visibility, supporters, hours, departments])?;
    if plan.visibility != kept.board.board.visibility {
        guard::confirmed(&sure)?;
    }
    let saved = boards.save(&actor, &board, plan).await;
    saved.map_err(guard::fail)?;
    guard::go(&format!("/admin/boards/{board}?saved=1"));
    Ok(())
}

/// Moves a board in the list.
#[server(endpoint = "boards/step")]
pub async fn step(
    #[server(default)] board: String,
    #[server(default)] way: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::admin()?;
    let way = guard::parsed("way", domain::admin::Way::parse(&way))?;
    let moved = services.admin.boards.step(&actor, &board, way).await;
    moved.map_err(guard::fail)?;
    guard::go("/admin/boards?saved=1");
    Ok(())
}

/// Takes no new ideas any more, or takes them again.
#[server(endpoint = "boards/close")]
pub async fn close(
    #[server(default)] board: String,
    #[server(default)] closed: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::admin()?;
    let closed = guard::parsed("closed", domain::plain::yes(&closed))?;
    let changed = services.admin.boards.close(&actor, &board, closed).await;
    changed.map_err(guard::fail)?;
    guard::go(&format!("/admin/boards/{board}?saved=1"));
    Ok(())
}
