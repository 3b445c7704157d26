//! The schema of a database: how old it is, and bringing it up to date.
//!
//! All migrations that are due run in one transaction. If one fails, or the
//! process dies, the database stays what it was and the old program still
//! starts on it.

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{Connection, PgConnection, SqliteConnection};

use super::open::OpenError;

/// Migrations of a SQLite file.
pub(crate) static SQLITE: Migrator = sqlx::migrate!("../../migrations/sqlite");
/// Migrations of a PostgreSQL server.
pub(crate) static POSTGRES: Migrator = sqlx::migrate!("../../migrations/postgres");

/// Held on PostgreSQL while migrating, until the transaction ends: two nodes
/// that start together bring the tables up to date once.
const LOCK_POSTGRES: &str = "SELECT pg_advisory_xact_lock(4921507341)";

/// How a database's tables compare with those this program knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// There are none.
    Empty,
    /// The same.
    Current(i64),
    /// Older, by their newest migration and the newest there is.
    Behind {
        /// Of the database.
        from: i64,
        /// Of this program.
        to: i64,
    },
    /// Made by a newer program, by their newest migration.
    Newer(i64),
}

impl State {
    fn of(applied: &[i64], known: &Migrator) -> Self {
        let newest = |versions: &[i64]| versions.iter().copied().max().unwrap_or_default();
        let known: Vec<i64> = known.iter().map(|migration| migration.version).collect();
        if applied.is_empty() {
            Self::Empty
        } else if applied.iter().any(|version| !known.contains(version)) {
            Self::Newer(newest(applied))
        } else if known.iter().any(|version| !applied.contains(version)) {
            Self::Behind {
                from: newest(applied),
                to: newest(&known),
            }
        } else {
            Self::Current(newest(applied))
        }
    }

    /// Itself, or a refusal when the tables are newer than this program.
    pub(crate) fn not_newer(self) -> Result<Self, OpenError> {
        match self {
            Self::Newer(version) => Err(OpenError::Newer(version)),
            state => Ok(state),
        }
    }
}

const APPLIED: &str = "
    SELECT version
    FROM _sqlx_migrations";
const KEPT_SQLITE: &str = "
    SELECT COUNT(*) > 0
    FROM sqlite_schema
    WHERE name = '_sqlx_migrations'";
const KEPT_POSTGRES: &str = "SELECT to_regclass('_sqlx_migrations') IS NOT NULL";

/// A function that looks at the state of tables; the engines differ in how they
/// say whether the list of migrations is there.
macro_rules! state {
    ($(#[$doc:meta])+ $name:ident, $connection:ty, $kept:ident) => {
        $(#[$doc])+
        pub(crate) async fn $name(
            connection: &mut $connection,
            known: &Migrator,
        ) -> Result<State, sqlx::Error> {
            let kept: bool = sqlx::query_scalar($kept).fetch_one(&mut *connection).await?;
            let applied = if kept {
                sqlx::query_scalar(APPLIED).fetch_all(connection).await?
            } else {
                Vec::new()
            };
            Ok(State::of(&applied, known))
        }
    };
}

state!(
    /// The state of a file's tables.
    of_sqlite, SqliteConnection, KEPT_SQLITE
);
state!(
    /// The state of a server's tables.
    of_postgres, PgConnection, KEPT_POSTGRES
);

/// Runs what is due on a file, all or nothing, up to this migration where one
/// is named. The caller holds the file's lock, and its connection does not
/// enforce foreign keys: a migration may make a table anew. They are checked at
/// the end instead, where one was due: a big file is read for seconds.
pub(crate) async fn migrate_sqlite(
    connection: &mut SqliteConnection,
    known: &Migrator,
    to: Option<i64>,
) -> Result<(), OpenError> {
    let before = of_sqlite(connection, known).await?;
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    known.run_direct(to, &mut *transaction, false).await?;
    if !matches!(before, State::Current(_)) {
        let broken = sqlx::query("PRAGMA foreign_key_check")
            .fetch_optional(&mut *transaction)
            .await?;
        if broken.is_some() {
            return Err(OpenError::BrokenReferences);
        }
    }
    Ok(transaction.commit().await?)
}

/// Runs what is due on a server, all or nothing.
pub(crate) async fn migrate_postgres(
    connection: &mut PgConnection,
    known: &Migrator,
) -> Result<(), OpenError> {
    let mut transaction = connection.begin().await?;
    sqlx::query(LOCK_POSTGRES)
        .execute(&mut *transaction)
        .await?;
    let unlocked = Migrator {
        migrations: known.migrations.clone(),
        // Its own lock would be given back before the transaction ends.
        locking: false,
        ..Migrator::DEFAULT
    };
    unlocked.run_direct(None, &mut *transaction, false).await?;
    Ok(transaction.commit().await?)
}

impl From<MigrateError> for OpenError {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::VersionMissing(version) => Self::Newer(version),
            error => Self::Migration(error),
        }
    }
}

#[cfg(test)]
mod tests;
