//! Proof that a database, or a backup of one, is whole.

use std::path::Path;

use sqlx::{ConnectOptions, Connection, PgConnection, SqliteConnection};

use super::{Trouble, backup, restore};
use crate::db::open::{self, Place};
use crate::db::schema::{self, State};
use crate::db::{Tx, file};
use crate::reconcile;

/// Findings of one kind that are told; there may be more.
const TOLD: usize = 100;

/// A sentence for each thing that is wrong; empty when all is well. Looks at
/// one moment of a database that may be in use.
pub async fn verify(place: &Place) -> Result<Vec<String>, Trouble> {
    match place {
        Place::File(path) => {
            backup::present(path)?;
            of_file(&file::real(path)?).await
        }
        Place::Server(url) => of_server(url).await,
    }
}

/// The same of a backup, brought up to date in a copy beside it first: what
/// passes here can be restored.
pub async fn verify_backup(file: &Path) -> Result<Vec<String>, Trouble> {
    let copy = restore::prepared(file, file::folder(file)).await?;
    of_file(copy.path()).await
}

async fn of_file(path: &Path) -> Result<Vec<String>, Trouble> {
    let mut connection = open::reader(path).connect().await?;
    let state = schema::of_sqlite(&mut connection, &schema::SQLITE).await?;
    let mut moment = connection.begin().await?;
    let mut found = integrity(&mut moment).await?;
    if let Some(age) = aged(state, path)? {
        found.push(age);
    } else if found.is_empty() {
        found = reconcile::found(&mut Tx::sqlite(&mut moment)).await?;
    }
    moment.commit().await?;
    connection.close().await?;
    Ok(found)
}

/// What stands in the way of looking at counters: tables of another age.
fn aged(state: State, path: &Path) -> Result<Option<String>, Trouble> {
    match state.not_newer()? {
        State::Empty => Err(Trouble::NoDatabase(path.to_owned())),
        State::Behind { from, to } => Ok(Some(format!(
            "the tables are at {from:04} and this version needs {to:04}: run `barnraise migrate`, then verify again"
        ))),
        _ => Ok(None),
    }
}

async fn integrity(connection: &mut SqliteConnection) -> Result<Vec<String>, Trouble> {
    let mut found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check(100)")
        .fetch_all(&mut *connection)
        .await?;
    found.retain(|line| line != "ok");
    let rows: Vec<(String, Option<i64>, String)> =
        sqlx::query_as("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check")
            .fetch_all(connection)
            .await?;
    for (table, row, parent) in rows.into_iter().take(TOLD) {
        let row = row.map_or_else(String::new, |row| format!(" {row}"));
        found.push(format!(
            "{table}: row{row} points to a row of {parent} that is not there"
        ));
    }
    Ok(found)
}

const ONE_MOMENT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
const UNCHECKED: &str = "
    SELECT CAST(conrelid AS regclass)::TEXT || ': the rule ' || conname || ' has never been checked'
    FROM pg_constraint
    WHERE NOT convalidated
    AND connamespace = CAST(current_schema() AS regnamespace)";
const UNUSABLE: &str = "
    SELECT CAST(indrelid AS regclass)::TEXT || ': the index ' || CAST(indexrelid AS regclass)::TEXT || ' cannot be used'
    FROM pg_index
    WHERE NOT indisvalid";
const UNREADABLE: &str = "
    SELECT checksum_failures || ' pages of the database were read damaged'
    FROM pg_stat_database
    WHERE datname = current_database()
    AND checksum_failures > 0";
const NUMBERS: &str = "
    SELECT CAST(c.oid AS regclass)::TEXT
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'id' AND a.attidentity <> ''
    WHERE c.relnamespace = CAST(current_schema() AS regnamespace)";

async fn of_server(url: &str) -> Result<Vec<String>, Trouble> {
    let mut server = open::command(url).await?;
    let state = schema::of_postgres(&mut server, &schema::POSTGRES).await?;
    if let Some(age) = aged(state, Path::new("DATABASE_URL"))? {
        return Ok(vec![age]);
    }
    let mut moment = server.begin_with(ONE_MOMENT).await?;
    let mut found = Vec::new();
    for sql in [UNCHECKED, UNUSABLE, UNREADABLE] {
        let lines: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *moment).await?;
        found.extend(lines);
    }
    found.extend(numbers(&mut moment).await?);
    found.extend(reconcile::found(&mut Tx::Postgres(&mut moment)).await?);
    moment.commit().await?;
    Ok(found)
}

/// Tables that would give a number twice.
async fn numbers(server: &mut PgConnection) -> Result<Vec<String>, Trouble> {
    let tables: Vec<String> = sqlx::query_scalar(NUMBERS).fetch_all(&mut *server).await?;
    let mut found = Vec::new();
    for table in tables {
        let sql = format!(
            "SELECT COALESCE(MAX(id), 0) > COALESCE(pg_sequence_last_value(CAST(pg_get_serial_sequence('{table}', 'id') AS regclass)), 0) FROM {table}"
        );
        // The name of a table of ours, as the database gave it.
        let behind: bool = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_one(&mut *server)
            .await?;
        if behind {
            found.push(format!("{table}: the next number is taken already"));
        }
    }
    Ok(found)
}
