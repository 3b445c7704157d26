//! Making a backup while the server runs, whole or not at all.

use std::fs::File;
use std::path::{Path, PathBuf};

use sqlx::{ConnectOptions, Connection};
use tempfile::NamedTempFile;

use domain::Timestamp;

use super::kept::{self, Backup, Reason};
use super::{Trouble, from_server};
use crate::db::file::{self, folder};
use crate::db::open::{self, Place};
use crate::db::schema::{self, State};

/// A backup that is there and whole.
#[derive(Debug, PartialEq, Eq)]
pub struct Made {
    /// Where.
    pub file: PathBuf,
    /// Its size.
    pub bytes: u64,
}

/// Writes a backup: a snapshot of one moment, checked before it takes its name.
/// Readers and writers go on meanwhile. Only its owner may read the file.
pub async fn backup(
    place: &Place,
    file: &Path,
    force: bool,
    reason: Reason,
    at: Timestamp,
) -> Result<Made, Trouble> {
    if let Place::File(database) = place {
        present(database)?;
    }
    let made = write(place, file, force).await;
    let noted = kept::note(place, &Backup::of(at, reason, file, made.as_ref())).await;
    if let (Ok(_), Err(error)) = (&made, noted) {
        // The backup is good; a disk too full for this line must not say otherwise.
        tracing::warn!("the backup could not be noted: {error}");
    }
    made
}

/// The same without noting it.
pub(super) async fn write(place: &Place, file: &Path, force: bool) -> Result<Made, Trouble> {
    if !force && file.exists() {
        return Err(Trouble::Exists(file.to_owned()));
    }
    if let Place::File(database) = place {
        apart(database, file)?;
    }
    let scratch = beside(file)?;
    match place {
        Place::File(path) => snapshot(path, scratch.path()).await?,
        Place::Server(url) => from_server::from_server(url, scratch.path()).await?,
    }
    whole(scratch.path(), file).await?;
    keep(scratch, file, force)
}

/// Fails where there is no database, before anything is made in its place.
pub(super) fn present(database: &Path) -> Result<(), Trouble> {
    if database.exists() {
        return Ok(());
    }
    Err(Trouble::NoDatabase(database.to_owned()))
}

/// Whatever is forced: the database, its log and its lock are no backups.
pub(super) fn apart(database: &Path, file: &Path) -> Result<(), Trouble> {
    let database = file::real(database)?;
    let Ok(home) = folder(file).canonicalize() else {
        return Ok(());
    };
    let wanted = home.join(file.file_name().unwrap_or_default());
    let own = ["", "-wal", "-shm", "-journal", ".lock"]
        .iter()
        .any(|end| wanted == file::beside(&database, end));
    if own {
        return Err(Trouble::ItsOwn(file.to_owned()));
    }
    Ok(())
}

/// An empty file in the folder of this one, for its owner only; gone when it is
/// dropped.
pub(super) fn beside(file: &Path) -> Result<NamedTempFile, Trouble> {
    let folder = folder(file);
    if !folder.is_dir() {
        return Err(Trouble::NoFolder(folder.to_owned()));
    }
    tempfile::Builder::new()
        .prefix(".barnraise-")
        .suffix(".part")
        .tempfile_in(folder)
        .map_err(|error| disk(file, error))
}

/// Gives a finished file its name, for good.
pub(super) fn keep(scratch: NamedTempFile, file: &Path, force: bool) -> Result<Made, Trouble> {
    let failed = |error| disk(file, error);
    scratch.as_file().sync_all().map_err(failed)?;
    let bytes = scratch.as_file().metadata().map_err(failed)?.len();
    let named = if force {
        scratch.persist(file)
    } else {
        scratch.persist_noclobber(file)
    };
    named.map_err(|lost| match lost.error.kind() {
        std::io::ErrorKind::AlreadyExists => Trouble::Exists(file.to_owned()),
        _ => failed(lost.error),
    })?;
    File::open(folder(file))
        .and_then(|folder| folder.sync_all())
        .map_err(failed)?;
    Ok(Made {
        file: file.to_owned(),
        bytes,
    })
}

pub(super) fn disk(path: &Path, error: std::io::Error) -> Trouble {
    Trouble::Disk {
        path: path.to_owned(),
        error,
    }
}

/// Copies a SQLite file as it is at one moment. In WAL mode that hinders nobody.
pub(super) async fn snapshot(from: &Path, into: &Path) -> Result<(), Trouble> {
    if !from.exists() {
        return Err(Trouble::NoDatabase(from.to_owned()));
    }
    let mut connection = open::reader(from).connect().await?;
    let state = schema::of_sqlite(&mut connection, &schema::SQLITE).await?;
    if state == State::Empty {
        return Err(Trouble::NoDatabase(from.to_owned()));
    }
    let name = into
        .to_str()
        .ok_or_else(|| disk(into, std::io::ErrorKind::InvalidFilename.into()))?;
    sqlx::query("VACUUM INTO $1")
        .bind(name)
        .execute(&mut connection)
        .await?;
    Ok(connection.close().await?)
}

/// Checks that a file is whole; `called` is the name by which people know it.
pub(super) async fn whole(file: &Path, called: &Path) -> Result<(), Trouble> {
    let mut connection = open::reader(file).connect().await?;
    let found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check(1)")
        .fetch_all(&mut connection)
        .await?;
    let broken = sqlx::query("PRAGMA foreign_key_check")
        .fetch_optional(&mut connection)
        .await?;
    connection.close().await?;
    let found = match found.first().map(String::as_str) {
        Some("ok") if broken.is_none() => return Ok(()),
        Some("ok") => "a row points to another that is not there".to_owned(),
        other => other.unwrap_or("the check gave no answer").to_owned(),
    };
    Err(Trouble::Damaged {
        file: called.to_owned(),
        found,
    })
}
