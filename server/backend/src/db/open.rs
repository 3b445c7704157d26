//! Opening a database: the engine's version, the file's lock, the schema.

use std::fs::File;
use std::path::Path;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, PgConnection};

use super::schema::{self, State};
use super::writer::Writer;
use super::{Db, file, postgres};
use crate::operation::{self, Backup};

pub use super::place::{OpenError, Place};

/// Connections to a PostgreSQL server, at most.
const POSTGRES_CONNECTIONS: u32 = 16;
/// Reading connections to a SQLite file.
const READERS: u32 = 8;
/// The first SQLite that does not lose committed pages in WAL mode.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);
/// Statements that the writer keeps ready: the same one may come behind several
/// that waited for it.
const READY: usize = 512;
/// Pages of the log after which the writer moves them into the file: 16 MiB. The
/// same few pages are written by every vote, and moved once instead of often.
const MOVED_AFTER: &str = "4000";
/// By what name a server's connections are known to PostgreSQL.
pub(crate) const SERVER: &str = "barnraise serve";
/// By what name a command's connections are.
const COMMAND: &str = "barnraise";

/// An open database. On SQLite it holds the file's lock until dropped.
pub struct Opened {
    /// The database.
    pub db: Db,
    /// Held by a server, or by a command while no server runs.
    _lock: Option<File>,
}

/// Opens a database for a server: takes the lock, brings the tables up to date.
/// Where there is data already, a backup is made first, beside the file.
pub async fn serve(place: &Place) -> Result<Opened, OpenError> {
    match place {
        Place::File(path) => start(place, file::folder(path)).await,
        Place::Server(url) => {
            migrated(&mut command(url).await?).await?;
            postgres(url, SERVER).await
        }
    }
}

/// Opens a database for a server like [`serve`]; the backup before a migration
/// goes into this folder.
pub async fn start(place: &Place, backups: &Path) -> Result<Opened, OpenError> {
    match place {
        Place::File(path) => {
            let path = file::real(path)?;
            let lock = file::lock(&path)?.ok_or_else(|| OpenError::InUse(path.clone()))?;
            up_to_date(&path, backups, &schema::SQLITE).await?;
            sqlite(&path, Some(lock)).await
        }
        Place::Server(url) => {
            let mut connection = command(url).await?;
            let state = schema::of_postgres(&mut connection, &schema::POSTGRES).await?;
            let backup = backed_up(place, backups, state).await?;
            migrated(&mut connection).await?;
            note(place, backup).await;
            postgres(url, SERVER).await
        }
    }
}

/// Opens a database for a command beside a server that may be running: where
/// one may, its lock is left alone and the tables must be up to date already.
pub async fn beside(place: &Place) -> Result<Opened, OpenError> {
    match place {
        Place::File(path) => {
            let path = file::real(path)?;
            let lock = file::lock(&path)?;
            if lock.is_some() {
                up_to_date(&path, file::folder(&path), &schema::SQLITE).await?;
            } else {
                let mut connection = reader(&path).connect().await?;
                let state = schema::of_sqlite(&mut connection, &schema::SQLITE).await?;
                not_behind(state)?;
            }
            sqlite(&path, lock).await
        }
        Place::Server(url) => {
            let mut connection = command(url).await?;
            let state = schema::of_postgres(&mut connection, &schema::POSTGRES).await?;
            if state == State::Empty {
                migrated(&mut connection).await?;
            }
            not_behind(state)?;
            postgres(url, COMMAND).await
        }
    }
}

fn not_behind(state: State) -> Result<(), OpenError> {
    match state.not_newer()? {
        State::Behind { from, to } => Err(OpenError::Behind { from, to }),
        _ => Ok(()),
    }
}

/// How a connection that writes to a file is set up.
pub(crate) fn writer(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(std::time::Duration::from_secs(5))
        .statement_cache_capacity(READY)
        .pragma("wal_autocheckpoint", MOVED_AFTER)
        .pragma("trusted_schema", "OFF")
        .disable_statement_logging()
}

