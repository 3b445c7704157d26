//! What members tell so that seats find them: whether they want to be found at
//! all, how much time they have, and what they care about. Nothing is suggested
//! to or of anybody who did not ask for it.

pub mod crew;
pub mod fit;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::accounts::{Actor, PersonRef, skill_name};
use crate::ideas::{IdeaRef, Topics};
use crate::plain;
use crate::teams::{Need, TeamId};
use crate::{Date, FieldError, FieldErrors, Outcome, Timestamp};

/// How many topics a member may name as their own.
pub const MAX_TOPICS: usize = 10;
/// How many skills a member may want to learn.
pub const MAX_WANTS: usize = 6;
/// The most hours a week that somebody may say to have free.
pub const MAX_HOURS: u32 = 40;

/// The form as it is posted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PreferencesForm {
    /// `yes` when seats may be suggested, and the member for seats.
    pub open: String,
    /// Hours a week.
    pub hours: String,
    /// A name of the IANA list, or nothing.
    pub time_zone: String,
    /// Topics, separated by commas.
    pub topics: String,
    /// Skills, separated by commas.
    pub wants: String,
}

/// What a member wants the matching to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    /// Whether seats may be suggested to them, and they for seats.
    pub open: bool,
    /// Hours a week they could give to teams, 0–40.
    pub hours: u32,
    /// IANA name of the zone they live in; empty for the organisation's.
    pub time_zone: String,
    /// Topics they care about, small letters, at most [`MAX_TOPICS`].
    pub topics: Vec<String>,
    /// Skills they want to learn, at most [`MAX_WANTS`].
    pub wants: Vec<String>,
}

impl Preferences {
    /// Reads the form. Whether the time zone exists the backend looks up.
    pub fn parse(form: &PreferencesForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let open = errors.check("open", plain::yes(&form.open));
        let hours = errors.check("hours", plain::number(&form.hours, 0, MAX_HOURS));
        let time_zone = errors.check("time_zone", plain::line_of(&form.time_zone, 0, 64));
        let topics = errors.check("topics", Topics::up_to(&form.topics, MAX_TOPICS));
        let wants = errors.check("wants", wants(&form.wants));
        match (open, hours, time_zone, topics, wants) {
            (Some(open), Some(hours), Some(time_zone), Some(topics), Some(wants)) => Ok(Self {
                open,
                hours,
                time_zone,
                topics: topics.0,
                wants,
            }),
            _ => Err(errors),
        }
    }
}

/// Skills separated by commas; doubles count once, however they are written.
fn wants(text: &str) -> Result<Vec<String>, FieldError> {
    let mut wants: Vec<String> = Vec::new();
    for name in text.split(',') {
        if plain::line(name).is_empty() {
            continue;
        }
        let name = skill_name(name)?;
        let folded = name.to_lowercase();
        if !wants.iter().any(|known| known.to_lowercase() == folded) {
            wants.push(name);
        }
    }
    if wants.len() > MAX_WANTS {
        return Err(FieldError::TooMany(MAX_WANTS));
    }
    Ok(wants)
}

/// Why a seat is suggested, in the order it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// They have the skill at this level; the seat hopes for that one.
    Skill {
        /// 1–3.
        level: u32,
        /// 1–3.
        asked: u32,
    },
    /// So many who worked with them endorse the skill.
    Endorsed(u32),
    /// They want to learn the skill, and it is the apprentice's seat.
    Wish,
    /// No more than this many members have the skill.
    Rare(u32),
    /// Topics of the idea that they are at, too.
    Topics(Vec<String>),
    /// They have the hours a week that the seat takes, or some of them.
    Hours {
        /// Free hours less what they promised elsewhere, at most those asked: how
        /// much they promised is for themself to know.
        left: u32,
        /// A week.
        asked: u32,
    },
    /// Nobody on the team has worked with them.
    NewCompany,
    /// Nobody of their department is on the team.
    NewDepartment,
}

/// An open seat that fits a member.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeatForYou {
    /// The team.
    pub team: TeamId,
    /// The idea it builds.
    pub idea: IdeaRef,
    /// The seat's number.
    pub seat: i64,
    /// What it asks for.
    pub skill: String,
    /// How well it fits, 0–1: the M of [`fit`].
    pub score: f64,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// Somebody who fits an open seat and may be found for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonForSeat {
    /// Who.
    pub person: PersonRef,
    /// Department's name.
    pub department: Option<String>,
    /// How well they fit, 0–1: the M of [`fit`].
    pub score: f64,
    /// Why.
    pub reasons: Vec<Reason>,
    /// Whether a seat of this team is offered to them and waits for an answer.
    pub asked: bool,
}

/// A kind of seat with free places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSeat {
    /// The seat's number.
    pub seat: i64,
    /// What it asks for.
    pub skill: String,
    /// 1–3.
    pub level: i64,
    /// Hours a week.
    pub hours: i64,
    /// Whether it is needed.
    pub need: Need,
    /// Places that nobody holds.
    pub free: i64,
}

/// A team that looks for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seeking {
    /// The team.
    pub team: TeamId,
    /// The idea it builds.
    pub idea: IdeaRef,
    /// Its kinds of seats with free places, in their order.
    pub seats: Vec<OpenSeat>,
}

