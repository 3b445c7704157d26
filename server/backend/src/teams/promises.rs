//! Promises after launch: somebody who fell silent is asked whether they are
//! still there; a promise whose day has come was kept, one whose person stayed
//! silent was broken. Both count for the person's reliability.

use domain::launch::SILENCE_DAYS;
use domain::notifications::NoticeKind;
use domain::ranking::Warmth;
use domain::teams::PledgeState;
use domain::{Conflict, Date, Outcome, Timestamp, policy};

use super::act::{Act, settle};
use super::seats::end;
use super::sql::{self, Held, Team};
use super::work::at_work;
use super::{charter, launch, reconsider_member};
use crate::db::{Db, Fault, Lock, Tx, all, later, run};
use crate::events::{self, Event};
use crate::ideas;
use crate::notifications::{Notice, notify};

/// Days at work from which a promise can be kept.
const SHORTEST: i64 = 7;

const NUDGE: &str = "
    UPDATE pledges
    SET nudged_at = $2
    WHERE id = $1 AND state = 'held' AND nudged_at IS NULL";

/// Asks somebody in another seat whether they are still there. Asking again
/// while they have not answered changes nothing.
pub(super) async fn nudge(tx: &mut Tx<'_>, act: &Act, pledge: &i64) -> Result<(), Fault> {
    let team = act.team(tx).await?;
    let seated = sql::held_by(tx, team.id, act.actor.id).await?.is_some();
    policy::nudge(&act.actor, team.lead_id, seated)?;
    at_work(&team)?;
    let held = sql::held(tx, team.id, *pledge).await?;
    let held = held
        .filter(|held| held.member_id != act.actor.id)
        .ok_or(Conflict::NotSeated)?;
    if run!(tx, NUDGE, held.id, act.now.0)? == 1 {
        act.record(tx, &team, "pledge.nudged", held.id, "").await?;
        let to = [held.member_id];
        act.tell(tx, &team, NoticeKind::Nudged, &to, Some(held.skill))
            .await?;
    }
    Ok(())
}

const ANSWER: &str = "
    UPDATE pledges
    SET nudged_at = NULL
    WHERE id = $1 AND state = 'held' AND nudged_at IS NOT NULL";

const HEARD: &str = "
    UPDATE pledges
    SET nudged_at = NULL
    WHERE team_id = $1 AND member_id = $2 AND state = 'held' AND nudged_at IS NOT NULL";

/// Whoever does something in a team is there, whether they say so or not.
pub(super) async fn heard(tx: &mut Tx<'_>, act: &Act) -> Result<(), Fault> {
    Ok(later!(tx, HEARD, act.team, act.actor.id)?)
}

/// Says that one is still there.
pub(super) async fn answer(tx: &mut Tx<'_>, act: &Act) -> Result<(), Fault> {
    let team = act.team(tx).await?;
    at_work(&team)?;
    let held = act.held(tx).await?;
    if run!(tx, ANSWER, held.id)? == 1 {
        act.record(tx, &team, "pledge.answered", held.id, "")
            .await?;
        act.tell_crew(tx, &team, NoticeKind::NudgeAnswered, Some(held.skill))
            .await?;
    }
    Ok(())
}

const OVER: &str = "
    SELECT p.id, p.team_id
    FROM pledges p
    JOIN teams t ON t.id = p.team_id
    JOIN ideas i ON i.id = t.idea_id
    WHERE p.state = 'held' AND p.until_day < $1 AND i.hidden_at IS NULL
    AND (t.stage = 'gathering' OR (t.stage = 'launched' AND p.nudged_at IS NULL))
    ORDER BY p.id";
const SILENT: &str = "
    SELECT p.id, p.team_id
    FROM pledges p
    JOIN teams t ON t.id = p.team_id
    JOIN ideas i ON i.id = t.idea_id
    WHERE p.state = 'held' AND p.nudged_at <= $1
    AND t.stage = 'launched' AND i.hidden_at IS NULL
    ORDER BY p.id";

/// Ends the pledges whose day has come and those whose person stayed silent;
/// how many, each in a command of its own.
pub(super) async fn sweep(db: &Db, now: Timestamp) -> Outcome<Vec<Outcome<usize>>> {
    let today = i64::from(now.date().0);
    let over = all!(db db, (i64, i64), OVER, today).map_err(Fault::from)?;
    let since = now.plus_days(-SILENCE_DAYS);
    let silent = all!(db db, (i64, i64), SILENT, since.0).map_err(Fault::from)?;
    let kept = over.into_iter().map(|ids| (ids, PledgeState::Kept));
    let broken = silent.into_iter().map(|ids| (ids, PledgeState::Broken));
    let mut done = Vec::new();
    for ((pledge, team), state) in kept.chain(broken) {
        let command = (team, pledge, state, now);
        let ended = db.write(Lock::IdeaOfTeam(team), command, |tx, command| {
            Box::pin(conclude(tx, *command))
        });
        done.push(ended.await);
    }
    Ok(done)
}

