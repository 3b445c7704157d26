//! How the installation is: nothing secret, all that helps when something is
//! wrong.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::{Outcome, Timestamp};

/// A table and about how large it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSize {
    /// Its name.
    pub name: String,
    /// Rows, estimated without counting.
    pub rows: i64,
}

/// A migration that was applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Migration {
    /// Its number.
    pub number: i64,
    /// Its name.
    pub name: String,
}

/// The state of the installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemReport {
    /// Version of the program.
    pub version: String,
    /// The commit it was built from, if the build knew.
    pub commit: Option<String>,
    /// When this process started.
    pub started: Timestamp,
    /// The engine and its version, such as `SQLite 3.51.3`.
    pub engine: String,
    /// Bytes of the database.
    pub database: u64,
    /// Bytes of the write-ahead log, where that is a file beside the database.
    pub log: Option<u64>,
    /// Bytes free where the database is, if this machine can tell.
    pub free: Option<u64>,
    /// The folder of the database, where it is a file.
    pub folder: Option<String>,
    /// The main tables.
    pub tables: Vec<TableSize>,
    /// Migrations applied, in order.
    pub migrations: Vec<Migration>,
    /// The newest backup.
    pub backup: Option<Saved>,
    /// How many counters, scores and stages differed from their rows when they
    /// were last compared.
    pub drift: Option<i64>,
    /// Whether limits are relaxed, as for tests.
    pub relaxed: bool,
}

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// When it was made, or tried.
    pub at: Timestamp,
    /// Its size; none when it failed.
    pub bytes: Option<u64>,
}

/// Looking after the installation.
#[async_trait]
pub trait SystemAdmin: Send + Sync {
    /// The state of the installation now.
    async fn report(&self, actor: &Actor) -> Outcome<SystemReport>;
}
