//! Telling people of new seats that fit them, without asking too often.

use domain::accounts::MemberId;
use domain::notifications::NoticeKind;
use domain::teams::TeamId;
use domain::time::DAY;
use domain::{Outcome, Timestamp};

use super::people::{Asks, for_seat};
use crate::Context;
use crate::db::{Fault, Lock, Tx, all, first};
use crate::notifications::{Notice, notify};

/// Seats looked at in one run, at most.
const SEATS: i64 = 20;
/// People told of one seat, at most.
const TOLD: usize = 3;
/// Nobody is told of seats twice within this time.
const PAUSE: i64 = 7 * DAY;

const UNTOLD: &str = "
    SELECT s.id, s.team_id, t.idea_id, s.skill
    FROM seats s
    JOIN teams t ON t.id = s.team_id
    WHERE s.told_at IS NULL
    ORDER BY s.id
    LIMIT $1";

/// A seat of which nobody was told yet.
#[derive(Clone, sqlx::FromRow)]
struct Seat {
    id: i64,
    team_id: TeamId,
    idea_id: i64,
    skill: String,
}

/// Tells the best of those who fit each new seat; how many were told.
pub(super) async fn sweep(ctx: &Context) -> Outcome<u64> {
    let db = &ctx.db;
    let mut told = 0;
    for seat in all!(db db, Seat, UNTOLD, SEATS).map_err(Fault::from)? {
        let best = match for_seat(ctx, Asks::House, (seat.team_id, seat.id)).await {
            Ok((_, members)) => members,
            // Filled, ended or hidden meanwhile: there is nothing to tell.
            Err(Fault::App(_)) => Vec::new(),
            Err(fault) => return Err(fault.into()),
        };
        let command = (seat, best, ctx.now());
        told += ctx
            .db
            .write(Lock::Nothing, command, |tx, (seat, best, now)| {
                Box::pin(tell(tx, seat, best, *now))
            })
            .await?;
    }
    Ok(told)
}

const MARK: &str = "UPDATE seats SET told_at = $2 WHERE id = $1 AND told_at IS NULL RETURNING id";
const MAY_BE_TOLD: &str = "
    SELECT m.id
    FROM members m
    JOIN preferences f ON f.member_id = m.id
    WHERE m.id = $1 AND f.open_since IS NOT NULL AND m.suspended_at IS NULL
    AND NOT EXISTS (SELECT 1
                    FROM notices n
                    WHERE n.member_id = m.id AND n.kind = 'seat_fits' AND n.created_at > $2)";

async fn tell(
    tx: &mut Tx<'_>,
    seat: &Seat,
    best: &[MemberId],
    now: Timestamp,
) -> Result<u64, Fault> {
    if first!(tx tx, (i64,), MARK, seat.id, now.0)?.is_none() {
        return Ok(0);
    }
    let mut to = Vec::new();
    for member in best {
        let may = first!(tx tx, (i64,), MAY_BE_TOLD, *member, now.0 - PAUSE)?;
        if may.is_some() && to.len() < TOLD {
            to.push(*member);
        }
    }
    let notice = Notice {
        kind: NoticeKind::SeatFits,
        by: None,
        idea: seat.idea_id,
        team: Some(seat.team_id),
        comment: None,
        seat: Some(seat.skill.clone()),
        measure: None,
    };
    notify(tx, &to, &notice, now).await?;
    Ok(to.len() as u64)
}
