//! Jobs: what the server does later or again and again, and how an admin sees
//! and mends it (`/admin/jobs`).

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::paging::{Cursor, Page};
use crate::words;
use crate::{Outcome, Timestamp};

words! {
    /// How far a job has come.
    JobState {
        /// It runs when its time comes, for the first time or once more.
        Waiting = "waiting",
        /// A server is at it.
        Running = "running",
        /// It is done.
        Done = "done",
        /// It failed too often and waits for somebody to try again.
        Failed = "failed",
    }
}

words! {
    /// What is done again and again.
    Chore {
        /// What time does to teams: deadlines, lapsed blocks, promises, claims of
        /// tasks, weekly updates asked for, shares counted and frozen.
        Teams = "teams",
        /// Tells people of new seats that fit them.
        Seats = "seats",
        /// Lifts suspensions whose time is over.
        Suspensions = "suspensions",
        /// Forgets sessions that are over.
        Sessions = "sessions",
        /// Forgets forms nobody came back for.
        KeptForms = "kept_forms",
        /// Forgets links and invitations long past their time.
        Links = "links",
        /// Forgets limits that are past.
        Limits = "limits",
        /// Forgets logos that were taken down.
        Logos = "logos",
        /// Compares counters, scores and stages with their rows.
        Counters = "counters",
        /// Forgets jobs that were done long ago.
        OldJobs = "old_jobs",
    }
}

impl JobState {
    /// The state an admin sees first, by how many jobs are in each: what failed,
    /// where anything did; what runs or comes next; what was done.
    pub fn telling(counts: &[(Self, i64)]) -> Self {
        [Self::Failed, Self::Running, Self::Waiting]
            .into_iter()
            .find(|state| {
                counts
                    .iter()
                    .any(|(known, count)| known == state && *count > 0)
            })
            .unwrap_or(Self::Done)
    }
}

/// A job, as an admin sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobView {
    /// Its number.
    pub id: i64,
    /// What it does, a [`Chore`]'s word where it recurs.
    pub kind: String,
    /// What it does again and again.
    pub chore: Option<Chore>,
    /// How far it has come.
    pub state: JobState,
    /// When it runs next; while it runs, until when it is not taken over.
    pub due: Timestamp,
    /// How often it was begun, for a chore since it last went well.
    pub attempts: i64,
    /// Why it last went wrong, if it did since it last went well.
    pub error: Option<String>,
    /// How many things it last dealt with.
    pub handled: Option<i64>,
    /// When it last went well, or failed for good.
    pub finished: Option<Timestamp>,
}

/// The jobs of an installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobsView {
    /// Every chore, in the order of [`Chore::ALL`].
    pub chores: Vec<JobView>,
    /// How many jobs that are no chores are in each state, in the order of
    /// [`JobState::ALL`]; at most 1,000 of each are counted.
    pub counts: Vec<(JobState, i64)>,
    /// The state asked for, or the one that [tells most](JobState::telling).
    pub state: JobState,
    /// Those in that state, newest first.
    pub jobs: Page<JobView>,
}

/// Seeing and mending jobs; admins only.
#[async_trait]
pub trait Jobs: Send + Sync {
    /// The chores, the counts, and a page of the jobs in this state; where none
    /// is named, in the one that tells most.
    async fn list(
        &self,
        actor: &Actor,
        state: Option<JobState>,
        after: Option<&Cursor>,
    ) -> Outcome<JobsView>;
    /// Runs a failed job again, with all its tries.
    async fn retry(&self, actor: &Actor, job: i64) -> Outcome<()>;
    /// Runs a chore at once.
    async fn run_now(&self, actor: &Actor, chore: Chore) -> Outcome<()>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_failed_comes_first_and_nothing_failed_never_does() {
        let counts = |failed, running, waiting| {
            [
                (JobState::Waiting, waiting),
                (JobState::Running, running),
                (JobState::Done, 7),
                (JobState::Failed, failed),
            ]
        };
        assert_eq!(JobState::telling(&counts(1, 2, 3)), JobState::Failed);
        assert_eq!(JobState::telling(&counts(0, 2, 3)), JobState::Running);
        assert_eq!(JobState::telling(&counts(0, 0, 3)), JobState::Waiting);
        assert_eq!(JobState::telling(&counts(0, 0, 0)), JobState::Done);
    }
}