const STILL_SO: &str = "
    SELECT p.until_day, p.nudged_at
    FROM pledges p
    JOIN teams t ON t.id = p.team_id
    WHERE p.id = $1 AND p.state = 'held' AND t.stage IN ('gathering', 'launched')";
const KEPT: &str = "UPDATE members SET kept = kept + 1 WHERE id = $1";
const BROKEN: &str = "UPDATE members SET broken = broken + 1 WHERE id = $1";

/// Ends one pledge this way, if it is still so; how many that were.
async fn conclude(
    tx: &mut Tx<'_>,
    (team, pledge, state, now): (i64, i64, PledgeState, Timestamp),
) -> Result<usize, Fault> {
    let rows = all!(tx tx, (i64, Option<i64>), STILL_SO, pledge)?;
    let (Some((until, nudged)), Some(team)) = (rows.first(), sql::team(tx, team).await?) else {
        return Ok(0);
    };
    let due = match state {
        PledgeState::Kept => nudged.is_none() && over(*until, now.date()),
        _ => nudged.is_some_and(|at| Timestamp(at).plus_days(SILENCE_DAYS) <= now),
    };
    let Some(held) = sql::held(tx, team.id, pledge).await?.filter(|_| due) else {
        return Ok(0);
    };
    let begun = team.launched_at.map(|at| Timestamp(at).max(held.made()));
    let short = begun.is_none_or(|begun| begun.plus_days(SHORTEST) > now);
    let notice = if state == PledgeState::Kept && short {
        // Nothing was kept that hardly began, or never did: the seat is free.
        lapse(tx, &team, &held, now).await?;
        NoticeKind::SeatFreed
    } else if state == PledgeState::Kept {
        keep(tx, &team, &held, now).await?;
        NoticeKind::PledgeKept
    } else {
        count(tx, &team, &held, PledgeState::Broken, now).await?;
        NoticeKind::PledgeBroken
    };
    tell(tx, &team, &held, notice, now).await?;
    reconsider_member(tx, held.member_id, now).await?;
    settle(tx, team.idea_id, now).await?;
    Ok(1)
}

/// What a team reads beside a seat whose promise ended before it counted.
const LAPSED: &str = "The day of this promise has passed.";

/// Ends a pledge that counts as neither kept nor broken.
async fn lapse(tx: &mut Tx<'_>, team: &Team, held: &Held, now: Timestamp) -> Result<(), Fault> {
    end(tx, held, PledgeState::Released, LAPSED, now).await?;
    if team.launched_at.is_none() {
        charter::withdraw_block(tx, team.id, held.member_id, now).await?;
        ideas::cool(tx, team.idea_id, Warmth::Pledge, held.scored()).await?;
    }
    let event = Event {
        kind: "seat.released",
        idea: Some(team.idea_id),
        team: Some(team.id),
        subject: Some(held.id),
        member: Some(held.member_id),
        detail: LAPSED.to_owned(),
        ..Event::default()
    };
    events::record(tx, now, event).await
}

/// Ends a pledge as kept, and counts it for its person.
pub(super) async fn keep(
    tx: &mut Tx<'_>,
    team: &Team,
    held: &Held,
    now: Timestamp,
) -> Result<(), Fault> {
    count(tx, team, held, PledgeState::Kept, now).await
}

async fn count(
    tx: &mut Tx<'_>,
    team: &Team,
    held: &Held,
    state: PledgeState,
    now: Timestamp,
) -> Result<(), Fault> {
    end(tx, held, state, "", now).await?;
    let (sql, kind) = match state {
        PledgeState::Kept => (KEPT, "pledge.kept"),
        _ => (BROKEN, "pledge.broken"),
    };
    run!(tx, sql, held.member_id)?;
    let event = Event {
        kind,
        idea: Some(team.idea_id),
        team: Some(team.id),
        subject: Some(held.id),
        member: Some(held.member_id),
        ..Event::default()
    };
    events::record(tx, now, event).await
}

fn over(until: i64, today: Date) -> bool {
    until < i64::from(today.0)
}

/// Tells the person what became of their promise, and the others that the seat
/// is free.
async fn tell(
    tx: &mut Tx<'_>,
    team: &Team,
    held: &Held,
    kind: NoticeKind,
    now: Timestamp,
) -> Result<(), Fault> {
    let seat = Some(held.skill.clone());
    let own = Notice {
        seat: seat.clone(),
        ..launch::notice(team, kind)
    };
    notify(tx, &[held.member_id], &own, now).await?;
    let freed = Notice {
        seat,
        ..launch::notice(team, NoticeKind::SeatFreed)
    };
    let mut crew = sql::crew(tx, team).await?;
    crew.retain(|member| *member != held.member_id);
    notify(tx, &crew, &freed, now).await
}
