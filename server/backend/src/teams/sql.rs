//! What the database holds of one team, read in a handful of statements. The
//! statements that change a team stand beside the use cases that run them.

mod pledges;

use domain::accounts::{Kind, MemberId, PersonRef, Viewer};
use domain::boards::Visibility;
use domain::ideas::IdeaRef;
use domain::launch::LaunchRule;
use domain::policy::Exposure;
use domain::stage::Stage;
use domain::teams::{self as views, Charter, Decides, Ending, Need, NewSeat, TeamStage};
use domain::{Date, Noun, Timestamp, policy};

use crate::db::{Fault, Tx, all, first, one};
use crate::ideas::word;
pub(super) use pledges::{Ended, Held, crew, ended, held, held_by, leaves, load};

/// A day the database holds, in days since 1970-01-01.
fn day(days: i64) -> Date {
    Date(i32::try_from(days).unwrap_or(i32::MAX))
}

/// A member as named beside what they did.
#[derive(sqlx::FromRow)]
pub(super) struct Person {
    display_name: String,
    handle: String,
    kind: String,
}

impl Person {
    pub(super) fn kind(&self) -> Result<Kind, Fault> {
        word(Kind::parse(&self.kind))
    }

    pub(super) fn named(&self) -> Result<PersonRef, Fault> {
        Ok(PersonRef {
            name: self.display_name.clone(),
            handle: self.handle.clone(),
            kind: self.kind()?,
        })
    }
}

/// A team with its idea, its board's rule and its starter.
#[derive(sqlx::FromRow)]
pub(super) struct Team {
    pub(super) id: i64,
    pub(super) idea_id: i64,
    slug: String,
    title: String,
    idea_stage: String,
    idea_department: Option<i64>,
    idea_hidden_at: Option<i64>,
    pub(super) author_id: MemberId,
    pub(super) support: i64,
    visibility: String,
    launch_supporters: i64,
    launch_hours_share: f64,
    launch_departments: i64,
    pub(super) starter_id: MemberId,
    pub(super) lead_id: MemberId,
    #[sqlx(flatten)]
    pub(super) starter: Person,
    pub(super) purpose: String,
    stage: String,
    pub(super) charter: i64,
    pub(super) weeks: i64,
    pub(super) milestone: String,
    milestone_due: i64,
    decides: String,
    pub(super) stops_when: String,
    pub(super) created_at: i64,
    deadline_at: i64,
    pub(super) launched_at: Option<i64>,
    pub(super) extended_at: Option<i64>,
    pub(super) ended_at: Option<i64>,
    ending: Option<String>,
    ended_reason: String,
}

impl Team {
    /// What it agrees on, but for its seats.
    pub(super) fn agreed(&self) -> Result<Charter, Fault> {
        Ok(Charter {
            purpose: self.purpose.clone(),
            weeks: u32::try_from(self.weeks).unwrap_or(u32::MAX),
            milestone: self.milestone.clone(),
            milestone_due: self.milestone_due(),
            decides: self.decides()?,
            stops_when: self.stops_when.clone(),
        })
    }

    /// How it ended, if it never launched.
    pub(super) fn ended(&self) -> Result<Option<views::Ended>, Fault> {
        let ended = self.ending.as_deref().zip(self.ended_at);
        let ended = ended.map(|(ending, at)| {
            Ok(views::Ended {
                ending: word(Ending::parse(ending))?,
                reason: self.ended_reason.clone(),
                at: Timestamp(at),
            })
        });
        ended.transpose()
    }

    pub(super) fn idea(&self) -> IdeaRef {
        IdeaRef {
            number: self.idea_id,
            slug: self.slug.clone(),
            title: self.title.clone(),
        }
    }

    pub(super) fn idea_stage(&self) -> Result<Stage, Fault> {
        word(Stage::parse(&self.idea_stage))
    }

    pub(super) fn visibility(&self) -> Result<Visibility, Fault> {
        word(Visibility::parse(&self.visibility))
    }

    /// Whether its idea is hidden: until it is restored, the team rests.
    pub(super) const fn resting(&self) -> bool {
        self.idea_hidden_at.is_some()
    }

