//! Lists of ideas: one statement a page, whatever it shows.

use domain::accounts::{Kind, PersonRef, Viewer};
use domain::boards::Visibility;
use domain::ideas::{IdeaCard, IdeaKind, IdeaQuery, IdeaRef, Sort};
use domain::paging::{Cursor, PAGE, Page};
use domain::stage::Stage;
use domain::votes::Choice;
use domain::{Noun, Timestamp, policy};

use super::fair_start;
use super::search::Query;
use super::sql::word;
use super::statements::{self, Statement};
use crate::cursor;
use crate::db::{Db, Fault, first, on_db};

#[derive(sqlx::FromRow)]
pub(super) struct CardRow {
    pub(super) id: i64,
    slug: String,
    title: String,
    excerpt: String,
    kind: String,
    stage: String,
    pub(super) created_at: i64,
    support: i64,
    comments: i64,
    open_seats: String,
    launched_at: Option<i64>,
    score: f64,
    author_id: i64,
    board: String,
    department: Option<String>,
    display_name: String,
    handle: String,
    author_kind: String,
    mine: i64,
}

impl CardRow {
    pub(super) fn card(self, viewer: i64) -> Result<IdeaCard, Fault> {
        Ok(IdeaCard {
            idea: IdeaRef {
                number: self.id,
                slug: self.slug,
                title: self.title,
            },
            excerpt: self.excerpt,
            kind: word(IdeaKind::parse(&self.kind))?,
            stage: word(Stage::parse(&self.stage))?,
            department: self.department,
            board: self.board,
            author: PersonRef {
                name: self.display_name,
                handle: self.handle,
                kind: word(Kind::parse(&self.author_kind))?,
            },
            at: Timestamp(self.created_at),
            support: self.support,
            comments: self.comments,
            mine: Choice::of_sign(self.mine),
            own: self.author_id == viewer,
            open_seats: serde_json::from_str(&self.open_seats)
                .map_err(|error| sqlx::Error::Decode(error.into()))?,
            launched: self.launched_at.map(Timestamp),
            fresh: false,
        })
    }
}

const BOARD: &str = "
    SELECT visibility
    FROM boards
    WHERE slug = $1";

/// Nothing to show: an empty board, or none this viewer may know of?
pub(super) async fn known_board(db: &Db, query: &IdeaQuery, viewer: &Viewer) -> Result<(), Fault> {
    if let Some(slug) = query.board.as_deref() {
        let found: Option<(String,)> = first!(db db, (String,), BOARD, slug)?;
        let (visibility,) = found.ok_or(Noun::Board)?;
        policy::see(viewer, word(Visibility::parse(&visibility))?, Noun::Board)?;
    }
    Ok(())
}

/// A page of ideas.
pub(super) async fn page(
    db: &Db,
    viewer: &Viewer,
    query: &IdeaQuery,
    now: Timestamp,
) -> Result<Page<IdeaCard>, Fault> {
    if fair_start::applies(query) {
        return fair_start::page(db, viewer, query, now).await;
    }
    let cards = rows(db, viewer, query, PAGE).await?;
    if cards.items.is_empty() {
        known_board(db, query, viewer).await?;
    }
    let items = cards.items.into_iter().map(|row| row.card(viewer.id()));
    Ok(Page {
        items: items.collect::<Result<_, _>>()?,
        next: cards.next,
    })
}

/// Up to so many rows of what was asked for.
pub(super) async fn rows(
    db: &Db,
    viewer: &Viewer,
    query: &IdeaQuery,
    most: usize,
) -> Result<Page<CardRow>, Fault> {
    let nothing = Page {
        items: Vec::new(),
        next: None,
    };
    let typed = query
        .words
        .as_deref()
        .map(str::trim)
        .filter(|words| !words.is_empty());
    let words = match typed.map(Query::parse) {
        None => None,
        Some(Some(words)) => Some(words),
        // Typed, but nothing that could be looked for.
        Some(None) => return Ok(nothing),
    };
    let sort = query.sort.unwrap_or(Sort::Trending);
    let Statement { sql, hot } = match (db, &words) {
        (Db::Sqlite { .. }, Some(_)) => statements::found_on_sqlite(sort),
        (Db::Postgres(_), Some(_)) => statements::found_on_postgres(sort),
        _ => statements::driven_by(query, sort),
    };
    // PostgreSQL must see what a filter is before it plans: a plan made for any
    // value reads everything.
    let kept = hot || matches!(db, Db::Sqlite { .. });
    let words = words.map(|words| match db {
        Db::Sqlite { .. } => words.fts5,
        Db::Postgres(_) => words.tsquery,
    });
    let after = query
        .after
        .as_ref()
        .map(|after| cursor::read_without(mark(sort), after, fair_start::PLACES));
    let after = after.transpose()?.map(|(key, id, _)| (key, id));
    let before = after.map_or(i64::MAX, |(_, id)| id);
    let one_more = i64::try_from(most + 1).unwrap_or(i64::MAX);

    macro_rules! fetch {
        ($key:expr) => {
            on_db!(db, pool => sqlx::query_as::<_, CardRow>(sql)
                .persistent(kept)
                .bind(viewer.id())
                .bind(policy::sees(viewer, Visibility::Employees))
                .bind(query.board.as_deref())
                .bind(query.stage.map(Stage::as_str))
                .bind(query.department.as_deref())
                .bind(query.topic.as_deref())
                .bind(query.kind.map(IdeaKind::as_str))
                .bind(query.author.as_deref())
                .bind(one_more)
                .bind(words.as_deref())
                .bind(before)
                .bind($key)
                .fetch_all(pool)
                .await)?
        };
    }
    let rows = match sort {
        Sort::Trending => {
            let score = after.map(|(key, _)| score_of(key)).transpose()?;
            fetch!(score.unwrap_or(f64::INFINITY))
        }
        Sort::New | Sort::Discussed => fetch!(after.map_or(i64::MAX, |(key, _)| key)),
    };
    Ok(Page::cut(rows, most, |row| next(sort, row, &[])))
}

/// The cursor behind a row, with what the next pages leave out.
pub(super) fn next(sort: Sort, row: &CardRow, without: &[i64]) -> Cursor {
    let key = match sort {
        Sort::Trending => row.score.to_bits().cast_signed(),
        Sort::New => 0,
        Sort::Discussed => row.comments,
    };
    cursor::write_without(mark(sort), key, row.id, without)
}

pub(super) const fn mark(sort: Sort) -> u8 {
    match sort {
        Sort::Trending => b't',
        Sort::New => b'n',
        Sort::Discussed => b'd',
    }
}

/// The score in a cursor; one that no idea can have is no page.
fn score_of(key: i64) -> Result<f64, Noun> {
    let score = f64::from_bits(key.cast_unsigned());
    if score.is_finite() {
        Ok(score)
    } else {
        Err(Noun::Page)
    }
}
