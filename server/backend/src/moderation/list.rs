//! Measures to read: a page of them, and those of one thing.

use domain::accounts::{Actor, PersonRef, Viewer};
use domain::boards::Visibility;
use domain::ideas::IdeaRef;
use domain::moderation::{Case, Concern, MeasureView, Subject};
use domain::paging::{Cursor, PAGE, Page};
use domain::{Noun, Timestamp, policy};

use super::sql::ToldRow;
use crate::accounts::sql::person;
use crate::comments::Exposed;
use crate::cursor;
use crate::db::{Db, Fault, all, first};
use crate::ideas::word;
use crate::markdown;

/// The list these cursors belong to.
const LIST: u8 = b'm';
/// Measures shown of one thing.
const OF_ONE: i64 = 20;

macro_rules! measures {
    ($which:literal) => {
        concat!(
            "
    SELECT q.id, q.idea_id, q.comment_id, i.slug, i.title, c.body,
        q.kind AS told_kind, q.grounds AS told_grounds, q.reason AS told_words,
        q.created_at AS told_at, q.until_at AS told_until, q.lifted_at,
        m.display_name, m.handle, m.kind,
        a.display_name AS by_name, a.handle AS by_handle, a.kind AS by_kind,
        l.display_name AS lifted_name, l.handle AS lifted_handle, l.kind AS lifted_kind
    FROM measures q
    JOIN members m ON m.id = q.member_id
    JOIN members a ON a.id = q.by_id
    LEFT JOIN members l ON l.id = q.lifted_by
    LEFT JOIN ideas i ON i.id = q.idea_id
    LEFT JOIN boards b ON b.id = i.board_id
    LEFT JOIN comments c ON c.id = q.comment_id
    ",
            $which
        )
    };
}

// Within the actor's reach: suspensions for moderators and admins, ideas by
// their department, boards by who may see them.
macro_rules! within_reach {
    () => {
        "AND (q.idea_id IS NOT NULL OR $1 = -1)
    AND (q.idea_id IS NULL OR b.visibility = 'public' OR $2)
    AND ($1 = -1 OR COALESCE(i.department_id, $1) = $1)
    AND q.id < $3
    ORDER BY q.id DESC
    LIMIT $4"
    };
}

const STANDING: &str = concat!(
    measures!("WHERE q.lifted_at IS NULL\n    "),
    within_reach!()
);
const EVER: &str = concat!(measures!("WHERE q.id > 0\n    "), within_reach!());
const OF_IDEA: &str = measures!(
    "WHERE q.idea_id = $1
    AND q.comment_id IS NULL
    ORDER BY q.id DESC
    LIMIT $2"
);
const OF_COMMENT: &str = measures!(
    "WHERE q.comment_id = $1
    ORDER BY q.id DESC
    LIMIT $2"
);
const OF_MEMBER: &str = measures!(
    "WHERE q.member_id = $1
    AND q.kind = 'suspended'
    ORDER BY q.id DESC
    LIMIT $2"
);

#[derive(sqlx::FromRow)]
struct MeasureRow {
    id: i64,
    idea_id: Option<i64>,
    comment_id: Option<i64>,
    slug: Option<String>,
    title: Option<String>,
    body: Option<String>,
    #[sqlx(flatten)]
    told: ToldRow,
    lifted_at: Option<i64>,
    display_name: String,
    handle: String,
    kind: String,
    by_name: String,
    by_handle: String,
    by_kind: String,
    lifted_name: Option<String>,
    lifted_handle: Option<String>,
    lifted_kind: Option<String>,
}

impl MeasureRow {
    fn view(self) -> Result<MeasureView, Fault> {
        let idea = match (self.idea_id, self.slug, self.title) {
            (Some(number), Some(slug), Some(title)) => Some(IdeaRef {
                number,
                slug,
                title,
            }),
            _ => None,
        };
        let concern = match (idea, self.comment_id) {
            (Some(idea), Some(id)) => Concern::Comment {
                id,
                idea,
                excerpt: markdown::excerpt(&self.body.unwrap_or_default()),
            },
            (Some(idea), None) => Concern::Idea(idea),
            (None, _) => Concern::Person,
        };
        let lifted_by = match (self.lifted_name, self.lifted_handle, self.lifted_kind) {
            (Some(name), Some(handle), Some(kind)) => Some(person(name, handle, &kind)?),
            _ => None,
        };
        let unknown = || sqlx::Error::Decode("a measure without its words".into());
        Ok(MeasureView {
            id: self.id,
            told: self.told.told()?.ok_or_else(unknown)?,
            concern,
            member: person(self.display_name, self.handle, &self.kind)?,
            by: person(self.by_name, self.by_handle, &self.by_kind)?,
            lifted: self.lifted_at.map(Timestamp),
            lifted_by,
        })
    }
}

