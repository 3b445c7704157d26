//! Which database was named, and why one could not be opened.

use std::path::{Path, PathBuf};

use crate::operation;

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
    /// No path of a file.
    #[error("{0:?} is not the path of a file that can be kept")]
    NoFile(PathBuf),
    /// A newer program has been here.
    #[error(
        "the database was made by a newer version of Barnraise (its tables are at {0:04}); install that version, or restore the backup made before the upgrade"
    )]
    Newer(i64),
    /// A command beside a server cannot bring the tables up to date.
    #[error(
        "the database's tables are at {from:04} and this version needs {to:04}; stop the server and run `barnraise migrate`"
    )]
    Behind {
        /// Of the database.
        from: i64,
        /// Of this program.
        to: i64,
    },
    /// A migration would have left rows that name others which are not there.
    #[error(
        "bringing the tables up to date would leave rows that point nowhere; nothing was changed"
    )]
    BrokenReferences,
    /// There is no backup to go back to.
    #[error("the tables were not brought up to date, because the backup before it failed: {0}")]
    Backup(Box<operation::Trouble>),
    /// The database refused.
    #[error("the database cannot be opened: {0}")]
    Db(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("the database's tables cannot be brought up to date, and are what they were: {0}")]
    Migration(sqlx::migrate::MigrateError),
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
                let file = PathBuf::from(path);
                if path.starts_with(':') || path.contains('?') || file.file_name().is_none() {
                    return Err(OpenError::NoFile(file));
                }
                Ok(Self::File(file))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for nowhere in [
            "sqlite:",
            "sqlite::memory:",
            "sqlite:a.db?mode=ro",
            "sqlite:..",
        ] {
            let place = Place::of(Some(nowhere), data);
            assert!(matches!(place, Err(OpenError::NoFile(_))), "{nowhere}");
        }
    }
}
