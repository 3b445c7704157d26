//! Ideas that grow from others: what such a one may not be, who hears of it, and
//! what an idea's page shows of both ends.

use domain::accounts::{Actor, MemberId, Viewer};
use domain::boards::Visibility;
use domain::ideas::{FORKS_SHOWN, IdeaBy, IdeaId, IdeaRef, Kin, fork_fits};
use domain::notifications::NoticeKind;
use domain::policy::Exposure;
use domain::{Noun, Timestamp, policy};

use super::Text;
use super::sql::{Known, known, word};
use crate::accounts::sql::person;
use crate::db::{Db, Fault, Tx, all, first, one};
use crate::events::{self, Event};
use crate::notifications::{Notice, notify};

/// The idea that this member may build on.
pub(super) async fn original(
    tx: &mut Tx<'_>,
    actor: &Actor,
    number: IdeaId,
) -> Result<Known, Fault> {
    let known = known(tx, number).await?;
    policy::build_on(actor, &known.exposure(), known.stage)?;
    Ok(known)
}

const SAME: &str = "
    SELECT COUNT(*)
    FROM ideas
    WHERE id = $1 AND title = $2 AND body = $3";

/// Fails where these words are no idea of their own, or where their board shows
/// them to others than the original's.
pub(super) async fn fits(
    tx: &mut Tx<'_>,
    original: &Known,
    text: &Text,
    board: Visibility,
) -> Result<(), Fault> {
    let (title, body) = (text.title.as_str(), text.body.as_str());
    let same = one!(tx tx, i64, SAME, original.idea.number, title, body)?;
    Ok(fork_fits(original.visibility, board, same > 0)?)
}

/// Tells the author of an idea which one grew from it.
pub(super) async fn tell(
    tx: &mut Tx<'_>,
    original: &Known,
    fork: IdeaId,
    by: MemberId,
    now: Timestamp,
) -> Result<(), Fault> {
    let event = Event {
        kind: "idea.forked",
        actor: Some(by),
        idea: Some(original.idea.number),
        subject: Some(fork),
        ..Event::default()
    };
    events::record(tx, now, event).await?;
    // About the new one: whoever may not see that hears nothing.
    let notice = Notice {
        kind: NoticeKind::IdeaForked,
        by: Some(by),
        idea: fork,
        team: None,
        comment: None,
        seat: None,
        measure: None,
    };
    notify(tx, &[original.author], &notice, now).await
}

/// An idea with its author.
#[derive(sqlx::FromRow)]
struct ByRow {
    id: i64,
    slug: String,
    title: String,
    display_name: String,
    handle: String,
    author_kind: String,
}

impl ByRow {
    fn by(self) -> Result<IdeaBy, Fault> {
        Ok(IdeaBy {
            idea: IdeaRef {
                number: self.id,
                slug: self.slug,
                title: self.title,
            },
            author: person(self.display_name, self.handle, &self.author_kind)?,
        })
    }
}

#[derive(sqlx::FromRow)]
struct OriginalRow {
    #[sqlx(flatten)]
    by: ByRow,
    author_id: i64,
    department_id: Option<i64>,
    hidden_at: Option<i64>,
    visibility: String,
}

#[derive(sqlx::FromRow)]
struct ForkRow {
    #[sqlx(flatten)]
    by: ByRow,
    total: i64,
}

const ORIGINAL: &str = "
    SELECT i.id, i.slug, i.title, m.display_name, m.handle, m.kind AS author_kind,
        i.author_id, i.department_id, i.hidden_at, b.visibility
    FROM ideas i
    JOIN boards b ON b.id = i.board_id
    JOIN members m ON m.id = i.author_id
    WHERE i.id = $1";

/// Like every list, it leaves out what is hidden or withdrawn.
const FORKS: &str = "
    SELECT i.id, i.slug, i.title, m.display_name, m.handle, m.kind AS author_kind,
        COUNT(*) OVER () AS total
    FROM ideas i
    JOIN boards b ON b.id = i.board_id
    JOIN members m ON m.id = i.author_id
    WHERE i.forked_from = $1
    AND i.hidden_at IS NULL
    AND i.stage <> 'withdrawn'
    AND (b.visibility = 'public' OR $2)
    ORDER BY i.id DESC
    LIMIT $3";

/// What an idea grew from, and what grew from it, as far as this viewer may know.
pub(super) async fn kin(
    db: &Db,
    viewer: &Viewer,
    idea: IdeaId,
    from: Option<IdeaId>,
) -> Result<Kin, Fault> {
    let from = match from {
        Some(from) => grown_from(db, viewer, from).await?,
        None => None,
    };
    let inside = policy::sees(viewer, Visibility::Employees);
    let rows = all!(db db, ForkRow, FORKS, idea, inside, FORKS_SHOWN)?;
    let count = rows.first().map_or(0, |row| row.total);
    let forks = rows.into_iter().map(|row| row.by.by());
    Ok(Kin {
        from,
        forks: forks.collect::<Result<_, _>>()?,
        count,
    })
}

/// The idea with this number, where the viewer may know of it.
async fn grown_from(db: &Db, viewer: &Viewer, number: IdeaId) -> Result<Option<IdeaBy>, Fault> {
    let Some(row) = first!(db db, OriginalRow, ORIGINAL, number)? else {
        return Ok(None);
    };
    let exposure = Exposure {
        visibility: word(Visibility::parse(&row.visibility))?,
        author: row.author_id,
        department: row.department_id,
        hidden: row.hidden_at.is_some(),
    };
    let seen = policy::see_exposed(viewer, &exposure, Noun::Idea).is_ok();
    seen.then(|| row.by.by()).transpose()
}
