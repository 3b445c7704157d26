//! Changing a password, with the old one or by a one-time link.

use domain::accounts::{Actor, MemberId, Password, SessionToken};
use domain::limits::Act;
use domain::{FieldError, FieldErrors, Noun, Outcome, Timestamp};

use super::sql::Credentials;
use super::{password, sessions, sql};
use crate::Context;
use crate::db::{Fault, Lock, Tx, first, run};
use crate::events::{self, Event};
use crate::limits::{self, Subject};
use crate::{actors, secret};

/// A new password to write.
struct Change {
    member: MemberId,
    from: String,
    to: String,
    /// The session that goes on, as token hash; empty for none.
    spared: Vec<u8>,
    at: Timestamp,
}

const CHANGE: &str = "
    UPDATE members
    SET password_hash = $3
    WHERE id = $1
    AND password_hash = $2";
const FORGET_LINKS: &str = "
    DELETE FROM links
    WHERE purpose = 'reset'
    AND member_id = $1";

/// Writes the new password unless another change came first; whether it did.
async fn write(tx: &mut Tx<'_>, change: &Change) -> Result<bool, Fault> {
    let member = change.member;
    let (from, to) = (change.from.as_str(), change.to.as_str());
    if run!(tx, CHANGE, member, from, to)? == 0 {
        return Ok(false);
    }
    run!(tx, FORGET_LINKS, member)?;
    sessions::end_others(tx, member, &change.spared).await?;
    let changed = Event {
        kind: "password.changed",
        actor: Some(member),
        subject: Some(member),
        ..Event::default()
    };
    events::record(tx, change.at, changed).await?;
    Ok(true)
}

pub(super) async fn change(
    ctx: &Context,
    actor: &Actor,
    token: &SessionToken,
    current: &Password,
    new: &Password,
) -> Outcome<()> {
    let counted = [(Act::Password, Subject::Member(actor.id))];
    limits::spend(ctx, counted).await?;
    let wrong = FieldErrors::one("current", FieldError::NotYourPassword);
    let known = sql::by_id(&ctx.db, actor.id).await?.ok_or(Noun::Person)?;
    if !password::fits(current, Some(known.password_hash.clone())).await? {
        return Err(wrong.into());
    }
    let change = Change {
        member: known.id,
        to: accepted(ctx, &known, new).await?,
        from: known.password_hash,
        spared: secret::hash(&token.0),
        at: ctx.now(),
    };
    let command = (actor.clone(), change);
    let written = ctx.db.write(Lock::Nothing, command, |tx, (actor, change)| {
        Box::pin(async move {
            actors::still(tx, actor).await?;
            write(tx, change).await
        })
    });
    if written.await? {
        Ok(())
    } else {
        Err(wrong.into())
    }
}

/// The hash of a password that its owner could not be guessed by.
async fn accepted(ctx: &Context, known: &Credentials, new: &Password) -> Outcome<String> {
    let hints = password::hints(&known.display_name, &known.email);
    let judged = password::judge(new, hints).await?;
    judged.map_err(|error| FieldErrors::one("password", error))?;
    password::hash(ctx, new).await
}

const LINK: &str = "
    SELECT m.id, m.email, m.password_hash, m.display_name
    FROM links l
    JOIN members m ON m.id = l.member_id
    WHERE l.token_hash = $1
    AND l.purpose = 'reset'
    AND l.expires_at > $2
    AND m.suspended_at IS NULL";
const USE_LINK: &str = "
    DELETE FROM links
    WHERE token_hash = $1
    AND purpose = 'reset'
    AND expires_at > $2";

pub(super) async fn reset(ctx: &Context, link: &str, new: &Password) -> Outcome<()> {
    let (link, now) = (secret::hash(link), ctx.now());
    let known = first!(db & ctx.db, Credentials, LINK, link.as_slice(), now.0);
    let known = known.map_err(Fault::from)?.ok_or(Noun::Link)?;
    let change = Change {
        member: known.id,
        to: accepted(ctx, &known, new).await?,
        from: known.password_hash,
        spared: Vec::new(),
        at: now,
    };
    let written = ctx
        .db
        .write(Lock::Nothing, (link, change), |tx, (link, change)| {
            Box::pin(async move {
                let used = run!(tx, USE_LINK, link.as_slice(), change.at.0)?;
                if used == 1 && write(tx, change).await? {
                    Ok(())
                } else {
                    Err(Noun::Link.into())
                }
            })
        });
    written.await
}
