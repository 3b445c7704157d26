//! Files beside a team's work, kept in the database like everything else, so that
//! one file is the whole backup.

use domain::accounts::{Actor, MemberId, Viewer};
use domain::teams::TeamId;
use domain::work::{File, FileView, MAX_FILES, NewFile};
use domain::{FieldError, FieldErrors, Noun, Timestamp};

use super::tidy::{Gone, Tidier};
use super::workshop;
use crate::db::{Fault, Tx, all, first, one, run};
use crate::teams::act::Act;
use crate::teams::sql::{self, Person};

const COUNT: &str = "SELECT COUNT(*) FROM team_files WHERE team_id = $1";
const ADD: &str = "
    INSERT INTO team_files (team_id, member_id, name, size, created_at, bytes)
    VALUES ($1, $2, $3, $4, $5, $6)
    RETURNING id";

pub(super) async fn add(tx: &mut Tx<'_>, act: &Act, file: &NewFile) -> Result<(), Fault> {
    let team = workshop(tx, act).await?;
    let there = one!(tx tx, i64, COUNT, team.id)?;
    if usize::try_from(there).unwrap_or(usize::MAX) >= MAX_FILES {
        return Err(FieldErrors::one("file", FieldError::TooMany(MAX_FILES)).into());
    }
    let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
    let (name, bytes) = (file.name.as_str(), file.bytes.as_slice());
    let by = act.actor.id;
    let number = one!(tx tx, i64, ADD, team.id, by, name, size, act.now.0, bytes)?;
    act.record(tx, &team, "file.added", number, name).await
}

const NAME: &str = "SELECT name, member_id FROM team_files WHERE team_id = $1 AND id = $2";
const REMOVE: &str = "DELETE FROM team_files WHERE id = $1";

pub(super) async fn remove(tx: &mut Tx<'_>, act: &Act, number: i64) -> Result<(), Fault> {
    let tidier = Tidier::of(tx, act).await?;
    let file = first!(tx tx, (String, MemberId), NAME, tidier.team().id, number)?;
    let (what, by) = file.ok_or(Noun::TeamFile)?;
    run!(tx, REMOVE, number)?;
    let gone = Gone {
        kind: "file.removed",
        number,
        what,
        by,
    };
    tidier.record(tx, act, gone).await
}

const FILE: &str = "SELECT name, bytes FROM team_files WHERE team_id = $1 AND id = $2";

/// A file, if this member sees the team.
pub(super) async fn one_of(
    tx: &mut Tx<'_>,
    actor: &Actor,
    team: TeamId,
    number: i64,
) -> Result<File, Fault> {
    let team = sql::seen(tx, &Viewer::Member(actor.clone()), team).await?;
    let file = first!(tx tx, (String, Vec<u8>), FILE, team.id, number)?;
    let (name, bytes) = file.ok_or(Noun::TeamFile)?;
    Ok(File { name, bytes })
}

/// A file without what it holds.
#[derive(sqlx::FromRow)]
pub(super) struct FileRow {
    id: i64,
    name: String,
    size: i64,
    created_at: i64,
    #[sqlx(flatten)]
    person: Person,
}

const FILES: &str = "
    SELECT f.id, f.name, f.size, f.created_at, m.display_name, m.handle, m.kind
    FROM team_files f
    JOIN members m ON m.id = f.member_id
    WHERE f.team_id = $1
    ORDER BY f.id";

pub(super) async fn of(tx: &mut Tx<'_>, team: i64) -> Result<Vec<FileRow>, Fault> {
    Ok(all!(tx tx, FileRow, FILES, team)?)
}

impl FileRow {
    pub(super) fn view(&self, may_remove: bool) -> Result<FileView, Fault> {
        Ok(FileView {
            id: self.id,
            name: self.name.clone(),
            size: self.size,
            person: self.person.named()?,
            at: Timestamp(self.created_at),
            may_remove,
        })
    }
}
