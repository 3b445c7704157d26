//! Seats taken, promised, left, handed back and released.

use domain::accounts::{Actor, MemberId};
use domain::launch::{hand_back_cost, seats_paused};
use domain::notifications::NoticeKind;
use domain::ranking::Warmth;
use domain::teams::{NewPledge, PledgeState, Reason, TeamStage};
use domain::{Conflict, Date, FieldErrors, Noun, Timestamp, policy};

use super::act::{Act, settle};
use super::launch;
use super::sql::{self, Held, Team};
use super::{charter, offers, reconsider_member, work};
use crate::db::{Fault, Tx, all, first, one, run};
use crate::ideas;
use crate::notifications::{Notice, notify};

/// Which seat somebody wants, and what they promise, as posted.
pub(super) struct Wish {
    pub(super) seat: i64,
    /// The version of the charter that was shown to them.
    pub(super) charter: i64,
    pub(super) pledge: Promise,
}

/// Hours a week and until when, as typed.
pub(super) struct Promise {
    hours: String,
    until: String,
}

impl Promise {
    pub(super) fn typed(hours: &str, until: &str) -> Self {
        Self {
            hours: hours.to_owned(),
            until: until.to_owned(),
        }
    }

    fn parse(&self, today: Date) -> Result<NewPledge, FieldErrors> {
        NewPledge::parse(&self.hours, &self.until, today)
    }
}

const TAKE: &str = "
    INSERT INTO pledges (team_id, seat_id, member_id, hours, until_day, charter, state, created_at,
        scored_at)
    VALUES ($1, $2, $3, $4, $5, $6, 'held', $7, $8)
    RETURNING id";

pub(super) async fn take(tx: &mut Tx<'_>, act: &Act, wish: &Wish) -> Result<(), Fault> {
    let team = act.team(tx).await?;
    let promised = wish.pledge.parse(act.now.date())?;
    takes_seats(&team, act.now)?;
    if wish.charter != team.charter {
        return Err(Conflict::CharterChanged.into());
    }
    let skill = free_place(tx, act, wish.seat).await?;
    // Its warmth is taken back by the time it was given at: a clock that jumped
    // ahead counts for nothing.
    let scored = ideas::scoring_time(tx, act.now).await?;
    ideas::warm(tx, team.idea_id, Warmth::Pledge, scored).await?;
    let pledge = one!(
        tx tx,
        i64,
        TAKE,
        team.id,
        wish.seat,
        act.actor.id,
        i64::from(promised.hours),
        i64::from(promised.until.0),
        team.charter,
        act.now.0,
        scored.0
    )?;
    offers::taken(tx, act).await?;
    act.record(tx, &team, "seat.taken", pledge, "").await?;
    act.tell_crew(tx, &team, NoticeKind::SeatTaken, Some(skill))
        .await?;
    settle(tx, team.idea_id, act.now).await
}

/// Seats are taken while the team gathers in time, and where one came free
/// after launch.
pub(super) fn takes_seats(team: &Team, now: Timestamp) -> Result<(), Fault> {
    match team.stage()? {
        TeamStage::Launched => Ok(()),
        TeamStage::Gathering if !team.idea_stage()?.takes_teams() => {
            Err(Conflict::IdeaClosed.into())
        }
        _ => gathering(team, now),
    }
}

/// Fails unless the team still gathers, in time.
pub(super) fn gathering(team: &Team, now: Timestamp) -> Result<(), Fault> {
    match team.stage()? {
        // While it rests, its time stands still.
        TeamStage::Gathering if team.resting() || now <= team.deadline() => Ok(()),
        TeamStage::Launched => Err(Conflict::AlreadyLaunched.into()),
        _ => Err(Conflict::TeamClosed.into()),
    }
}

const SEAT: &str = "SELECT skill, places FROM seats WHERE team_id = $1 AND id = $2";
const TAKEN: &str = "SELECT COUNT(*) FROM pledges WHERE seat_id = $1 AND state = 'held'";

/// The skill of a seat that this member may take now.
async fn free_place(tx: &mut Tx<'_>, act: &Act, seat: i64) -> Result<String, Fault> {
    let (skill, places) = first!(tx tx, (String, i64), SEAT, act.team, seat)?.ok_or(Noun::Seat)?;
    if sql::held_by(tx, act.team, act.actor.id).await?.is_some() {
        return Err(Conflict::AlreadySeated.into());
    }
    if one!(tx tx, i64, TAKEN, seat)? >= places {
        return Err(Conflict::SeatTaken.into());
    }
    if seats_paused(&sql::leaves(tx, act.actor.id).await?, act.now) {
        return Err(Conflict::SeatsPaused.into());
    }
    Ok(skill)
}

const CHANGE: &str = "UPDATE pledges SET hours = $2, until_day = $3 WHERE id = $1";

pub(super) async fn change(tx: &mut Tx<'_>, act: &Act, promise: &Promise) -> Result<(), Fault> {
    let team = act.team(tx).await?;
    let promised = promise.parse(act.now.date())?;
    gathering(&team, act.now)?;
    let held = act.held(tx).await?;
    let (hours, until) = (i64::from(promised.hours), i64::from(promised.until.0));
    run!(tx, CHANGE, held.id, hours, until)?;
    act.record(tx, &team, "pledge.changed", held.id, "").await?;
    settle(tx, team.idea_id, act.now).await
}

