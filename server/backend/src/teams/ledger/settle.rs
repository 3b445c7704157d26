//! Settling a split: ballots, the count, a dispute, the freeze.

use std::collections::BTreeMap;

use domain::ledger::{BALLOT_DAYS, Ballot, DISPUTE_DAYS, NewBallot, SplitState, shares};
use domain::notifications::NoticeKind;
use domain::teams::Reason;
use domain::{Conflict, FieldError, FieldErrors, Noun, Outcome, Timestamp};

use super::open;
use super::sql::{self, Party, Split};
use crate::db::{Db, Fault, Lock, Tx, all, run};
use crate::events::{self, Event};
use crate::notifications::notify;
use crate::teams::act::Act;
use crate::teams::launch;
use crate::teams::promises;
use crate::teams::sql::{self as teams, Team};

/// A split of the team, and who worked on its milestone; the actor is of them.
async fn of(tx: &mut Tx<'_>, act: &Act, split: i64) -> Result<(Team, Split, Vec<Party>), Fault> {
    let team = act.team(tx).await?;
    let split = sql::split(tx, team.id, split).await?.ok_or(Noun::Split)?;
    let mut members = sql::parties(tx, team.id).await?;
    members.retain(|member| member.split_id == split.id);
    if members
        .iter()
        .all(|member| member.member_id != act.actor.id)
    {
        return Err(Conflict::NotOfThisSplit.into());
    }
    Ok((team, split, members))
}

const FORGET: &str = "DELETE FROM ballots WHERE split_id = $1 AND giver_id = $2";
const GIVE: &str = "
    INSERT INTO ballots (split_id, giver_id, taker_id, points)
    VALUES ($1, $2, $3, $4)";
const CAST: &str = "
    UPDATE split_members
    SET cast_at = $3
    WHERE split_id = $1 AND member_id = $2";

pub(super) async fn cast(
    tx: &mut Tx<'_>,
    act: &Act,
    (split, ballot): &(i64, NewBallot),
) -> Result<(), Fault> {
    let (team, split, members) = of(tx, act, *split).await?;
    let me = act.actor.id;
    if split.state()? != SplitState::Open || members.len() < 3 {
        return Err(Conflict::SplitClosed.into());
    }
    let mut given = Ballot::new();
    for (at, (handle, points)) in ballot.0.iter().enumerate() {
        let other = members
            .iter()
            .find(|member| member.handle_of == *handle && member.member_id != me)
            .filter(|member| !given.contains_key(&member.member_id));
        let other = other.ok_or_else(|| {
            FieldErrors::one(&format!("points[{at}][points]"), FieldError::NotOffered)
        })?;
        given.insert(other.member_id, *points);
    }
    promises::heard(tx, act).await?;
    run!(tx, FORGET, split.id, me)?;
    for (taker, points) in given {
        run!(tx, GIVE, split.id, me, taker, i64::from(points))?;
    }
    run!(tx, CAST, split.id, me, act.now.0)?;
    // What it says is nobody's business, so nothing of it is in the event.
    act.record(tx, &team, "split.cast", split.id, "").await?;
    let waits = members
        .iter()
        .any(|member| member.member_id != me && !member.has_cast());
    if waits {
        return Ok(());
    }
    count(tx, &team, split.id, act.now).await
}

const SHARE: &str = "
    UPDATE split_members
    SET hours = $3, peer = $4, share = $5
    WHERE split_id = $1 AND member_id = $2";
const COUNTED: &str = "
    UPDATE splits
    SET state = $2, due_at = $3
    WHERE id = $1 AND state = 'open'";

/// Counts a split, its hours by the updates as they stand now. The first count
/// may be disputed; the second one stands.
pub(super) async fn count(
    tx: &mut Tx<'_>,
    team: &Team,
    split: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    let split = sql::split(tx, team.id, split).await?.ok_or(Noun::Split)?;
    let mut members = sql::parties(tx, team.id).await?;
    members.retain(|member| member.split_id == split.id);
    let (launched, opened) = (team.launched_at.unwrap_or_default(), split.opened_at);
    let (launched, opened) = (Timestamp(launched), Timestamp(opened));
    let span = (open::since(tx, team.id, launched, opened).await?, opened);
    let worked = open::hours(tx, team.id, launched, span).await?;
    let hours: BTreeMap<_, _> = members
        .iter()
        .map(|member| member.member_id)
        .map(|member| (member, worked.get(&member).copied().unwrap_or(0.0)))
        .collect();
    let ballots = sql::ballots(tx, split.id).await?;
    for share in shares(&hours, &ballots) {
        let (hours, peer) = (share.hours, share.peer);
        run!(tx, SHARE, split.id, share.member, hours, peer, share.share)?;
    }
    let (state, due) = if split.disputed() {
        (SplitState::Frozen, None)
    } else {
        (SplitState::Counted, Some(now.plus_days(DISPUTE_DAYS).0))
    };
    run!(tx, COUNTED, split.id, state.as_str(), due)?;
    record(tx, team, ("split.counted", split.id), now).await?;
    let mut to: Vec<_> = hours.into_keys().collect();
    let authors = sql::authors(tx, team.idea_id).await?;
    to.extend(authors.into_iter().map(|author| author.id));
    let notice = launch::notice(team, NoticeKind::SplitCounted);
    notify(tx, &to, &notice, now).await
}

