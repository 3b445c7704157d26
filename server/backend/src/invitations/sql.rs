//! Invitations in the database.

use domain::accounts::MemberId;
use domain::invitations::{InvitationView, NewInvitation};
use domain::{Conflict, Noun, Timestamp};

use crate::accounts::sql::person;
use crate::actors;
use crate::boards::sql::department;
use crate::db::{Db, Fault, Tx, all, first, one, run};
use crate::events::{self, Event};

/// An invitation to write.
pub(super) struct Written {
    pub(super) token_hash: Vec<u8>,
    pub(super) new: NewInvitation,
    pub(super) by: MemberId,
    pub(super) at: Timestamp,
    pub(super) ends: Timestamp,
}

const ADD: &str = "
    INSERT INTO invitations
        (token_hash, note, department_id, created_by, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    RETURNING id";

pub(super) async fn add(tx: &mut Tx<'_>, invitation: &Written) -> Result<(), Fault> {
    let department = department(tx, invitation.new.department.as_deref(), None).await?;
    let id: i64 = one!(
        tx tx,
        i64,
        ADD,
        invitation.token_hash.as_slice(),
        invitation.new.note.as_str(),
        department,
        invitation.by,
        invitation.at.0,
        invitation.ends.0
    )?;
    let detail = match &invitation.new.department {
        Some(department) => format!("{}, for {department}", invitation.new.note),
        None => invitation.new.note.clone(),
    };
    let written = Event {
        detail,
        ..event("invitation.written", id, invitation.by)
    };
    events::record(tx, invitation.at, written).await
}

/// An invitation in the list, as the database gives it.
#[derive(sqlx::FromRow)]
struct Listed {
    id: i64,
    note: String,
    department: Option<String>,
    created_at: i64,
    expires_at: i64,
    withdrawn_at: Option<i64>,
    display_name: Option<String>,
    handle: Option<String>,
    kind: Option<String>,
}

const NEWEST: &str = "
    SELECT i.id, i.note, d.name AS department, i.created_at, i.expires_at,
        i.withdrawn_at, m.display_name, m.handle, m.kind
    FROM invitations i
    LEFT JOIN departments d ON d.id = i.department_id
    LEFT JOIN members m ON m.id = i.used_by
    ORDER BY i.id DESC
    LIMIT 100";

pub(super) async fn newest(db: &Db) -> Result<Vec<InvitationView>, Fault> {
    let rows = all!(db db, Listed, NEWEST)?;
    let view = |row: Listed| {
        let used_by = match (row.display_name, row.handle, row.kind) {
            (Some(name), Some(handle), Some(kind)) => Some(person(name, handle, &kind)?),
            _ => None,
        };
        Ok(InvitationView {
            id: row.id,
            note: row.note,
            department: row.department,
            created: Timestamp(row.created_at),
            expires: Timestamp(row.expires_at),
            used_by,
            withdrawn: row.withdrawn_at.is_some(),
        })
    };
    rows.into_iter().map(view).collect()
}

const WITHDRAW: &str = "
    UPDATE invitations
    SET withdrawn_at = $2
    WHERE id = $1
    AND used_at IS NULL
    AND withdrawn_at IS NULL";

pub(super) async fn withdraw(
    tx: &mut Tx<'_>,
    invitation: i64,
    by: MemberId,
    now: Timestamp,
) -> Result<(), Fault> {
    if run!(tx, WITHDRAW, invitation, now.0)? == 0 {
        return Err(Noun::Link.into());
    }
    record(tx, "invitation.withdrawn", invitation, by, now).await
}

const WORKS: &str = "
    SELECT COUNT(*)
    FROM invitations
    WHERE token_hash = $1
    AND used_at IS NULL
    AND withdrawn_at IS NULL
    AND expires_at > $2";

pub(super) async fn works(db: &Db, token_hash: &[u8], now: Timestamp) -> Result<bool, Fault> {
    let found: i64 = one!(db db, i64, WORKS, token_hash, now.0)?;
    Ok(found == 1)
}

const CLAIM: &str = "
    UPDATE invitations
    SET used_by = $2,
        used_at = $3
    WHERE token_hash = $1
    AND used_at IS NULL
    AND withdrawn_at IS NULL
    AND expires_at > $3
    RETURNING id, department_id";
const HIRE: &str = "
    UPDATE members
    SET kind = 'employee',
        department_id = $2
    WHERE id = $1
    AND kind = 'customer'";

/// Uses an invitation up: the member becomes an employee of its department.
/// Fails with not found when the link does not work (any more).
pub(crate) async fn redeem(
    tx: &mut Tx<'_>,
    token_hash: &[u8],
    member: MemberId,
    now: Timestamp,
) -> Result<(), Fault> {
    let claimed: Option<(i64, Option<i64>)> =
        first!(tx tx, (i64, Option<i64>), CLAIM, token_hash, member, now.0)?;
    let (invitation, department) = claimed.ok_or(Noun::Link)?;
    actors::alone(tx, member).await?;
    if run!(tx, HIRE, member, department)? == 0 {
        return Err(Conflict::AlreadyEmployee.into());
    }
    let accepted = Event {
        member: Some(member),
        ..event("invitation.accepted", invitation, member)
    };
    events::record(tx, now, accepted).await
}

async fn record(
    tx: &mut Tx<'_>,
    kind: &'static str,
    invitation: i64,
    by: MemberId,
    now: Timestamp,
) -> Result<(), Fault> {
    events::record(tx, now, event(kind, invitation, by)).await
}

/// Who may come in as an employee is a privileged act, from both ends.
fn event(kind: &'static str, invitation: i64, by: MemberId) -> Event {
    Event {
        kind,
        actor: Some(by),
        subject: Some(invitation),
        audit: true,
        ..Event::default()
    }
}
