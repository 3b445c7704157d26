//! The organisation, boards and departments in the database.

use domain::boards::{Board, BoardRef, Department, Visibility};
use domain::launch::LaunchRule;
use domain::{FieldError, FieldErrors};

use crate::db::{Db, Fault, Tx, all, first};
use crate::ideas::word;

const ORGANISATION: &str = "
    SELECT name, time_zone
    FROM organisation";

/// The organisation's name and time zone; none before set-up.
pub(super) async fn organisation(db: &Db) -> Result<Option<(String, String)>, Fault> {
    Ok(first!(db db, (String, String), ORGANISATION)?)
}

/// A board as the database gives it.
#[derive(sqlx::FromRow)]
struct BoardRow {
    id: i64,
    slug: String,
    name: String,
    purpose: String,
    visibility: String,
    launch_supporters: i64,
    launch_hours_share: f64,
    launch_departments: i64,
}

const BOARDS: &str = "
    SELECT id, slug, name, purpose, visibility,
        launch_supporters, launch_hours_share, launch_departments
    FROM boards
    ORDER BY position, id";

/// Every board, in its order.
pub(super) async fn boards(db: &Db) -> Result<Vec<Board>, Fault> {
    let rows = all!(db db, BoardRow, BOARDS)?;
    let board = |row: BoardRow| {
        Ok(Board {
            id: row.id,
            board: BoardRef {
                slug: row.slug,
                name: row.name,
                visibility: word(Visibility::parse(&row.visibility))?,
            },
            purpose: row.purpose,
            rule: LaunchRule {
                supporters: row.launch_supporters,
                hours_share: row.launch_hours_share,
                departments: row.launch_departments,
            },
        })
    };
    rows.into_iter().map(board).collect()
}

const DEPARTMENTS: &str = "
    SELECT id, slug, name
    FROM departments
    ORDER BY position, id";

/// Every department, in its order.
pub(crate) async fn departments(db: &Db) -> Result<Vec<Department>, Fault> {
    let rows: Vec<(i64, String, String)> = all!(db db, (i64, String, String), DEPARTMENTS)?;
    let department = |(id, slug, name)| Department { id, slug, name };
    Ok(rows.into_iter().map(department).collect())
}

const DEPARTMENT: &str = "
    SELECT id
    FROM departments
    WHERE slug = $1";

/// The number of the department chosen in a form, none for none; fails at the
/// field `department` when there is no such slug.
pub(crate) async fn department(tx: &mut Tx<'_>, slug: Option<&str>) -> Result<Option<i64>, Fault> {
    let Some(slug) = slug else {
        return Ok(None);
    };
    let found: Option<(i64,)> = first!(tx tx, (i64,), DEPARTMENT, slug)?;
    match found {
        Some((id,)) => Ok(Some(id)),
        None => Err(FieldErrors::one("department", FieldError::NotOffered).into()),
    }
}
