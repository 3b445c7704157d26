//! A team's page, read in one snapshot.

use domain::Timestamp;
use domain::accounts::Viewer;
use domain::launch::{BLOCK_DAYS, seats_paused};
use domain::teams::{BlockView, FreedSeat, MyPlace, PledgeView, SeatView, TeamId, TeamView};

use super::sql::{self, Ended, Pledge, Rows, Seat};
use crate::db::{Db, Done, Fault, Tx};

const SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Reads what belongs together as it stood at one moment.
pub(super) async fn snapshot<C, T, F>(db: &Db, command: &C, body: F) -> Result<T, Fault>
where
    F: for<'t> FnOnce(&'t mut Tx<'_>, &'t C) -> Done<'t, T>,
{
    match db {
        Db::Sqlite { read, .. } => {
            let mut transaction = read.begin().await?;
            body(&mut Tx::sqlite(&mut transaction), command).await
        }
        Db::Postgres(pool) => {
            let mut transaction = pool.begin_with(SNAPSHOT).await?;
            body(&mut Tx::Postgres(&mut transaction), command).await
        }
    }
}

/// Who looks at which team, and when.
pub(super) struct Look {
    pub(super) viewer: Viewer,
    pub(super) team: TeamId,
    pub(super) now: Timestamp,
}

pub(super) async fn view(tx: &mut Tx<'_>, look: &Look) -> Result<TeamView, Fault> {
    let team = sql::seen(tx, &look.viewer, look.team).await?;
    let rows = sql::rows(tx, team).await?;
    let freed = sql::ended(tx, look.team).await?;
    let (leaves, (load, hours)) = match look.viewer.actor() {
        Some(actor) => (
            sql::leaves(tx, actor.id).await?,
            sql::load(tx, look.team, actor.id).await?,
        ),
        None => (Vec::new(), (0, None)),
    };
    let team = &rows.team;
    Ok(TeamView {
        number: team.id,
        idea: team.idea(),
        purpose: team.purpose.clone(),
        stage: team.stage()?,
        starter: team.starter.named()?,
        at: Timestamp(team.created_at),
        deadline: team.deadline(),
        extended: team.extended_at.is_some(),
        ended: team.ended()?,
        launched: team.launched_at.map(Timestamp),
        charter: team.charter,
        weeks: team.weeks,
        milestone: team.milestone.clone(),
        milestone_due: team.milestone_due(),
        decides: team.decides()?,
        stops_when: team.stops_when.clone(),
        seats: rows
            .seats
            .iter()
            .map(|seat| shown(&rows, seat))
            .collect::<Result<_, _>>()?,
        freed: freed
            .into_iter()
            .map(freed_seat)
            .collect::<Result<_, _>>()?,
        blocks: blocks(&rows, look)?,
        checklist: rows.checklist(look.now)?,
        resting: team.resting(),
        my: MyPlace {
            paused: seats_paused(&leaves, look.now),
            load,
            hours,
            ..place(&rows, &look.viewer)
        },
        today: look.now.date(),
    })
}

fn shown(rows: &Rows, seat: &Seat) -> Result<SeatView, Fault> {
    let held = rows
        .pledges
        .iter()
        .filter(|pledge| pledge.seat_id == seat.id);
    Ok(SeatView {
        id: seat.id,
        skill: seat.skill.clone(),
        level: seat.level,
        hours: seat.hours,
        count: seat.places,
        need: seat.need()?,
        held: held
            .map(|pledge| held_pledge(rows, pledge))
            .collect::<Result<_, _>>()?,
        fresh: seat.fresh(),
    })
}

fn held_pledge(rows: &Rows, pledge: &Pledge) -> Result<PledgeView, Fault> {
    Ok(PledgeView {
        id: pledge.id,
        person: pledge.person.named()?,
        department: pledge.department.clone(),
        hours: pledge.hours,
        until: pledge.until(),
        accepted: pledge.charter >= rows.team.charter,
        nudged: pledge.nudged(),
    })
}

fn freed_seat(ended: Ended) -> Result<FreedSeat, Fault> {
    Ok(FreedSeat {
        person: ended.person.named()?,
        state: ended.state()?,
        skill: ended.skill,
        reason: ended.reason,
        at: Timestamp(ended.at),
    })
}

fn blocks(rows: &Rows, look: &Look) -> Result<Vec<BlockView>, Fault> {
    let viewer = look.viewer.id();
    rows.standing(look.now)
        .into_iter()
        .map(|standing| {
            let block = standing.block;
            Ok(BlockView {
                id: block.id,
                person: block.person.named()?,
                reason: block.reason.clone(),
                lapses: Timestamp(block.created_at).plus_days(BLOCK_DAYS),
                set_aside: standing.set_aside,
                others: standing.others,
                by_me: rows.set_asides.contains(&(block.id, viewer)),
                mine: block.member_id == viewer,
            })
        })
        .collect()
}

fn place(rows: &Rows, viewer: &Viewer) -> MyPlace {
    let Some(actor) = viewer.actor() else {
        return MyPlace::default();
    };
    let own = rows
        .pledges
        .iter()
        .find(|pledge| pledge.member_id == actor.id);
    MyPlace {
        member: true,
        leads: rows.team.lead_id == actor.id,
        seat: own.map(|pledge| pledge.seat_id),
        asked: own.is_some_and(|pledge| pledge.charter < rows.team.charter),
        nudged: own.and_then(Pledge::nudged),
        ..MyPlace::default()
    }
}
