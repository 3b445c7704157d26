//! Comments to read: a page of threads in two statements, single ones, drafts.

use domain::accounts::{Actor, Kind, PersonRef, Viewer};
use domain::boards::Visibility;
use domain::comments::{CommentDraft, CommentView};
use domain::ideas::IdeaRef;
use domain::paging::{Cursor, PAGE, Page};
use domain::policy::Exposure;
use domain::{Conflict, Denied, Noun, Timestamp, policy};

use super::Exposed;
use crate::cursor;
use crate::db::{Db, Fault, all, first, one};
use crate::ideas::word;
use crate::moderation::ToldRow;

/// The list these cursors belong to.
const LIST: u8 = b'c';

macro_rules! comments {
    ($which:literal) => {
        concat!(
            "
    SELECT c.id, c.parent_id, c.author_id, c.html, c.created_at, c.edited_at, c.deleted_at,
        c.hidden_at, i.author_id AS idea_author, i.department_id, i.locked_at, m.display_name, m.handle, m.kind,
        EXISTS (SELECT 1
                FROM teams t
                JOIN pledges p ON p.team_id = t.id
                WHERE t.idea_id = c.idea_id
                AND p.member_id = c.author_id
                AND p.state = 'held') AS by_team,
        q.kind AS told_kind, q.grounds AS told_grounds, q.reason AS told_words,
        q.created_at AS told_at, q.until_at AS told_until
    FROM comments c
    JOIN ideas i ON i.id = c.idea_id
    JOIN members m ON m.id = c.author_id
    LEFT JOIN measures q ON q.comment_id = c.id AND q.lifted_at IS NULL AND c.hidden_at IS NOT NULL
    ",
            $which
        )
    };
}

/// Hidden ones are there for their author and for care people; for others only
/// where replies hang on them, as what is left of a deleted one.
const THREADS: &str = comments!(
    "WHERE c.idea_id = $1
    AND c.parent_id IS NULL
    AND c.id > $2
    AND (c.hidden_at IS NULL
        OR c.author_id = $4
        OR $5
        OR EXISTS (SELECT 1
                   FROM comments r
                   WHERE r.idea_id = c.idea_id
                   AND r.parent_id = c.id
                   AND r.deleted_at IS NULL
                   AND (r.hidden_at IS NULL OR r.author_id = $4)))
    ORDER BY c.id
    LIMIT $3"
);
/// Threads of a page stand side by side, so a range finds their replies.
const REPLIES: &str = comments!(
    "WHERE c.idea_id = $1
    AND c.parent_id BETWEEN $2 AND $3
    AND (c.hidden_at IS NULL OR c.author_id = $4 OR $5)
    ORDER BY c.id"
);
const SINGLE: &str = comments!("WHERE c.id = $1");

#[derive(sqlx::FromRow)]
struct CommentRow {
    id: i64,
    parent_id: Option<i64>,
    author_id: i64,
    html: String,
    created_at: i64,
    edited_at: Option<i64>,
    deleted_at: Option<i64>,
    hidden_at: Option<i64>,
    idea_author: i64,
    department_id: Option<i64>,
    locked_at: Option<i64>,
    display_name: String,
    handle: String,
    kind: String,
    by_team: bool,
    #[sqlx(flatten)]
    told: ToldRow,
}

impl CommentRow {
    fn view(self, viewer: &Viewer) -> Result<CommentView, Fault> {
        let exposure = Exposure {
            // Whoever reads the discussion sees the board.
            visibility: Visibility::Public,
            author: self.author_id,
            department: self.department_id,
            hidden: self.hidden_at.is_some(),
        };
        let seen = policy::see_exposed(viewer, &exposure, Noun::Comment).is_ok();
        // Where others replied to a hidden comment, the same is left as of a
        // deleted one.
        let deleted = self.deleted_at.is_some() || !seen;
        let may = |allowed: fn(&Actor, &Exposure) -> Result<(), Denied>| {
            !deleted
                && viewer
                    .actor()
                    .is_some_and(|actor| allowed(actor, &exposure).is_ok())
        };
        let told = self.told.told()?.filter(|_| !deleted);
        Ok(CommentView {
            id: self.id,
            parent: self.parent_id,
            author: PersonRef {
                name: self.display_name,
                handle: self.handle,
                kind: word(Kind::parse(&self.kind))?,
            },
            by_author: self.author_id == self.idea_author,
            by_team: self.by_team,
            html: if deleted { String::new() } else { self.html },
            at: Timestamp(self.created_at),
            edited: self.edited_at.map(Timestamp).filter(|_| !deleted),
            deleted,
            mine: !deleted && self.locked_at.is_none() && self.author_id == viewer.id(),
            may_delete: may(|actor, comment| policy::delete_comment(actor, comment.author)),
            hidden: told,
            may_care: may(policy::care_for),
            replies: Vec::new(),
        })
    }
}

const IDEA: &str = "
    SELECT b.visibility, i.author_id, i.department_id, i.hidden_at
    FROM ideas i
    JOIN boards b ON b.id = i.board_id
    WHERE i.id = $1";

