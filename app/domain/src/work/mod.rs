//! A launched team at work: milestones, their tasks, a weekly update, and how
//! well it goes.

mod forms;
mod health;
mod views;

use async_trait::async_trait;

use crate::accounts::{Actor, Viewer};
use crate::teams::TeamId;
use crate::words;
use crate::{Date, Outcome, Timestamp};

pub use forms::{
    DeliverForm, FILE_BYTES, Finish, LinkForm, MAX_FILES, MAX_LINKS, MAX_MILESTONES, MAX_TASKS,
    MilestoneForm, NewFile, NewLink, NewMilestone, NewTask, NewUpdate, StopForm, TaskForm,
    UpdateForm,
};
pub use health::{Facts, Health, Light};
pub use views::{
    AskedWeek, CrewView, File, FileView, FinishView, Hand, LinkView, MilestoneView, TaskView,
    UpdateView, WorkView,
};

/// Silent days after which a claim of a task expires.
pub const CLAIM_DAYS: i64 = 7;
/// Days after a week's end until which its update is on time.
pub const GRACE_DAYS: i64 = 2;
/// Days without a trace after which somebody in a seat does not count as active.
pub const ACTIVE_DAYS: i64 = 14;

words! {
    /// How far a task has come.
    TaskState {
        /// Nobody does it.
        Todo = "todo",
        /// Its owner is at it.
        Doing = "doing",
        /// It is done.
        Done = "done",
    }
}

/// The team's week in which `at` falls, counted from 1 at the launch; 0 before.
pub fn week(launched: Timestamp, at: Timestamp) -> i64 {
    if at < launched {
        return 0;
    }
    (at.0 - launched.0) / (7 * crate::time::DAY) + 1
}

/// When this week of the team ends.
pub fn end_of_week(launched: Timestamp, week: i64) -> Timestamp {
    launched.plus_days(7 * week)
}

/// The last day of this week of the team.
pub fn last_day(launched: Timestamp, week: i64) -> Date {
    end_of_week(launched, week).date()
}

/// Whether an update about this week, written at this moment, is late.
pub fn is_late(launched: Timestamp, week: i64, at: Timestamp) -> bool {
    at > end_of_week(launched, week).plus_days(GRACE_DAYS)
}

/// Working in a launched team.
#[async_trait]
pub trait Work: Send + Sync {
    /// What a team works on; nothing for one that never launched.
    async fn view(&self, viewer: &Viewer, team: TeamId) -> Outcome<Option<WorkView>>;
    /// Adds a milestone.
    async fn add_milestone(
        &self,
        actor: &Actor,
        team: TeamId,
        form: &MilestoneForm,
    ) -> Outcome<WorkView>;
    /// Changes a milestone that is not reached.
    async fn change_milestone(
        &self,
        actor: &Actor,
        team: TeamId,
        milestone: i64,
        form: &MilestoneForm,
    ) -> Outcome<WorkView>;
    /// Takes back a milestone without tasks that is not reached.
    async fn remove_milestone(
        &self,
        actor: &Actor,
        team: TeamId,
        milestone: i64,
    ) -> Outcome<WorkView>;
    /// Says that a milestone is reached. Saying so again changes nothing.
    async fn reach_milestone(
        &self,
        actor: &Actor,
        team: TeamId,
        milestone: i64,
    ) -> Outcome<WorkView>;
    /// Adds a task to a milestone that is not reached.
    async fn add_task(
        &self,
        actor: &Actor,
        team: TeamId,
        milestone: i64,
        form: &TaskForm,
    ) -> Outcome<WorkView>;
    /// Changes a task's words and its due day.
    async fn change_task(
        &self,
        actor: &Actor,
        team: TeamId,
        task: i64,
        form: &TaskForm,
    ) -> Outcome<WorkView>;
    /// Moves a task: to `doing` by whoever does it from now on, to `done`, or
    /// back to `todo`.
    async fn move_task(
        &self,
        actor: &Actor,
        team: TeamId,
        task: i64,
        to: TaskState,
    ) -> Outcome<WorkView>;
    /// Takes back a task that is not done.
    async fn remove_task(&self, actor: &Actor, team: TeamId, task: i64) -> Outcome<WorkView>;
    /// Writes the update about a week, or changes it while the next one has not
    /// ended.
    async fn write_update(
        &self,
        actor: &Actor,
        team: TeamId,
        form: &UpdateForm,
    ) -> Outcome<WorkView>;
    /// Whether this member may put a file beside the team's work, before one is
    /// read; the same is asked again when it is kept.
    async fn may_attach(&self, actor: &Actor, team: TeamId) -> Outcome<()>;
    /// Keeps a file beside the team's work.
    async fn attach(&self, actor: &Actor, team: TeamId, file: NewFile) -> Outcome<WorkView>;
    /// A file, for any member who sees the team.
    async fn file(&self, actor: &Actor, team: TeamId, file: i64) -> Outcome<File>;
    /// Takes a file away.
    async fn remove_file(&self, actor: &Actor, team: TeamId, file: i64) -> Outcome<WorkView>;
    /// Puts a link beside the team's work.
    async fn add_link(&self, actor: &Actor, team: TeamId, form: &LinkForm) -> Outcome<WorkView>;
    /// Takes a link away.
    async fn remove_link(&self, actor: &Actor, team: TeamId, link: i64) -> Outcome<WorkView>;
    /// Hands the lead over to somebody who sits in the team.
    async fn hand_over(&self, actor: &Actor, team: TeamId, to: &str) -> Outcome<WorkView>;
    /// Takes the lead, by somebody who sits in the team, where whoever leads it is
    /// suspended or left no trace for [`ACTIVE_DAYS`].
    async fn take_lead(&self, actor: &Actor, team: TeamId) -> Outcome<WorkView>;
    /// Ends the team: delivered, once every milestone is reached, or stopped well.
    /// Promises of those who sit there count as kept, but for one with an
    /// unanswered nudge, which counts as nothing. Whoever leads the team may.
    async fn finish(&self, actor: &Actor, team: TeamId, finish: Finish) -> Outcome<WorkView>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::DAY;

    #[test]
    fn weeks_count_from_the_launch() {
        let launched = Timestamp(1_000);
        assert_eq!(week(launched, Timestamp(999)), 0);
        assert_eq!(week(launched, launched), 1);
        assert_eq!(week(launched, Timestamp(1_000 + 7 * DAY - 1)), 1);
        assert_eq!(week(launched, Timestamp(1_000 + 7 * DAY)), 2);
        let late = end_of_week(launched, 1).plus_days(GRACE_DAYS);
        assert!(!is_late(launched, 1, late));
        assert!(is_late(launched, 1, Timestamp(late.0 + 1)));
    }
}
