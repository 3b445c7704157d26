//! Carrying every row from PostgreSQL into a SQLite file.

use std::path::Path;

use futures::TryStreamExt;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, PgConnection, QueryBuilder, Sqlite, SqliteConnection,
};

use super::Trouble;
use super::table::{self, Cell, ROWS, Table, quoted};
use crate::db::schema::{self, State};
use crate::db::{Tx, open};
use crate::ideas;

const ONE_MOMENT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Copies a server as it is at one moment into an empty SQLite file, which gets
/// the tables of the same age. Readers and writers go on meanwhile.
pub(super) async fn from_server(url: &str, into: &Path) -> Result<(), Trouble> {
    let mut server = open::command(url).await?;
    let mut moment = server.begin_with(ONE_MOMENT).await?;
    let state = schema::of_postgres(&mut moment, &schema::POSTGRES).await?;
    let age = match state.not_newer()? {
        State::Current(age) | State::Behind { from: age, .. } => age,
        State::Empty | State::Newer(_) => return Err(Trouble::NoDatabase("DATABASE_URL".into())),
    };
    let mut file = open::scratch(into).connect().await?;
    schema::migrate_sqlite(&mut file, &schema::SQLITE, Some(age)).await?;
    let mut writing = file.begin().await?;
    for table in table::tables(&mut writing).await? {
        // Names of our own tables and columns, quoted.
        let sql = AssertSqlSafe(table.select_as_carried());
        let mut rows = sqlx::query(sql).fetch(&mut *moment);
        let mut batch = Vec::with_capacity(ROWS);
        while let Some(row) = rows.try_next().await? {
            batch.push(table::of_postgres(&table, &row)?);
            if batch.len() == ROWS {
                add_to_file(&mut writing, &table, &mut batch).await?;
            }
        }
        drop(rows);
        add_to_file(&mut writing, &table, &mut batch).await?;
        if table.numbered {
            let last = last_number(&mut moment, &table).await?;
            go_on_from_in_file(&mut writing, &table, last).await?;
        }
    }
    ideas::index_all(&mut Tx::sqlite(&mut writing)).await?;
    writing.commit().await?;
    moment.commit().await?;
    Ok(file.close().await?)
}

async fn add_to_file(
    file: &mut SqliteConnection,
    table: &Table,
    batch: &mut Vec<Vec<Cell>>,
) -> Result<(), sqlx::Error> {
    // SQLite takes 32,766 values in a statement.
    let rows = ROWS.min(30_000 / table.columns.len().max(1));
    while !batch.is_empty() {
        let some = batch.drain(..rows.min(batch.len()));
        let into = format!("INSERT INTO {} ({}) ", quoted(&table.name), table.names());
        let mut insert = QueryBuilder::<Sqlite>::new(into);
        insert.push_values(some, |mut row, cells| {
            for cell in cells {
                match cell {
                    Cell::Integer(value) => row.push_bind(value),
                    Cell::Real(value) => row.push_bind(value),
                    Cell::Text(value) => row.push_bind(value),
                    Cell::Blob(value) => row.push_bind(value),
                };
            }
        });
        insert.build().persistent(false).execute(&mut *file).await?;
    }
    Ok(())
}

const LAST_NUMBER: &str = "
    SELECT COALESCE(pg_sequence_last_value(CAST(pg_get_serial_sequence($1, 'id') AS regclass)), 0)";

async fn last_number(server: &mut PgConnection, table: &Table) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(LAST_NUMBER)
        .bind(&table.name)
        .fetch_one(server)
        .await
}

const FORGET_NUMBER: &str = "DELETE FROM sqlite_sequence WHERE name = $1";
const SET_NUMBER: &str = "INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)";

/// Rows that were deleted keep their numbers to themselves.
async fn go_on_from_in_file(
    file: &mut SqliteConnection,
    table: &Table,
    last: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(FORGET_NUMBER)
        .bind(&table.name)
        .execute(&mut *file)
        .await?;
    sqlx::query(SET_NUMBER)
        .bind(&table.name)
        .bind(last)
        .execute(file)
        .await?;
    Ok(())
}
