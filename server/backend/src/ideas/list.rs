//! Lists of ideas: one statement a page, whatever it shows.
//!
//! Every statement is the same select with its own driving clause (a board, an
//! author, found words …) and its own order, put together when the program is
//! built. `CROSS JOIN` keeps SQLite from taking the tables in
//! another order; on PostgreSQL it means the same as `JOIN`.

use domain::accounts::{Kind, PersonRef, Viewer};
use domain::boards::Visibility;
use domain::ideas::{IdeaCard, IdeaKind, IdeaQuery, IdeaRef, Sort};
use domain::paging::{Cursor, PAGE, Page};
use domain::stage::Stage;
use domain::votes::Choice;
use domain::{Noun, Timestamp, policy};

use super::search::{Query, found_by_fts5, found_by_tsquery};
use super::sql::word;
use crate::cursor;
use crate::db::{Db, Fault, all, first};

/// `$1` viewer, `$2` whether they see employees' boards, `$3` board, `$4` stage,
/// `$5` department, `$6` topic, `$7` kind, `$8` author, `$9` rows at most, `$10`
/// words, `$11` and `$12` the last number and sort key shown.
macro_rules! cards {
    ($from:expr, $only:literal, $order:literal) => {
        concat!(
            "
    SELECT i.id, i.slug, i.title, i.excerpt, i.kind, i.stage, i.created_at, i.support,
        i.comments, i.open_seats, i.launched_at, i.score, i.author_id, b.slug AS board,
        d.name AS department, m.display_name, m.handle, m.kind AS author_kind,
        COALESCE(v.choice, 0) AS mine
    FROM ",
            $from,
            "
    CROSS JOIN boards b
    CROSS JOIN members m
    LEFT JOIN departments d ON d.id = i.department_id
    LEFT JOIN votes v ON v.idea_id = i.id AND v.member_id = $1
    WHERE b.id = i.board_id
    AND m.id = i.author_id
    AND (b.visibility = 'public' OR $2)
    AND (CAST($3 AS TEXT) IS NULL OR b.slug = $3)
    AND (i.stage = $4 OR (CAST($4 AS TEXT) IS NULL AND i.stage <> 'withdrawn'))
    AND (CAST($5 AS TEXT) IS NULL OR d.slug = $5)
    AND (CAST($6 AS TEXT) IS NULL OR EXISTS (
        SELECT 1
        FROM idea_topics t
        WHERE t.idea_id = i.id AND t.topic = $6))
    AND (CAST($7 AS TEXT) IS NULL OR i.kind = $7)
    AND (CAST($8 AS TEXT) IS NULL OR m.handle = $8)
    ",
            $only,
            $order,
            "
    LIMIT $9"
        )
    };
}

macro_rules! statements {
    ($(#[$doc:meta])* $name:ident: $from:expr, $only:literal) => {
        $(#[$doc])*
        pub(super) const fn $name(sort: Sort) -> &'static str {
            match sort {
                Sort::Trending => cards!(
                    $from,
                    $only,
                    "
    AND (i.score, i.id) < ($12, $11)
    ORDER BY i.score DESC, i.id DESC"
                ),
                Sort::New => cards!(
                    $from,
                    $only,
                    "
    AND i.id < $11
    ORDER BY i.id DESC"
                ),
                Sort::Discussed => cards!(
                    $from,
                    $only,
                    "
    AND (i.comments, i.id) < ($12, $11)
    ORDER BY i.comments DESC, i.id DESC"
                ),
            }
        }
    };
}

statements! {
    /// All boards, along the index of the order.
    everywhere: "ideas i", ""
}
statements! {
    /// One board, along its index of the order.
    on_board: "ideas i", "AND i.board_id = (SELECT id FROM boards WHERE slug = $3)"
}
statements! {
    /// One author's.
    by_author: "ideas i", "AND i.author_id = (SELECT id FROM members WHERE handle = $8)"
}
statements! {
    /// One stage other than open, along its own small index.
    in_stage: "ideas i", "AND i.stage = $4 AND i.stage <> 'open'"
}
statements! {
    /// One topic's, the newest 2,000 of them.
    on_topic:
    "(
        SELECT idea_id AS id
        FROM idea_topics
        WHERE topic = $6
        ORDER BY idea_id DESC
        LIMIT 2000
    ) f CROSS JOIN ideas i",
    "AND i.id = f.id"
}
statements! {
    /// Those that match, on SQLite.
    found_on_sqlite: concat!(found_by_fts5!(), " f CROSS JOIN ideas i"), "AND i.id = f.id"
}
statements! {
    /// Those that match, on PostgreSQL.
    found_on_postgres: concat!(found_by_tsquery!(), " f CROSS JOIN ideas i"), "AND i.id = f.id"
}

