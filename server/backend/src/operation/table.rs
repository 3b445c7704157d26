//! Tables as both engines have them, described by the SQLite file: that is how
//! rows are carried over without a list to keep.

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::Trouble;

/// Rows written by one statement.
pub(super) const ROWS: usize = 500;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Integer,
    Real,
    Text,
    Blob,
}

impl Kind {
    fn of(declared: &str) -> Result<Self, Trouble> {
        match declared {
            "INTEGER" => Ok(Self::Integer),
            "REAL" => Ok(Self::Real),
            "TEXT" => Ok(Self::Text),
            "BLOB" => Ok(Self::Blob),
            other => Err(sqlx::Error::TypeNotFound {
                type_name: other.to_owned(),
            }
            .into()),
        }
    }

    /// The type on PostgreSQL.
    pub(super) const fn postgres(self) -> &'static str {
        match self {
            Self::Integer => "BIGINT",
            Self::Real => "DOUBLE PRECISION",
            Self::Text => "TEXT",
            Self::Blob => "BYTEA",
        }
    }
}

/// A value of a row.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    Integer(Option<i64>),
    Real(Option<f64>),
    Text(Option<String>),
    Blob(Option<Vec<u8>>),
}

/// A table whose rows are carried over.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<(String, Kind)>,
    /// Whether the engine numbers its rows and never gives a number twice.
    pub(super) numbered: bool,
}

/// Search tables are each engine's own and are filled anew from the ideas.
const TABLES: &str = "
    SELECT l.name, s.sql LIKE '%AUTOINCREMENT%'
    FROM pragma_table_list l
    JOIN sqlite_schema s ON s.name = l.name
    WHERE l.schema = 'main'
    AND l.type = 'table'
    AND l.name NOT LIKE 'sqlite~_%' ESCAPE '~'
    AND l.name <> '_sqlx_migrations'
    ORDER BY l.name";
const COLUMNS: &str = "
    SELECT name, type
    FROM pragma_table_info($1)
    ORDER BY cid";

/// Every table of a file that holds what people did.
pub(super) async fn tables(file: &mut SqliteConnection) -> Result<Vec<Table>, Trouble> {
    let named: Vec<(String, bool)> = sqlx::query_as(TABLES).fetch_all(&mut *file).await?;
    let mut tables = Vec::with_capacity(named.len());
    for (name, numbered) in named {
        let columns: Vec<(String, String)> = sqlx::query_as(COLUMNS)
            .bind(&name)
            .fetch_all(&mut *file)
            .await?;
        let columns = columns
            .into_iter()
            .map(|(column, declared)| Ok((column, Kind::of(&declared)?)))
            .collect::<Result<_, Trouble>>()?;
        tables.push(Table {
            name,
            columns,
            numbered,
        });
    }
    Ok(tables)
}

impl Table {
    /// The columns by name. Names come from our own migrations.
    pub(super) fn names(&self) -> String {
        let names: Vec<String> = self.columns.iter().map(|(name, _)| quoted(name)).collect();
        names.join(", ")
    }

    /// Reads every row from SQLite.
    pub(super) fn select(&self) -> String {
        format!("SELECT {} FROM {}", self.names(), quoted(&self.name))
    }

    /// Reads every row from PostgreSQL, in order, as the types carried over.
    pub(super) fn select_as_carried(&self) -> String {
        let columns: Vec<String> = self
            .columns
            .iter()
            .map(|(name, kind)| format!("CAST({} AS {})", quoted(name), kind.postgres()))
            .collect();
        let table = quoted(&self.name);
        format!("SELECT {} FROM {table} ORDER BY 1", columns.join(", "))
    }
}

/// A name as SQL takes it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

macro_rules! cells {
    ($row:ty, $name:ident) => {
        /// The values of a row, in the order of the columns.
        pub(super) fn $name(table: &Table, row: &$row) -> Result<Vec<Cell>, sqlx::Error> {
            let columns = table.columns.iter().enumerate();
            columns
                .map(|(at, (_, kind))| {
                    Ok(match kind {
                        Kind::Integer => Cell::Integer(row.try_get(at)?),
                        Kind::Real => Cell::Real(row.try_get(at)?),
                        Kind::Text => Cell::Text(row.try_get(at)?),
                        Kind::Blob => Cell::Blob(row.try_get(at)?),
                    })
                })
                .collect()
        }
    };
}
cells!(SqliteRow, of_sqlite);
cells!(PgRow, of_postgres);
