//! What stands where a backup is to go: looked at, and kept.

use std::io;
use std::path::{Path, PathBuf};

use domain::Timestamp;
use sqlx::{ConnectOptions, Connection};

use super::backup::{Made, disk, write};
use super::{Trouble, guard};
use crate::Clock;
use crate::context::SystemClock;
use crate::db::file::{self, folder};
use crate::db::open::{self, Place};
use crate::db::schema::{self, SQLITE, State};

/// What stands at the path of a file.
pub(super) enum There {
    /// No file, or nobody in it.
    Nobody,
    /// Members.
    Members,
    /// Something that cannot be read, and what the engine says of it.
    Damage(String),
}

/// How what was there before a restore is kept.
#[derive(Debug, PartialEq, Eq)]
pub enum Replaced {
    /// As a backup.
    BackedUp(Made),
    /// Damaged as it was, its log beside it: nothing whole could be made of it.
    Moved(PathBuf),
}

pub(super) const MEMBERS: &str = "SELECT COUNT(*) FROM members";

/// Looks at the file of a database, whichever version made it.
pub(super) async fn there(path: &Path) -> Result<There, Trouble> {
    if !path.exists() {
        return Ok(There::Nobody);
    }
    match members(path).await {
        Ok(0) => Ok(There::Nobody),
        Ok(_) => Ok(There::Members),
        Err(error) if is_damage(&error) => Ok(There::Damage(super::said(&error))),
        Err(error) => Err(error.into()),
    }
}

async fn members(path: &Path) -> Result<i64, sqlx::Error> {
    let mut connection = open::reader(path).connect().await?;
    let members = match schema::of_sqlite(&mut connection, &SQLITE).await? {
        State::Empty => 0,
        _ => {
            sqlx::query_scalar(MEMBERS)
                .fetch_one(&mut connection)
                .await?
        }
    };
    connection.close().await?;
    Ok(members)
}

/// Whether the file itself is at fault: corrupt (11), no database at all (26), or
/// without the tables that its own list names (1). What is busy, forbidden or out
/// of room may be right the next time.
fn is_damage(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(error) = error else {
        return matches!(error, sqlx::Error::ColumnDecode { .. });
    };
    let code = error.code().and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| matches!(code & 0xff, 1 | 11 | 26))
}

/// Backs up what is there into this folder; what cannot be backed up because it
/// is damaged is moved aside as it is, where it lies.
pub(super) async fn set_aside(path: &Path, backups: &Path) -> Result<Replaced, Trouble> {
    let place = Place::File(path.to_owned());
    match back_up(&place, backups).await {
        Ok(made) => Ok(Replaced::BackedUp(made)),
        Err(Trouble::Damaged { found, .. }) => move_aside(path, &found),
        Err(Trouble::Db(error)) if is_damage(&error) => move_aside(path, &error.to_string()),
        Err(trouble) => Err(trouble),
    }
}

/// Backs up what is there, in the way of the backup that is to come. Nothing is
/// written into a database that may be damaged; the restored one notes it.
pub(super) async fn back_up(place: &Place, backups: &Path) -> Result<Made, Trouble> {
    make_folder(backups)?;
    let name = name(place, SystemClock.now(), "backup");
    write(place, &backups.join(name), false).await
}

fn name(place: &Place, at: Timestamp, ending: &str) -> String {
    let (stem, stamp) = (guard::stem(place), guard::stamp(at));
    format!("{stem}-replaced-{stamp}.{ending}")
}

/// Gives a damaged file another name in its own folder, and its log with it, so
/// that whoever wants to save something of it finds both. Where the system can
/// give a file two names, the old one stays until the restored file takes it.
pub(super) fn move_aside(path: &Path, found: &str) -> Result<Replaced, Trouble> {
    let place = Place::File(path.to_owned());
    let aside = folder(path).join(name(&place, SystemClock.now(), "db"));
    if aside.exists() {
        return Err(Trouble::Exists(aside));
    }
    for ending in ["-wal", "-shm"] {
        let (from, to) = (file::beside(path, ending), file::beside(&aside, ending));
        match std::fs::rename(&from, to) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(disk(&from, error));
            }
            _ => {}
        }
    }
    std::fs::hard_link(path, &aside)
        .or_else(|_| std::fs::rename(path, &aside))
        .map_err(|error| disk(path, error))?;
    tracing::warn!("{} is damaged: {found}", path.display());
    Ok(Replaced::Moved(aside))
}

pub(super) fn make_folder(folder: &Path) -> Result<(), Trouble> {
    file::make_private(folder).map_err(|error| disk(folder, error))
}
