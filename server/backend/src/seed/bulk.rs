//! Many rows in one statement, on both engines.

use sqlx::AssertSqlSafe;

use crate::db::{Fault, Tx, on_tx};

/// Rows a statement takes: far from either engine's limit of parameters.
const ROWS: usize = 250;

/// A value of a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Int(Option<i64>),
    Real(f64),
    Text(String),
}

impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}

impl From<Option<i64>> for Cell {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}

impl From<f64> for Cell {
    fn from(value: f64) -> Self {
        Self::Real(value)
    }
}

impl From<&str> for Cell {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Cell {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

/// Rows to be written into a table.
#[derive(Clone, Debug)]
pub(super) struct Table {
    name: &'static str,
    columns: &'static [&'static str],
    cells: Vec<Cell>,
}

impl Table {
    /// No rows yet.
    pub(super) const fn new(name: &'static str, columns: &'static [&'static str]) -> Self {
        Self {
            name,
            columns,
            cells: Vec::new(),
        }
    }

    /// One more row, a value for each column.
    pub(super) fn add<const N: usize>(&mut self, row: [Cell; N]) {
        assert_eq!(
            N,
            self.columns.len(),
            "a value for each column of {}",
            self.name
        );
        self.cells.extend(row);
    }

    /// Writes every row.
    pub(super) async fn write(&self, tx: &mut Tx<'_>) -> Result<(), Fault> {
        let width = self.columns.len();
        for cells in self.cells.chunks(ROWS * width) {
            let rows = cells.len() / width;
            let sql = self.statement(rows);
            on_tx!(tx, at => {
                // Names and placeholders of our own; the values are bound. The last few rows make a statement that does not come again.
                let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(rows == ROWS);
                for cell in cells {
                    query = match cell {
                        Cell::Int(value) => query.bind(*value),
                        Cell::Real(value) => query.bind(*value),
                        Cell::Text(value) => query.bind(value.as_str()),
                    };
                }
                query.execute(at).await.map(|_| ())
            })?;
        }
        Ok(())
    }

    fn statement(&self, rows: usize) -> String {
        let width = self.columns.len();
        let row = |row: usize| {
            let places: Vec<String> = (1..=width)
                .map(|n| format!("${}", row * width + n))
                .collect();
            format!("({})", places.join(", "))
        };
        let values: Vec<String> = (0..rows).map(row).collect();
        let columns = self.columns.join(", ");
        format!(
            "INSERT INTO {} ({columns}) VALUES {}",
            self.name,
            values.join(", ")
        )
    }
}

/// A row of values of several types.
macro_rules! row {
    ($($value:expr),+ $(,)?) => { [$($crate::seed::bulk::Cell::from($value)),+] };
}
pub(super) use row;
