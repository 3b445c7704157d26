//! Going back to a backup, or over to the other engine.

use std::path::{Path, PathBuf};

use sqlx::{ConnectOptions, Connection, PgConnection};
use tempfile::NamedTempFile;

use super::backup::{self, Made, backup};
use super::kept::{self, Backup, Reason};
use super::{Trouble, guard, into_server};
use crate::Clock;
use crate::context::SystemClock;
use crate::db::file;
use crate::db::open::{self, Place};
use crate::db::schema::{self, State};

/// What a restore did.
#[derive(Debug)]
pub struct Restored {
    /// Members who are there now.
    pub members: i64,
    /// Ideas that are there now.
    pub ideas: i64,
    /// Where the database that was there before is kept.
    pub replaced: Option<PathBuf>,
}

/// Puts a backup in a database's place. Refuses where members are already,
/// unless told to `replace`, and while a server runs. An older backup is
/// brought up to date on the way; the file itself is not touched. What was
/// there before is backed up into the folder `backups`.
pub async fn restore(
    place: &Place,
    from: &Path,
    replace: bool,
    backups: &Path,
) -> Result<Restored, Trouble> {
    match place {
        Place::File(path) => over_file(&file::real(path)?, from, replace, backups).await,
        Place::Server(url) => over_server(url, from, replace, backups).await,
    }
}

/// A copy of a backup in this folder, proven whole and brought up to date.
pub(super) async fn prepared(from: &Path, folder: &Path) -> Result<NamedTempFile, Trouble> {
    if !is_sqlite(from) {
        return Err(Trouble::NoBackup(from.to_owned()));
    }
    backup::whole(from, from)
        .await
        .map_err(|trouble| match trouble {
            Trouble::Db(error) => Trouble::Damaged {
                file: from.to_owned(),
                found: error.to_string(),
            },
            other => other,
        })?;
    let copy = backup::beside(&folder.join("copy"))?;
    let copied = backup::snapshot(from, copy.path()).await;
    copied.map_err(|trouble| match trouble {
        Trouble::NoDatabase(_) => Trouble::NoBackup(from.to_owned()),
        other => other,
    })?;
    let mut connection = open::scratch(copy.path()).connect().await?;
    let state = schema::of_sqlite(&mut connection, &schema::SQLITE).await?;
    state.not_newer()?;
    schema::migrate_sqlite(&mut connection, &schema::SQLITE, None).await?;
    connection.close().await?;
    Ok(copy)
}

fn is_sqlite(file: &Path) -> bool {
    use std::io::Read;
    let mut first = [0; 16];
    std::fs::File::open(file)
        .and_then(|mut file| file.read_exact(&mut first))
        .is_ok_and(|()| &first == b"SQLite format 3\0")
}

const COUNTED: &str = "SELECT (SELECT COUNT(*) FROM members), (SELECT COUNT(*) FROM ideas)";
const MEMBERS: &str = "SELECT COUNT(*) FROM members";

async fn over_file(
    path: &Path,
    from: &Path,
    replace: bool,
    backups: &Path,
) -> Result<Restored, Trouble> {
    let _lock = file::lock(path)?.ok_or(Trouble::Running)?;
    let place = Place::File(path.to_owned());
    let mut replaced = None;
    if path.exists() && guard::state(&place).await? != State::Empty {
        let mut connection = open::reader(path).connect().await?;
        let members: i64 = sqlx::query_scalar(MEMBERS)
            .fetch_one(&mut connection)
            .await?;
        connection.close().await?;
        if members > 0 && !replace {
            return Err(Trouble::NotEmpty);
        }
        if members > 0 {
            replaced = Some(set_aside(&place, backups).await?);
        }
    }
    let copy = prepared(from, file::folder(path)).await?;
    let mut connection = open::reader(copy.path()).connect().await?;
    let (members, ideas) = sqlx::query_as(COUNTED).fetch_one(&mut connection).await?;
    connection.close().await?;
    settle(path).await?;
    backup::keep(copy, path, true)?;
    note(&place, replaced.as_ref()).await?;
    Ok(Restored {
        members,
        ideas,
        replaced: replaced.map(|made| made.file),
    })
}

const SETTLE: &str = "PRAGMA wal_checkpoint(TRUNCATE)";

/// Moves everything into the main file and removes what stood beside it: a
/// journal of the old database must not meet the new one.
async fn settle(path: &Path) -> Result<(), Trouble> {
    if path.exists() {
        let mut connection = open::writer(path).connect().await?;
        let (busy, _, _): (i64, i64, i64) =
            sqlx::query_as(SETTLE).fetch_one(&mut connection).await?;
        connection.close().await?;
        if busy != 0 {
            return Err(Trouble::Running);
        }
    }
    for ending in ["-wal", "-shm"] {
        let mut beside = path.as_os_str().to_owned();
        beside.push(ending);
        match std::fs::remove_file(&beside) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Trouble::Disk {
                    path: beside.into(),
                    error,
                });
            }
            _ => {}
        }
    }
    Ok(())
}

async fn over_server(
    url: &str,
    from: &Path,
    replace: bool,
    backups: &Path,
) -> Result<Restored, Trouble> {
    let place = Place::Server(url.to_owned());
    let mut server = open::command(url).await?;
    refuse_beside_a_server(&mut server).await?;
    let mut replaced = None;
    let state = schema::of_postgres(&mut server, &schema::POSTGRES).await?;
    if state.not_newer()? != State::Empty {
        let members: i64 = sqlx::query_scalar(MEMBERS).fetch_one(&mut server).await?;
        if members > 0 && !replace {
            return Err(Trouble::NotEmpty);
        }
        if members > 0 {
            replaced = Some(set_aside(&place, backups).await?);
        }
    }
    make_folder(backups)?;
    let copy = prepared(from, backups).await?;
    schema::migrate_postgres(&mut server, &schema::POSTGRES).await?;
    let mut transaction = server.begin().await?;
    into_server::into_server(copy.path(), &mut transaction).await?;
    refuse_beside_a_server(&mut transaction).await?;
    transaction.commit().await?;
    let (members, ideas) = sqlx::query_as(COUNTED).fetch_one(&mut server).await?;
    note(&place, replaced.as_ref()).await?;
    // The planner knows nothing of rows that came all at once.
    sqlx::query("ANALYZE").execute(&mut server).await?;
    Ok(Restored {
        members,
        ideas,
        replaced: replaced.map(|made| made.file),
    })
}

async fn refuse_beside_a_server(server: &mut PgConnection) -> Result<(), Trouble> {
    if guard::in_use_on(server).await? {
        return Err(Trouble::Running);
    }
    Ok(())
}

fn make_folder(folder: &Path) -> Result<(), Trouble> {
    file::make_private(folder).map_err(|error| Trouble::Disk {
        path: folder.to_owned(),
        error,
    })
}

/// Backs up what is there, in the way of the backup that is to come.
async fn set_aside(place: &Place, backups: &Path) -> Result<Made, Trouble> {
    make_folder(backups)?;
    let at = SystemClock.now();
    let name = format!(
        "{}-replaced-{}.backup",
        guard::stem(place),
        guard::stamp(at)
    );
    backup(place, &backups.join(name), false, Reason::Replaced, at).await
}

/// Notes in the restored database what it has replaced.
async fn note(place: &Place, replaced: Option<&Made>) -> Result<(), Trouble> {
    let Some(made) = replaced else {
        return Ok(());
    };
    let backup = Backup::of(SystemClock.now(), Reason::Replaced, &made.file, Ok(made));
    kept::note(place, &backup).await
}
