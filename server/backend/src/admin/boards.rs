//! Boards: added, changed, put in order, closed.

use async_trait::async_trait;
use domain::accounts::Actor;
use domain::admin::{BoardAdmin, BoardKept, BoardPlan, Way};
use domain::boards::{Board, Visibility};
use domain::{Conflict, FieldError, FieldErrors, Noun, Outcome, policy};

use super::{AdminService, Deed, alike, stepped};
use crate::boards::sql::boards;
use crate::db::{Db, Fault, Lock, Tx, all, one, run};
use crate::{notifications, slug, teams};

const IDEAS: &str = "
    SELECT board_id, COUNT(*)
    FROM ideas
    GROUP BY board_id";
const GATHERING: &str = "
    SELECT i.board_id, COUNT(*)
    FROM teams t
    JOIN ideas i ON i.id = t.idea_id
    WHERE t.stage = 'gathering'
    GROUP BY i.board_id";

async fn kept(db: &Db) -> Result<Vec<BoardKept>, Fault> {
    let ideas = all!(db db, (i64, i64), IDEAS)?;
    let gathering = all!(db db, (i64, i64), GATHERING)?;
    let of = |counts: &[(i64, i64)], id| {
        let found = counts.iter().find(|(board, _)| *board == id);
        found.map_or(0, |(_, count)| *count)
    };
    let kept = |board: Board| BoardKept {
        ideas: of(&ideas, board.id),
        gathering: of(&gathering, board.id),
        board,
    };
    Ok(boards(db).await?.into_iter().map(kept).collect())
}

/// A board as commands read it.
#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    slug: String,
    name: String,
}

const ROWS: &str = "
    SELECT id, slug, name
    FROM boards
    ORDER BY position, id";

async fn rows(tx: &mut Tx<'_>) -> Result<Vec<Row>, Fault> {
    Ok(all!(tx tx, Row, ROWS)?)
}

/// The board with this slug; fails with not found.
async fn known(tx: &mut Tx<'_>, slug: &str) -> Result<Row, Fault> {
    let found = rows(tx).await?.into_iter().find(|row| row.slug == slug);
    Ok(found.ok_or(Noun::Board)?)
}

/// Fails at the field when another board has this name.
fn free(rows: &[Row], name: &str, but: Option<&str>) -> Result<(), FieldErrors> {
    let taken = rows
        .iter()
        .any(|row| Some(row.slug.as_str()) != but && alike(&row.name, name));
    if taken {
        Err(FieldErrors::one("name", FieldError::Taken))
    } else {
        Ok(())
    }
}

const ADD: &str = "
    INSERT INTO boards
        (slug, name, purpose, visibility, position,
         launch_supporters, launch_hours_share, launch_departments)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

async fn add(tx: &mut Tx<'_>, deed: Deed, plan: &BoardPlan) -> Result<(), Fault> {
    let rows = rows(tx).await?;
    free(&rows, &plan.name, None)?;
    let slugs: Vec<String> = rows.into_iter().map(|row| row.slug).collect();
    run!(
        tx,
        ADD,
        slug::of_name(&plan.name, "board", &slugs),
        plan.name.as_str(),
        plan.purpose.as_str(),
        plan.visibility.as_str(),
        i64::try_from(slugs.len()).unwrap_or(i64::MAX),
        plan.rule.supporters,
        plan.rule.hours_share,
        plan.rule.departments
    )?;
    deed.record(tx, "board.added", None, &plan.name).await
}

const SAVE: &str = "
    UPDATE boards
    SET name = $2, purpose = $3, visibility = $4,
        launch_supporters = $5, launch_hours_share = $6, launch_departments = $7
    WHERE id = $1";

