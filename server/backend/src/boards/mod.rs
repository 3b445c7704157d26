//! The organisation, its departments and its boards.

pub(crate) mod sql;
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use domain::accounts::Viewer;
use domain::boards::{Board, Boards, Site};
use domain::{Noun, Outcome, policy};

use crate::Context;
use crate::recent::Recent;

/// Looks up the organisation's shape.
pub struct BoardsService {
    ctx: Context,
    site: Recent<Site>,
}

impl BoardsService {
    /// The use cases on this context.
    pub fn new(ctx: Context) -> Self {
        let site = Recent::new(ctx.changes.clone());
        Self { ctx, site }
    }
}

#[async_trait]
impl Boards for BoardsService {
    async fn site(&self, viewer: &Viewer) -> Outcome<Site> {
        let (db, now) = (&self.ctx.db, self.ctx.now());
        if let Some(site) = self.site.get(viewer, now) {
            return Ok(site);
        }
        let views = self.site.views();
        let Some((organisation, time_zone)) = sql::organisation(db).await? else {
            return Ok(Site::default());
        };
        let boards = sql::boards(db).await?.into_iter();
        let site = Site {
            organisation,
            time_zone,
            boards: boards
                .map(|board| board.board)
                .filter(|board| policy::sees(viewer, board.visibility))
                .collect(),
            departments: sql::departments(db).await?,
        };
        self.site.put(viewer, now, views, &site);
        Ok(site)
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
