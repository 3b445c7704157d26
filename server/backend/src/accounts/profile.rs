//! What members say about themselves, and the page where others read it.

use domain::accounts::{Actor, Kind, MemberId, PersonView, Profile, Role, Skill, Viewer};
use domain::boards::Department;
use domain::ideas::{IdeaQuery, Sort};
use domain::limits::Act;
use domain::{FieldError, FieldErrors, Noun, Outcome, Timestamp, policy};

use super::{AccountsService, endorsements, sql};
use crate::boards::sql::{department, departments};
use crate::db::{Db, Fault, Lock, Tx, all, first, run};
use crate::events::{self, Event};
use crate::ideas::word;
use crate::skills::note;
use crate::{Context, actors, limits, matching, moderation, teams};

/// Ideas and teams listed on a person's page, at most.
const LISTED: usize = 10;

/// A profile as the database gives it.
#[derive(sqlx::FromRow)]
struct ProfileRow {
    display_name: String,
    handle: String,
    department: Option<String>,
    about: String,
}

const PROFILE: &str = "
    SELECT m.display_name, m.handle, d.slug AS department, m.about
    FROM members m
    LEFT JOIN departments d ON d.id = m.department_id
    WHERE m.id = $1";

/// One's own profile, and the departments to choose from.
pub(super) async fn own(db: &Db, actor: &Actor) -> Outcome<(Profile, Vec<Department>)> {
    let row = first!(db db, ProfileRow, PROFILE, actor.id).map_err(Fault::from)?;
    let row = row.ok_or(Noun::Person)?;
    let profile = Profile {
        display_name: row.display_name,
        handle: row.handle,
        department: row.department,
        about: row.about,
        skills: skills(db, actor.id).await?,
    };
    let mut offered = departments(db).await?;
    offered.retain(|one| !one.retired || Some(&one.slug) == profile.department.as_ref());
    Ok((profile, offered))
}

const SKILLS: &str = "
    SELECT name, level
    FROM member_skills
    WHERE member_id = $1
    ORDER BY position";

async fn skills(db: &Db, member: MemberId) -> Result<Vec<Skill>, Fault> {
    let rows: Vec<(String, i64)> = all!(db db, (String, i64), SKILLS, member)?;
    let skill = |(name, level)| Skill {
        name,
        level: u32::try_from(level).unwrap_or(1),
    };
    Ok(rows.into_iter().map(skill).collect())
}

/// A profile to write.
struct Saved {
    member: MemberId,
    profile: Profile,
    at: Timestamp,
}

/// Saves a profile. A changed department is an input of the launch rule.
pub(super) async fn save(ctx: &Context, actor: &Actor, profile: Profile) -> Outcome<()> {
    let saved = Saved {
        member: actor.id,
        profile,
        at: ctx.now(),
    };
    let lock = Lock::IdeasOfMember(actor.id);
    let counted = (Act::Profile, actor);
    limits::write(ctx, counted, lock, saved, |tx, saved| {
        Box::pin(write(tx, saved))
    })
    .await
}

// Names the department as it was: it is changed by a statement of its own.
const SAVE: &str = "
    UPDATE members
    SET display_name = $2,
        handle = $3,
        about = $4
    WHERE id = $1
    RETURNING kind, role, department_id";
const MOVE: &str = "
    UPDATE members
    SET department_id = $2
    WHERE id = $1";

async fn write(tx: &mut Tx<'_>, saved: &Saved) -> Result<(), Fault> {
    // The department is one of the things they are let in by.
    actors::alone(tx, saved.member).await?;
    let (member, profile) = (saved.member, &saved.profile);
    let was = first!(
        tx tx,
        (String, String, Option<i64>),
        SAVE,
        member,
        profile.display_name.as_str(),
        profile.handle.as_str(),
        profile.about.as_str()
    );
    let was = was.map_err(|error| handle_taken(error.into()))?;
    let (kind, role, before) = was.ok_or(Noun::Person)?;
    save_skills(tx, member, &profile.skills, saved.at).await?;
    let event = Event {
        kind: "profile.saved",
        actor: Some(member),
        subject: Some(member),
        ..Event::default()
    };
    events::record(tx, saved.at, event).await?;
    let after = match (word(Kind::parse(&kind))?, word(Role::parse(&role))?) {
        // Which department they answer for is an admin's to say.
        (Kind::Employee, Role::Steward) => before,
        (Kind::Employee, _) => department(tx, profile.department.as_deref(), before).await?,
        (Kind::Customer, _) => None,
    };
    if before != after {
        run!(tx, MOVE, member, after)?;
        teams::reconsider_member(tx, member, saved.at).await?;
    }
    Ok(())
}

