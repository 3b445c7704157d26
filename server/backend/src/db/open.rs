//! Opening a database: the file's lock, the engine's version, the schema.

use std::fs::{DirBuilder, File, OpenOptions};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use sqlx::migrate::Migrator;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};

use super::Db;
use super::writer::Writer;

static SQLITE: Migrator = sqlx::migrate!("../../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../../migrations/postgres");

/// Connections to a PostgreSQL server, at most.
const POSTGRES_CONNECTIONS: u32 = 16;
/// Reading connections to a SQLite file.
const READERS: u32 = 8;
/// The first SQLite that does not lose committed pages in WAL mode.
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// Why a database could not be opened, in a sentence for the administrator.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another server runs on the file.
    #[error(
        "another Barnraise server is already running on {0}; stop it first, or give this one its own BARNRAISE_DATA_DIR"
    )]
    InUse(PathBuf),
    /// The folder or its files cannot be used.
    #[error("cannot use {path}: {error}")]
    Folder {
        /// The path.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// Too old an SQLite.
    #[error(
        "this program was built with SQLite {0}, which can lose committed data; it needs 3.51.3 or newer"
    )]
    OldSqlite(String),
    /// Neither of the two engines.
    #[error("DATABASE_URL must begin with sqlite: or postgres:, not {0:?}")]
    UnknownEngine(String),
    /// The database refused.
    #[error("the database cannot be opened: {0}")]
    Db(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("the database's tables cannot be brought up to date: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

/// Which database to open.
#[derive(Clone, Debug)]
pub enum Place {
    /// A SQLite file.
    File(PathBuf),
    /// A PostgreSQL URL.
    Server(String),
}

impl Place {
    /// Reads `DATABASE_URL`; without one, `barnraise.db` in the data folder.
    pub fn of(url: Option<&str>, data_dir: &Path) -> Result<Self, OpenError> {
        match url {
            None | Some("") => Ok(Self::File(data_dir.join("barnraise.db"))),
            Some(url) if url.starts_with("postgres:") || url.starts_with("postgresql:") => {
                Ok(Self::Server(url.to_owned()))
            }
            Some(url) => {
                let Some(path) = url.strip_prefix("sqlite:") else {
                    let scheme = url.split(':').next().unwrap_or_default();
                    return Err(OpenError::UnknownEngine(scheme.to_owned()));
                };
                let path = path.strip_prefix("//").unwrap_or(path);
                Ok(Self::File(PathBuf::from(path)))
            }
        }
    }
}

/// An open database. On SQLite it holds the file's lock until dropped.
pub struct Opened {
    /// The database.
    pub db: Db,
    /// Held by a server, or by a command while no server runs.
    _lock: Option<File>,
}

/// Opens a database for a server: takes the lock, brings the tables up to date.
pub async fn serve(place: &Place) -> Result<Opened, OpenError> {
    match place {
        Place::File(path) => {
            let lock = lock(path)?.ok_or_else(|| OpenError::InUse(path.clone()))?;
            sqlite(path, Some(lock)).await
        }
        Place::Server(url) => postgres(url).await,
    }
}

/// Opens a database for a command beside a server that may be running: where
/// it runs, its lock is left alone and the tables are taken as they are.
pub async fn beside(place: &Place) -> Result<Opened, OpenError> {
    match place {
        Place::File(path) => sqlite(path, lock(path)?).await,
        Place::Server(url) => postgres(url).await,
    }
}

/// The lock beside the file, or `None` where another process holds it.
fn lock(path: &Path) -> Result<Option<File>, OpenError> {
    let folder = |error| OpenError::Folder {
        path: path.to_owned(),
        error,
    };
    if let Some(parent) = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
    {
        // Addresses and password hashes are nobody else's business.
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(parent)
            .map_err(folder)?;
    }
    let name = path.with_extension("lock");
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&name)
        .map_err(folder)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(std::fs::TryLockError::WouldBlock) => Ok(None),
        Err(std::fs::TryLockError::Error(error)) => Err(folder(error)),
    }
}

/// How every connection to a file is set up.
fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(std::time::Duration::from_secs(5))
        .pragma("trusted_schema", "OFF")
        .disable_statement_logging()
}

async fn sqlite(path: &Path, lock: Option<File>) -> Result<Opened, OpenError> {
    let options = options(path);
    let mut connection = options.connect().await?;
    let version: String = sqlx::query_scalar("SELECT sqlite_version()")
        .fetch_one(&mut connection)
        .await?;
    if !new_enough(&version) {
        return Err(OpenError::OldSqlite(version));
    }
    if lock.is_some() {
        // sqlx does not lock while it migrates SQLite; the file's lock does.
        SQLITE.run(&mut connection).await?;
    }
    connection.close().await?;
    // From here on a missing file is a fault, never a reason to make an empty one.
    let options = options.create_if_missing(false);
    let write = Writer::start(options.clone()).await?;
    let read = SqlitePoolOptions::new()
        .max_connections(READERS)
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

async fn postgres(url: &str) -> Result<Opened, OpenError> {
    let options: sqlx::postgres::PgConnectOptions = url.parse()?;
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .connect_with(options.disable_statement_logging())
        .await?;
    POSTGRES.run(&pool).await?;
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

    #[test]
    fn a_database_url_names_its_engine_or_is_refused() {
        let data = Path::new("data");
        assert!(
            matches!(Place::of(None, data), Ok(Place::File(path)) if path == data.join("barnraise.db"))
        );
        assert!(
            matches!(Place::of(Some("sqlite:///srv/b.db"), data), Ok(Place::File(path)) if path == Path::new("/srv/b.db"))
        );
        assert!(matches!(
            Place::of(Some("postgres://db/b"), data),
            Ok(Place::Server(_))
        ));
        assert!(matches!(
            Place::of(Some("mysql://db/b"), data),
            Err(OpenError::UnknownEngine(_))
        ));
    }
}
