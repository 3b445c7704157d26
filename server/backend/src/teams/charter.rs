//! The charter: accepted, changed, blocked, and blocks set aside.

use domain::accounts::MemberId;
use domain::notifications::NoticeKind;
use domain::teams::{Reason, TeamStage};
use domain::{Conflict, Timestamp};

use super::act::Act;
use super::launch::Standing;
use super::reconsider;
use super::seats::gathering;
use super::sql::{self, Block, Rows, Team};
use crate::db::{Fault, Tx, one, run};

const ACCEPT: &str = "UPDATE pledges SET charter = $2 WHERE id = $1";

pub(super) async fn accept(tx: &mut Tx<'_>, act: &Act, version: i64) -> Result<(), Fault> {
    let team = act.team(tx).await?;
    if !matches!(team.stage()?, TeamStage::Gathering | TeamStage::Launched) {
        return Err(Conflict::TeamClosed.into());
    }
    if version != team.charter {
        return Err(Conflict::CharterChanged.into());
    }
    let held = act.held(tx).await?;
    run!(tx, ACCEPT, held.id, team.charter)?;
    withdraw_block(tx, team.id, act.actor.id, act.now).await?;
    act.record(tx, &team, "charter.accepted", held.id, "")
        .await?;
    reconsider(tx, team.idea_id, act.now).await
}

const WITHDRAW: &str = "
    UPDATE blocks
    SET withdrawn_at = $3
    WHERE team_id = $1 AND member_id = $2 AND withdrawn_at IS NULL";

/// Takes back the blocks this member raised on a team.
pub(super) async fn withdraw_block(
    tx: &mut Tx<'_>,
    team: i64,
    member: MemberId,
    now: Timestamp,
) -> Result<(), Fault> {
    run!(tx, WITHDRAW, team, member, now.0)?;
    Ok(())
}

const NEXT: &str = "UPDATE teams SET charter = charter + 1 WHERE id = $1";
const ACCEPT_OWN: &str = "
    UPDATE pledges
    SET charter = $3
    WHERE team_id = $1 AND member_id = $2 AND state = 'held'";

/// Makes the next version of the charter, which whoever changed it accepts and
/// the others are asked about.
pub(super) async fn change(tx: &mut Tx<'_>, act: &Act, team: &Team) -> Result<(), Fault> {
    run!(tx, NEXT, team.id)?;
    run!(tx, ACCEPT_OWN, team.id, act.actor.id, team.charter + 1)?;
    act.tell_crew(tx, team, NoticeKind::CharterChanged, None)
        .await
}

const BLOCK: &str = "
    INSERT INTO blocks (team_id, member_id, charter, reason, created_at)
    VALUES ($1, $2, $3, $4, $5)
    RETURNING id";

/// Blocks the charter. Who has a block on this version has had their say: a
/// second one changes nothing, or one that lapsed or was set aside would only
/// be raised again.
pub(super) async fn block(tx: &mut Tx<'_>, act: &Act, reason: &Reason) -> Result<(), Fault> {
    let team = act.team(tx).await?;
    gathering(&team, act.now)?;
    let held = act.held(tx).await?;
    let rows = sql::rows(tx, team).await?;
    if spoke(&rows, act) {
        return Ok(());
    }
    let team = &rows.team;
    withdraw_block(tx, team.id, act.actor.id, act.now).await?;
    let (charter, at) = (team.charter, act.now.0);
    let block = one!(tx tx, i64, BLOCK, team.id, act.actor.id, charter, &reason.0, at)?;
    act.record(tx, team, "charter.blocked", block, &reason.0)
        .await?;
    act.tell_crew(tx, team, NoticeKind::CharterBlocked, Some(held.skill))
        .await?;
    reconsider(tx, team.idea_id, act.now).await
}

/// Whether this member blocks the charter, or did so on this very version.
fn spoke(rows: &Rows, act: &Act) -> bool {
    let own = |block: &Block| block.member_id == act.actor.id;
    let on_this = |block: &Block| own(block) && block.charter == rows.team.charter;
    let stands = |standing: &Standing<'_>| own(standing.block);
    rows.blocks.iter().any(on_this) || rows.standing(act.now).iter().any(stands)
}

const SET_ASIDE: &str = "
    INSERT INTO block_set_asides (block_id, member_id, created_at)
    VALUES ($1, $2, $3)
    ON CONFLICT (block_id, member_id) DO NOTHING";

pub(super) async fn set_aside(tx: &mut Tx<'_>, act: &Act, block: i64) -> Result<(), Fault> {
    let team = act.team(tx).await?;
    gathering(&team, act.now)?;
    act.held(tx).await?;
    let rows = sql::rows(tx, team).await?;
    let others = |standing: &Standing<'_>| {
        standing.block.id == block && standing.block.member_id != act.actor.id
    };
    if !rows.standing(act.now).iter().any(others) {
        return Err(Conflict::NoBlock.into());
    }
    if run!(tx, SET_ASIDE, block, act.actor.id, act.now.0)? == 1 {
        act.record(tx, &rows.team, "block.set_aside", block, "")
            .await?;
    }
    reconsider(tx, rows.team.idea_id, act.now).await
}
