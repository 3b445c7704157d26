//! The guard before a migration: what was there can be had back.

use std::path::{Path, PathBuf};

use domain::Timestamp;
use sqlx::{ConnectOptions, PgConnection};

use super::Trouble;
use super::backup::write;
use super::kept::{Backup, Reason};
use crate::Clock;
use crate::context::SystemClock;
use crate::db::file;
use crate::db::open::{self, Place};
use crate::db::schema::{self, State};

/// Backups before migrations that are kept, the newest ones.
const KEPT: usize = 5;
/// How their names end.
const ENDING: &str = ".backup";

/// A moment as part of a file's name, such as `20261123T091500Z`.
pub(super) fn stamp(at: Timestamp) -> String {
    jiff::Timestamp::from_microsecond(at.0)
        .unwrap_or_default()
        .strftime("%Y%m%dT%H%M%SZ")
        .to_string()
}

/// What the names of a database's own backups begin with.
pub(super) fn stem(place: &Place) -> String {
    match place {
        Place::File(path) => path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        Place::Server(_) => "barnraise".to_owned(),
    }
}

/// Backs a database up into this folder, because its tables are about to be
/// brought up to `to`. Keeps the newest few of these backups. The caller notes
/// the result once the tables have a place for it.
pub(crate) async fn before_migrating(
    place: &Place,
    folder: &Path,
    to: i64,
) -> Result<Backup, Trouble> {
    let (at, stem) = (SystemClock.now(), stem(place));
    file::make_private(folder).map_err(|error| Trouble::Disk {
        path: folder.to_owned(),
        error,
    })?;
    let begins = format!("{stem}-before-");
    let name = format!("{begins}{to:04}-{}{ENDING}", stamp(at));
    // Two starts in one second make the same backup twice.
    let made = write(place, &folder.join(name), true).await?;
    forget_old(folder, &begins);
    tracing::info!("backed up to {} before migrating", made.file.display());
    Ok(Backup::of(at, Reason::Migration, &made.file, Ok(&made)))
}

/// Removes all but the newest backups whose names begin like this.
fn forget_old(folder: &Path, begins: &str) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut old: Vec<(String, PathBuf)> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let rest = name.strip_prefix(begins)?.strip_suffix(ENDING)?;
            let (_, stamp) = rest.split_once('-')?;
            Some((stamp.to_owned(), entry.path()))
        })
        .collect();
    old.sort();
    let surplus = old.len().saturating_sub(KEPT);
    for (_, path) in old.into_iter().take(surplus) {
        if let Err(error) = std::fs::remove_file(&path) {
            tracing::warn!("an old backup stays, {}: {error}", path.display());
        }
    }
}

/// What [`migrate`] found and did: the tables' age before, and now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// Before; `None` where there were no tables.
    pub from: Option<i64>,
    /// Now.
    pub to: i64,
}

/// Brings a database up to date, with a backup in this folder before. Needs the
/// database to itself where it is a file.
pub async fn migrate(place: &Place, backups: &Path) -> Result<Migrated, Trouble> {
    let before = state(place).await?;
    let opened = open::start(place, backups).await?;
    drop(opened);
    let to = match state(place).await? {
        State::Current(to) => to,
        _ => 0,
    };
    let from = match before {
        State::Current(from) | State::Behind { from, .. } => Some(from),
        State::Empty | State::Newer(_) => None,
    };
    Ok(Migrated { from, to })
}

/// How old a database's tables are; fails where a newer program made them.
pub async fn state(place: &Place) -> Result<State, Trouble> {
    let state = match place {
        Place::File(path) if !path.exists() => State::Empty,
        Place::File(path) => {
            let mut connection = open::reader(path).connect().await?;
            schema::of_sqlite(&mut connection, &schema::SQLITE).await?
        }
        Place::Server(url) => {
            let mut server = open::command(url).await?;
            schema::of_postgres(&mut server, &schema::POSTGRES).await?
        }
    };
    Ok(state.not_newer()?)
}

const SERVERS: &str = "
    SELECT COUNT(*) > 0
    FROM pg_stat_activity
    WHERE datname = current_database()
    AND application_name = $1";

/// Whether a server runs on a database.
pub async fn in_use(place: &Place) -> Result<bool, Trouble> {
    match place {
        Place::File(path) if !path.exists() => Ok(false),
        Place::File(path) => Ok(file::lock(&file::real(path)?)?.is_none()),
        Place::Server(url) => in_use_on(&mut open::command(url).await?).await,
    }
}

/// The same over a connection that is no server's.
pub(super) async fn in_use_on(server: &mut PgConnection) -> Result<bool, Trouble> {
    let asked = sqlx::query_scalar(SERVERS).bind(open::SERVER);
    Ok(asked.fetch_one(server).await?)
}
