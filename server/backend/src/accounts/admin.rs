//! Accounts from the command line: what needs a door when nobody can sign in.

use domain::accounts::{Kind, MemberId, NewAccount, Role};
use domain::time::DAY;
use domain::{Conflict, FieldErrors, Noun, Outcome, Timestamp};

use super::members::{self, NewMember};
use super::password;
use crate::Context;
use crate::db::{Fault, Lock, Tx, first, one, run};
use crate::events::{self, Event};
use crate::secret;

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
    record(tx, "member.created", member, new.role.as_str(), now).await?;
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

const OTHER_ADMINS: &str = "
    SELECT COUNT(*)
    FROM members
    WHERE role = 'admin'
    AND suspended_at IS NULL
    AND id <> $1";
const CHANGE_ROLE: &str = "
    UPDATE members
    SET role = $2
    WHERE id = $1";

async fn change_role(
    tx: &mut Tx<'_>,
    email: &str,
    role: Role,
    now: Timestamp,
) -> Result<(), Fault> {
    let (member, was) = by_email(tx, email).await?;
    if was == Role::Admin.as_str() && role != Role::Admin {
        let others: i64 = one!(tx tx, i64, OTHER_ADMINS, member)?;
        if others == 0 {
            return Err(Conflict::LastAdmin.into());
        }
    }
    run!(tx, CHANGE_ROLE, member, role.as_str())?;
    record(tx, "role.changed", member, role.as_str(), now).await
}

const BY_EMAIL: &str = "
    SELECT id, role
    FROM members
    WHERE email = $1";

/// The number and role of the member with this address; fails with not found.
async fn by_email(tx: &mut Tx<'_>, email: &str) -> Result<(MemberId, String), Fault> {
    let found: Option<(MemberId, String)> = first!(tx tx, (MemberId, String), BY_EMAIL, email)?;
    Ok(found.ok_or(Noun::Person)?)
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
                let (member, _) = by_email(tx, email).await?;
                run!(tx, FORGET_LINKS, member)?;
                let ends = *now + RESET;
                run!(tx, ADD_LINK, hash.as_slice(), member, now.0, ends.0)?;
                record(tx, "reset_link.made", member, "", *now).await
            })
        });
    written.await?;
    Ok(link)
}

/// What was done from the command line has no actor.
async fn record(
    tx: &mut Tx<'_>,
    kind: &'static str,
    member: MemberId,
    detail: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    let event = Event {
        kind,
        subject: Some(member),
        member: Some(member),
        audit: true,
        detail: detail.to_owned(),
        ..Event::default()
    };
    events::record(tx, now, event).await
}
