//! The audit log: events that are privileged acts.

use domain::accounts::Actor;
use domain::ideas::IdeaRef;
use domain::moderation::{AUDIT_FILE, AuditEntry, AuditPage, AuditQuery};
use domain::paging::{Cursor, PAGE, Page};
use domain::{Timestamp, policy};

use crate::accounts::sql::person;
use crate::cursor;
use crate::db::{Db, Fault, all};

/// The list these cursors belong to.
const LIST: u8 = b'a';

// An empty filter lets everything pass. Admins open this a few times a day.
const NEWEST: &str = "
    SELECT e.id, e.at, e.kind, e.detail, e.subject_id, e.idea_id, i.slug, i.title,
        a.display_name AS by_name, a.handle AS by_handle, a.kind AS by_kind,
        m.display_name AS member_name, m.handle AS member_handle, m.kind AS member_kind
    FROM events e
    LEFT JOIN members a ON a.id = e.actor_id
    LEFT JOIN members m ON m.id = e.member_id
    LEFT JOIN ideas i ON i.id = e.idea_id
    WHERE e.audit = 1
    AND e.id < $1
    AND ($2 = '' OR e.kind = $2)
    AND ($3 = '' OR $3 IN (a.handle, lower(a.display_name), m.handle, lower(m.display_name)))
    ORDER BY e.id DESC
    LIMIT $4";
const KINDS: &str = "
    SELECT DISTINCT kind
    FROM events
    WHERE audit = 1
    ORDER BY kind";

#[derive(sqlx::FromRow)]
struct EntryRow {
    id: i64,
    at: i64,
    kind: String,
    detail: String,
    subject_id: Option<i64>,
    idea_id: Option<i64>,
    slug: Option<String>,
    title: Option<String>,
    by_name: Option<String>,
    by_handle: Option<String>,
    by_kind: Option<String>,
    member_name: Option<String>,
    member_handle: Option<String>,
    member_kind: Option<String>,
}

impl EntryRow {
    fn entry(self) -> Result<AuditEntry, Fault> {
        let by = match (self.by_name, self.by_handle, self.by_kind) {
            (Some(name), Some(handle), Some(kind)) => Some(person(name, handle, &kind)?),
            _ => None,
        };
        let member = match (self.member_name, self.member_handle, self.member_kind) {
            (Some(name), Some(handle), Some(kind)) => Some(person(name, handle, &kind)?),
            _ => None,
        };
        let idea = match (self.idea_id, self.slug, self.title) {
            (Some(number), Some(slug), Some(title)) => Some(IdeaRef {
                number,
                slug,
                title,
            }),
            _ => None,
        };
        let about_comment = self.kind.starts_with("comment.");
        Ok(AuditEntry {
            id: self.id,
            at: Timestamp(self.at),
            comment: self.subject_id.filter(|_| about_comment),
            kind: self.kind,
            by,
            member,
            idea,
            detail: self.detail,
        })
    }
}

/// Acts below this number that pass the filters, newest first.
async fn newest(
    db: &Db,
    query: &AuditQuery,
    before: i64,
    most: usize,
) -> Result<Vec<AuditEntry>, Fault> {
    let kind = query.kind.clone().unwrap_or_default();
    let name = query.person.clone().unwrap_or_default().to_lowercase();
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = all!(db db, EntryRow, NEWEST, before, kind, name, most)?;
    rows.into_iter().map(EntryRow::entry).collect()
}

/// The log to take home.
pub(super) async fn file(
    db: &Db,
    actor: &Actor,
    query: &AuditQuery,
) -> Result<Vec<AuditEntry>, Fault> {
    policy::administer(actor)?;
    newest(db, query, i64::MAX, AUDIT_FILE).await
}

/// A page of the log, newest first, with the kinds of acts there are.
pub(super) async fn page(
    db: &Db,
    actor: &Actor,
    query: &AuditQuery,
    after: Option<&Cursor>,
) -> Result<AuditPage, Fault> {
    policy::administer(actor)?;
    let after = after.map(|after| cursor::read(LIST, after)).transpose()?;
    let before = after.map_or(i64::MAX, |(_, id)| id);
    let entries = newest(db, query, before, PAGE + 1).await?;
    let page = Page::cut(entries, PAGE, |entry| cursor::write(LIST, 0, entry.id));
    let kinds = all!(db db, (String,), KINDS)?;
    Ok(AuditPage {
        entries: page.items,
        kinds: kinds.into_iter().map(|(kind,)| kind).collect(),
        next: page.next,
    })
}
