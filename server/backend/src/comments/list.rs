//! Comments to read: a page of threads in two statements, single ones, drafts.

use domain::accounts::{Actor, Kind, PersonRef, Viewer};
use domain::boards::Visibility;
use domain::comments::{CommentDraft, CommentView};
use domain::ideas::IdeaRef;
use domain::paging::{Cursor, PAGE, Page};
use domain::{Noun, Timestamp, policy};

use crate::cursor;
use crate::db::{Db, Fault, all, first, one};
use crate::ideas::word;

/// The list these cursors belong to.
const LIST: u8 = b'c';

macro_rules! comments {
    ($which:literal) => {
        concat!(
            "
    SELECT c.id, c.parent_id, c.author_id, c.html, c.created_at, c.edited_at, c.deleted_at,
        i.author_id AS idea_author, m.display_name, m.handle, m.kind,
        EXISTS (SELECT 1
                FROM teams t
                JOIN pledges p ON p.team_id = t.id
                WHERE t.idea_id = c.idea_id
                AND p.member_id = c.author_id
                AND p.state = 'held') AS by_team
    FROM comments c
    JOIN ideas i ON i.id = c.idea_id
    JOIN members m ON m.id = c.author_id
    ",
            $which
        )
    };
}

const THREADS: &str = comments!(
    "WHERE c.idea_id = $1
    AND c.parent_id IS NULL
    AND c.id > $2
    ORDER BY c.id
    LIMIT $3"
);
/// Threads of a page stand side by side, so a range finds their replies.
const REPLIES: &str = comments!(
    "WHERE c.idea_id = $1
    AND c.parent_id BETWEEN $2 AND $3
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
    idea_author: i64,
    display_name: String,
    handle: String,
    kind: String,
    by_team: bool,
}

impl CommentRow {
    fn view(self, viewer: &Viewer) -> Result<CommentView, Fault> {
        let deleted = self.deleted_at.is_some();
        let may_delete = viewer
            .actor()
            .is_some_and(|actor| policy::delete_comment(actor, self.author_id).is_ok());
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
            html: self.html,
            at: Timestamp(self.created_at),
            edited: self.edited_at.map(Timestamp).filter(|_| !deleted),
            deleted,
            mine: !deleted && self.author_id == viewer.id(),
            may_delete: !deleted && may_delete,
            replies: Vec::new(),
        })
    }
}

const IDEA: &str = "
    SELECT b.visibility
    FROM ideas i
    JOIN boards b ON b.id = i.board_id
    WHERE i.id = $1";

const THREAD_OF: &str = "
    SELECT COALESCE(parent_id, id)
    FROM comments
    WHERE id = $1
    AND idea_id = $2";
const THREADS_BEFORE: &str = "
    SELECT COUNT(*)
    FROM (SELECT id
          FROM comments
          WHERE idea_id = $1
          AND parent_id IS NULL
          AND id < $2
          LIMIT $3) AS earlier";

/// The number behind which the page with this comment begins: nought where it
/// is on the first page anyway.
async fn before(db: &Db, idea: i64, comment: i64) -> Result<i64, Fault> {
    let thread: Option<(i64,)> = first!(db db, (i64,), THREAD_OF, comment, idea)?;
    let Some((thread,)) = thread else {
        return Ok(0);
    };
    let page = i64::try_from(PAGE).unwrap_or(i64::MAX);
    let earlier: i64 = one!(db db, i64, THREADS_BEFORE, idea, thread, page)?;
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
    let found: Option<(String,)> = first!(db db, (String,), IDEA, idea)?;
    let (visibility,) = found.ok_or(Noun::Idea)?;
    policy::see(viewer, word(Visibility::parse(&visibility))?, Noun::Idea)?;

    let after = after.map(|after| cursor::read(LIST, after)).transpose()?;
    let after = match (after, at) {
        (Some((_, id)), _) => id,
        (None, Some(comment)) => before(db, idea, comment).await?,
        (None, None) => 0,
    };
    let one_more = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let rows = all!(db db, CommentRow, THREADS, idea, after, one_more)?;
    let page = Page::cut(rows, PAGE, |row| cursor::write(LIST, 0, row.id));
    let (Some(first), Some(last)) = (page.items.first(), page.items.last()) else {
        return Ok(Page {
            items: Vec::new(),
            next: None,
        });
    };
    let replies = all!(db db, CommentRow, REPLIES, idea, first.id, last.id)?;
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
    SELECT c.author_id, c.body, c.deleted_at, b.visibility, i.id, i.slug, i.title
    FROM comments c
    JOIN ideas i ON i.id = c.idea_id
    JOIN boards b ON b.id = i.board_id
    WHERE c.id = $1";

#[derive(sqlx::FromRow)]
struct DraftRow {
    author_id: i64,
    body: String,
    deleted_at: Option<i64>,
    visibility: String,
    id: i64,
    slug: String,
    title: String,
}

/// One's own comment as typed.
pub(super) async fn draft(db: &Db, actor: &Actor, comment: i64) -> Result<CommentDraft, Fault> {
    let row = first!(db db, DraftRow, DRAFT, comment)?.ok_or(Noun::Comment)?;
    policy::take_part(
        actor,
        word(Visibility::parse(&row.visibility))?,
        Noun::Comment,
    )?;
    if row.deleted_at.is_some() {
        return Err(Noun::Comment.into());
    }
    policy::edit(actor, row.author_id)?;
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
