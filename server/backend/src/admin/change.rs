//! Changing what a member is, and how they come in.

use domain::accounts::{Actor, Kind, MemberId, Role};
use domain::admin::MemberChange;
use domain::limits::Act;
use domain::{Noun, Outcome};

use super::{AdminService, Deed};
use crate::accounts::{admin, sessions};
use crate::boards::sql::department;
use crate::db::{Db, Fault, Lock, Tx, first, run};
use crate::ideas::word;
use crate::{actors, notifications, secret, teams};

const MEMBER: &str = "
    SELECT id
    FROM members
    WHERE handle = $1";

/// The number behind a handle, which may change while the member's does not;
/// fails with not found.
async fn member(db: &Db, handle: &str) -> Result<MemberId, Fault> {
    let found = first!(db db, (MemberId,), MEMBER, handle)?;
    Ok(found.ok_or(Noun::Person)?.0)
}

/// A member before the change.
#[derive(sqlx::FromRow)]
struct Before {
    kind: String,
    role: String,
    department_id: Option<i64>,
}

const BEFORE: &str = "
    SELECT kind, role, department_id
    FROM members
    WHERE id = $1";
const CHANGE: &str = "
    UPDATE members
    SET kind = $2, department_id = $3
    WHERE id = $1";

/// A member's kind and department are inputs of the launch rule. Votes stay
/// counted in the group they were cast in: they were cast by an employee (or a
/// customer), and the next vote counts in the new group.
pub(super) async fn change(
    admin: &AdminService,
    actor: &Actor,
    handle: &str,
    change: MemberChange,
) -> Outcome<()> {
    domain::policy::administer(actor)?;
    let member = member(&admin.ctx.db, handle).await?;
    let with = (actor.clone(), member, change);
    let lock = Lock::IdeasOfMember(member);
    let changed = admin.counted_deed(
        (Act::ChangeMember, actor),
        lock,
        with,
        |tx, deed, (actor, member, change)| Box::pin(write(tx, deed, actor, *member, change)),
    );
    changed.await
}

async fn write(
    tx: &mut Tx<'_>,
    deed: Deed,
    actor: &Actor,
    member: MemberId,
    change: &MemberChange,
) -> Result<(), Fault> {
    if change.role != Role::Admin {
        admin::another_admin(tx, member).await?;
    }
    actors::alone(tx, member).await?;
    let before = first!(tx tx, Before, BEFORE, member)?.ok_or(Noun::Person)?;
    let kind = word(Kind::parse(&before.kind))?;
    let role = word(Role::parse(&before.role))?;
    let held = before.department_id;
    let department = department(tx, change.department.as_deref(), held).await?;
    if role != change.role {
        admin::set_role(tx, member, change.role).await?;
        let words = format!("{role} → {}", change.role);
        deed.record_of(tx, "role.changed", member, &words).await?;
    }
    if kind == change.kind && held == department {
        return Ok(());
    }
    run!(tx, CHANGE, member, change.kind.as_str(), department)?;
    if kind != change.kind {
        let words = format!("{kind} → {}", change.kind);
        deed.record_of(tx, "member.changed", member, &words).await?;
    }
    if held != department {
        let words = change.department.as_deref().unwrap_or("none");
        deed.record_of(tx, "member.moved", member, words).await?;
    }
    if change.kind == Kind::Customer && kind == Kind::Employee {
        notifications::forget_inside(tx, member, deed.at).await?;
        teams::clear_outsider(tx, actor, member, deed.at).await?;
    }
    teams::reconsider_member(tx, member, deed.at).await
}

/// A link of the same kind as the command line makes.
pub(super) async fn reset_link(
    admin: &AdminService,
    actor: &Actor,
    handle: &str,
) -> Outcome<String> {
    domain::policy::administer(actor)?;
    let member = member(&admin.ctx.db, handle).await?;
    let link = secret::fresh(&admin.ctx);
    let with = (member, secret::hash(&link));
    let made = admin.counted_deed(
        (Act::ChangeMember, actor),
        Lock::Nothing,
        with,
        |tx, deed, (member, hash)| {
            Box::pin(admin::replace_reset_link(
                tx,
                *member,
                hash,
                Some(deed.by),
                deed.at,
            ))
        },
    );
    made.await?;
    Ok(link)
}

pub(super) async fn end_sessions(admin: &AdminService, actor: &Actor, handle: &str) -> Outcome<()> {
    domain::policy::administer(actor)?;
    let member = member(&admin.ctx.db, handle).await?;
    let ended = admin.counted_deed(
        (Act::ChangeMember, actor),
        Lock::Nothing,
        member,
        |tx, deed, member| {
            Box::pin(async move {
                sessions::end_others(tx, *member, &[]).await?;
                deed.record_of(tx, "sessions.ended", *member, "").await
            })
        },
    );
    ended.await
}
