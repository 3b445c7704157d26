//! Every use case of the product, as handed to pages, server functions and
//! commands.

use std::sync::Arc;

use crate::accounts::Accounts;
use crate::admin::Admin;
use crate::boards::Boards;
use crate::comments::Comments;
use crate::decisions::Decisions;
use crate::ideas::Ideas;
use crate::invitations::Invitations;
use crate::jobs::Jobs;
use crate::ledger::Ledger;
use crate::matching::Matching;
use crate::moderation::Moderation;
use crate::notifications::Notifications;
use crate::setup::SettingUp;
use crate::skills::Skills;
use crate::teams::Teams;
use crate::votes::Votes;
use crate::work::Work;

/// The use cases; cheap to clone.
#[derive(Clone)]
pub struct Services {
    /// Signing up, in and out, and one's own account.
    pub accounts: Arc<dyn Accounts>,
    /// What admins do for the house as a whole.
    pub admin: Admin,
    /// The organisation's shape.
    pub boards: Arc<dyn Boards>,
    /// Commenting.
    pub comments: Arc<dyn Comments>,
    /// Proposing, objecting, deciding in a launched team.
    pub decisions: Arc<dyn Decisions>,
    /// Posting and reading ideas.
    pub ideas: Arc<dyn Ideas>,
    /// Writing and using invitations.
    pub invitations: Arc<dyn Invitations>,
    /// Seeing and mending what the server does by itself.
    pub jobs: Arc<dyn Jobs>,
    /// Settling who holds which share of a team's work.
    pub ledger: Arc<dyn Ledger>,
    /// Telling what one would like to be found for.
    pub matching: Arc<dyn Matching>,
    /// Hiding, closing, suspending, and the log of it.
    pub moderation: Arc<dyn Moderation>,
    /// Reading one's notices.
    pub notifications: Arc<dyn Notifications>,
    /// The first start.
    pub setup: Arc<dyn SettingUp>,
    /// Tending the vocabulary of skills.
    pub skills: Arc<dyn Skills>,
    /// Starting and joining teams.
    pub teams: Arc<dyn Teams>,
    /// Voting.
    pub votes: Arc<dyn Votes>,
    /// Working in a launched team.
    pub work: Arc<dyn Work>,
}