const THREAD_OF: &str = "
    SELECT COALESCE(parent_id, id)
    FROM comments
    WHERE id = $1
    AND idea_id = $2
    AND (hidden_at IS NULL OR author_id = $3 OR $4)";
const THREADS_BEFORE: &str = "
    SELECT COUNT(*)
    FROM (SELECT id
          FROM comments
          WHERE idea_id = $1
          AND parent_id IS NULL
          AND id < $2
          AND (hidden_at IS NULL OR author_id = $4 OR $5)
          LIMIT $3) AS earlier";

/// Who reads a discussion: their number, and whether they care for it.
#[derive(Clone, Copy)]
struct Reader {
    id: i64,
    cares: bool,
}

/// The number behind which the page with this comment begins: nought where it
/// is on the first page anyway, or is not there for this reader.
async fn before(db: &Db, reader: Reader, idea: i64, comment: i64) -> Result<i64, Fault> {
    let Reader { id, cares } = reader;
    let thread: Option<(i64,)> = first!(db db, (i64,), THREAD_OF, comment, idea, id, cares)?;
    let Some((thread,)) = thread else {
        return Ok(0);
    };
    let page = i64::try_from(PAGE).unwrap_or(i64::MAX);
    let earlier: i64 = one!(db db, i64, THREADS_BEFORE, idea, thread, page, id, cares)?;
    Ok(if earlier < page { 0 } else { thread - 1 })
}

/// A page of threads, oldest first, each with all its replies.
pub(super) async fn page(
    db: &Db,
    viewer: &Viewer,
    idea: i64,
    after: Option<&Cursor>,
    at: Option<i64>,
) -> Result<Page<CommentView>, Fault> {
    type Idea = (String, i64, Option<i64>, Option<i64>);
    let found: Option<Idea> = first!(db db, Idea, IDEA, idea)?;
    let (visibility, author, department, hidden_at) = found.ok_or(Noun::Idea)?;
    let exposure = Exposure {
        visibility: word(Visibility::parse(&visibility))?,
        author,
        department,
        hidden: hidden_at.is_some(),
    };
    policy::see_exposed(viewer, &exposure, Noun::Idea)?;
    let reader = Reader {
        id: viewer.id(),
        cares: policy::reach_of(viewer).covers(department),
    };
    let (id, cares) = (reader.id, reader.cares);

    let after = after.map(|after| cursor::read(LIST, after)).transpose()?;
    let after = match (after, at) {
        (Some((_, id)), _) => id,
        (None, Some(comment)) => before(db, reader, idea, comment).await?,
        (None, None) => 0,
    };
    let one_more = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let rows = all!(db db, CommentRow, THREADS, idea, after, one_more, id, cares)?;
    let page = Page::cut(rows, PAGE, |row| cursor::write(LIST, 0, row.id));
    let (Some(first), Some(last)) = (page.items.first(), page.items.last()) else {
        return Ok(Page {
            items: Vec::new(),
            next: None,
        });
    };
    let replies = all!(db db, CommentRow, REPLIES, idea, first.id, last.id, id, cares)?;
    let mut threads = Vec::with_capacity(page.items.len());
    for row in page.items {
        threads.push(row.view(viewer)?);
    }
    for row in replies {
        let reply = row.view(viewer)?;
        let thread = threads.binary_search_by_key(&reply.parent, |thread| Some(thread.id));
        if let Ok(at) = thread {
            threads[at].replies.push(reply);
        }
    }
    Ok(Page {
        items: threads,
        next: page.next,
    })
}

/// A comment just posted.
pub(super) async fn single(db: &Db, actor: &Actor, comment: i64) -> Result<CommentView, Fault> {
    let row = first!(db db, CommentRow, SINGLE, comment)?.ok_or(Noun::Comment)?;
    row.view(&Viewer::Member(actor.clone()))
}

const DRAFT: &str = "
    SELECT c.author_id, c.body, c.deleted_at, b.visibility, i.id, i.slug, i.title, i.locked_at,
        i.author_id AS idea_author, i.department_id, i.hidden_at AS idea_hidden_at, c.hidden_at
    FROM comments c
    JOIN ideas i ON i.id = c.idea_id
    JOIN boards b ON b.id = i.board_id
    WHERE c.id = $1";

#[derive(sqlx::FromRow)]
struct DraftRow {
    #[sqlx(flatten)]
    exposed: Exposed,
    body: String,
    deleted_at: Option<i64>,
    id: i64,
    slug: String,
    title: String,
    locked_at: Option<i64>,
}

/// One's own comment as typed, while it may be changed.
pub(super) async fn draft(db: &Db, actor: &Actor, comment: i64) -> Result<CommentDraft, Fault> {
    let row = first!(db db, DraftRow, DRAFT, comment)?.ok_or(Noun::Comment)?;
    let own = row.exposed.seen_by(actor, Noun::Comment)?;
    if row.deleted_at.is_some() {
        return Err(Noun::Comment.into());
    }
    policy::edit(actor, own.author)?;
    if row.locked_at.is_some() {
        return Err(Conflict::IdeaLocked.into());
    }
    Ok(CommentDraft {
        id: comment,
        idea: IdeaRef {
            number: row.id,
            slug: row.slug,
            title: row.title,
        },
        body: row.body,
    })
}
