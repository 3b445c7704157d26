//! Domain events: what happened, recorded in the transaction that made it
//! happen: the audit trail. Notices are written beside them by the same command.

use domain::Timestamp;
use domain::accounts::MemberId;

use crate::db::{Fault, Tx, first, later};

/// Something that happened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Event {
    /// What, as `noun.verb`, such as `idea.posted`.
    pub(crate) kind: &'static str,
    /// Whose doing it was.
    pub(crate) actor: Option<MemberId>,
    /// The idea concerned.
    pub(crate) idea: Option<i64>,
    /// The team concerned.
    pub(crate) team: Option<i64>,
    /// The comment, seat, pledge, block, invitation or session concerned.
    pub(crate) subject: Option<i64>,
    /// The member whom it was done to or for, where that is somebody's doing
    /// about somebody.
    pub(crate) member: Option<MemberId>,
    /// Whether it is a privileged act, one that the audit log shows.
    pub(crate) audit: bool,
    /// What else a reader of the trail needs, in a few words; never a secret.
    pub(crate) detail: String,
}

const RECORD: &str = "
    INSERT INTO events
        (at, actor_id, kind, idea_id, team_id, subject_id, member_id, audit, detail)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

/// Writes an event down.
pub(crate) async fn record(tx: &mut Tx<'_>, at: Timestamp, event: Event) -> Result<(), Fault> {
    later!(
        tx,
        RECORD,
        at.0,
        event.actor,
        event.kind,
        event.idea,
        event.team,
        event.subject,
        event.member,
        i64::from(event.audit),
        event.detail
    )?;
    Ok(())
}

/// The time of the event that was recorded last.
pub(crate) const NEWEST: &str = "SELECT at FROM events ORDER BY id DESC LIMIT 1";

/// The time of the newest recorded event, by which a jumping clock is noticed.
pub(crate) async fn newest(tx: &mut Tx<'_>) -> Result<Option<Timestamp>, Fault> {
    let found: Option<(i64,)> = first!(tx tx, (i64,), NEWEST)?;
    Ok(found.map(|(at,)| Timestamp(at)))
}
