//! Teams as shown.

use serde::{Deserialize, Serialize};

use super::{Decides, Ending, Need, PledgeState, TeamId, TeamStage};
use crate::accounts::PersonRef;
use crate::ideas::IdeaRef;
use crate::launch::Checklist;
use crate::{Date, Timestamp};

/// A team in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamCard {
    /// Its number.
    pub number: TeamId,
    /// The idea it builds.
    pub idea: IdeaRef,
    /// What it wants to bring about.
    pub purpose: String,
    /// Stage.
    pub stage: TeamStage,
    /// Places taken.
    pub taken: i64,
    /// Places in all.
    pub places: i64,
    /// Skills of seats with a free place.
    pub open_seats: Vec<String>,
    /// Until when it may gather.
    pub deadline: Timestamp,
    /// When it launched.
    pub launched: Option<Timestamp>,
    /// How it ended, if it never launched.
    pub ending: Option<Ending>,
}

/// A held or ended pledge as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PledgeView {
    /// Its number.
    pub id: i64,
    /// Who.
    pub person: PersonRef,
    /// Department's name.
    pub department: Option<String>,
    /// Hours a week.
    pub hours: i64,
    /// Until when.
    pub until: Date,
    /// Whether they accepted the charter as it stands.
    pub accepted: bool,
    /// Since when a nudge waits for their answer.
    pub nudged: Option<Timestamp>,
}

/// A kind of seat as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatView {
    /// Its number.
    pub id: i64,
    /// Skill.
    pub skill: String,
    /// 1–3.
    pub level: i64,
    /// Hours a week.
    pub hours: i64,
    /// Places.
    pub count: i64,
    /// Required or welcome.
    pub need: Need,
    /// Who holds a place.
    pub held: Vec<PledgeView>,
    /// Whether nobody ever held one, so that the seat can be taken back.
    pub fresh: bool,
}

/// How a team ended that never launched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// How.
    pub ending: Ending,
    /// The starter's words; empty where time ended it.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// What a member promised to a team that never launched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thanks {
    /// The team's number.
    pub team: TeamId,
    /// Its idea.
    pub idea: IdeaRef,
    /// Skill of the seat.
    pub skill: String,
    /// Hours a week.
    pub hours: i64,
}

/// A place that came free again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreedSeat {
    /// Who held it.
    pub person: PersonRef,
    /// Skill of the seat.
    pub skill: String,
    /// Left, released or handed back.
    pub state: PledgeState,
    /// Why; empty when leaving before launch.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// An open block of the charter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockView {
    /// Its number.
    pub id: i64,
    /// Who raised it.
    pub person: PersonRef,
    /// Why.
    pub reason: String,
    /// When it lapses by itself.
    pub lapses: Timestamp,
    /// Pledgers who set it aside.
    pub set_aside: i64,
    /// More than this many of the other pledgers must set it aside, doubled.
    pub others: i64,
    /// Whether the viewer set it aside.
    pub by_me: bool,
    /// Whether the viewer raised it.
    pub mine: bool,
}

/// What the viewer is to a team, and may do there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what the viewer may do, one by one"
)]
pub struct MyPlace {
    /// Signed in at all.
    pub member: bool,
    /// Leads the team.
    pub leads: bool,
    /// The seat held, if any.
    pub seat: Option<i64>,
    /// Whether the charter, as it stands, waits for the viewer's word.
    pub asked: bool,
    /// Whether new seats are paused for the viewer.
    pub paused: bool,
    /// Since when a nudge waits for the viewer's answer.
    pub nudged: Option<Timestamp>,
    /// Hours a week the viewer promised to other teams.
    pub load: i64,
    /// Hours a week the viewer has for teams, where they said so.
    pub hours: Option<i64>,
}

/// A team's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamView {
    /// Its number.
    pub number: TeamId,
    /// The idea it builds.
    pub idea: IdeaRef,
    /// What it wants to bring about.
    pub purpose: String,
    /// Stage.
    pub stage: TeamStage,
    /// Who started it.
    pub starter: PersonRef,
    /// When.
    pub at: Timestamp,
    /// Until when it may gather.
    pub deadline: Timestamp,
    /// Whether that was made longer, which can be done once.
    pub extended: bool,
    /// How it ended, if it never launched.
    pub ended: Option<Ended>,
    /// When it launched.
    pub launched: Option<Timestamp>,
    /// Version of the charter, from 1.
    pub charter: i64,
    /// Weeks of work.
    pub weeks: i64,
    /// What the first milestone shows.
    pub milestone: String,
    /// When it is due.
    pub milestone_due: Date,
    /// Decision rule.
    pub decides: Decides,
    /// Kill rule.
    pub stops_when: String,
    /// The seats.
    pub seats: Vec<SeatView>,
    /// Places that came free again, newest first.
    pub freed: Vec<FreedSeat>,
    /// Open blocks.
    pub blocks: Vec<BlockView>,
    /// The launch checklist as things stand, after the launch, too.
    pub checklist: Checklist,
    /// Whether its idea is hidden: the team rests, and its time with it.
    pub resting: bool,
    /// What the viewer is here.
    pub my: MyPlace,
    /// Today, by which forms are prefilled.
    pub today: Date,
}
