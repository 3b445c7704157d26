//! What a gathering team agrees on, changed by its own people: the charter and
//! its seats. Each change makes the next version, about which whoever sits is
//! asked again.

use domain::accounts::MemberId;
use domain::teams::{Charter, CharterForm, MAX_SEATS, Need, NewSeat, TeamStage};
use domain::{Conflict, FieldError, FieldErrors, Noun, Timestamp, policy};

use super::act::{Act, settle};
use super::seats::gathering;
use super::sql::{self, Seat, Team};
use super::{charter, reconsider};
use crate::db::{Fault, Tx, all, one, run};
use crate::notifications::forget_offer;
use crate::skills::note;

/// The team, if this member may change what it agrees on, now.
async fn shaped(tx: &mut Tx<'_>, act: &Act) -> Result<Team, Fault> {
    let team = act.team(tx).await?;
    let seated = sql::held_by(tx, team.id, act.actor.id).await?.is_some();
    policy::shape_team(&act.actor, team.lead_id, seated)?;
    gathering(&team, act.now)?;
    Ok(team)
}

const EDIT: &str = "
    UPDATE teams
    SET purpose = $2, weeks = $3, milestone = $4, milestone_due = $5, decides = $6,
        stops_when = $7
    WHERE id = $1";

/// Changes the charter from this version; the same words change nothing.
pub(super) async fn edit(
    tx: &mut Tx<'_>,
    act: &Act,
    (version, form): &(i64, CharterForm),
) -> Result<(), Fault> {
    let team = shaped(tx, act).await?;
    if *version != team.charter {
        return Err(Conflict::CharterChanged.into());
    }
    let to = Charter::parse(form, act.now.date(), team.deadline().date())?;
    if to == team.agreed()? {
        return Ok(());
    }
    run!(
        tx,
        EDIT,
        team.id,
        &to.purpose,
        i64::from(to.weeks),
        &to.milestone,
        i64::from(to.milestone_due.0),
        to.decides.as_str(),
        &to.stops_when
    )?;
    act.record(tx, &team, "charter.changed", team.charter + 1, "")
        .await?;
    charter::change(tx, act, &team).await?;
    reconsider(tx, team.idea_id, act.now).await
}

const KINDS: &str = "SELECT id, position FROM seats WHERE team_id = $1 ORDER BY position, id";
const ADD: &str = "
    INSERT INTO seats (team_id, position, skill, level, hours, places, need, folded)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    RETURNING id";

/// Writes a kind of seat at this place of a team's list.
pub(super) async fn insert(
    tx: &mut Tx<'_>,
    team: i64,
    position: i64,
    seat: &NewSeat,
    now: Timestamp,
) -> Result<i64, Fault> {
    let folded = note(tx, &seat.skill, now).await?;
    Ok(one!(
        tx tx,
        i64,
        ADD,
        team,
        position,
        &seat.skill,
        i64::from(seat.level),
        i64::from(seat.hours),
        i64::from(seat.count),
        seat.need.as_str(),
        folded
    )?)
}

/// Adds a kind of seat: before the launch to what everybody agrees on, after it
/// as one more place to fill, about which nobody is asked.
pub(super) async fn add(tx: &mut Tx<'_>, act: &Act, seat: &NewSeat) -> Result<(), Fault> {
    let team = act.team(tx).await?;
    let launched = team.stage()? == TeamStage::Launched;
    let team = if launched {
        let seated = sql::held_by(tx, team.id, act.actor.id).await?.is_some();
        policy::work(&act.actor, team.lead_id, seated)?;
        team
    } else {
        shaped(tx, act).await?
    };
    let kinds = all!(tx tx, (i64, i64), KINDS, team.id)?;
    if kinds.len() >= MAX_SEATS {
        return Err(FieldErrors::one("skill", FieldError::TooMany(MAX_SEATS)).into());
    }
    one_apprentice(tx, team.id, None, seat).await?;
    let position = kinds.last().map_or(0, |(_, position)| position + 1);
    let added = insert(tx, team.id, position, seat, act.now).await?;
    if launched {
        return act
            .record(tx, &team, "seat.added", added, &seat.skill)
            .await;
    }
    agreed_anew(tx, act, &team, ("seat.added", added, &seat.skill)).await
}