#[derive(sqlx::FromRow)]
struct CardRow {
    id: i64,
    slug: String,
    title: String,
    excerpt: String,
    kind: String,
    stage: String,
    created_at: i64,
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
    fn card(self, viewer: i64) -> Result<IdeaCard, Fault> {
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
        })
    }
}

const BOARD: &str = "
    SELECT visibility
    FROM boards
    WHERE slug = $1";

/// A page of ideas.
pub(super) async fn page(
    db: &Db,
    viewer: &Viewer,
    query: &IdeaQuery,
) -> Result<Page<IdeaCard>, Fault> {
    let cards = rows(db, viewer, query).await?;
    if let Some(slug) = query.board.as_deref().filter(|_| cards.items.is_empty()) {
        // Nothing to show: an empty board, or none this viewer may know of?
        let found: Option<(String,)> = first!(db db, (String,), BOARD, slug)?;
        let (visibility,) = found.ok_or(Noun::Board)?;
        policy::see(viewer, word(Visibility::parse(&visibility))?, Noun::Board)?;
    }
    let items = cards.items.into_iter().map(|row| row.card(viewer.id()));
    Ok(Page {
        items: items.collect::<Result<_, _>>()?,
        next: cards.next,
    })
}

async fn rows(db: &Db, viewer: &Viewer, query: &IdeaQuery) -> Result<Page<CardRow>, Fault> {
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
    let sql = match (db, &words) {
        (Db::Sqlite { .. }, Some(_)) => found_on_sqlite(sort),
        (Db::Postgres(_), Some(_)) => found_on_postgres(sort),
        _ => driven(query)(sort),
    };
    let words = words.map(|words| match db {
        Db::Sqlite { .. } => words.fts5,
        Db::Postgres(_) => words.tsquery,
    });
    let after = query
        .after
        .as_ref()
        .map(|after| cursor::read(mark(sort), after));
    let after = after.transpose()?;
    let before = after.map_or(i64::MAX, |(_, id)| id);
    let one_more = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);

    macro_rules! fetch {
        ($key:expr) => {
            all!(
                db db,
                CardRow,
                sql,
                viewer.id(),
                policy::sees(viewer, Visibility::Employees),
                query.board.as_deref(),
                query.stage.map(Stage::as_str),
                query.department.as_deref(),
                query.topic.as_deref(),
                query.kind.map(IdeaKind::as_str),
                query.author.as_deref(),
                one_more,
                words.as_deref(),
                before,
                $key
            )?
        };
    }
    let rows = match sort {
        Sort::Trending => {
            let score = after.map(|(key, _)| score_of(key)).transpose()?;
            fetch!(score.unwrap_or(f64::INFINITY))
        }
        Sort::New | Sort::Discussed => fetch!(after.map_or(i64::MAX, |(key, _)| key)),
    };
    Ok(Page::cut(rows, PAGE, |row| next(sort, row)))
}

/// The statements that are driven by what keeps the fewest.
fn driven(query: &IdeaQuery) -> fn(Sort) -> &'static str {
    if query.author.is_some() {
        by_author
    } else if query.topic.is_some() {
        on_topic
    } else if query.stage.is_some_and(|stage| stage != Stage::Open) {
        in_stage
    } else if query.board.is_some() {
        on_board
    } else {
        everywhere
    }
}

/// The cursor behind a row.
fn next(sort: Sort, row: &CardRow) -> Cursor {
    let key = match sort {
        Sort::Trending => row.score.to_bits().cast_signed(),
        Sort::New => 0,
        Sort::Discussed => row.comments,
    };
    cursor::write(mark(sort), key, row.id)
}

const fn mark(sort: Sort) -> u8 {
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
