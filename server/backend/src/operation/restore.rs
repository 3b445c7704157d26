//! Going back to a backup, or over to the other engine.

use std::path::Path;

use sqlx::{ConnectOptions, Connection, PgConnection};
use tempfile::NamedTempFile;

use super::aside::{self, MEMBERS, Replaced, There};
use super::backup::{self, disk};
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
    /// How the database that was there before is kept.
    pub replaced: Option<Replaced>,
    /// What went wrong after everything was in its place: a sentence each.
    pub warnings: Vec<String>,
}

/// Puts a backup in a database's place. Refuses where members are already or
/// something that cannot be read, unless told to `replace`, and while a server
/// runs. An older backup is brought up to date on the way; the file itself is
/// not touched. What was there before is backed up into the folder `backups`; a
/// file too damaged for that is moved aside.
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
                found: super::said(&error),
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

async fn over_file(
    path: &Path,
    from: &Path,
    replace: bool,
    backups: &Path,
) -> Result<Restored, Trouble> {
    backup::apart(path, from)?;
    let _lock = file::lock(path)?.ok_or(Trouble::Running)?;
    let there = aside::there(path).await?;
    match &there {
        There::Members if !replace => return Err(Trouble::NotEmpty),
        There::Damage(found) if !replace => {
            return Err(Trouble::DamagedHere {
                file: path.to_owned(),
                found: found.clone(),
            });
        }
        _ => {}
    }
    let copy = prepared(from, file::folder(path)).await?;
    let mut connection = open::reader(copy.path()).connect().await?;
    let (members, ideas) = sqlx::query_as(COUNTED).fetch_one(&mut connection).await?;
    connection.close().await?;
    let replaced = match there {
        There::Nobody => None,
        There::Members => Some(aside::set_aside(path, backups).await?),
        There::Damage(found) => Some(aside::move_aside(path, &found)?),
    };
    if !matches!(replaced, Some(Replaced::Moved(_))) {
        settle(path).await?;
    }
    backup::keep(copy, path, true)?;
    let place = Place::File(path.to_owned());
    Ok(Restored {
        members,
        ideas,
        warnings: noted(&place, replaced.as_ref()).await,
        replaced,
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
        let beside = file::beside(path, ending);
        match std::fs::remove_file(&beside) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(disk(&beside, error));
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
            replaced = Some(Replaced::BackedUp(aside::back_up(&place, backups).await?));
        }
    }
    aside::make_folder(backups)?;
    let copy = prepared(from, backups).await?;
    schema::migrate_postgres(&mut server, &schema::POSTGRES).await?;
    let mut transaction = server.begin().await?;
    into_server::into_server(copy.path(), &mut transaction).await?;
    let (members, ideas) = sqlx::query_as(COUNTED).fetch_one(&mut *transaction).await?;
    refuse_beside_a_server(&mut transaction).await?;
    transaction.commit().await?;
    let mut warnings = noted(&place, replaced.as_ref()).await;
    // The planner knows nothing of rows that came all at once.
    if let Err(error) = sqlx::query("ANALYZE").execute(&mut server).await {
        warnings.push(format!(
            "PostgreSQL could not be told of the new rows, and may be slow until it finds out by itself: {error}"
        ));
    }
    Ok(Restored {
        members,
        ideas,
        replaced,
        warnings,
    })
}

async fn refuse_beside_a_server(server: &mut PgConnection) -> Result<(), Trouble> {
    if guard::in_use_on(server).await? {
        return Err(Trouble::Running);
    }
    Ok(())
}

/// Notes in the restored database what it has replaced; a sentence where that
/// fails, because the restore is done by now.
async fn noted(place: &Place, replaced: Option<&Replaced>) -> Vec<String> {
    let Some(Replaced::BackedUp(made)) = replaced else {
        return Vec::new();
    };
    let backup = Backup::of(SystemClock.now(), Reason::Replaced, &made.file, Ok(made));
    let noted = kept::note(place, &backup).await;
    let sentence = |trouble: Trouble| {
        format!("the page System will not show the backup of what was there before: {trouble}")
    };
    noted.err().map(sentence).into_iter().collect()
}
