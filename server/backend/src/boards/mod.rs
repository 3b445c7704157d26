//! The organisation, its departments and its boards.

pub(crate) mod sql;
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use domain::accounts::Viewer;
use domain::boards::{Board, Boards, Site};
use domain::{Denied, Noun, Outcome, policy};

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
        if let Some(site) = self.site.get(db, viewer, now).await {
            return Ok(site);
        }
        let views = self.site.views();
        let Some(organisation) = sql::organisation(db).await? else {
            return Ok(Site::default());
        };
        let boards = sql::boards(db).await?.into_iter();
        let site = Site {
            sign_up: organisation.sign_up()?,
            accent: organisation.accent()?,
            logo: organisation.logo(),
            organisation: organisation.name,
            time_zone: organisation.time_zone,
            welcome: organisation.welcome_html,
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
        let mut boards = sql::boards(&self.ctx.db).await?;
        let any = !boards.is_empty();
        boards.retain(|board| policy::sees(viewer, board.board.visibility));
        let found = match slug {
            Some(slug) => boards.iter().position(|board| board.board.slug == slug),
            None if boards.is_empty() && any && viewer.actor().is_none() => {
                return Err(Denied::SignInFirst.into());
            }
            // Where something can be posted, if there is such a board.
            None => boards
                .iter()
                .position(|board| !board.board.closed)
                .or(Some(0)),
        };
        let found = found.filter(|at| *at < boards.len()).ok_or(Noun::Board)?;
        Ok(boards.swap_remove(found))
    }
}
