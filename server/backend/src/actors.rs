//! Who acts, asked once more where it counts. A request is authorised by what
//! its session said; until its command's turn comes the member may have been
//! suspended, or lost the role that allowed it. So every command that a member
//! causes asks again, in its own transaction.

#[cfg(test)]
mod tests;

use domain::accounts::{Actor, Kind, MemberId, Role};
use domain::{Conflict, Denied};

use crate::db::{Fault, Tx, first, run};
use crate::ideas::word;

/// What a member may do by, as the database has it now.
#[expect(
    clippy::struct_field_names,
    reason = "columns, which stand beside those of an idea"
)]
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Now {
    /// Customer or employee, as word.
    pub(crate) actor_kind: String,
    /// Beyond taking part, as word.
    pub(crate) actor_role: String,
    /// The department they work in.
    pub(crate) actor_department: Option<i64>,
    /// Since when they are suspended.
    pub(crate) actor_suspended: Option<i64>,
}

impl Now {
    /// Fails where the member is suspended, or where what they were let in by is
    /// no longer so: what was decided by it is to be decided anew.
    pub(crate) fn still(&self, actor: &Actor) -> Result<(), Fault> {
        if self.actor_suspended.is_some() {
            return Err(Denied::SignInFirst.into());
        }
        let role: Role = word(Role::parse(&self.actor_role))?;
        let kind: Kind = word(Kind::parse(&self.actor_kind))?;
        // Which department one works in matters to nobody but who answers for it.
        let moved = role == Role::Steward && self.actor_department != actor.department;
        if role != actor.role || kind != actor.kind || moved {
            return Err(Conflict::StandingChanged.into());
        }
        Ok(())
    }
}

// The lock is the one that a reference to the member takes anyway: notices may
// be counted on them meanwhile, and only [`alone`] waits for it.
const NOW: &str = "
    SELECT kind AS actor_kind, role AS actor_role, department_id AS actor_department,
        suspended_at AS actor_suspended
    FROM members
    WHERE id = $1";
const NOW_LOCKED: &str = "
    SELECT kind AS actor_kind, role AS actor_role, department_id AS actor_department,
        suspended_at AS actor_suspended
    FROM members
    WHERE id = $1
    FOR KEY SHARE";

/// Fails unless the actor is still who they were when they were let in, and
/// keeps it so until the command ends. One row by its number; votes, which come
/// in floods, read it along with the ballot instead.
pub(crate) async fn still(tx: &mut Tx<'_>, actor: &Actor) -> Result<(), Fault> {
    let sql = match tx {
        Tx::Sqlite(_) => NOW,
        Tx::Postgres(_) => NOW_LOCKED,
    };
    let now = first!(tx tx, Now, sql, actor.id)?.ok_or(Denied::SignInFirst)?;
    now.still(actor)
}

const ALONE: &str = "
    SELECT id
    FROM members
    WHERE id = $1
    FOR UPDATE";

/// Before a member is suspended or becomes something else: waits until nothing
/// they do is under way, and holds off what they do next. SQLite has one writer
/// and needs nothing of it.
pub(crate) async fn alone(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Fault> {
    if matches!(tx, Tx::Postgres(_)) {
        run!(tx, ALONE, member)?;
    }
    Ok(())
}
