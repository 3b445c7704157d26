//! Notices in the database.

use std::collections::BTreeMap;

use domain::accounts::{Actor, MemberId, Viewer};
use domain::boards::Visibility;
use domain::ideas::IdeaRef;
use domain::notifications::{NoticeKind, NoticeView};
use domain::{Timestamp, plain, policy};

use super::Notice;
use crate::accounts::sql::person;
use crate::db::{Db, Fault, Tx, all, run};
use crate::ideas::word;
use crate::markdown;
use crate::moderation::{self, ToldRow};

const ADD: &str = "
    INSERT INTO notices
        (member_id, kind, by_id, idea_id, team_id, comment_id, seat, created_at, measure_id)
    SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
    WHERE EXISTS (
        SELECT 1
        FROM ideas i
        JOIN boards b ON b.id = i.board_id
        JOIN members m ON m.id = $1
        WHERE i.id = $4
        AND (b.visibility = 'public' OR m.kind = 'employee'))";
const ONE_MORE: &str = "
    UPDATE members
    SET unread = unread + 1
    WHERE id = $1";

/// Writes a notice to one member and counts it, if they may see what it is
/// about: who left the organisation no longer hears of its inside.
pub(super) async fn tell(
    tx: &mut Tx<'_>,
    member: MemberId,
    notice: &Notice,
    at: Timestamp,
) -> Result<(), Fault> {
    let told = run!(
        tx,
        ADD,
        member,
        notice.kind.as_str(),
        notice.by,
        notice.idea,
        notice.team,
        notice.comment,
        notice.seat.as_deref(),
        at.0,
        notice.measure
    )?;
    if told > 0 {
        run!(tx, ONE_MORE, member)?;
    }
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
    outcome: Option<String>,
    #[sqlx(flatten)]
    told: ToldRow,
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
            outcome: self
                .outcome
                .map(|words| markdown::beginning(plain::line(&words))),
            told: self.told.told()?,
            at: Timestamp(self.created_at),
            read: self.read_at.is_some(),
        })
    }
}

const NEWEST: &str = "
    SELECT n.id, n.kind, n.idea_id, i.slug, i.title, n.team_id, n.comment_id,
        n.seat, n.created_at, n.read_at,
        m.display_name AS by_name, m.handle AS by_handle, m.kind AS by_kind,
        f.body AS outcome,
        q.kind AS told_kind, q.grounds AS told_grounds, q.reason AS told_words,
        q.created_at AS told_at, q.until_at AS told_until
    FROM notices n
    JOIN ideas i ON i.id = n.idea_id
    JOIN boards b ON b.id = i.board_id
    LEFT JOIN comments c ON c.id = n.comment_id
    LEFT JOIN measures q ON q.id = n.measure_id
    LEFT JOIN members m ON m.id = n.by_id
    LEFT JOIN finishes f
        ON f.team_id = n.team_id AND n.kind IN ('team_delivered', 'idea_delivered')
    WHERE n.member_id = $1
    AND n.id < $2
    AND (b.visibility = 'public' OR $3)
    AND (i.hidden_at IS NULL
        OR i.author_id = $1
        OR $5 = -1
        OR ($5 >= 0 AND COALESCE(i.department_id, $5) = $5)
        OR (n.team_id IS NOT NULL AND EXISTS (
            SELECT 1
            FROM teams t
            LEFT JOIN pledges p ON p.team_id = t.id AND p.state = 'held' AND p.member_id = $1
            WHERE t.id = n.team_id
            AND (COALESCE(t.lead_id, t.starter_id) = $1 OR p.id IS NOT NULL))))
    AND (c.hidden_at IS NULL
        OR c.author_id = $1
        OR $5 = -1
        OR ($5 >= 0 AND COALESCE(i.department_id, $5) = $5))
    ORDER BY n.id DESC
    LIMIT $4";

/// A member's notices below this number, newest first. Whoever left the
/// organisation no longer hears of its inside, and nobody hears of what is
/// hidden from them.
pub(super) async fn newest(
    db: &Db,
    member: &Actor,
    before: i64,
    size: usize,
) -> Result<Vec<NoticeView>, Fault> {
    let inside = policy::sees(&Viewer::Member(member.clone()), Visibility::Employees);
    let reach = moderation::reach(policy::reach(member));
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    let rows = all!(db db, NoticeRow, NEWEST, member.id, before, inside, size, reach)?;
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
    counted_off(tx, member, read).await
}

