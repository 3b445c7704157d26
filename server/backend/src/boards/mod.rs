//! The organisation, its departments and its boards.

pub(crate) mod sql;
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use domain::accounts::Viewer;
use domain::boards::{Board, Boards, Site};
use domain::{Noun, Outcome, policy};

use crate::Context;

/// Looks up the organisation's shape.
pub struct BoardsService {
    ctx: Context,
}

impl BoardsService {
    /// The use cases on this context.
    pub fn new(ctx: Context) -> Self {
        Self { ctx }
    }
}

#[async_trait]
impl Boards for BoardsService {
    async fn site(&self, viewer: &Viewer) -> Outcome<Site> {
        let db = &self.ctx.db;
        let Some((organisation, time_zone)) = sql::organisation(db).await? else {
            return Ok(Site::default());
        };
        let boards = sql::boards(db).await?.into_iter();
        Ok(Site {
            organisation,
            time_zone,
            boards: boards
                .map(|board| board.board)
                .filter(|board| policy::sees(viewer, board.visibility))
                .collect(),
            departments: sql::departments(db).await?,
        })
    }

    async fn board(&self, viewer: &Viewer, slug: Option<&str>) -> Outcome<Board> {
        let boards = sql::boards(&self.ctx.db).await?;
        boards
            .into_iter()
            .filter(|board| policy::sees(viewer, board.board.visibility))
            .find(|board| slug.is_none_or(|slug| slug == board.board.slug))
            .ok_or(Noun::Board.into())
    }
}
