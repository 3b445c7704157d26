//! Sign-ins on devices: a random token in the browser's cookie, its hash here.

use domain::accounts::{Actor, Kind, MemberId, Role, SessionToken, SessionView};
use domain::time::{DAY, SECOND};
use domain::{Noun, Timestamp, plain};

use crate::Context;
use crate::db::{Db, Fault, Lock, Tx, all, first, run};
use crate::events::{self, Event};
use crate::ideas::word;
use crate::secret;

/// A session not used for so many days is over.
pub const IDLE_DAYS: i64 = 30;
/// A session so many days old is over, however much it is used.
pub const LONGEST_DAYS: i64 = 180;
/// How exactly the last use is known, in microseconds.
const TOUCH: i64 = 5 * 60 * SECOND;
/// Characters kept of what a browser calls itself.
const AGENT: usize = 200;

/// The moments after which a session must have been used and must have begun
/// to be alive.
#[derive(Clone, Copy, Debug)]
struct Alive {
    seen: i64,
    created: i64,
}

impl Alive {
    fn at(now: Timestamp) -> Self {
        Self {
            seen: now.0 - IDLE_DAYS * DAY,
            created: now.0 - LONGEST_DAYS * DAY,
        }
    }
}

/// A session to write.
#[derive(Clone, Debug)]
pub(crate) struct NewSession {
    token_hash: Vec<u8>,
    agent: String,
    pub(crate) at: Timestamp,
}

impl NewSession {
    /// A new token for the browser, and what to keep of it.
    pub(crate) fn of(ctx: &Context, agent: &str) -> (SessionToken, Self) {
        let token = secret::fresh(ctx);
        let session = Self {
            token_hash: secret::hash(&token),
            agent: plain::line(agent).chars().take(AGENT).collect(),
            at: ctx.now(),
        };
        (SessionToken(token), session)
    }
}

// The member is named by what was compared just now: a password changed or a
// member suspended in between opens no session.
const OPEN: &str = "
    INSERT INTO sessions (token_hash, member_id, agent, created_at, seen_at)
    SELECT $1, id, $2, $3, $3
    FROM members
    WHERE id = $4
    AND password_hash = $5
    AND suspended_at IS NULL
    RETURNING id";

/// Opens a session while the member's password hash is still this one; whether
/// it did.
pub(crate) async fn open(
    tx: &mut Tx<'_>,
    session: &NewSession,
    member: MemberId,
    password_hash: &str,
) -> Result<bool, Fault> {
    let opened: Option<(i64,)> = first!(
        tx tx,
        (i64,),
        OPEN,
        session.token_hash.as_slice(),
        session.agent.as_str(),
        session.at.0,
        member,
        password_hash
    )?;
    if let Some((id,)) = opened {
        let began = Event {
            kind: "session.began",
            actor: Some(member),
            subject: Some(id),
            ..Event::default()
        };
        events::record(tx, session.at, began).await?;
    }
    Ok(opened.is_some())
}

/// Whoever holds a token, with what their session needs.
#[derive(sqlx::FromRow)]
struct Holder {
    session: i64,
    seen_at: i64,
    id: MemberId,
    display_name: String,
    handle: String,
    kind: String,
    department_id: Option<i64>,
    role: String,
    unread: i64,
}

// Runs on every page.
const HOLDER: &str = "
    SELECT s.id AS session, s.seen_at, m.id, m.display_name, m.handle,
        m.kind, m.department_id, m.role, m.unread
    FROM sessions s
    JOIN members m ON m.id = s.member_id
    WHERE s.token_hash = $1
    AND s.seen_at > $2
    AND s.created_at > $3
    AND m.suspended_at IS NULL";

/// The member who holds this token, if its session is alive.
pub(crate) async fn holder(ctx: &Context, token: &SessionToken) -> Result<Option<Actor>, Fault> {
    let now = ctx.now();
    let alive = Alive::at(now);
    let hash = secret::hash(&token.0);
    let found = first!(
        db & ctx.db,
        Holder,
        HOLDER,
        hash.as_slice(),
        alive.seen,
        alive.created
    )?;
    let Some(holder) = found else {
        return Ok(None);
    };
    if now.0 - holder.seen_at >= TOUCH {
        // Beside the page: reading goes on while writing cannot.
        let (db, session) = (ctx.db.clone(), holder.session);
        tokio::spawn(async move { touch(&db, session, now).await });
    }
    Ok(Some(Actor {
        id: holder.id,
        display_name: holder.display_name,
        handle: holder.handle,
        kind: word(Kind::parse(&holder.kind))?,
        department: holder.department_id,
        role: word(Role::parse(&holder.role))?,
        unread: holder.unread,
    }))
}

