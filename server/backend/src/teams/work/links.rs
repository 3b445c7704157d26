//! Links beside a team's work.

use domain::accounts::MemberId;
use domain::work::{MAX_LINKS, NewLink};
use domain::{FieldError, FieldErrors, Noun};

use super::tidy::{Gone, Tidier};
use super::workshop;
use crate::db::{Fault, Tx, all, first, one, run};
use crate::teams::act::Act;
use crate::teams::sql::Person;

const COUNT: &str = "SELECT COUNT(*) FROM team_links WHERE team_id = $1";
const ADD: &str = "
    INSERT INTO team_links (team_id, member_id, label, address, created_at)
    VALUES ($1, $2, $3, $4, $5)
    RETURNING id";

pub(super) async fn add(tx: &mut Tx<'_>, act: &Act, link: &NewLink) -> Result<(), Fault> {
    let team = workshop(tx, act).await?;
    let there = one!(tx tx, i64, COUNT, team.id)?;
    if usize::try_from(there).unwrap_or(usize::MAX) >= MAX_LINKS {
        return Err(FieldErrors::one("label", FieldError::TooMany(MAX_LINKS)).into());
    }
    let (label, address) = (&link.label, &link.address);
    let number = one!(tx tx, i64, ADD, team.id, act.actor.id, label, address, act.now.0)?;
    act.record(tx, &team, "link.added", number, address).await
}

const ADDRESS: &str = "SELECT address, member_id FROM team_links WHERE team_id = $1 AND id = $2";
const REMOVE: &str = "DELETE FROM team_links WHERE id = $1";

pub(super) async fn remove(tx: &mut Tx<'_>, act: &Act, number: i64) -> Result<(), Fault> {
    let tidier = Tidier::of(tx, act).await?;
    let link = first!(tx tx, (String, MemberId), ADDRESS, tidier.team().id, number)?;
    let (what, by) = link.ok_or(Noun::TeamLink)?;
    run!(tx, REMOVE, number)?;
    let gone = Gone {
        kind: "link.removed",
        number,
        what,
        by,
    };
    tidier.record(tx, act, gone).await
}

/// A link.
#[derive(sqlx::FromRow)]
pub(super) struct Link {
    pub(super) id: i64,
    pub(super) label: String,
    pub(super) address: String,
    pub(super) created_at: i64,
    #[sqlx(flatten)]
    pub(super) person: Person,
}

const LINKS: &str = "
    SELECT l.id, l.label, l.address, l.created_at, m.display_name, m.handle, m.kind
    FROM team_links l
    JOIN members m ON m.id = l.member_id
    WHERE l.team_id = $1
    ORDER BY l.id";

pub(super) async fn of(tx: &mut Tx<'_>, team: i64) -> Result<Vec<Link>, Fault> {
    Ok(all!(tx tx, Link, LINKS, team)?)
}
