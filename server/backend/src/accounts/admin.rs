//! Roles and reset links: from the command line, which needs a door when nobody
//! can sign in, and from the administration.

use domain::accounts::{Kind, MemberId, NewAccount, Role};
use domain::time::DAY;
use domain::{Conflict, FieldErrors, Noun, Outcome, Timestamp};

use super::members::{self, NewMember};
use super::password;
use crate::Context;
use crate::db::{Fault, Lock, Tx, all, first, one, run};
use crate::events::{self, Event};
use crate::{actors, secret};

/// How long a reset link works, in microseconds.
const RESET: i64 = DAY;

/// Makes a member; their handle. The fields are the sign-up form's.
pub async fn create(
    ctx: &Context,
    name: &str,
    email: &str,
    password: &str,
    kind: Kind,
    role: Role,
) -> Outcome<String> {
    let new = NewAccount::parse(name, email, password, "")?;
    let judged = password::judge(&new.password, password::hints_of(&new)).await?;
    judged.map_err(|error| FieldErrors::one("password", error))?;
    let member = NewMember {
        handles: members::handles(ctx, &new.display_name),
        password_hash: password::hash(ctx, &new.password).await?,
        email: new.email,
        display_name: new.display_name,
        kind,
        role,
    };
    let command = (member, ctx.now());
    let created = ctx.db.write(Lock::Nothing, command, |tx, (member, now)| {
        Box::pin(add(tx, member, *now))
    });
    created.await
}

const HANDLE: &str = "
    SELECT handle
    FROM members
    WHERE id = $1";

async fn add(tx: &mut Tx<'_>, new: &NewMember, now: Timestamp) -> Result<String, Fault> {
    let member = members::add(tx, new, now).await?;
    record(tx, "member.created", member, new.role.as_str(), None, now).await?;
    Ok(one!(tx tx, String, HANDLE, member)?)
}

/// Gives the member with this address a role. The last admin stays one:
/// fails with [`Conflict::LastAdmin`].
pub async fn promote(ctx: &Context, email: &str, role: Role) -> Outcome<()> {
    let command = (email.trim().to_lowercase(), role, ctx.now());
    let changed = ctx
        .db
        .write(Lock::Nothing, command, |tx, (email, role, now)| {
            Box::pin(change_role(tx, email, *role, *now))
        });
    changed.await
}

async fn change_role(
    tx: &mut Tx<'_>,
    email: &str,
    role: Role,
    now: Timestamp,
) -> Result<(), Fault> {
    let member = by_email(tx, email).await?;
    if role != Role::Admin {
        another_admin(tx, member).await?;
    }
    set_role(tx, member, role).await?;
    record(tx, "role.changed", member, role.as_str(), None, now).await
}

const CHANGE_ROLE: &str = "
    UPDATE members
    SET role = $2
    WHERE id = $1";

/// Gives a member a role.
pub(crate) async fn set_role(tx: &mut Tx<'_>, member: MemberId, role: Role) -> Result<(), Fault> {
    actors::alone(tx, member).await?;
    run!(tx, CHANGE_ROLE, member, role.as_str())?;
    Ok(())
}

const ADMINS: &str = "
    SELECT id
    FROM members
    WHERE role = 'admin'
    AND suspended_at IS NULL
    ORDER BY id";
const LOCK_ADMINS: &str = "
    SELECT id
    FROM members
    WHERE role = 'admin'
    AND suspended_at IS NULL
    ORDER BY id
    FOR NO KEY UPDATE";

/// Whether this is the one member who runs the installation. On PostgreSQL the
/// admins are locked: of two who take the role from each other at the same
/// moment, the second one sees what the first one did.
pub(crate) async fn last_admin(tx: &mut Tx<'_>, member: MemberId) -> Result<bool, Fault> {
    let admins = match tx {
        Tx::Sqlite(_) => ADMINS,
        Tx::Postgres(_) => LOCK_ADMINS,
    };
    let admins = all!(tx tx, (MemberId,), admins)?;
    Ok(admins == [(member,)])
}

/// Fails with [`Conflict::LastAdmin`] unless somebody else runs the
/// installation, or this member does not.
pub(crate) async fn another_admin(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Fault> {
    if last_admin(tx, member).await? {
        Err(Conflict::LastAdmin.into())
    } else {
        Ok(())
    }
}

const BY_EMAIL: &str = "
    SELECT id
    FROM members
    WHERE email = $1";

/// The number of the member with this address; fails with not found.
async fn by_email(tx: &mut Tx<'_>, email: &str) -> Result<MemberId, Fault> {
    let found = first!(tx tx, (MemberId,), BY_EMAIL, email)?;
    Ok(found.ok_or(Noun::Person)?.0)
}

const FORGET_LINKS: &str = "
    DELETE FROM links
    WHERE purpose = 'reset'
    AND member_id = $1";
const ADD_LINK: &str = "
    INSERT INTO links (token_hash, purpose, member_id, created_at, expires_at)
    VALUES ($1, 'reset', $2, $3, $4)";

/// Makes a link by which the member with this address sets a new password,
/// within a day and once; earlier ones stop working. Returns its secret.
pub async fn reset_link(ctx: &Context, email: &str) -> Outcome<String> {
    let link = secret::fresh(ctx);
    let command = (email.trim().to_lowercase(), secret::hash(&link), ctx.now());
    let written = ctx
        .db
        .write(Lock::Nothing, command, |tx, (email, hash, now)| {
            Box::pin(async move {
                let member = by_email(tx, email).await?;
                replace_reset_link(tx, member, hash, None, *now).await
            })
        });
    written.await?;
    Ok(link)
}

/// Keeps the hash of a member's new reset link; earlier ones stop working.
pub(crate) async fn replace_reset_link(
    tx: &mut Tx<'_>,
    member: MemberId,
    hash: &[u8],
    by: Option<MemberId>,
    now: Timestamp,
) -> Result<(), Fault> {
    run!(tx, FORGET_LINKS, member)?;
    let ends = now + RESET;
    run!(tx, ADD_LINK, hash, member, now.0, ends.0)?;
    record(tx, "reset_link.made", member, "", by, now).await
}

/// What was done from the command line is nobody's doing.
async fn record(
    tx: &mut Tx<'_>,
    kind: &'static str,
    member: MemberId,
    detail: &str,
    by: Option<MemberId>,
    now: Timestamp,
) -> Result<(), Fault> {
    let event = Event {
        kind,
        actor: by,
        subject: Some(member),
        member: Some(member),
        audit: true,
        detail: detail.to_owned(),
        ..Event::default()
    };
    events::record(tx, now, event).await
}