    fn exposure(&self) -> Result<Exposure, Fault> {
        Ok(Exposure {
            visibility: self.visibility()?,
            author: self.author_id,
            department: self.idea_department,
            hidden: self.resting(),
        })
    }

    pub(super) fn stage(&self) -> Result<TeamStage, Fault> {
        word(TeamStage::parse(&self.stage))
    }

    pub(super) fn decides(&self) -> Result<Decides, Fault> {
        word(Decides::parse(&self.decides))
    }

    pub(super) fn deadline(&self) -> Timestamp {
        Timestamp(self.deadline_at)
    }

    pub(super) fn milestone_due(&self) -> Date {
        day(self.milestone_due)
    }

    pub(super) fn rule(&self) -> LaunchRule {
        LaunchRule {
            supporters: self.launch_supporters,
            hours_share: self.launch_hours_share,
            departments: self.launch_departments,
        }
    }
}

const TEAM: &str = "
    SELECT t.id, t.idea_id, i.slug, i.title, i.stage AS idea_stage,
        i.department_id AS idea_department, i.hidden_at AS idea_hidden_at,
        i.author_id, i.support, b.visibility,
        b.launch_supporters, b.launch_hours_share, b.launch_departments,
        t.starter_id, COALESCE(t.lead_id, t.starter_id) AS lead_id, m.display_name, m.handle, m.kind,
        t.purpose, t.stage, t.charter, t.weeks, t.milestone, t.milestone_due,
        t.decides, t.stops_when, t.created_at, t.deadline_at, t.launched_at,
        t.extended_at, t.ended_at, t.ending, t.ended_reason
    FROM teams t
    JOIN ideas i ON i.id = t.idea_id
    JOIN boards b ON b.id = i.board_id
    JOIN members m ON m.id = t.starter_id
    WHERE t.id = $1";

pub(super) async fn team(tx: &mut Tx<'_>, team: i64) -> Result<Option<Team>, Fault> {
    Ok(first!(tx tx, Team, TEAM, team)?)
}

const EVER_HELD: &str = "
    SELECT COUNT(*)
    FROM pledges
    WHERE team_id = $1 AND member_id = $2";

/// A team that this viewer may see. That of a hidden idea is there for whoever
/// sees the idea, and for its own people, those who left included: nobody is
/// answered that what they just stepped out of does not exist.
pub(super) async fn seen(tx: &mut Tx<'_>, viewer: &Viewer, number: i64) -> Result<Team, Fault> {
    let team = team(tx, number).await?.ok_or(Noun::Team)?;
    let seen = policy::see_exposed(viewer, &team.exposure()?, Noun::Team);
    if seen.is_err() && team.resting() {
        policy::see(viewer, team.visibility()?, Noun::Team)?;
        let held = one!(tx tx, i64, EVER_HELD, team.id, viewer.id())?;
        if held > 0 || [team.starter_id, team.lead_id].contains(&viewer.id()) {
            return Ok(team);
        }
    }
    seen?;
    Ok(team)
}

/// A kind of seat.
#[derive(sqlx::FromRow)]
pub(super) struct Seat {
    pub(super) id: i64,
    pub(super) skill: String,
    pub(super) level: i64,
    pub(super) hours: i64,
    pub(super) places: i64,
    need: String,
    /// Pledges ever made for it.
    pledges: i64,
}

impl Seat {
    pub(super) fn need(&self) -> Result<Need, Fault> {
        word(Need::parse(&self.need))
    }

    /// Whether nobody ever held it.
    pub(super) const fn fresh(&self) -> bool {
        self.pledges == 0
    }

    /// Whether it asks for just this.
    pub(super) fn is(&self, wanted: &NewSeat) -> Result<bool, Fault> {
        let own = (&self.skill, self.level, self.hours, self.places);
        let (level, hours) = (i64::from(wanted.level), i64::from(wanted.hours));
        let same = own == (&wanted.skill, level, hours, i64::from(wanted.count));
        Ok(same && self.need()? == wanted.need)
    }
}

