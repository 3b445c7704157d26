//! The demo's content as it stands in the JSON files beside this one.

use std::collections::BTreeMap;

use domain::accounts::{Kind, Role};
use domain::ideas::IdeaKind;
use domain::moderation::Grounds;
use domain::teams::Decides;
use serde::Deserialize;

use super::matching::{self, Matching};

/// Everything the demo is made of.
pub(super) struct Content {
    /// People, the admin first.
    pub(super) people: Vec<Person>,
    /// Ideas, oldest first.
    pub(super) ideas: Vec<Idea>,
    /// Who may be found for seats.
    pub(super) matching: Matching,
}

#[derive(Deserialize)]
pub(super) struct Person {
    pub(super) handle: String,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) kind: Kind,
    pub(super) department: Option<String>,
    pub(super) role: Role,
    pub(super) about: String,
    pub(super) skills: Vec<(String, i64)>,
    pub(super) joined_days_ago: f64,
}

#[derive(Deserialize)]
pub(super) struct Idea {
    pub(super) board: String,
    pub(super) title: String,
    pub(super) body: String,
    pub(super) kind: IdeaKind,
    pub(super) department: Option<String>,
    pub(super) topics: Vec<String>,
    pub(super) author: String,
    pub(super) days_ago: f64,
    pub(super) support: usize,
    pub(super) oppose: usize,
    pub(super) withdrawn: bool,
    pub(super) comments: Vec<Comment>,
    pub(super) team: Option<Team>,
    #[serde(default)]
    pub(super) care: Vec<Care>,
    /// Title of the idea it grew from.
    #[serde(default)]
    pub(super) from: Option<String>,
}

/// Something that a moderator did, and how long after the idea was posted.
#[derive(Deserialize)]
pub(super) struct Care {
    pub(super) by: String,
    pub(super) hours_after: f64,
    #[serde(flatten)]
    pub(super) deed: Deed,
}

#[derive(Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub(super) enum Deed {
    Lock {
        grounds: Grounds,
        reason: String,
    },
    Unlock,
    /// Hides the comment at this place.
    Hide {
        comment: usize,
        grounds: Grounds,
        reason: String,
    },
}

#[derive(Deserialize)]
pub(super) struct Comment {
    pub(super) by: String,
    pub(super) hours_after: f64,
    pub(super) body: String,
    pub(super) reply_to: Option<usize>,
}

#[derive(Deserialize)]
pub(super) struct Team {
    #[cfg_attr(
        not(test),
        expect(
            dead_code,
            reason = "a test compares it with what the launch rule decided"
        )
    )]
    pub(super) state: State,
    pub(super) starter: String,
    pub(super) hours_after: f64,
    pub(super) purpose: String,
    pub(super) seats: Vec<Seat>,
    pub(super) weeks: u32,
    pub(super) milestone: String,
    pub(super) milestone_days: i32,
    pub(super) decides: Decides,
    pub(super) stops_when: String,
    /// How its starter ended it, where it did not come together.
    #[serde(default)]
    pub(super) ended: Option<Ended>,
    /// What it did after the launch; told in a file of its own.
    #[serde(skip)]
    pub(super) work: Vec<Step>,
}

#[derive(Deserialize)]
pub(super) struct Ended {
    pub(super) hours_after: f64,
    pub(super) ending: String,
    pub(super) reason: String,
}

/// What a launched team did, by the title of its idea.
#[derive(Deserialize)]
struct History {
    idea: String,
    steps: Vec<Step>,
}

/// Something that somebody did in a team at work, and how many days after the
/// team was started. Milestones and tasks are named by their titles; a milestone
/// without is the one of the charter, a split is that of the newest one.
#[derive(Deserialize)]
pub(super) struct Step {
    pub(super) days: f64,
    pub(super) by: String,
    #[serde(flatten)]
    pub(super) work: Work,
}

#[derive(Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub(super) enum Work {
    Milestone {
        title: String,
        due_days: i32,
    },
    Reach {
        title: Option<String>,
    },
    Task {
        milestone: Option<String>,
        title: String,
    },
    Claim {
        title: String,
    },
    Done {
        title: String,
    },
    Update {
        body: String,
        hands: Vec<String>,
    },
    Propose {
        title: String,
        details: String,
        days_open: u32,
    },
    Object {
        title: String,
        reason: String,
    },
    Link {
        label: String,
        address: String,
    },
    Cast {
        points: BTreeMap<String, u32>,
    },
    /// Says that somebody else of the team has a skill they declare.
    Endorse {
        of: String,
        skill: String,
    },
    Deliver {
        outcome: String,
        address: String,
    },
    Stop {
        tried: String,
        found: String,
        tell: String,
    },
}

/// How the team is meant to end up; the launch rule decides, a test compares.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    Gathering,
    Launched,
    Delivered,
    Stopped,
}

#[derive(Deserialize)]
pub(super) struct Seat {
    pub(super) skill: String,
    pub(super) level: u32,
    pub(super) hours: u32,
    pub(super) count: u32,
    pub(super) required: bool,
    #[serde(default)]
    pub(super) apprentice: bool,
    pub(super) taken_by: Vec<String>,
}

const PEOPLE: &str = include_str!("people.json");
const IDEAS: [&str; 6] = [
    include_str!("ideas-1.json"),
    include_str!("ideas-2.json"),
    include_str!("ideas-3.json"),
    include_str!("ideas-4.json"),
    include_str!("ideas-5.json"),
    include_str!("ideas-6.json"),
];

const WORK: &str = include_str!("work.json");

/// Reads the files.
pub(super) fn read() -> Result<Content, serde_json::Error> {
    let mut ideas = Vec::new();
    for file in IDEAS {
        ideas.extend(serde_json::from_str::<Vec<Idea>>(file)?);
    }
    for history in serde_json::from_str::<Vec<History>>(WORK)? {
        let idea = ideas.iter_mut().find(|idea| idea.title == history.idea);
        if let Some(team) = idea.and_then(|idea| idea.team.as_mut()) {
            team.work = history.steps;
        }
    }
    Ok(Content {
        people: serde_json::from_str(PEOPLE)?,
        ideas,
        matching: matching::read()?,
    })
}