/// How a connection is set up that only reads a file, whatever its journal.
pub(crate) fn reader(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .busy_timeout(std::time::Duration::from_secs(5))
        .pragma("trusted_schema", "OFF")
        .disable_statement_logging()
}

/// How a connection is set up that fills a file nobody else knows of yet. What
/// a crash leaves of it is thrown away, so it costs no care.
pub(crate) fn scratch(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Memory)
        .synchronous(SqliteSynchronous::Off)
        .foreign_keys(false)
        .pragma("trusted_schema", "OFF")
        .disable_statement_logging()
}

/// Brings the tables of a file up to date; its lock is held.
pub(super) async fn up_to_date(
    path: &Path,
    backups: &Path,
    known: &Migrator,
) -> Result<(), OpenError> {
    file::make(path).map_err(|error| OpenError::Folder {
        path: path.to_owned(),
        error,
    })?;
    let mut connection = writer(path).foreign_keys(false).connect().await?;
    let version: String = sqlx::query_scalar("SELECT sqlite_version()")
        .fetch_one(&mut connection)
        .await?;
    if !new_enough(&version) {
        return Err(OpenError::OldSqlite(version));
    }
    let state = schema::of_sqlite(&mut connection, known).await?;
    let place = Place::File(path.to_owned());
    let backup = backed_up(&place, backups, state).await?;
    // sqlx does not lock while it migrates SQLite; the file's lock does.
    schema::migrate_sqlite(&mut connection, known, None).await?;
    connection.close().await?;
    note(&place, backup).await;
    Ok(())
}

/// Where tables are about to be changed: the backup of what was there.
async fn backed_up(
    place: &Place,
    backups: &Path,
    state: State,
) -> Result<Option<Backup>, OpenError> {
    let State::Behind { to, .. } = state.not_newer()? else {
        return Ok(None);
    };
    match operation::before_migrating(place, backups, to).await {
        Ok(backup) => Ok(Some(backup)),
        Err(trouble) => Err(OpenError::Backup(Box::new(trouble))),
    }
}

async fn note(place: &Place, backup: Option<Backup>) {
    if let Some(backup) = backup
        && let Err(error) = operation::note(place, &backup).await
    {
        tracing::warn!("the backup could not be noted: {error}");
    }
}

async fn sqlite(path: &Path, lock: Option<File>) -> Result<Opened, OpenError> {
    // From here on a missing file is a fault, never a reason to make an empty one.
    let options = writer(path).create_if_missing(false);
    let write = Writer::start(options.clone()).await?;
    let read = SqlitePoolOptions::new()
        .max_connections(READERS)
        // A file does not hang up; asking costs as much as a small statement.
        .test_before_acquire(false)
        .connect_with(options.read_only(true))
        .await?;
    Ok(Opened {
        db: Db::Sqlite { read, write },
        _lock: lock,
    })
}

fn new_enough(version: &str) -> bool {
    let mut parts = version
        .split('.')
        .map(|part| part.parse::<u32>().unwrap_or(0));
    let mut part = || parts.next().unwrap_or(0);
    (part(), part(), part()) >= OLDEST_SQLITE
}

/// How a server is reached; its log names us.
fn named(url: &str, name: &str) -> Result<PgConnectOptions, OpenError> {
    let options: PgConnectOptions = url.parse()?;
    Ok(options.application_name(name).disable_statement_logging())
}

/// One connection to a server, for a command.
pub(crate) async fn command(url: &str) -> Result<PgConnection, OpenError> {
    Ok(named(url, COMMAND)?.connect().await?)
}

async fn migrated(connection: &mut PgConnection) -> Result<(), OpenError> {
    schema::migrate_postgres(connection, &schema::POSTGRES).await
}

async fn postgres(url: &str, name: &str) -> Result<Opened, OpenError> {
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(postgres::PATIENCE)
        .connect_with(named(url, name)?.options(postgres::TIMEOUTS))
        .await?;
    Ok(Opened {
        db: Db::Postgres(pool),
        _lock: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers() {
        assert!(new_enough("3.51.3"));
        assert!(new_enough("3.100.0"));
        assert!(!new_enough("3.51.2"));
        assert!(!new_enough("3.9.9"));
    }
}