const SEATS: &str = "
    SELECT s.id, s.skill, s.level, s.hours, s.places, s.need,
        (SELECT COUNT(*) FROM pledges p WHERE p.seat_id = s.id) AS pledges
    FROM seats s
    WHERE s.team_id = $1
    ORDER BY s.position, s.id";

/// The kinds of seats of a team, in their order.
pub(super) async fn seats(tx: &mut Tx<'_>, team: i64) -> Result<Vec<Seat>, Fault> {
    Ok(all!(tx tx, Seat, SEATS, team)?)
}

/// A held pledge with what the launch rule asks about its person.
#[derive(sqlx::FromRow)]
pub(super) struct Pledge {
    pub(super) id: i64,
    pub(super) seat_id: i64,
    pub(super) member_id: MemberId,
    pub(super) hours: i64,
    until_day: i64,
    pub(super) charter: i64,
    nudged_at: Option<i64>,
    #[sqlx(flatten)]
    pub(super) person: Person,
    pub(super) department_id: Option<i64>,
    pub(super) department: Option<String>,
    pub(super) kept: f64,
    pub(super) broken: f64,
    suspended_at: Option<i64>,
}

impl Pledge {
    pub(super) fn until(&self) -> Date {
        day(self.until_day)
    }

    /// Since when a nudge waits for an answer.
    pub(super) fn nudged(&self) -> Option<Timestamp> {
        self.nudged_at.map(Timestamp)
    }

    /// Whether it counts for the launch: its person is not suspended.
    pub(super) fn counts(&self) -> bool {
        self.suspended_at.is_none()
    }
}

const PLEDGES: &str = "
    SELECT p.id, p.seat_id, p.member_id, p.hours, p.until_day, p.charter, p.nudged_at,
        m.display_name, m.handle, m.kind,
        m.department_id, d.name AS department,
        m.kept, m.broken, m.suspended_at
    FROM pledges p
    JOIN members m ON m.id = p.member_id
    LEFT JOIN departments d ON d.id = m.department_id
    WHERE p.team_id = $1 AND p.state = 'held'
    ORDER BY p.id";

/// A block that was not withdrawn; whether it stands the launch rule says.
#[derive(sqlx::FromRow)]
pub(super) struct Block {
    pub(super) id: i64,
    pub(super) member_id: MemberId,
    pub(super) charter: i64,
    pub(super) reason: String,
    pub(super) created_at: i64,
    #[sqlx(flatten)]
    pub(super) person: Person,
}

const BLOCKS: &str = "
    SELECT k.id, k.member_id, k.charter, k.reason, k.created_at,
        m.display_name, m.handle, m.kind
    FROM blocks k
    JOIN members m ON m.id = k.member_id
    WHERE k.team_id = $1 AND k.withdrawn_at IS NULL
    ORDER BY k.id";

const SET_ASIDES: &str = "
    SELECT a.block_id, a.member_id
    FROM block_set_asides a
    JOIN blocks k ON k.id = a.block_id
    WHERE k.team_id = $1 AND k.withdrawn_at IS NULL";

/// Everything the launch rule and the team's page look at.
pub(super) struct Rows {
    pub(super) team: Team,
    pub(super) seats: Vec<Seat>,
    pub(super) pledges: Vec<Pledge>,
    pub(super) blocks: Vec<Block>,
    /// Block and member.
    pub(super) set_asides: Vec<(i64, MemberId)>,
}

/// Completes what is known of a team.
pub(super) async fn rows(tx: &mut Tx<'_>, team: Team) -> Result<Rows, Fault> {
    let seats = seats(tx, team.id).await?;
    let pledges = all!(tx tx, Pledge, PLEDGES, team.id)?;
    let blocks = all!(tx tx, Block, BLOCKS, team.id)?;
    let set_asides = if blocks.is_empty() {
        Vec::new()
    } else {
        all!(tx tx, (i64, MemberId), SET_ASIDES, team.id)?
    };
    Ok(Rows {
        team,
        seats,
        pledges,
        blocks,
        set_asides,
    })
}