pub(super) async fn leave(tx: &mut Tx<'_>, act: &Act) -> Result<(), Fault> {
    let team = act.team_to_leave(tx).await?;
    gathering(&team, act.now)?;
    let held = act.held(tx).await?;
    unseat(tx, act, &team, &held, PledgeState::Left, "").await?;
    act.tell_crew(tx, &team, NoticeKind::SeatLeft, Some(held.skill))
        .await?;
    settle(tx, team.idea_id, act.now).await
}

pub(super) async fn release(
    tx: &mut Tx<'_>,
    act: &Act,
    (pledge, reason): &(i64, Reason),
) -> Result<(), Fault> {
    let team = act.team(tx).await?;
    policy::run_team(&act.actor, team.lead_id)?;
    gathering(&team, act.now)?;
    let held = sql::held(tx, team.id, *pledge).await?;
    // A starter leaves like everyone else: a release of oneself would not count
    // as a leave.
    let held = held
        .filter(|held| held.member_id != act.actor.id)
        .ok_or(Conflict::NotSeated)?;
    unseat(tx, act, &team, &held, PledgeState::Released, &reason.0).await?;
    let to = [held.member_id];
    act.tell(tx, &team, NoticeKind::Released, &to, Some(held.skill))
        .await?;
    settle(tx, team.idea_id, act.now).await
}

const END: &str = "
    UPDATE pledges
    SET state = $2, reason = $3, ended_at = $4
    WHERE id = $1 AND state = 'held'";

const FREE_TASKS: &str = "
    UPDATE tasks
    SET state = 'todo', owner_id = NULL
    WHERE owner_id = $2 AND state = 'doing'
    AND team_id = (SELECT team_id FROM pledges WHERE id = $1)";

/// Ends a pledge; tasks that its person is at are free again.
pub(super) async fn end(
    tx: &mut Tx<'_>,
    held: &Held,
    state: PledgeState,
    reason: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    run!(tx, END, held.id, state.as_str(), reason, now.0)?;
    run!(tx, FREE_TASKS, held.id, held.member_id)?;
    Ok(())
}

/// Ends a pledge before launch: its warmth goes, and with it a block of the
/// same person.
pub(super) async fn unseat(
    tx: &mut Tx<'_>,
    act: &Act,
    team: &Team,
    held: &Held,
    state: PledgeState,
    reason: &str,
) -> Result<(), Fault> {
    end(tx, held, state, reason, act.now).await?;
    charter::withdraw_block(tx, team.id, held.member_id, act.now).await?;
    ideas::cool(tx, team.idea_id, Warmth::Pledge, held.scored()).await?;
    let kind = match state {
        PledgeState::Released => "seat.released",
        _ => "seat.left",
    };
    act.record(tx, team, kind, held.id, reason).await
}

const GATHERING_SEATS: &str = "
    SELECT p.team_id, t.idea_id
    FROM pledges p
    JOIN teams t ON t.id = p.team_id
    WHERE p.member_id = $1 AND p.state = 'held' AND t.stage = 'gathering'
    ORDER BY t.idea_id, p.team_id";
const LOCK_IDEA: &str = "SELECT id FROM ideas WHERE id = $1 FOR UPDATE";

/// Frees every seat that a member who was just suspended holds on a gathering
/// team; the teams are told. `by` is whoever suspended them. The command must
/// hold [`crate::db::Lock::IdeasOfMember`].
pub(crate) async fn free_seats_of(
    tx: &mut Tx<'_>,
    by: &Actor,
    member: MemberId,
    now: Timestamp,
) -> Result<(), Fault> {
    let seats = all!(tx tx, (i64, i64), GATHERING_SEATS, member)?;
    if matches!(tx, Tx::Postgres(_)) {
        // One may have been taken since the ideas were locked.
        for (_, idea) in &seats {
            run!(tx, LOCK_IDEA, *idea)?;
        }
    }
    for (team, idea) in seats {
        let act = Act {
            actor: by.clone(),
            team,
            now,
        };
        let (Some(team), Some(held)) = (
            sql::team(tx, team).await?,
            sql::held_by(tx, team, member).await?,
        ) else {
            continue;
        };
        unseat(tx, &act, &team, &held, PledgeState::Released, "").await?;
        let freed = Notice {
            seat: Some(held.skill),
            ..launch::notice(&team, NoticeKind::SeatFreed)
        };
        let crew = sql::crew(tx, &team).await?;
        notify(tx, &crew, &freed, now).await?;
        settle(tx, idea, now).await?;
    }
    Ok(())
}

const BREAK: &str = "UPDATE members SET broken = broken + $2 WHERE id = $1";

pub(super) async fn hand_back(tx: &mut Tx<'_>, act: &Act, reason: &Reason) -> Result<(), Fault> {
    let team = act.team_to_leave(tx).await?;
    work::at_work(&team)?;
    let held = act.held(tx).await?;
    end(tx, &held, PledgeState::HandedBack, &reason.0, act.now).await?;
    act.record(tx, &team, "seat.handed_back", held.id, &reason.0)
        .await?;
    let today = act.now.date();
    let nearest = work::sql::nearest_due(tx, team.id, today).await?;
    let cost = hand_back_cost(nearest, today);
    if cost > 0.0 {
        run!(tx, BREAK, act.actor.id, cost)?;
        reconsider_member(tx, act.actor.id, act.now).await?;
    }
    act.tell_crew(tx, &team, NoticeKind::SeatHandedBack, Some(held.skill))
        .await?;
    settle(tx, team.idea_id, act.now).await
}