/// What every change of seats ends with.
async fn agreed_anew(
    tx: &mut Tx<'_>,
    act: &Act,
    team: &Team,
    (kind, seat, skill): (&'static str, i64, &str),
) -> Result<(), Fault> {
    act.record(tx, team, kind, seat, skill).await?;
    charter::change(tx, act, team).await?;
    settle(tx, team.idea_id, act.now).await
}

/// One of the team's seats, and whether another one is required.
async fn seat_of(tx: &mut Tx<'_>, team: i64, number: i64) -> Result<(Seat, bool), Fault> {
    let mut found = None;
    let mut other = false;
    for seat in sql::seats(tx, team).await? {
        if seat.id == number {
            found = Some(seat);
        } else {
            other |= seat.need()? == Need::Required;
        }
    }
    Ok((found.ok_or(Noun::Seat)?, other))
}

/// Fails if this seat would be the second one for an apprentice.
async fn one_apprentice(
    tx: &mut Tx<'_>,
    team: i64,
    number: Option<i64>,
    wanted: &NewSeat,
) -> Result<(), Fault> {
    if wanted.need != Need::Apprentice {
        return Ok(());
    }
    for seat in sql::seats(tx, team).await? {
        if Some(seat.id) != number && seat.need()? == Need::Apprentice {
            return Err(FieldErrors::one("need", FieldError::OnlyOne).into());
        }
    }
    Ok(())
}

const TAKEN: &str = "SELECT COUNT(*) FROM pledges WHERE seat_id = $1 AND state = 'held'";
const CHANGE: &str = "
    UPDATE seats
    SET skill = $2, level = $3, hours = $4, places = $5, need = $6, folded = $7,
        told_at = CASE WHEN folded = $7 THEN told_at END
    WHERE id = $1";

/// Changes a kind of seat; it keeps a place for everybody who sits there.
pub(super) async fn change(
    tx: &mut Tx<'_>,
    act: &Act,
    (number, to): &(i64, NewSeat),
) -> Result<(), Fault> {
    let team = shaped(tx, act).await?;
    let (seat, other) = seat_of(tx, team.id, *number).await?;
    let taken = u32::try_from(one!(tx tx, i64, TAKEN, seat.id)?).unwrap_or(u32::MAX);
    if to.count < taken {
        return Err(FieldErrors::one("count", FieldError::NotBetween(taken, 10)).into());
    }
    if to.need != Need::Required && !other {
        return Err(Conflict::LastRequiredSeat.into());
    }
    if seat.is(to)? {
        return Ok(());
    }
    one_apprentice(tx, team.id, Some(seat.id), to).await?;
    let folded = note(tx, &to.skill, act.now).await?;
    let (level, hours, count) = (
        i64::from(to.level),
        i64::from(to.hours),
        i64::from(to.count),
    );
    run!(
        tx,
        CHANGE,
        seat.id,
        &to.skill,
        level,
        hours,
        count,
        to.need.as_str(),
        folded
    )?;
    agreed_anew(tx, act, &team, ("seat.changed", seat.id, &to.skill)).await
}

const FORGET: &str = "
    DELETE FROM seat_offers
    WHERE seat_id = $1
    RETURNING member_id, state";
const REMOVE: &str = "DELETE FROM seats WHERE id = $1";

/// Takes back a kind of seat that nobody ever held.
pub(super) async fn remove(tx: &mut Tx<'_>, act: &Act, number: &i64) -> Result<(), Fault> {
    let team = shaped(tx, act).await?;
    let (seat, other) = seat_of(tx, team.id, *number).await?;
    if !seat.fresh() {
        return Err(Conflict::SeatHeld.into());
    }
    if !other {
        return Err(Conflict::LastRequiredSeat.into());
    }
    let mut offered = all!(tx tx, (MemberId, String), FORGET, seat.id)?;
    offered.sort_unstable();
    for (member, state) in offered {
        if state == "open" {
            forget_offer(tx, member, team.id).await?;
        }
    }
    run!(tx, REMOVE, seat.id)?;
    agreed_anew(tx, act, &team, ("seat.removed", seat.id, &seat.skill)).await
}
