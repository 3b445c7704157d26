//! Pledges one by one: those that are held, who holds them, and how they ended.

use domain::Timestamp;
use domain::accounts::MemberId;
use domain::teams::PledgeState;

use super::{Person, Team};
use crate::db::{Fault, Tx, all, first};
use crate::ideas::word;

/// The pledge a member holds on a team, with its seat's skill.
#[derive(sqlx::FromRow)]
pub(in crate::teams) struct Held {
    pub(in crate::teams) id: i64,
    pub(in crate::teams) member_id: MemberId,
    created_at: i64,
    scored_at: i64,
    pub(in crate::teams) skill: String,
}

impl Held {
    /// When the pledge was made.
    pub(in crate::teams) fn made(&self) -> Timestamp {
        Timestamp(self.created_at)
    }

    /// When it was made as the idea's warmth counts it.
    pub(in crate::teams) fn scored(&self) -> Timestamp {
        Timestamp(self.scored_at)
    }
}

const HELD_BY: &str = "
    SELECT p.id, p.member_id, p.created_at,
        COALESCE(p.scored_at, p.created_at) AS scored_at, s.skill
    FROM pledges p
    JOIN seats s ON s.id = p.seat_id
    WHERE p.team_id = $1 AND p.member_id = $2 AND p.state = 'held'";

pub(in crate::teams) async fn held_by(
    tx: &mut Tx<'_>,
    team: i64,
    member: MemberId,
) -> Result<Option<Held>, Fault> {
    Ok(first!(tx tx, Held, HELD_BY, team, member)?)
}

const HELD: &str = "
    SELECT p.id, p.member_id, p.created_at,
        COALESCE(p.scored_at, p.created_at) AS scored_at, s.skill
    FROM pledges p
    JOIN seats s ON s.id = p.seat_id
    WHERE p.team_id = $1 AND p.id = $2 AND p.state = 'held'";

pub(in crate::teams) async fn held(
    tx: &mut Tx<'_>,
    team: i64,
    pledge: i64,
) -> Result<Option<Held>, Fault> {
    Ok(first!(tx tx, Held, HELD, team, pledge)?)
}

const PLEDGERS: &str = "
    SELECT member_id
    FROM pledges
    WHERE team_id = $1 AND state = 'held'";

/// Whoever holds a seat, and the lead.
pub(in crate::teams) async fn crew(tx: &mut Tx<'_>, team: &Team) -> Result<Vec<MemberId>, Fault> {
    let pledgers = all!(tx tx, (MemberId,), PLEDGERS, team.id)?;
    let pledgers = pledgers.into_iter().map(|(member,)| member);
    Ok(pledgers.chain([team.lead_id]).collect())
}

const LEAVES: &str = "
    SELECT ended_at
    FROM pledges
    WHERE member_id = $1 AND state = 'left' AND ended_at IS NOT NULL
    ORDER BY ended_at DESC
    LIMIT 3";

/// When a member last left a seat before launch: the newest three.
pub(in crate::teams) async fn leaves(
    tx: &mut Tx<'_>,
    member: MemberId,
) -> Result<Vec<Timestamp>, Fault> {
    let leaves = all!(tx tx, (i64,), LEAVES, member)?;
    Ok(leaves.into_iter().map(|(at,)| Timestamp(at)).collect())
}

const LOAD: &str = "
    SELECT (SELECT CAST(COALESCE(SUM(p.hours), 0) AS BIGINT)
            FROM pledges p
            JOIN teams t ON t.id = p.team_id
            WHERE p.member_id = $2 AND p.state = 'held' AND p.team_id <> $1
            AND t.stage IN ('gathering', 'launched')),
        (SELECT f.hours
         FROM preferences f
         WHERE f.member_id = $2 AND f.hours > 0)";

/// Hours a week that a member promised to other teams than this, and that they
/// have for teams, where they said so.
pub(in crate::teams) async fn load(
    tx: &mut Tx<'_>,
    team: i64,
    member: MemberId,
) -> Result<(i64, Option<i64>), Fault> {
    let row = first!(tx tx, (i64, Option<i64>), LOAD, team, member)?;
    Ok(row.unwrap_or_default())
}

/// A pledge that ended.
#[derive(sqlx::FromRow)]
pub(in crate::teams) struct Ended {
    #[sqlx(flatten)]
    pub(in crate::teams) person: Person,
    pub(in crate::teams) skill: String,
    state: String,
    pub(in crate::teams) reason: String,
    pub(in crate::teams) at: i64,
}

impl Ended {
    pub(in crate::teams) fn state(&self) -> Result<PledgeState, Fault> {
        word(PledgeState::parse(&self.state))
    }
}

const ENDED: &str = "
    SELECT m.display_name, m.handle, m.kind, s.skill, p.state, p.reason, p.ended_at AS at
    FROM pledges p
    JOIN seats s ON s.id = p.seat_id
    JOIN members m ON m.id = p.member_id
    WHERE p.team_id = $1 AND p.ended_at IS NOT NULL
    ORDER BY p.ended_at DESC, p.id DESC
    LIMIT 20";

pub(in crate::teams) async fn ended(tx: &mut Tx<'_>, team: i64) -> Result<Vec<Ended>, Fault> {
    Ok(all!(tx tx, Ended, ENDED, team)?)
}