const TOUCH_SESSION: &str = "
    UPDATE sessions
    SET seen_at = $2
    WHERE id = $1
    AND seen_at < $2";

/// Notes that a session was used. Failing costs nothing: the next page tries
/// again.
async fn touch(db: &Db, session: i64, now: Timestamp) {
    let touched = db.write(Lock::Nothing, (session, now), |tx, (session, now)| {
        Box::pin(async move {
            run!(tx, TOUCH_SESSION, *session, now.0)?;
            Ok(())
        })
    });
    if let Err(error) = touched.await {
        tracing::debug!("a session's use was not noted: {error}");
    }
}

/// A session in its owner's list.
#[derive(sqlx::FromRow)]
struct Listed {
    id: i64,
    token_hash: Vec<u8>,
    agent: String,
    created_at: i64,
    seen_at: i64,
}

const OF_MEMBER: &str = "
    SELECT id, token_hash, agent, created_at, seen_at
    FROM sessions
    WHERE member_id = $1
    AND seen_at > $2
    AND created_at > $3
    ORDER BY seen_at DESC, id DESC";

/// The living sessions of a member, newest use first.
pub(super) async fn of_member(
    ctx: &Context,
    member: MemberId,
    asking: &SessionToken,
) -> Result<Vec<SessionView>, Fault> {
    let alive = Alive::at(ctx.now());
    let asking = secret::hash(&asking.0);
    let rows = all!(
        db & ctx.db,
        Listed,
        OF_MEMBER,
        member,
        alive.seen,
        alive.created
    )?;
    let view = |row: Listed| SessionView {
        id: row.id,
        agent: row.agent,
        created: Timestamp(row.created_at),
        seen: Timestamp(row.seen_at),
        current: row.token_hash == asking,
    };
    Ok(rows.into_iter().map(view).collect())
}

const END_BY_TOKEN: &str = "
    DELETE FROM sessions
    WHERE token_hash = $1
    RETURNING id, member_id";

/// Ends the session of a token, if there is one.
pub(super) async fn end_by_token(
    tx: &mut Tx<'_>,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<(), Fault> {
    let found: Option<(i64, MemberId)> = first!(tx tx, (i64, MemberId), END_BY_TOKEN, token_hash)?;
    match found {
        Some((session, member)) => ended(tx, session, member, now).await,
        None => Ok(()),
    }
}

const END: &str = "
    DELETE FROM sessions
    WHERE id = $1
    AND member_id = $2";

/// Ends one of a member's sessions; fails with not found.
pub(super) async fn end(
    tx: &mut Tx<'_>,
    session: i64,
    member: MemberId,
    now: Timestamp,
) -> Result<(), Fault> {
    if run!(tx, END, session, member)? == 0 {
        return Err(Noun::Session.into());
    }
    ended(tx, session, member, now).await
}

async fn ended(
    tx: &mut Tx<'_>,
    session: i64,
    member: MemberId,
    now: Timestamp,
) -> Result<(), Fault> {
    let ended = Event {
        kind: "session.ended",
        actor: Some(member),
        subject: Some(session),
        ..Event::default()
    };
    events::record(tx, now, ended).await
}

const END_OTHERS: &str = "
    DELETE FROM sessions
    WHERE member_id = $1
    AND token_hash <> $2";

/// Ends every session of a member but the one with this token hash; an empty
/// hash spares none.
pub(crate) async fn end_others(
    tx: &mut Tx<'_>,
    member: MemberId,
    spared: &[u8],
) -> Result<(), Fault> {
    run!(tx, END_OTHERS, member, spared)?;
    Ok(())
}

const LIVING: &str = "
    SELECT COUNT(*), MAX(seen_at)
    FROM sessions
    WHERE member_id = $1
    AND seen_at > $2
    AND created_at > $3";

/// How many devices a member is signed in on, and when one was last used.
pub(crate) async fn living(
    ctx: &Context,
    member: MemberId,
) -> Result<(i64, Option<Timestamp>), Fault> {
    let alive = Alive::at(ctx.now());
    let found = first!(
        db & ctx.db,
        (i64, Option<i64>),
        LIVING,
        member,
        alive.seen,
        alive.created
    )?;
    let (count, seen) = found.unwrap_or_default();
    Ok((count, seen.map(Timestamp)))
}

const SWEEP: &str = "
    DELETE FROM sessions
    WHERE seen_at <= $1
    OR created_at <= $2";

/// Forgets sessions that are over; how many.
pub(super) async fn sweep(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, Fault> {
    let alive = Alive::at(now);
    Ok(run!(tx, SWEEP, alive.seen, alive.created)?)
}
