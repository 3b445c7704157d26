//! The statements that lists are read with.
//!
//! Each is the same select with its own driving clause (a board, an author,
//! found words …), its filters and its own order, put together when the program
//! is built. `CROSS JOIN` keeps SQLite from taking the tables in another order;
//! on PostgreSQL it means the same as `JOIN`.
//!
//! Lists that are opened all day have no filters and so a plan that fits every
//! time. In the others a filter that is null lets everything pass.

use domain::ideas::{IdeaQuery, Sort};
use domain::stage::Stage;

use super::search::{found_by_fts5, found_by_tsquery};

/// A statement, and whether it is opened all day, so that its plan is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Statement {
    pub(super) sql: &'static str,
    pub(super) hot: bool,
}

/// `$1` viewer, `$2` whether they see employees' boards, `$3` board, `$4` stage,
/// `$5` department, `$6` topic, `$7` kind, `$8` author, `$9` rows at most, `$10`
/// words, `$11` and `$12` the last number and sort key shown.
macro_rules! cards {
    ($from:expr, $only:literal, $filters:expr, $order:expr) => {
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
    AND i.hidden_at IS NULL
    ",
            $only,
            $filters,
            $order,
            "
    LIMIT $9"
        )
    };
}

macro_rules! no_filters {
    () => {
        "
    AND i.stage <> 'withdrawn'"
    };
}

macro_rules! filters {
    () => {
        "
    AND (CAST($3 AS TEXT) IS NULL OR i.board_id = (SELECT id FROM boards WHERE slug = $3))
    AND (i.stage = $4 OR (CAST($4 AS TEXT) IS NULL AND i.stage <> 'withdrawn'))
    AND (CAST($5 AS TEXT) IS NULL
        OR i.department_id = (SELECT id FROM departments WHERE slug = $5))
    AND (CAST($6 AS TEXT) IS NULL OR EXISTS (
        SELECT 1
        FROM idea_topics t
        WHERE t.idea_id = i.id AND t.topic = $6))
    AND (CAST($7 AS TEXT) IS NULL OR i.kind = $7)
    AND (CAST($8 AS TEXT) IS NULL
        OR i.author_id = (SELECT id FROM members WHERE handle = $8))"
    };
}

macro_rules! by_score {
    () => {
        "
    AND (i.score, i.id) < ($12, $11)
    ORDER BY i.score DESC, i.id DESC"
    };
}
macro_rules! by_age {
    () => {
        "
    AND i.id < $11
    ORDER BY i.id DESC"
    };
}
macro_rules! by_comments {
    () => {
        "
    AND (i.comments, i.id) < ($12, $11)
    ORDER BY i.comments DESC, i.id DESC"
    };
}

macro_rules! statements {
    ($(#[$doc:meta])* $name:ident, $hot:literal: $from:expr, $only:literal, $filters:expr) => {
        $(#[$doc])*
        pub(super) const fn $name(sort: Sort) -> Statement {
            let sql = match sort {
                Sort::Trending => cards!($from, $only, $filters, by_score!()),
                Sort::New => cards!($from, $only, $filters, by_age!()),
                Sort::Discussed => cards!($from, $only, $filters, by_comments!()),
            };
            Statement { sql, hot: $hot }
        }
    };
}

/// Candidates, filtered, sorted and cut to a page among themselves: what stands
/// beside an idea on its card is read for those of the page alone.
macro_rules! page_of {
    ($candidates:expr, $order:expr) => {
        concat!(
            "(
    SELECT i.id
    FROM ",
            $candidates,
            " f
    CROSS JOIN ideas i
    WHERE i.id = f.id
    AND i.hidden_at IS NULL
    AND i.board_id IN (SELECT id FROM boards WHERE visibility = 'public' OR $2)",
            filters!(),
            $order,
            "
    LIMIT $9) f
    CROSS JOIN ideas i"
        )
    };
}

macro_rules! among {
    ($(#[$doc:meta])* $name:ident: $candidates:expr) => {
        $(#[$doc])*
        pub(super) const fn $name(sort: Sort) -> Statement {
            let sql = match sort {
                Sort::Trending => among!(@ $candidates, by_score!()),
                Sort::New => among!(@ $candidates, by_age!()),
                Sort::Discussed => among!(@ $candidates, by_comments!()),
            };
            Statement { sql, hot: false }
        }
    };
    (@ $candidates:expr, $order:expr) => {
        cards!(page_of!($candidates, $order), "AND i.id = f.id", "", $order)
    };
}

statements! {
    /// All boards, along the index of the order.
    everywhere, true: "ideas i", "", no_filters!()
}
statements! {
    /// One board, along its index of the order.
    on_board, true:
    "ideas i", "AND i.board_id = (SELECT id FROM boards WHERE slug = $3)", no_filters!()
}
statements! {
    /// What passes the filters, of all boards.
    filtered, false: "ideas i", "", filters!()
}
statements! {
    /// What passes the filters, of one board.
    filtered_on_board, false:
    "ideas i", "AND i.board_id = (SELECT id FROM boards WHERE slug = $3)", filters!()
}
statements! {
    /// One author's.
    by_author, false:
    "ideas i", "AND i.author_id = (SELECT id FROM members WHERE handle = $8)", filters!()
}
statements! {
    /// One stage other than open, along its own small index.
    in_stage, false: "ideas i", "AND i.stage = $4 AND i.stage <> 'open'", filters!()
}
among! {
    /// One topic's, the newest 2,000 of them.
    on_topic: "(
        SELECT idea_id AS id
        FROM idea_topics
        WHERE topic = $6
        ORDER BY idea_id DESC
        LIMIT 2000
    )"
}
among! {
    /// Those that match, on SQLite.
    found_on_sqlite: found_by_fts5!()
}
among! {
    /// Those that match, on PostgreSQL.
    found_on_postgres: found_by_tsquery!()
}

/// The statement for a query without words: driven by what keeps the fewest.
pub(super) fn driven_by(query: &IdeaQuery, sort: Sort) -> Statement {
    let filtering = query.stage.is_some() || query.department.is_some() || query.kind.is_some();
    let choose = if query.author.is_some() {
        by_author
    } else if query.topic.is_some() {
        on_topic
    } else if query.stage.is_some_and(|stage| stage != Stage::Open) {
        in_stage
    } else {
        match (query.board.is_some(), filtering) {
            (true, true) => filtered_on_board,
            (true, false) => on_board,
            (false, true) => filtered,
            (false, false) => everywhere,
        }
    };
    choose(sort)
}
