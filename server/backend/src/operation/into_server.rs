//! Carrying every row from a SQLite file into PostgreSQL.

use std::path::Path;

use futures::TryStreamExt;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, SqliteConnection};

use super::Trouble;
use super::table::{self, Cell, Kind, ROWS, Table, quoted};
use crate::db::{Tx, open};
use crate::ideas;

const REFERENCES: &str = "
    SELECT CAST(conrelid AS regclass)::TEXT, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint
    WHERE contype = 'f'
    AND connamespace = CAST(current_schema() AS regnamespace)";

/// Puts all rows of a file, whose tables are up to date, in the place of those
/// on the server, inside the caller's transaction.
pub(super) async fn into_server(from: &Path, server: &mut PgConnection) -> Result<(), Trouble> {
    let mut file = open::reader(from).connect().await?;
    let tables = table::tables(&mut file).await?;
    // References are taken away and put back, which checks every one of them:
    // so rows may come in any order.
    let references: Vec<(String, String, String)> =
        sqlx::query_as(REFERENCES).fetch_all(&mut *server).await?;
    for (table, name, _) in &references {
        execute(
            server,
            format!("ALTER TABLE {table} DROP CONSTRAINT {name}"),
        )
        .await?;
    }
    let names: Vec<String> = tables.iter().map(|table| quoted(&table.name)).collect();
    let every = names.join(", ");
    execute(
        server,
        format!("TRUNCATE ideas_search, {every} RESTART IDENTITY"),
    )
    .await?;
    for table in &tables {
        // Names of our own tables and columns, quoted.
        let sql = AssertSqlSafe(table.select());
        let mut rows = sqlx::query(sql).fetch(&mut file);
        let mut batch = Vec::with_capacity(ROWS);
        while let Some(row) = rows.try_next().await? {
            batch.push(table::of_sqlite(table, &row)?);
            if batch.len() == ROWS {
                add_to_server(server, table, &mut batch).await?;
            }
        }
        drop(rows);
        add_to_server(server, table, &mut batch).await?;
        if table.numbered {
            go_on_from_on_server(&mut file, server, table).await?;
        }
    }
    for (table, name, rule) in &references {
        execute(
            server,
            format!("ALTER TABLE {table} ADD CONSTRAINT {name} {rule}"),
        )
        .await?;
    }
    ideas::index_all(&mut Tx::Postgres(server)).await?;
    Ok(file.close().await?)
}

/// For statements made of names that the database itself gave.
async fn execute(server: &mut PgConnection, sql: String) -> Result<(), sqlx::Error> {
    sqlx::query(AssertSqlSafe(sql)).execute(server).await?;
    Ok(())
}

async fn add_to_server(
    server: &mut PgConnection,
    table: &Table,
    batch: &mut Vec<Vec<Cell>>,
) -> Result<(), sqlx::Error> {
    let lists: Vec<String> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, (_, kind))| format!("CAST(${} AS {}[])", at + 1, kind.postgres()))
        .collect();
    let insert = format!(
        "INSERT INTO {} ({}) SELECT * FROM UNNEST({})",
        quoted(&table.name),
        table.names(),
        lists.join(", ")
    );
    // Names of our own tables and columns, quoted; the values are bound.
    let mut insert = sqlx::query(AssertSqlSafe(insert));
    for (at, (_, kind)) in table.columns.iter().enumerate() {
        macro_rules! list {
            ($kind:ident) => {
                insert.bind(
                    batch
                        .iter()
                        .map(|row| match &row[at] {
                            Cell::$kind(value) => value.clone(),
                            _ => None,
                        })
                        .collect::<Vec<_>>(),
                )
            };
        }
        insert = match kind {
            Kind::Integer => list!(Integer),
            Kind::Real => list!(Real),
            Kind::Text => list!(Text),
            Kind::Blob => list!(Blob),
        };
    }
    insert.execute(server).await?;
    batch.clear();
    Ok(())
}

const LAST_NUMBER_IN_FILE: &str = "SELECT seq FROM sqlite_sequence WHERE name = $1";
const SET_NUMBER_ON_SERVER: &str = "SELECT setval(pg_get_serial_sequence($1, 'id'), $2)";

async fn go_on_from_on_server(
    file: &mut SqliteConnection,
    server: &mut PgConnection,
    table: &Table,
) -> Result<(), sqlx::Error> {
    let last: Option<i64> = sqlx::query_scalar(LAST_NUMBER_IN_FILE)
        .bind(&table.name)
        .fetch_optional(file)
        .await?;
    if let Some(last) = last.filter(|last| *last > 0) {
        sqlx::query(SET_NUMBER_ON_SERVER)
            .bind(&table.name)
            .bind(last)
            .execute(server)
            .await?;
    }
    Ok(())
}