/// Counts so many notices off that were unread.
pub(super) async fn counted_off(tx: &mut Tx<'_>, member: MemberId, read: u64) -> Result<(), Fault> {
    if read > 0 {
        let read = i64::try_from(read).unwrap_or(i64::MAX);
        run!(tx, FEWER, member, read)?;
    }
    Ok(())
}

// Who still sees a hidden idea keeps hearing of it: its author, its teams'
// people and whoever cares for it.
const FORGET_IDEA: &str = "
    UPDATE notices
    SET read_at = $2
    WHERE idea_id = $1
    AND read_at IS NULL
    AND member_id NOT IN (SELECT author_id FROM ideas WHERE id = $1)
    AND NOT EXISTS (
        SELECT 1
        FROM teams t
        LEFT JOIN pledges p
            ON p.team_id = t.id AND p.state = 'held' AND p.member_id = notices.member_id
        WHERE t.id = notices.team_id
        AND (COALESCE(t.lead_id, t.starter_id) = notices.member_id OR p.id IS NOT NULL))
    AND member_id NOT IN (
        SELECT m.id
        FROM members m
        JOIN ideas i ON i.id = $1
        WHERE m.role IN ('moderator', 'admin')
        OR (m.role = 'steward' AND COALESCE(i.department_id = m.department_id, i.department_id IS NULL)))
    RETURNING member_id";

/// Marks notices of an idea that was just hidden as read where they are shown
/// no more, so that no count tells of them.
pub(crate) async fn forget_idea(tx: &mut Tx<'_>, idea: i64, now: Timestamp) -> Result<(), Fault> {
    let forgotten = all!(tx tx, (MemberId,), FORGET_IDEA, idea, now.0)?;
    count_off(tx, forgotten).await
}

const FORGET_COMMENT: &str = "
    UPDATE notices
    SET read_at = $3
    WHERE idea_id = $1
    AND comment_id = $2
    AND read_at IS NULL
    AND member_id NOT IN (SELECT author_id FROM comments WHERE id = $2)
    AND member_id NOT IN (
        SELECT m.id
        FROM members m
        JOIN ideas i ON i.id = $1
        WHERE m.role IN ('moderator', 'admin')
        OR (m.role = 'steward' AND COALESCE(i.department_id = m.department_id, i.department_id IS NULL)))
    RETURNING member_id";

/// The same for a comment that was just hidden.
pub(crate) async fn forget_comment(
    tx: &mut Tx<'_>,
    idea: i64,
    comment: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    let forgotten = all!(tx tx, (MemberId,), FORGET_COMMENT, idea, comment, now.0)?;
    count_off(tx, forgotten).await
}

const FORGET_OFFER: &str = "
    DELETE FROM notices
    WHERE member_id = $1 AND team_id = $2 AND kind = 'seat_offered'
    RETURNING read_at IS NULL";

/// Forgets that a member was offered a seat of this team.
pub(crate) async fn forget_offer(
    tx: &mut Tx<'_>,
    member: MemberId,
    team: i64,
) -> Result<(), Fault> {
    let forgotten = all!(tx tx, (bool,), FORGET_OFFER, member, team)?;
    let unread = forgotten.iter().filter(|(unread,)| *unread).count();
    counted_off(tx, member, u64::try_from(unread).unwrap_or(u64::MAX)).await
}

/// Lowers the count of each member by their notices among these, in ascending
/// order (so that two commands never wait for each other).
async fn count_off(tx: &mut Tx<'_>, forgotten: Vec<(MemberId,)>) -> Result<(), Fault> {
    let mut fewer: BTreeMap<MemberId, i64> = BTreeMap::new();
    for (member,) in forgotten {
        *fewer.entry(member).or_default() += 1;
    }
    for (member, read) in fewer {
        run!(tx, FEWER, member, read)?;
    }
    Ok(())
}
