//! The work of a team as shown.

use serde::{Deserialize, Serialize};

use super::{Health, TaskState};
use crate::accounts::PersonRef;
use crate::ideas::IdeaRef;
use crate::teams::{TeamId, TeamStage};
use crate::{Date, Timestamp};

/// A task as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskView {
    /// Its number.
    pub id: i64,
    /// What is to be done.
    pub title: String,
    /// How far it is.
    pub state: TaskState,
    /// Who does it, or did.
    pub owner: Option<PersonRef>,
    /// Whether that is the viewer.
    pub mine: bool,
    /// When it is due.
    pub due: Option<Date>,
    /// When the claim of its owner expires, if nothing happens.
    pub expires: Option<Timestamp>,
}

/// A milestone as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MilestoneView {
    /// Its number.
    pub id: i64,
    /// What it shows.
    pub title: String,
    /// When it is due.
    pub due: Date,
    /// When it was reached.
    pub reached: Option<Timestamp>,
    /// Its tasks, in the order they were added.
    pub tasks: Vec<TaskView>,
}

impl MilestoneView {
    /// Tasks done of all: numbers, and percent rounded down; a milestone that is
    /// reached is whole, one without tasks is not begun.
    pub fn done(&self) -> (usize, usize, usize) {
        let all = self.tasks.len();
        let done = self
            .tasks
            .iter()
            .filter(|task| task.state == TaskState::Done);
        let done = done.count();
        let percent = match (self.reached, all) {
            (Some(_), _) => 100,
            (None, 0) => 0,
            (None, all) => done * 100 / all,
        };
        (done, all, percent)
    }
}

/// Somebody who may be named in an update.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hand {
    /// Who.
    pub person: PersonRef,
    /// Whether the week's update names them.
    pub named: bool,
}

/// A weekly update as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateView {
    /// The week it is about, from 1.
    pub week: i64,
    /// Its last day.
    pub last: Date,
    /// How it went; empty where nobody told.
    pub body: String,
    /// Who wrote it.
    pub author: Option<PersonRef>,
    /// Who put in their hours.
    pub hands: Vec<PersonRef>,
    /// When it was written.
    pub at: Option<Timestamp>,
    /// Whether it came late; true where nobody told.
    pub late: bool,
}

/// A week that the viewer can write an update about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedWeek {
    /// The week, from 1.
    pub week: i64,
    /// Its last day.
    pub last: Date,
    /// What it says so far; empty for a new one.
    pub body: String,
    /// Who may be named, the named ones marked.
    pub hands: Vec<Hand>,
    /// Whether it is over.
    pub over: bool,
}

/// A file as it is given out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// What it is called.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A file as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    /// Its number.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// Who put it there.
    pub person: PersonRef,
    /// When.
    pub at: Timestamp,
    /// Whether the viewer may take it away.
    pub may_remove: bool,
}

/// A link as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkView {
    /// Its number.
    pub id: i64,
    /// What it leads to.
    pub label: String,
    /// Its address.
    pub address: String,
    /// Who put it there.
    pub person: PersonRef,
    /// When.
    pub at: Timestamp,
    /// Whether the viewer may take it away.
    pub may_remove: bool,
}

/// Somebody who holds or held a seat since the launch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrewView {
    /// Who.
    pub person: PersonRef,
    /// Skill of the seat.
    pub skill: String,
    /// Hours a week.
    pub hours: i64,
    /// Whether they sit there, or kept their promise.
    pub stayed: bool,
    /// Whether they sit there now.
    pub sits: bool,
}

/// How a launched team ended, as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinishView {
    /// Who led it then.
    pub person: PersonRef,
    /// What came of it, or what it tried.
    pub body: String,
    /// Where it can be seen; empty where nowhere.
    pub address: String,
    /// What it found; empty for a team that delivered.
    pub found: String,
    /// Who should know.
    pub tell: String,
    /// When.
    pub at: Timestamp,
}

/// What a launched team works on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorkView {
    /// The team's number.
    pub team: TeamId,
    /// The idea it builds.
    pub idea: IdeaRef,
    /// Stage.
    pub stage: TeamStage,
    /// Whether the viewer works here: the team is at work, and they started it
    /// or hold a seat.
    pub mine: bool,
    /// Whether the viewer leads it.
    pub leads: bool,
    /// Whoever leads it.
    pub lead: PersonRef,
    /// Whether the viewer may take the lead, because whoever has it is silent.
    pub may_lead: bool,
    /// The milestones, by their day.
    pub milestones: Vec<MilestoneView>,
    /// The updates, newest week first; among them weeks that nobody told of in
    /// time.
    pub updates: Vec<UpdateView>,
    /// The weeks the viewer can write about, the one that waits most first.
    pub asked: Vec<AskedWeek>,
    /// Whoever holds a seat, or held one since the launch.
    pub crew: Vec<CrewView>,
    /// How it ended, if it did.
    pub finish: Option<FinishView>,
    /// Files beside the work, oldest first.
    pub files: Vec<FileView>,
    /// Links beside the work.
    pub links: Vec<LinkView>,
    /// How well it goes.
    pub health: Health,
    /// Today, by which forms are prefilled.
    pub today: Date,
}