/// The board's number.
async fn save(tx: &mut Tx<'_>, deed: Deed, slug: &str, plan: &BoardPlan) -> Result<i64, Fault> {
    let board = known(tx, slug).await?;
    free(&rows(tx).await?, &plan.name, Some(slug))?;
    run!(
        tx,
        SAVE,
        board.id,
        plan.name.as_str(),
        plan.purpose.as_str(),
        plan.visibility.as_str(),
        plan.rule.supporters,
        plan.rule.hours_share,
        plan.rule.departments
    )?;
    let words = format!(
        "{}: {}, {} supporters, {:.0} % of the hours, {} departments",
        plan.name,
        plan.visibility,
        plan.rule.supporters,
        plan.rule.hours_share * 100.0,
        plan.rule.departments
    );
    deed.record(tx, "board.changed", Some(board.id), &words)
        .await?;
    Ok(board.id)
}

const PLACE: &str = "
    UPDATE boards
    SET position = $2
    WHERE id = $1";

async fn step(tx: &mut Tx<'_>, deed: Deed, slug: &str, way: Way) -> Result<(), Fault> {
    let board = known(tx, slug).await?;
    let list: Vec<i64> = rows(tx).await?.into_iter().map(|row| row.id).collect();
    let Some(list) = stepped(&list, board.id, way) else {
        return Ok(());
    };
    for (id, position) in list.into_iter().zip(0_i64..) {
        run!(tx, PLACE, id, position)?;
    }
    deed.record(tx, "board.moved", Some(board.id), &board.name)
        .await
}

const OTHERS_OPEN: &str = "
    SELECT COUNT(*)
    FROM boards
    WHERE closed_at IS NULL
    AND id <> $1";
const CLOSE: &str = "
    UPDATE boards
    SET closed_at = $2
    WHERE id = $1";

async fn close(tx: &mut Tx<'_>, deed: Deed, slug: &str, closed: bool) -> Result<(), Fault> {
    let board = known(tx, slug).await?;
    if closed && one!(tx tx, i64, OTHERS_OPEN, board.id)? == 0 {
        return Err(Conflict::LastBoard.into());
    }
    run!(tx, CLOSE, board.id, closed.then_some(deed.at.0))?;
    let kind = if closed {
        "board.closed"
    } else {
        "board.opened"
    };
    deed.record(tx, kind, Some(board.id), &board.name).await
}

#[async_trait]
impl BoardAdmin for AdminService {
    async fn list(&self, actor: &Actor) -> Outcome<Vec<BoardKept>> {
        policy::administer(actor)?;
        Ok(kept(&self.ctx.db).await?)
    }

    async fn board(&self, actor: &Actor, slug: &str) -> Outcome<BoardKept> {
        policy::administer(actor)?;
        let boards = kept(&self.ctx.db).await?.into_iter();
        let mut found = boards.filter(|kept| kept.board.board.slug == slug);
        found.next().ok_or(Noun::Board.into())
    }

    async fn add(&self, actor: &Actor, plan: BoardPlan) -> Outcome<()> {
        self.deed(actor, Lock::Nothing, plan, |tx, deed, plan| {
            Box::pin(add(tx, deed, plan))
        })
        .await
    }

    async fn save(&self, actor: &Actor, slug: &str, plan: BoardPlan) -> Outcome<()> {
        let inside = plan.visibility == Visibility::Employees;
        let with = (slug.to_owned(), plan);
        let saved = self.deed(actor, Lock::Nothing, with, |tx, deed, (slug, plan)| {
            Box::pin(save(tx, deed, slug, plan))
        });
        let board = saved.await?;
        // What follows is done idea by idea and may be done twice: should it be
        // cut short, saving the board once more completes it.
        if inside {
            teams::clear_board(&self.ctx, actor, board).await?;
            notifications::forget_board(&self.ctx, board).await?;
        }
        teams::reconsider_board(&self.ctx, board).await
    }

    async fn step(&self, actor: &Actor, slug: &str, way: Way) -> Outcome<()> {
        let with = (slug.to_owned(), way);
        self.deed(actor, Lock::Nothing, with, |tx, deed, (slug, way)| {
            Box::pin(step(tx, deed, slug, *way))
        })
        .await
    }

    async fn close(&self, actor: &Actor, slug: &str, closed: bool) -> Outcome<()> {
        let with = (slug.to_owned(), closed);
        self.deed(actor, Lock::Nothing, with, |tx, deed, (slug, closed)| {
            Box::pin(close(tx, deed, slug, *closed))
        })
        .await
    }
}