fn views(rows: Vec<MeasureRow>) -> Result<Vec<MeasureView>, Fault> {
    rows.into_iter().map(MeasureRow::view).collect()
}

/// Measures within the actor's reach, newest first.
pub(super) async fn page(
    db: &Db,
    actor: &Actor,
    standing: bool,
    after: Option<&Cursor>,
) -> Result<Page<MeasureView>, Fault> {
    policy::care(actor)?;
    let reach = super::reach(policy::reach(actor));
    let inside = policy::sees(&Viewer::Member(actor.clone()), Visibility::Employees);
    let after = after.map(|after| cursor::read(LIST, after)).transpose()?;
    let before = after.map_or(i64::MAX, |(_, id)| id);
    let one_more = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let sql = if standing { STANDING } else { EVER };
    let rows = all!(db db, MeasureRow, sql, reach, inside, before, one_more)?;
    Ok(Page::cut(views(rows)?, PAGE, |measure| {
        cursor::write(LIST, 0, measure.id)
    }))
}

/// A thing to care for, as the database gives it.
#[derive(sqlx::FromRow)]
struct ThingRow {
    id: i64,
    slug: String,
    title: String,
    body: String,
    #[sqlx(flatten)]
    exposed: Exposed,
    display_name: String,
    handle: String,
    kind: String,
}

const IDEA: &str = "
    SELECT i.id, i.slug, i.title, i.body, b.visibility, i.department_id,
        i.author_id AS idea_author, i.hidden_at AS idea_hidden_at,
        i.author_id, i.hidden_at, m.display_name, m.handle, m.kind
    FROM ideas i
    JOIN boards b ON b.id = i.board_id
    JOIN members m ON m.id = i.author_id
    WHERE i.id = $1";
const COMMENT: &str = "
    SELECT i.id, i.slug, i.title, c.body, b.visibility, i.department_id,
        i.author_id AS idea_author, i.hidden_at AS idea_hidden_at,
        c.author_id, c.hidden_at, m.display_name, m.handle, m.kind
    FROM comments c
    JOIN ideas i ON i.id = c.idea_id
    JOIN boards b ON b.id = i.board_id
    JOIN members m ON m.id = c.author_id
    WHERE c.id = $1
    AND c.deleted_at IS NULL";
const MEMBER: &str = "
    SELECT id, role, about, display_name, handle, kind
    FROM members
    WHERE handle = $1";

/// What is known of a thing, if the actor may care for it.
pub(super) async fn case(
    db: &Db,
    actor: &Actor,
    subject: &Subject,
    now: Timestamp,
) -> Result<Case, Fault> {
    let (concern, member, text, rows) = match subject {
        Subject::Idea(number) => {
            let row = first!(db db, ThingRow, IDEA, *number)?.ok_or(Noun::Idea)?;
            row.allow(actor, Noun::Idea)?;
            let measures = all!(db db, MeasureRow, OF_IDEA, *number, OF_ONE)?;
            let (member, idea, body) = row.parts()?;
            (Concern::Idea(idea), member, body, measures)
        }
        Subject::Comment(id) => {
            let row = first!(db db, ThingRow, COMMENT, *id)?.ok_or(Noun::Comment)?;
            row.allow(actor, Noun::Comment)?;
            let measures = all!(db db, MeasureRow, OF_COMMENT, *id, OF_ONE)?;
            let (member, idea, body) = row.parts()?;
            let concern = Concern::Comment {
                id: *id,
                idea,
                excerpt: markdown::excerpt(&body),
            };
            (concern, member, body, measures)
        }
        Subject::Person(handle) => {
            type Row = (i64, String, String, String, String, String);
            let found = first!(db db, Row, MEMBER, handle.to_lowercase())?;
            let (id, role, about, name, handle, kind) = found.ok_or(Noun::Person)?;
            let role = word(domain::accounts::Role::parse(&role))?;
            policy::suspend(actor, id, role)?;
            let measures = all!(db db, MeasureRow, OF_MEMBER, id, OF_ONE)?;
            (
                Concern::Person,
                person(name, handle, &kind)?,
                about,
                measures,
            )
        }
    };
    Ok(Case {
        concern,
        member,
        excerpt: markdown::excerpt(&text),
        measures: views(rows)?,
        today: now.date(),
    })
}

impl ThingRow {
    fn allow(&self, actor: &Actor, noun: Noun) -> Result<(), Fault> {
        let thing = self.exposed.seen_by(actor, noun)?;
        Ok(policy::care_for(actor, &thing)?)
    }

    fn parts(self) -> Result<(PersonRef, IdeaRef, String), Fault> {
        let idea = IdeaRef {
            number: self.id,
            slug: self.slug,
            title: self.title,
        };
        Ok((
            person(self.display_name, self.handle, &self.kind)?,
            idea,
            self.body,
        ))
    }
}
