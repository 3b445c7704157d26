//! What is known of backups: a row for each, which the administrator's page
//! reads.

use sqlx::{ConnectOptions, Connection};

use domain::{Outcome, Timestamp};

use super::{Made, Trouble};
use crate::db::open::{self, Place};
use crate::db::schema::{self, State};
use crate::db::{Db, Fault, Tx, first, run};

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Somebody, or their timer, asked for it.
    Asked,
    /// By itself, before the tables were brought up to date.
    Migration,
    /// By itself, before another backup took the database's place.
    Replaced,
}

impl Reason {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Migration => "migration",
            Self::Replaced => "replaced",
        }
    }

    fn parse(word: &str) -> Self {
        match word {
            "migration" => Self::Migration,
            "replaced" => Self::Replaced,
            _ => Self::Asked,
        }
    }
}

/// A backup that was made, or that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: Reason,
    /// The file's name, without its folder.
    pub file: String,
    /// Its size; 0 when it failed.
    pub bytes: i64,
    /// Whether it is there and whole.
    pub ok: bool,
}

const NEWEST: &str = "
    SELECT at, reason, file, bytes, ok
    FROM backups
    ORDER BY id DESC
    LIMIT 1";

/// The newest backup, failed ones included.
pub async fn last_backup(db: &Db) -> Outcome<Option<Backup>> {
    let row = first!(db db, (i64, String, String, i64, i64), NEWEST).map_err(Fault::from)?;
    Ok(row.map(|(at, reason, file, bytes, ok)| Backup {
        at: Timestamp(at),
        reason: Reason::parse(&reason),
        file,
        bytes,
        ok: ok == 1,
    }))
}

const NOTE: &str = "
    INSERT INTO backups (at, reason, file, bytes, ok)
    VALUES ($1, $2, $3, $4, $5)";

/// Notes a backup in the database it was made of. One whose tables are not up
/// to date has no place for it, and is left as it is.
pub(crate) async fn note(place: &Place, backup: &Backup) -> Result<(), Trouble> {
    match place {
        Place::File(path) => {
            let options = open::writer(path).create_if_missing(false);
            let mut connection = options.connect().await?;
            let state = schema::of_sqlite(&mut connection, &schema::SQLITE).await?;
            if matches!(state, State::Current(_)) {
                add(&mut Tx::sqlite(&mut connection), backup).await?;
            }
            connection.close().await?;
        }
        Place::Server(url) => {
            let mut connection = open::command(url).await?;
            let state = schema::of_postgres(&mut connection, &schema::POSTGRES).await?;
            if matches!(state, State::Current(_)) {
                add(&mut Tx::Postgres(&mut connection), backup).await?;
            }
            connection.close().await?;
        }
    }
    Ok(())
}

async fn add(tx: &mut Tx<'_>, backup: &Backup) -> Result<(), Fault> {
    run!(
        tx,
        NOTE,
        backup.at.0,
        backup.reason.as_str(),
        backup.file.as_str(),
        backup.bytes,
        i64::from(backup.ok)
    )?;
    Ok(())
}

impl Backup {
    /// What is noted of an attempt to write this file.
    pub(super) fn of(
        at: Timestamp,
        reason: Reason,
        file: &std::path::Path,
        made: Result<&Made, &Trouble>,
    ) -> Self {
        let name = file.file_name().unwrap_or_default();
        Self {
            at,
            reason,
            file: name.to_string_lossy().into_owned(),
            bytes: made.map_or(0, |made| i64::try_from(made.bytes).unwrap_or(i64::MAX)),
            ok: made.is_ok(),
        }
    }
}
