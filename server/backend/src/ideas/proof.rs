//! Whether what is kept of an idea (score, launch, open seats, search words)
//! still equals the rows it was derived from, and making the search anew.

use domain::Date;
use domain::ranking::from_daily;

use super::sql::SeatRow;
use super::stage::Derived;
use super::{folded, search};
use crate::db::{Fault, Tx, all, one};

/// Ideas looked at together.
const PAGE: i64 = 500;
/// Scores this close are the same: sums are added up in another order.
const TOLERANCE: f64 = 1e-6;

const NEWEST: &str = "
    SELECT COALESCE(MAX(id), 0)
    FROM ideas";

const WARMTH: &str = "
    SELECT i.id, i.score, w.day, w.warmth
    FROM ideas i
    LEFT JOIN idea_warmth w ON w.idea_id = i.id
    WHERE i.id > $1
    AND i.id <= $2
    ORDER BY i.id";

#[derive(sqlx::FromRow)]
struct WarmthRow {
    id: i64,
    score: f64,
    day: Option<i64>,
    warmth: Option<f64>,
}

const SEATS: &str = "
    SELECT i.id, i.launched_at AS kept_launch, i.open_seats, i.withdrawn_at, t.stage,
        t.launched_at, s.skill,
        s.places - (SELECT COUNT(*)
                    FROM pledges p
                    WHERE p.seat_id = s.id AND p.state = 'held') AS free
    FROM ideas i
    LEFT JOIN teams t ON t.idea_id = i.id
    LEFT JOIN seats s ON s.team_id = t.id
    WHERE i.id > $1
    AND i.id <= $2
    ORDER BY i.id, t.id, s.position";

#[derive(sqlx::FromRow)]
struct TeamRow {
    id: i64,
    kept_launch: Option<i64>,
    open_seats: String,
    #[sqlx(flatten)]
    seat: SeatRow,
}

/// A sentence for each idea that differs from its rows.
pub(crate) async fn drift(tx: &mut Tx<'_>) -> Result<Vec<String>, Fault> {
    let newest = one!(tx tx, i64, NEWEST)?;
    let mut found = Vec::new();
    let mut after = 0;
    while after < newest {
        let until = after + PAGE;
        let rows = all!(tx tx, WarmthRow, WARMTH, after, until)?;
        found.extend(rows.chunk_by(|a, b| a.id == b.id).filter_map(cooled));
        let rows = all!(tx tx, TeamRow, SEATS, after, until)?;
        for rows in rows.chunk_by(|a, b| a.id == b.id) {
            found.extend(unseated(rows)?);
        }
        after = until;
    }
    found.extend(unfindable(tx).await?);
    Ok(found)
}

fn cooled(rows: &[WarmthRow]) -> Option<String> {
    let WarmthRow { id, score, .. } = rows.first()?;
    let days = rows.iter().filter_map(|row| Some((row.day?, row.warmth?)));
    let derived =
        from_daily(days.map(|(day, sum)| (Date(i32::try_from(day).unwrap_or(i32::MAX)), sum)));
    // Two infinities are alike, and their difference is no number.
    #[expect(clippy::float_cmp, reason = "only infinities are compared like this")]
    let same = *score == derived || (score - derived).abs() <= TOLERANCE;
    (!same).then(|| format!("idea {id}: score is {score}, its days say {derived}"))
}

fn unseated(rows: &[TeamRow]) -> Result<Vec<String>, Fault> {
    let Some(TeamRow {
        id,
        kept_launch,
        open_seats,
        ..
    }) = rows.first()
    else {
        return Ok(Vec::new());
    };
    let derived = Derived::from(rows.iter().map(|row| &row.seat))?;
    let mut found = Vec::new();
    if *kept_launch != derived.launched {
        let word = |at: Option<i64>| at.map_or_else(|| "never".to_owned(), |at| at.to_string());
        found.push(format!(
            "idea {id}: launched_at is {}, its teams say {}",
            word(*kept_launch),
            word(derived.launched)
        ));
    }
    let seats = derived.open_seats()?;
    if *open_seats != seats {
        found.push(format!(
            "idea {id}: open_seats is {open_seats}, its teams say {seats}"
        ));
    }
    Ok(found)
}

const MISSING_SQLITE: &str = "
    SELECT id
    FROM ideas
    WHERE NOT EXISTS (SELECT 1 FROM ideas_search s WHERE s.rowid = ideas.id)
    ORDER BY id
    LIMIT 100";
const MISSING_POSTGRES: &str = "
    SELECT id
    FROM ideas
    WHERE NOT EXISTS (SELECT 1 FROM ideas_search s WHERE s.idea_id = ideas.id)
    ORDER BY id
    LIMIT 100";
/// PostgreSQL keeps these out by itself.
const LEFT_OVER_SQLITE: &str = "
    SELECT rowid
    FROM ideas_search
    WHERE NOT EXISTS (SELECT 1 FROM ideas i WHERE i.id = ideas_search.rowid)
    LIMIT 100";

async fn unfindable(tx: &mut Tx<'_>) -> Result<Vec<String>, Fault> {
    let (missing, left_over) = match tx {
        Tx::Sqlite(_) => (MISSING_SQLITE, Some(LEFT_OVER_SQLITE)),
        Tx::Postgres(_) => (MISSING_POSTGRES, None),
    };
    let mut found = Vec::new();
    for (idea,) in all!(tx tx, (i64,), missing)? {
        found.push(format!("idea {idea}: search does not know it"));
    }
    if let Some(left_over) = left_over {
        for (idea,) in all!(tx tx, (i64,), left_over)? {
            found.push(format!("idea {idea}: search knows it, but it is not there"));
        }
    }
    Ok(found)
}

const TEXTS: &str = "
    SELECT id, title, body
    FROM ideas
    WHERE id > $1
    AND id <= $2
    ORDER BY id";
const TOPICS: &str = "
    SELECT idea_id, topic
    FROM idea_topics
    WHERE idea_id > $1
    AND idea_id <= $2
    ORDER BY idea_id, position";

/// Fills the search anew from every idea: an engine's own index is not carried
/// over from the other.
pub(crate) async fn index_all(tx: &mut Tx<'_>) -> Result<(), Fault> {
    let newest = one!(tx tx, i64, NEWEST)?;
    let mut after = 0;
    while after < newest {
        let until = after + PAGE;
        let topics = all!(tx tx, (i64, String), TOPICS, after, until)?;
        for (id, title, body) in all!(tx tx, (i64, String, String), TEXTS, after, until)? {
            let of_it = topics.iter().filter(|(idea, _)| *idea == id);
            let of_it: Vec<String> = of_it.map(|(_, topic)| topic.clone()).collect();
            search::index(tx, id, &folded(&title, &of_it, &body)).await?;
        }
        after = until;
    }
    Ok(())
}
