//! Notices in the database.

use domain::Timestamp;
use domain::accounts::MemberId;
use domain::ideas::IdeaRef;
use domain::notifications::{NoticeKind, NoticeView};

use super::Notice;
use crate::accounts::sql::person;
use crate::db::{Db, Fault, Tx, all, run};
use crate::ideas::word;

const ADD: &str = "
    INSERT INTO notices
        (member_id, kind, by_id, idea_id, team_id, comment_id, seat, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const ONE_MORE: &str = "
    UPDATE members
    SET unread = unread + 1
    WHERE id = $1";

/// Writes a notice to one member and counts it.
pub(super) async fn tell(
    tx: &mut Tx<'_>,
    member: MemberId,
    notice: &Notice,
    at: Timestamp,
) -> Result<(), Fault> {
    run!(
        tx,
        ADD,
        member,
        notice.kind.as_str(),
        notice.by,
        notice.idea,
        notice.team,
        notice.comment,
        notice.seat.as_deref(),
        at.0
    )?;
    run!(tx, ONE_MORE, member)?;
    Ok(())
}

/// A notice as the database gives it.
#[derive(sqlx::FromRow)]
struct NoticeRow {
    id: i64,
    kind: String,
    idea_id: i64,
    slug: String,
    title: String,
    team_id: Option<i64>,
    comment_id: Option<i64>,
    seat: Option<String>,
    created_at: i64,
    read_at: Option<i64>,
    by_name: Option<String>,
    by_handle: Option<String>,
    by_kind: Option<String>,
}

impl NoticeRow {
    fn view(self) -> Result<NoticeView, Fault> {
        let by = match (self.by_name, self.by_handle, self.by_kind) {
            (Some(name), Some(handle), Some(kind)) => Some(person(name, handle, &kind)?),
            _ => None,
        };
        Ok(NoticeView {
            id: self.id,
            kind: word(NoticeKind::parse(&self.kind))?,
            by,
            idea: IdeaRef {
                number: self.idea_id,
                slug: self.slug,
                title: self.title,
            },
            team: self.team_id,
            comment: self.comment_id,
            seat: self.seat,
            at: Timestamp(self.created_at),
            read: self.read_at.is_some(),
        })
    }
}

const NEWEST: &str = "
    SELECT n.id, n.kind, n.idea_id, i.slug, i.title, n.team_id, n.comment_id,
        n.seat, n.created_at, n.read_at,
        m.display_name AS by_name, m.handle AS by_handle, m.kind AS by_kind
    FROM notices n
    JOIN ideas i ON i.id = n.idea_id
    JOIN boards b ON b.id = i.board_id
    LEFT JOIN members m ON m.id = n.by_id
    WHERE n.member_id = $1
    AND n.id < $2
    AND (b.visibility = 'public' OR $3)
    ORDER BY n.id DESC
    LIMIT $4";

/// A member's notices below this number, newest first; those from inside the
/// organisation only if asked for.
pub(super) async fn newest(
    db: &Db,
    member: MemberId,
    inside: bool,
    before: i64,
    size: usize,
) -> Result<Vec<NoticeView>, Fault> {
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    let rows = all!(db db, NoticeRow, NEWEST, member, before, inside, size)?;
    rows.into_iter().map(NoticeRow::view).collect()
}

const READ: &str = "
    UPDATE notices
    SET read_at = $3
    WHERE member_id = $1
    AND id <= $2
    AND read_at IS NULL";
const FEWER: &str = "
    UPDATE members
    SET unread = unread - $2
    WHERE id = $1";

/// Marks notices up to this number as read and counts them off.
pub(super) async fn mark_read(
    tx: &mut Tx<'_>,
    member: MemberId,
    up_to: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    let read = run!(tx, READ, member, up_to, now.0)?;
    if read > 0 {
        let read = i64::try_from(read).unwrap_or(i64::MAX);
        run!(tx, FEWER, member, read)?;
    }
    Ok(())
}
