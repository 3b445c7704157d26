//! Every use case of the product, as handed to pages, server functions and
//! commands.

use std::sync::Arc;

use crate::accounts::Accounts;
use crate::boards::Boards;
use crate::comments::Comments;
use crate::ideas::Ideas;
use crate::invitations::Invitations;
use crate::notifications::Notifications;
use crate::setup::SettingUp;
use crate::teams::Teams;
use crate::votes::Votes;

/// The use cases; cheap to clone.
#[derive(Clone)]
pub struct Services {
    /// Signing up, in and out, and one's own account.
    pub accounts: Arc<dyn Accounts>,
    /// The organisation's shape.
    pub boards: Arc<dyn Boards>,
    /// Commenting.
    pub comments: Arc<dyn Comments>,
    /// Posting and reading ideas.
    pub ideas: Arc<dyn Ideas>,
    /// Writing and using invitations.
    pub invitations: Arc<dyn Invitations>,
    /// Reading one's notices.
    pub notifications: Arc<dyn Notifications>,
    /// The first start.
    pub setup: Arc<dyn SettingUp>,
    /// Starting and joining teams.
    pub teams: Arc<dyn Teams>,
    /// Voting.
    pub votes: Arc<dyn Votes>,
}
