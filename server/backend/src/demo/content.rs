//! The demo's content as it stands in the JSON files beside this one.

use domain::accounts::{Kind, Role};
use domain::ideas::IdeaKind;
use domain::moderation::Grounds;
use domain::teams::Decides;
use serde::Deserialize;

/// Everything the demo is made of.
pub(super) struct Content {
    /// People, the admin first.
    pub(super) people: Vec<Person>,
    /// Ideas, oldest first.
    pub(super) ideas: Vec<Idea>,
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
}

#[derive(Deserialize)]
pub(super) struct Ended {
    pub(super) hours_after: f64,
    pub(super) ending: String,
    pub(super) reason: String,
}

/// How the team is meant to end up; the launch rule decides, a test compares.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    Gathering,
    Launched,
    Stopped,
}

#[derive(Deserialize)]
pub(super) struct Seat {
    pub(super) skill: String,
    pub(super) level: u32,
    pub(super) hours: u32,
    pub(super) count: u32,
    pub(super) required: bool,
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

/// Reads the files.
pub(super) fn read() -> Result<Content, serde_json::Error> {
    let mut ideas = Vec::new();
    for file in IDEAS {
        ideas.extend(serde_json::from_str::<Vec<Idea>>(file)?);
    }
    Ok(Content {
        people: serde_json::from_str(PEOPLE)?,
        ideas,
    })
}
