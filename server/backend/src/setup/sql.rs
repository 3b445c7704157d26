//! The first rows of an installation.

use domain::launch::LaunchRule;
use domain::setup::Setup;
use domain::{Conflict, Noun, Timestamp};

use crate::accounts::members::{self, NewMember};
use crate::accounts::sessions::{self, NewSession};
use crate::db::{Db, Fault, Tx, one, run};
use crate::events::{self, Event};
use crate::slug;

const ORGANISATIONS: &str = "
    SELECT COUNT(*)
    FROM organisation";

/// Whether nobody has set up this installation yet.
pub(super) async fn needed(db: &Db) -> Result<bool, Fault> {
    let organisations: i64 = one!(db db, i64, ORGANISATIONS)?;
    Ok(organisations == 0)
}

const FORGET_LINKS: &str = "
    DELETE FROM links
    WHERE purpose = 'setup'";
const ADD_LINK: &str = "
    INSERT INTO links (token_hash, purpose, created_at, expires_at)
    VALUES ($1, 'setup', $2, $3)";

pub(super) async fn replace_link(
    tx: &mut Tx<'_>,
    token_hash: &[u8],
    now: Timestamp,
    ends: Timestamp,
) -> Result<(), Fault> {
    run!(tx, FORGET_LINKS)?;
    run!(tx, ADD_LINK, token_hash, now.0, ends.0)?;
    Ok(())
}

const OPEN_LINKS: &str = "
    SELECT COUNT(*)
    FROM links
    WHERE token_hash = $1
    AND purpose = 'setup'
    AND expires_at > $2";

pub(super) async fn is_open(db: &Db, token_hash: &[u8], now: Timestamp) -> Result<bool, Fault> {
    let open: i64 = one!(db db, i64, OPEN_LINKS, token_hash, now.0)?;
    Ok(open == 1)
}

/// Everything an installation begins with.
pub(super) struct Beginning {
    pub(super) link: Vec<u8>,
    pub(super) time_zone: String,
    pub(super) setup: Setup,
    pub(super) admin: NewMember,
    pub(super) session: NewSession,
}

const ADD_ORGANISATION: &str = "
    INSERT INTO organisation (id, name, time_zone, created_at)
    VALUES (1, $1, $2, $3)
    ON CONFLICT DO NOTHING";
const USE_LINK: &str = "
    DELETE FROM links
    WHERE token_hash = $1
    AND purpose = 'setup'
    AND expires_at > $2";

/// Writes the beginning, once: whoever comes second finds the installation set
/// up already.
pub(super) async fn begin(tx: &mut Tx<'_>, beginning: &Beginning) -> Result<(), Fault> {
    let Beginning {
        setup,
        session,
        admin,
        ..
    } = beginning;
    let now = session.at;
    let (name, zone) = (setup.organisation.as_str(), beginning.time_zone.as_str());
    if run!(tx, ADD_ORGANISATION, name, zone, now.0)? == 0 {
        return Err(Conflict::AlreadySetUp.into());
    }
    if run!(tx, USE_LINK, beginning.link.as_slice(), now.0)? == 0 {
        return Err(Noun::Link.into());
    }
    run!(tx, FORGET_LINKS)?;
    add_departments(tx, &setup.departments).await?;
    add_board(tx, setup).await?;
    let member = members::add(tx, admin, now).await?;
    let set_up = Event {
        kind: "organisation.set_up",
        actor: Some(member),
        audit: true,
        ..Event::default()
    };
    events::record(tx, now, set_up).await?;
    sessions::open(tx, session, member, &admin.password_hash).await?;
    Ok(())
}

const ADD_DEPARTMENT: &str = "
    INSERT INTO departments (slug, name, position)
    VALUES ($1, $2, $3)";

async fn add_departments(tx: &mut Tx<'_>, names: &[String]) -> Result<(), Fault> {
    let mut slugs: Vec<String> = Vec::new();
    for (position, name) in (0_i64..).zip(names) {
        let slug = slug::of_name(name, "department", &slugs);
        run!(tx, ADD_DEPARTMENT, slug.as_str(), name.as_str(), position)?;
        slugs.push(slug);
    }
    Ok(())
}

const ADD_BOARD: &str = "
    INSERT INTO boards
        (slug, name, purpose, visibility, position,
         launch_supporters, launch_hours_share, launch_departments)
    VALUES ($1, $2, $3, $4, 0, $5, $6, $7)";

async fn add_board(tx: &mut Tx<'_>, setup: &Setup) -> Result<(), Fault> {
    let rule = LaunchRule::default();
    run!(
        tx,
        ADD_BOARD,
        slug::of_name(&setup.board, "board", &[]),
        setup.board.as_str(),
        setup.purpose.as_str(),
        setup.visibility.as_str(),
        rule.supporters,
        rule.hours_share,
        rule.departments
    )?;
    Ok(())
}
