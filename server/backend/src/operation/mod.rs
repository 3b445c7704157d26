//! Operation: backups, going back to one, proof that a database is whole.
//!
//! A backup is always one SQLite file, whichever engine it was made on, and is
//! restored into either. That is also the way from one engine to the other.

mod aside;
mod backup;
mod from_server;
mod guard;
mod into_server;
mod kept;
mod restore;
mod table;
#[cfg(test)]
mod tests;
mod verify;

use std::path::PathBuf;

use domain::AppError;

use crate::db::Fault;
use crate::db::open::OpenError;
pub use crate::db::schema::State;

pub use aside::Replaced;
pub use backup::{Made, backup};
pub(crate) use guard::before_migrating;
pub use guard::{in_use, migrate, state};
pub(crate) use kept::note;
pub use kept::{Backup, Reason, last_backup};
pub use restore::{Restored, restore};
pub use verify::{verify, verify_backup};

/// Why something was not done, in a sentence for the administrator.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The file to write is there already.
    #[error("{0} exists already; name another file, or add --force to overwrite it")]
    Exists(PathBuf),
    /// The backup would take the place of what it is made of, or is restored
    /// over itself.
    #[error("{0} belongs to the database itself; name another file for the backup")]
    ItsOwn(PathBuf),
    /// The folder to write into is not there.
    #[error("there is no folder {0}; make it first")]
    NoFolder(PathBuf),
    /// There is nothing to make a backup of.
    #[error("there is no database at {0}")]
    NoDatabase(PathBuf),
    /// Not something `barnraise backup` made.
    #[error("{0} is not a backup made by Barnraise")]
    NoBackup(PathBuf),
    /// A backup that did not survive.
    #[error("{file} is damaged: {found}")]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What the engine found first.
        found: String,
    },
    /// What stands where a backup is to go cannot be read.
    #[error(
        "the database at {file} is damaged ({found}); add --replace to move it aside and put the backup in its place"
    )]
    DamagedHere {
        /// The file.
        file: PathBuf,
        /// What the engine says.
        found: String,
    },
    /// Restoring would lose what is there.
    #[error(
        "there is a database with members already; add --replace to put the backup in its place (what is there is backed up first)"
    )]
    NotEmpty,
    /// Restoring under a running server.
    #[error("a server is running on this database; stop it first")]
    Running,
    /// The disk, or its permissions.
    #[error("cannot write {path}: {error}")]
    Disk {
        /// Where.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The database could not be opened or brought up to date.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database refused.
    #[error("the database refused: {0}")]
    Db(#[from] sqlx::Error),
    /// A use case refused.
    #[error("{0}")]
    App(#[from] AppError),
}

/// What the engine says of a fault, without what its driver puts around it.
fn said(error: &sqlx::Error) -> String {
    match error.as_database_error() {
        Some(fault) => fault.message().to_owned(),
        None => error.to_string(),
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::App(error) => Self::App(error),
            Fault::Db(error) => Self::Db(error),
        }
    }
}