/// The handle is the only word of a profile that must be unique.
fn handle_taken(fault: Fault) -> Fault {
    if fault.is_taken() {
        FieldErrors::one("handle", FieldError::Taken).into()
    } else {
        fault
    }
}

const FORGET_SKILLS: &str = "
    DELETE FROM member_skills
    WHERE member_id = $1";
const ADD_SKILL: &str = "
    INSERT INTO member_skills (member_id, position, name, level, folded)
    VALUES ($1, $2, $3, $4, $5)";

async fn save_skills(
    tx: &mut Tx<'_>,
    member: MemberId,
    skills: &[Skill],
    now: Timestamp,
) -> Result<(), Fault> {
    run!(tx, FORGET_SKILLS, member)?;
    for (position, skill) in (0_i64..).zip(skills) {
        let (name, level) = (skill.name.as_str(), i64::from(skill.level));
        let folded = note(tx, name, now).await?;
        run!(tx, ADD_SKILL, member, position, name, level, folded)?;
    }
    Ok(())
}

/// A person as the database gives them.
#[derive(sqlx::FromRow)]
struct PersonRow {
    id: MemberId,
    display_name: String,
    handle: String,
    kind: String,
    role: String,
    about: String,
    created_at: i64,
    kept: f64,
    broken: f64,
    department: Option<String>,
}

const PERSON: &str = "
    SELECT m.id, m.display_name, m.handle, m.kind, m.role, m.about,
        m.created_at, m.kept, m.broken, d.name AS department
    FROM members m
    LEFT JOIN departments d ON d.id = m.department_id
    WHERE m.handle = $1";

/// A person's page, with the ideas and teams that this viewer may see.
pub(super) async fn person(
    accounts: &AccountsService,
    viewer: &Viewer,
    handle: &str,
) -> Outcome<PersonView> {
    let db = &accounts.ctx.db;
    let row = first!(db db, PersonRow, PERSON, handle.to_lowercase()).map_err(Fault::from)?;
    let row = row.ok_or(Noun::Person)?;
    let by_them = IdeaQuery {
        author: Some(row.handle.clone()),
        sort: Some(Sort::New),
        ..IdeaQuery::default()
    };
    let mut ideas = accounts.ideas.list(viewer, &by_them).await?.items;
    ideas.truncate(LISTED);
    let mut teams = accounts.teams.of_person(viewer, &row.handle).await?;
    teams.truncate(LISTED);
    let role = word(Role::parse(&row.role))?;
    let suspended = if policy::sees_suspensions(viewer) {
        moderation::suspension(db, row.id).await?
    } else {
        None
    };
    let may_suspend = |actor| policy::suspend(actor, row.id, role).is_ok();
    let told = matching::preferences(db, row.id).await?;
    let (skills, may_endorse) = endorsements::shown(db, viewer, row.id).await?;
    Ok(PersonView {
        id: row.id,
        skills,
        may_endorse,
        wants: told.wants,
        topics: told.topics,
        own: viewer.id() == row.id,
        department: row.department,
        role,
        about: row.about,
        joined: Timestamp(row.created_at),
        ideas,
        teams,
        thanks: accounts.teams.thanks(viewer, &row.handle).await?,
        kept: row.kept,
        broken: row.broken,
        load: if viewer.id() == row.id {
            Some(teams::load(db, row.id).await?)
        } else {
            None
        },
        person: sql::person(row.display_name, row.handle, &row.kind)?,
        suspended,
        may_suspend: viewer.actor().is_some_and(may_suspend),
    })
}