async fn record(
    tx: &mut Tx<'_>,
    team: &Team,
    (kind, split): (&'static str, i64),
    now: Timestamp,
) -> Result<(), Fault> {
    let event = Event {
        kind,
        idea: Some(team.idea_id),
        team: Some(team.id),
        subject: Some(split),
        ..Event::default()
    };
    events::record(tx, now, event).await
}

const DISPUTE: &str = "
    INSERT INTO disputes (split_id, member_id, reason, created_at)
    VALUES ($1, $2, $3, $4)";
const AGAIN: &str = "
    UPDATE splits
    SET state = 'open', due_at = $2, disputed_at = $3
    WHERE id = $1";
const ANEW: &str = "UPDATE split_members SET cast_at = NULL WHERE split_id = $1";

/// Disputes the shares: the ballots stand, and everybody may change theirs.
pub(super) async fn dispute(
    tx: &mut Tx<'_>,
    act: &Act,
    (split, reason): &(i64, Reason),
) -> Result<(), Fault> {
    let (team, split, members) = of(tx, act, *split).await?;
    if split.disputed() {
        return Err(Conflict::AlreadyDisputed.into());
    }
    if split.state()? != SplitState::Counted {
        return Err(Conflict::SplitClosed.into());
    }
    run!(tx, DISPUTE, split.id, act.actor.id, &reason.0, act.now.0)?;
    let due = act.now.plus_days(BALLOT_DAYS);
    run!(tx, AGAIN, split.id, due.0, act.now.0)?;
    run!(tx, ANEW, split.id)?;
    act.record(tx, &team, "split.disputed", split.id, &reason.0)
        .await?;
    let to: Vec<_> = members.iter().map(|member| member.member_id).collect();
    act.tell(tx, &team, NoticeKind::SplitDisputed, &to, None)
        .await
}

const DUE: &str = "
    SELECT p.id, p.team_id
    FROM splits p
    JOIN teams t ON t.id = p.team_id
    JOIN ideas i ON i.id = t.idea_id
    WHERE p.due_at <= $1 AND i.hidden_at IS NULL
    ORDER BY p.id";

/// Counts splits whose days are over, and freezes those that nobody disputed;
/// how many, each in a command of its own.
pub(in crate::teams) async fn sweep(db: &Db, now: Timestamp) -> Outcome<Vec<Outcome<usize>>> {
    let due = all!(db db, (i64, i64), DUE, now.0).map_err(Fault::from)?;
    let mut done = Vec::new();
    for (split, team) in due {
        let command = (team, split, now);
        let moved = db.write(Lock::IdeaOfTeam(team), command, |tx, command| {
            Box::pin(go_on(tx, *command))
        });
        done.push(moved.await);
    }
    Ok(done)
}

const FREEZE: &str = "
    UPDATE splits
    SET state = 'frozen', due_at = NULL
    WHERE id = $1 AND state = 'counted'";

async fn go_on(tx: &mut Tx<'_>, (team, split, now): (i64, i64, Timestamp)) -> Result<usize, Fault> {
    let (Some(team), Some(split)) = (
        teams::team(tx, team).await?,
        sql::split(tx, team, split).await?,
    ) else {
        return Ok(0);
    };
    if team.resting() || split.due().is_none_or(|due| due > now) {
        return Ok(0);
    }
    match split.state()? {
        SplitState::Open => count(tx, &team, split.id, now).await?,
        SplitState::Counted => {
            run!(tx, FREEZE, split.id)?;
            record(tx, &team, ("split.frozen", split.id), now).await?;
        }
        SplitState::Frozen => return Ok(0),
    }
    Ok(1)
}
