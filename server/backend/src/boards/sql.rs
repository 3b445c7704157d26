//! The organisation, boards and departments in the database.

use domain::admin::{Accent, Logo, SignUp};
use domain::boards::{Board, BoardRef, Department, Visibility};
use domain::launch::LaunchRule;
use domain::{FieldError, FieldErrors};

use crate::db::{Db, Fault, Tx, all, first};
use crate::ideas::word;

/// The organisation as the database gives it.
#[derive(sqlx::FromRow)]
pub(crate) struct Organisation {
    pub(crate) name: String,
    pub(crate) time_zone: String,
    pub(crate) welcome: String,
    pub(crate) welcome_html: String,
    pub(crate) shares_mean: String,
    sign_up: String,
    accent: String,
    logo: Option<String>,
    logo_text: String,
}

impl Organisation {
    pub(crate) fn sign_up(&self) -> Result<SignUp, Fault> {
        word(SignUp::parse(&self.sign_up))
    }

    pub(crate) fn accent(&self) -> Result<Accent, Fault> {
        word(Accent::parse(&self.accent))
    }

    pub(crate) fn logo(&self) -> Option<Logo> {
        let name = self.logo.as_ref()?;
        Some(Logo {
            path: format!("/files/{name}"),
            text: self.logo_text.clone(),
        })
    }
}

const ORGANISATION: &str = "
    SELECT name, time_zone, welcome, welcome_html, shares_mean, sign_up, accent, logo,
        logo_text
    FROM organisation";

/// The organisation; none before set-up.
pub(crate) async fn organisation(db: &Db) -> Result<Option<Organisation>, Fault> {
    Ok(first!(db db, Organisation, ORGANISATION)?)
}

/// A board as the database gives it.
#[derive(sqlx::FromRow)]
struct BoardRow {
    id: i64,
    slug: String,
    name: String,
    purpose: String,
    visibility: String,
    closed_at: Option<i64>,
    launch_supporters: i64,
    launch_hours_share: f64,
    launch_departments: i64,
}

const BOARDS: &str = "
    SELECT id, slug, name, purpose, visibility, closed_at,
        launch_supporters, launch_hours_share, launch_departments
    FROM boards
    ORDER BY position, id";

/// Every board, in its order.
pub(crate) async fn boards(db: &Db) -> Result<Vec<Board>, Fault> {
    let rows = all!(db db, BoardRow, BOARDS)?;
    let board = |row: BoardRow| {
        Ok(Board {
            id: row.id,
            board: BoardRef {
                slug: row.slug,
                name: row.name,
                visibility: word(Visibility::parse(&row.visibility))?,
                closed: row.closed_at.is_some(),
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
    SELECT id, slug, name, retired_at
    FROM departments
    ORDER BY position, id";

/// Every department, in its order, retired ones included.
pub(crate) async fn departments(db: &Db) -> Result<Vec<Department>, Fault> {
    let rows = all!(db db, (i64, String, String, Option<i64>), DEPARTMENTS)?;
    let department = |(id, slug, name, retired): (i64, String, String, Option<i64>)| Department {
        id,
        slug,
        name,
        retired: retired.is_some(),
    };
    Ok(rows.into_iter().map(department).collect())
}

const DEPARTMENT: &str = "
    SELECT id, retired_at
    FROM departments
    WHERE slug = $1";

/// The number of the department chosen in a form, none for none; fails at the
/// field `department` when there is no such slug, or when it is retired and not
/// the one held already.
pub(crate) async fn department(
    tx: &mut Tx<'_>,
    slug: Option<&str>,
    held: Option<i64>,
) -> Result<Option<i64>, Fault> {
    let Some(slug) = slug else {
        return Ok(None);
    };
    let found = first!(tx tx, (i64, Option<i64>), DEPARTMENT, slug)?;
    match found {
        Some((id, retired)) if retired.is_none() || held == Some(id) => Ok(Some(id)),
        _ => Err(FieldErrors::one("department", FieldError::NotOffered).into()),
    }
}
