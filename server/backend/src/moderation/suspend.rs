//! Suspending members, and lifting it.

use domain::accounts::{Actor, MemberId, Role};
use domain::moderation::{Cause, MeasureKind, end_of};
use domain::{AppError, Date, Noun, Outcome, Timestamp, policy};

use super::sql;
use crate::accounts::sessions;
use crate::db::{Db, Fault, Lock, Tx, all, first, run};
use crate::events::{self, Event};
use crate::ideas::word;
use crate::{actors, teams};

/// Why, and through which day; without one until it is lifted.
pub(super) struct Measure {
    pub(super) cause: Cause,
    pub(super) until: Option<Date>,
}

/// A suspension, or without a measure the end of one.
pub(super) struct Act {
    pub(super) actor: Actor,
    pub(super) member: MemberId,
    pub(super) measure: Option<Measure>,
    pub(super) now: Timestamp,
}

const NUMBER: &str = "SELECT id FROM members WHERE handle = $1";

/// The member with this short name.
pub(super) async fn number(db: &Db, handle: &str) -> Result<MemberId, Fault> {
    let found: Option<(MemberId,)> = first!(db db, (MemberId,), NUMBER, handle.to_lowercase())?;
    Ok(found.ok_or(Noun::Person)?.0)
}

const LOCK_BOTH: &str = "
    SELECT id
    FROM members
    WHERE id IN ($1, $2)
    ORDER BY id
    FOR UPDATE";

pub(super) async fn run(tx: &mut Tx<'_>, act: &Act) -> Result<(), Fault> {
    if matches!(tx, Tx::Postgres(_)) {
        // Two admins who suspend each other at the same moment: one is first.
        // And whatever the member is doing ends before, or is refused after.
        all!(tx tx, (MemberId,), LOCK_BOTH, act.actor.id, act.member)?;
    }
    actors::still(tx, &act.actor).await?;
    let member = standing(tx, act.member).await?;
    policy::suspend(&act.actor, act.member, member.role)?;
    match &act.measure {
        Some(measure) => begin(tx, act, measure).await,
        None if member.suspended => end(tx, Some(&act.actor), act.member, act.now).await,
        None => Err(already(tx, act.member).await?),
    }
}

/// The refusal of what is so already.
async fn already(tx: &mut Tx<'_>, member: MemberId) -> Result<Fault, Fault> {
    let already = sql::already(tx, MeasureKind::Suspended, member, None, None).await?;
    Ok(AppError::Already(already).into())
}

/// What a member is at this moment, whatever their session said.
struct Standing {
    role: Role,
    suspended: bool,
}

const STANDING: &str = "
    SELECT role, suspended_at
    FROM members
    WHERE id = $1";

async fn standing(tx: &mut Tx<'_>, member: MemberId) -> Result<Standing, Fault> {
    let found = first!(tx tx, (String, Option<i64>), STANDING, member)?;
    let (role, suspended_at) = found.ok_or(Noun::Person)?;
    Ok(Standing {
        role: word(Role::parse(&role))?,
        suspended: suspended_at.is_some(),
    })
}

const MARK: &str = "UPDATE members SET suspended_at = $2 WHERE id = $1";
const FORGET_LINKS: &str = "
    DELETE FROM links
    WHERE purpose = 'reset'
    AND member_id = $1";

async fn begin(tx: &mut Tx<'_>, act: &Act, measure: &Measure) -> Result<(), Fault> {
    let Measure { cause, until } = measure;
    let written = sql::Measure {
        kind: MeasureKind::Suspended,
        idea: None,
        comment: None,
        member: act.member,
        cause: cause.clone(),
        by: act.actor.id,
        until: until.map(end_of),
    };
    if sql::begin(tx, &written, act.now).await?.is_none() {
        return Err(already(tx, act.member).await?);
    }
    run!(tx, MARK, act.member, Some(act.now.0))?;
    sessions::end_others(tx, act.member, &[]).await?;
    run!(tx, FORGET_LINKS, act.member)?;
    let through = until.map_or_else(String::new, |day| format!(" (through {day})"));
    let suspended = Event {
        kind: "member.suspended",
        actor: Some(act.actor.id),
        member: Some(act.member),
        audit: true,
        detail: format!("{}: {}{through}", cause.grounds, cause.words),
        ..Event::default()
    };
    events::record(tx, act.now, suspended).await?;
    teams::free_seats_of(tx, &act.actor, act.member, act.now).await
}

/// Ends a suspension; by nobody where its time is over.
async fn end(
    tx: &mut Tx<'_>,
    by: Option<&Actor>,
    member: MemberId,
    now: Timestamp,
) -> Result<(), Fault> {
    run!(tx, MARK, member, None::<i64>)?;
    let by = by.map(|actor| actor.id);
    sql::lift_from_member(tx, member, by, now).await?;
    let lifted = Event {
        kind: "suspension.lifted",
        actor: by,
        member: Some(member),
        audit: true,
        ..Event::default()
    };
    events::record(tx, now, lifted).await?;
    teams::reconsider_member(tx, member, now).await
}

const OVER: &str = "
    SELECT member_id
    FROM measures
    WHERE until_at < $1
    AND lifted_at IS NULL
    ORDER BY member_id";

/// Lifts suspensions whose time is over; how many.
pub(super) async fn sweep(db: &Db, now: Timestamp) -> Outcome<usize> {
    let over = all!(db db, (MemberId,), OVER, now.0).map_err(Fault::from)?;
    let mut lifted = 0;
    for (member,) in over {
        let lock = Lock::IdeasOfMember(member);
        let done = db.write(lock, (member, now), |tx, (member, now)| {
            Box::pin(expire(tx, *member, *now))
        });
        lifted += usize::from(done.await?);
    }
    Ok(lifted)
}

const STILL_OVER: &str = "
    SELECT id
    FROM measures
    WHERE member_id = $1
    AND until_at < $2
    AND lifted_at IS NULL";

async fn expire(tx: &mut Tx<'_>, member: MemberId, now: Timestamp) -> Result<bool, Fault> {
    if first!(tx tx, (i64,), STILL_OVER, member, now.0)?.is_none() {
        return Ok(false);
    }
    end(tx, None, member, now).await?;
    Ok(true)
}
