//! The use cases of Barnraise on its two engines.
//!
//! What lives here: the implementations of the traits in `domain`, one folder a
//! feature (`mod.rs` the use cases, `sql.rs` the statements, `tests.rs` the
//! contract on both engines), and below them the data layer ([`db`]). What does
//! not: HTTP and views; nothing here knows who is asking from where.

pub mod accounts;
mod actors;
pub mod admin;
pub mod boards;
pub mod changes;
pub mod clock;
pub mod comments;
pub mod context;
mod cursor;
pub mod db;
pub mod demo;
mod events;
pub mod ideas;
pub mod invitations;
pub mod jobs;
pub mod limits;
mod markdown;
pub mod matching;
pub mod moderation;
pub mod notifications;
pub mod operation;
mod recent;
pub mod reconcile;
pub mod retries;
pub mod secret;
pub mod seed;
pub mod setup;
pub mod skills;
mod slug;
pub mod teams;
#[cfg(test)]
mod testing;
pub mod votes;

use std::sync::Arc;

pub use context::{Clock, Context, Entropy};

/// Every use case of the product, on this context.
pub fn services(ctx: &Context) -> domain::Services {
    let ideas = Arc::new(ideas::IdeasService::new(ctx.clone()));
    let teams = Arc::new(teams::TeamsService::new(ctx.clone()));
    domain::Services {
        accounts: Arc::new(accounts::AccountsService::new(
            ctx.clone(),
            ideas.clone(),
            teams.clone(),
        )),
        admin: admin::AdminService::new(ctx.clone()).parts(),
        boards: Arc::new(boards::BoardsService::new(ctx.clone())),
        comments: Arc::new(comments::CommentsService::new(ctx.clone())),
        decisions: Arc::new(teams::DecisionsService::new(ctx.clone())),
        ideas,
        invitations: Arc::new(invitations::InvitationsService::new(ctx.clone())),
        jobs: Arc::new(jobs::JobsService::new(ctx.clone())),
        ledger: Arc::new(teams::LedgerService::new(ctx.clone())),
        matching: Arc::new(matching::MatchingService::new(ctx.clone())),
        moderation: Arc::new(moderation::ModerationService::new(ctx.clone())),
        notifications: Arc::new(notifications::NotificationsService::new(ctx.clone())),
        setup: Arc::new(setup::SetupService::new(ctx.clone())),
        skills: Arc::new(skills::SkillsService::new(ctx.clone())),
        teams,
        votes: Arc::new(votes::VotesService::new(ctx.clone())),
        work: Arc::new(teams::WorkService::new(ctx.clone())),
    }
}
