//! Teams that assemble themselves: charter, seats, pledges, launch.

mod charter;
mod forms;
mod views;

use async_trait::async_trait;

use crate::accounts::{Actor, Viewer};
use crate::ideas::IdeaRef;
use crate::paging::{Cursor, Page};
use crate::words;
use crate::{Date, Outcome};

pub use charter::{Charter, CharterForm, MILESTONE_DAYS, first_due};
pub use forms::{MAX_SEATS, NewPledge, NewSeat, NewTeam, Reason, SeatForm, TeamForm, usual_end};
pub use views::{
    BlockView, Ended, FreedSeat, MyPlace, PledgeView, SeatView, TeamCard, TeamView, Thanks,
};

/// A team's number.
pub type TeamId = i64;

words! {
    /// How far a team has come.
    TeamStage {
        /// Seats are open; the launch rule is not met yet.
        Gathering = "gathering",
        /// The last condition turned true; the team is at work.
        Launched = "launched",
        /// Brought to an end with an outcome.
        Delivered = "delivered",
        /// Ended without one, or its time ran out.
        Stopped = "stopped",
    }
}

words! {
    /// Whether a team can do without a seat.
    Need {
        /// The team does not launch without.
        Required = "required",
        /// Good to have.
        Welcome = "welcome",
        /// Good to have, for somebody who wants to learn the skill; one place on
        /// a team.
        Apprentice = "apprentice",
    }
}

words! {
    /// How a team decides.
    Decides {
        /// "Any objection?", with a deadline.
        Consent = "consent",
        /// The lead decides after hearing everyone.
        Lead = "lead",
    }
}

words! {
    /// What became of a pledge.
    PledgeState {
        /// The seat is held.
        Held = "held",
        /// Left before launch.
        Left = "left",
        /// Released by the starter before launch.
        Released = "released",
        /// Handed back after launch.
        HandedBack = "handed_back",
        /// Its day came with the seat still held.
        Kept = "kept",
        /// Its person stayed silent after a nudge.
        Broken = "broken",
    }
}

words! {
    /// How a team ended that never launched.
    Ending {
        /// Its time ran out.
        Expired = "expired",
        /// The starter handed the idea back to the crowd, for another team.
        Crowd = "crowd",
        /// The starter closed it.
        Closed = "closed",
    }
}

/// Starting and joining teams.
#[async_trait]
pub trait Teams: Send + Sync {
    /// Starts a team on an idea.
    async fn start(&self, actor: &Actor, idea: i64, form: &TeamForm) -> Outcome<TeamView>;
    /// The idea a team would be started on, if that is possible, and today.
    async fn may_start(&self, actor: &Actor, idea: i64) -> Outcome<(IdeaRef, Date)>;
    /// One team.
    async fn view(&self, viewer: &Viewer, team: TeamId) -> Outcome<TeamView>;
    /// Teams in a stage, newest first.
    async fn list(
        &self,
        viewer: &Viewer,
        stage: TeamStage,
        after: Option<&Cursor>,
    ) -> Outcome<Page<TeamCard>>;
    /// Teams on which this person holds a seat and that the viewer may see,
    /// newest first, ten at most.
    async fn of_person(&self, viewer: &Viewer, handle: &str) -> Outcome<Vec<TeamCard>>;
    /// Takes a seat, accepting this version of the charter.
    async fn take_seat(
        &self,
        actor: &Actor,
        team: TeamId,
        seat: i64,
        charter: i64,
        hours: &str,
        until: &str,
    ) -> Outcome<TeamView>;
    /// Changes the hours one promised, before launch.
    async fn change_pledge(
        &self,
        actor: &Actor,
        team: TeamId,
        hours: &str,
        until: &str,
    ) -> Outcome<TeamView>;
    /// Leaves one's seat before launch.
    async fn leave_seat(&self, actor: &Actor, team: TeamId) -> Outcome<TeamView>;
    /// Hands one's seat back after launch.
    async fn hand_back(&self, actor: &Actor, team: TeamId, reason: Reason) -> Outcome<TeamView>;
    /// The starter releases a pledger before launch.
    async fn release(
        &self,
        actor: &Actor,
        team: TeamId,
        pledge: i64,
        reason: Reason,
    ) -> Outcome<TeamView>;
    /// Accepts the charter as it stands; withdraws one's own block.
    async fn accept_charter(&self, actor: &Actor, team: TeamId, charter: i64) -> Outcome<TeamView>;
    /// Blocks the charter, with a reason.
    async fn block_charter(&self, actor: &Actor, team: TeamId, reason: Reason)
    -> Outcome<TeamView>;
    /// Sets another pledger's block aside.
    async fn set_aside(&self, actor: &Actor, team: TeamId, block: i64) -> Outcome<TeamView>;
    /// What this person gets thanks for: seats they held on teams that never
    /// launched and that the viewer may see, newest first, ten at most.
    async fn thanks(&self, viewer: &Viewer, handle: &str) -> Outcome<Vec<Thanks>>;
    /// The starter, or somebody in a seat, adds a kind of seat: before launch the
    /// charter asks again, after it nobody is asked.
    async fn add_seat(&self, actor: &Actor, team: TeamId, seat: NewSeat) -> Outcome<TeamView>;
    /// Changes a kind of seat before launch; the charter asks again.
    async fn change_seat(
        &self,
        actor: &Actor,
        team: TeamId,
        seat: i64,
        to: NewSeat,
    ) -> Outcome<TeamView>;
    /// Takes back a kind of seat that nobody ever held; the charter asks again.
    async fn remove_seat(&self, actor: &Actor, team: TeamId, seat: i64) -> Outcome<TeamView>;
    /// Changes what the team agrees on, before launch, from this version of the
    /// charter; whoever sits is asked again.
    async fn edit_charter(
        &self,
        actor: &Actor,
        team: TeamId,
        charter: i64,
        form: &CharterForm,
    ) -> Outcome<TeamView>;
    /// The starter gives the team more time to launch, once.
    async fn extend(&self, actor: &Actor, team: TeamId) -> Outcome<TeamView>;
    /// The starter ends a team that does not launch: hands the idea back to the
    /// crowd, or closes the team.
    async fn end(
        &self,
        actor: &Actor,
        team: TeamId,
        ending: &str,
        reason: &str,
    ) -> Outcome<TeamView>;
    /// Asks somebody in another seat of a launched team whether they are still
    /// there; asking again before they answered changes nothing.
    async fn nudge(&self, actor: &Actor, team: TeamId, pledge: i64) -> Outcome<TeamView>;
    /// Says that one is still there.
    async fn answer_nudge(&self, actor: &Actor, team: TeamId) -> Outcome<TeamView>;
    /// Ends pledges whose day has come (kept) or whose person stayed silent after
    /// a nudge (broken), tells teams whose time runs out, closes those whose time is over and
    /// launches those whose last block lapsed; returns how many changed. Run
    /// every minute.
    async fn sweep(&self) -> Outcome<usize>;
}
