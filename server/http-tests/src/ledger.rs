//! What the database of a running server holds, read from beside it. A refusal
//! that changed something is none, whatever its status says.

use std::collections::BTreeMap;

use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

use crate::House;

/// Tables that any request may write to: kept forms, and how often somebody
/// asked.
const PASSING_TABLES: [&str; 4] = ["retries", "limits", "jobs", "nodes"];
/// Columns that any request may write to: when a session was last used.
const PASSING_COLUMNS: [(&str, &str); 1] = [("sessions", "seen_at")];

/// The rows of every table, as text.
type Rows = BTreeMap<String, Vec<String>>;

/// A reader of the database, and what it saw last.
#[derive(Debug)]
pub struct Ledger {
    connection: SqliteConnection,
    statements: BTreeMap<String, String>,
    version: i64,
    seen: Rows,
}

impl Ledger {
    /// Opens the file of this server, for reading only.
    pub async fn open(house: &House) -> Self {
        let options = SqliteConnectOptions::new()
            .filename(house.data().join("barnraise.db"))
            .read_only(true);
        let mut connection = SqliteConnection::connect_with(&options)
            .await
            .expect("the file opens");
        let statements = statements(&mut connection).await;
        let mut ledger = Self {
            connection,
            statements,
            version: 0,
            seen: Rows::new(),
        };
        ledger.changes().await;
        ledger
    }

    /// The tables that changed since the last look.
    pub async fn changes(&mut self) -> Vec<String> {
        let version = self.number("PRAGMA data_version").await.unwrap_or(0);
        if version == self.version {
            return Vec::new();
        }
        self.version = version;
        let now = self.rows().await;
        let was = std::mem::replace(&mut self.seen, now);
        let changed = self
            .seen
            .iter()
            .filter(|(table, rows)| was.get(*table) != Some(*rows));
        changed.map(|(table, _)| table.clone()).collect()
    }

    /// The first column of a statement's first row, if there is one.
    pub async fn number(&mut self, sql: &'static str) -> Option<i64> {
        sqlx::query_scalar(sql)
            .fetch_optional(&mut self.connection)
            .await
            .expect("a statement that runs")
    }

    /// The first column of a statement's rows, about this number.
    pub async fn texts(&mut self, sql: &'static str, about: i64) -> Vec<String> {
        sqlx::query_scalar(sql)
            .bind(about)
            .fetch_all(&mut self.connection)
            .await
            .expect("a statement that runs")
    }

    /// The text that a statement finds for this one.
    pub async fn text_of(&mut self, sql: &'static str, text: &str) -> String {
        sqlx::query_scalar(sql)
            .bind(text)
            .fetch_one(&mut self.connection)
            .await
            .expect("a row")
    }

    /// Every row of every table, as text.
    pub async fn everything(&mut self) -> Vec<String> {
        self.rows().await.into_values().flatten().collect()
    }

    /// Breaks the database of a running server, as a fault of ours would.
    pub async fn spoil(house: &House, sql: &'static str) {
        let file = house.data().join("barnraise.db");
        let options = SqliteConnectOptions::new().filename(file);
        let mut connection = SqliteConnection::connect_with(&options)
            .await
            .expect("the file opens");
        let spoilt = sqlx::query(sql).execute(&mut connection).await;
        spoilt.expect("a statement that runs");
    }

    async fn rows(&mut self) -> Rows {
        let mut rows = Rows::new();
        for (table, statement) in &self.statements {
            let found: Vec<String> = sqlx::query_scalar(AssertSqlSafe(statement.clone()))
                .fetch_all(&mut self.connection)
                .await
                .expect("a table can be read");
            rows.insert(table.clone(), found);
        }
        rows
    }
}

/// For each table the statement that reads its rows as text.
async fn statements(connection: &mut SqliteConnection) -> BTreeMap<String, String> {
    let columns = "
        SELECT t.name, c.name
        FROM sqlite_schema t, pragma_table_info(t.name) c
        WHERE t.type = 'table'
        AND t.name NOT LIKE 'sqlite%'
        AND t.name NOT LIKE '%\\_search%' ESCAPE '\\'
        ORDER BY t.name, c.cid";
    let found: Vec<SqliteRow> = sqlx::query(columns)
        .fetch_all(connection)
        .await
        .expect("the schema can be read");
    let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in found {
        let (table, column): (String, String) = (row.get(0), row.get(1));
        let passing = PASSING_TABLES.contains(&table.as_str())
            || PASSING_COLUMNS.contains(&(table.as_str(), column.as_str()));
        if !passing {
            tables
                .entry(table)
                .or_default()
                .push(format!("quote(\"{column}\")"));
        }
    }
    tables
        .into_iter()
        .map(|(table, columns)| {
            let all = columns.join(" || ',' || ");
            let statement = format!("SELECT {all} FROM \"{table}\" ORDER BY 1");
            (table, statement)
        })
        .collect()
}