/// Who fits one open seat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PeopleForSeat {
    /// The team, with this seat among its open ones.
    pub seeking: Seeking,
    /// The seat's number.
    pub seat: i64,
    /// The best first.
    pub people: Vec<PersonForSeat>,
}

/// One place of a suggested team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SuggestedSeat {
    /// The seat's number.
    pub seat: i64,
    /// What it asks for.
    pub skill: String,
    /// Who is suggested; nobody where nobody may be found.
    pub person: Option<PersonForSeat>,
}

/// A whole team, suggested at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SuggestedTeam {
    /// The team with its open seats.
    pub seeking: Seeking,
    /// One for each free place, in the order of the seats.
    pub places: Vec<SuggestedSeat>,
    /// How many of the people suggested, and of those who sit there, worked with
    /// another one of them.
    pub acquainted: usize,
    /// Departments that would be on the team.
    pub departments: usize,
}

/// A seat that was offered to the reader and waits for their answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatOffer {
    /// Its number.
    pub id: i64,
    /// The team.
    pub team: TeamId,
    /// The idea it builds.
    pub idea: IdeaRef,
    /// What the seat asks for.
    pub skill: String,
    /// Hours a week that are promised by accepting.
    pub hours: i64,
    /// Until the end of this day.
    pub until: Date,
    /// The version of the charter that is accepted with it.
    pub charter: i64,
    /// Who offers it.
    pub by: PersonRef,
    /// When.
    pub at: Timestamp,
}

/// Telling what one would like to be found for, and finding it.
#[async_trait]
pub trait Matching: Send + Sync {
    /// The open seats that fit best, best first; nothing for whoever did not
    /// say yes.
    async fn seats_for(&self, actor: &Actor) -> Outcome<Option<Vec<SeatForYou>>>;
    /// The member's own preferences; those of somebody who never said anything
    /// are closed and empty.
    async fn preferences(&self, actor: &Actor) -> Outcome<Preferences>;
    /// Who fits an open seat of a team best, for the team's own people: its lead
    /// and whoever sits there. Nobody is shown who did not say yes.
    async fn people_for(&self, actor: &Actor, team: TeamId, seat: i64) -> Outcome<PeopleForSeat>;
    /// Somebody for each open seat of a team at once, chosen as [`crew`] says, for
    /// the team's own people.
    async fn team_for(&self, actor: &Actor, team: TeamId) -> Outcome<SuggestedTeam>;
    /// Offers an open seat to somebody who may be found for it. Offering again
    /// what waits for an answer changes nothing; whoever declined is not asked
    /// again by the same team.
    async fn offer(&self, actor: &Actor, team: TeamId, seat: i64, handle: &str) -> Outcome<()>;
    /// Takes an offer back that this person has not answered, for the team's own
    /// people; they no longer hear of it, and may be asked again.
    async fn take_back(&self, actor: &Actor, team: TeamId, handle: &str) -> Outcome<()>;
    /// The seats that are offered to the member, newest first.
    async fn offers(&self, actor: &Actor) -> Outcome<Vec<SeatOffer>>;
    /// Takes the seat that is offered, with the hours and the day shown, and so
    /// accepts this version of the charter; the number of the team.
    async fn accept(&self, actor: &Actor, offer: i64, charter: i64) -> Outcome<TeamId>;
    /// Declines an offer; whoever made it is told.
    async fn decline(&self, actor: &Actor, offer: i64) -> Outcome<()>;
    /// Keeps them. Fails on `time_zone` when there is no such zone.
    async fn prefer(&self, actor: &Actor, preferences: Preferences) -> Outcome<()>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> PreferencesForm {
        PreferencesForm {
            open: "yes".into(),
            hours: "4".into(),
            time_zone: "Europe/Lisbon".into(),
            topics: "Spare parts, spare PARTS, repair".into(),
            wants: "Finishing, finishing , Photography".into(),
        }
    }

    #[test]
    fn what_is_named_twice_counts_once() {
        let read = Preferences::parse(&form()).expect("a form that passes");
        assert!(read.open);
        assert_eq!(read.hours, 4);
        assert_eq!(read.topics, ["spare parts", "repair"]);
        assert_eq!(read.wants, ["Finishing", "Photography"]);
    }

    #[test]
    fn each_field_says_what_is_wrong_with_it() {
        let many = |count: usize, word: &str| {
            let words: Vec<String> = (0..count).map(|n| format!("{word} {n}")).collect();
            words.join(", ")
        };
        let wrong = PreferencesForm {
            open: "perhaps".into(),
            hours: "41".into(),
            time_zone: "x".repeat(65),
            topics: many(11, "topic"),
            wants: many(7, "skill"),
        };
        let errors = Preferences::parse(&wrong).expect_err("all wrong");
        assert_eq!(errors.0["open"], FieldError::NotOffered);
        assert_eq!(errors.0["hours"], FieldError::NotBetween(0, 40));
        assert_eq!(errors.0["time_zone"], FieldError::TooLong(64));
        assert_eq!(errors.0["topics"], FieldError::TooMany(10));
        assert_eq!(errors.0["wants"], FieldError::TooMany(6));
    }
}
