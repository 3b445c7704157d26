//! The demo's people and places.

use std::collections::HashMap;

use domain::accounts::{Actor, Role};
use domain::{Outcome, Timestamp};

use super::content::{Content, Person};
use super::{ORGANISATION, sql};
use crate::context::Context;
use crate::db::{Fault, Lock, Tx, one, run};
use crate::skills::note;

/// Slug and name of each department.
const DEPARTMENTS: [(&str, &str); 7] = [
    ("service", "Service"),
    ("marketing", "Marketing"),
    ("pr", "PR"),
    ("hr", "HR"),
    ("sales", "Sales"),
    ("finance", "Finance"),
    ("product", "Product"),
];

/// Slug, name, purpose and visibility of each board.
const BOARDS: [(&str, &str, &str, &str); 2] = [
    (
        "ideas",
        "Ideas",
        "Anyone here may post. When enough people want it and enough hands are promised, a team launches by itself.",
        "public",
    ),
    (
        "workshop-floor",
        "Workshop floor",
        "For those who work here: what gets in the way of good work, and what would help.",
        "employees",
    ),
];

/// Actors by handle.
pub(super) type Actors = HashMap<String, Actor>;

/// What a share means with them.
const SHARES_MEAN: &str = "One twentieth of what an idea saves or earns in its first year goes to those who built it, by these shares. It is paid in January, in money or in furniture, as you like.";

/// Writes the organisation and everybody in it.
pub(super) async fn move_in(
    ctx: &Context,
    content: &Content,
    hash: &str,
    now: Timestamp,
) -> Outcome<Actors> {
    let mut people: Vec<(Row, String)> = content
        .people
        .iter()
        .map(|p| (row(p, now), hash.to_owned()))
        .collect();
    // Accounts are numbered as people came.
    people.sort_by_key(|((.., joined), _)| *joined);
    ctx.db
        .write(Lock::Nothing, (people, now), |tx, (people, now)| {
            Box::pin(async move {
                run!(
                    tx,
                    sql::ADD_ORGANISATION,
                    ORGANISATION,
                    now.plus_days(-400).0,
                    SHARES_MEAN
                )?;
                let mut departments = HashMap::new();
                for ((slug, name), position) in DEPARTMENTS.into_iter().zip(0_i64..) {
                    let id: i64 = one!(tx tx, i64, sql::ADD_DEPARTMENT, slug, name, position)?;
                    departments.insert(slug.to_owned(), id);
                }
                for ((slug, name, purpose, visibility), position) in BOARDS.into_iter().zip(0_i64..)
                {
                    run!(
                        tx,
                        sql::ADD_BOARD,
                        slug,
                        name,
                        purpose,
                        visibility,
                        position
                    )?;
                }
                let mut actors = Actors::new();
                for (row, hash) in people {
                    let actor = add(tx, row, hash, &departments).await?;
                    actors.insert(actor.handle.clone(), actor);
                }
                Ok(actors)
            })
        })
        .await
}

/// A person as a row: the actor to be, address, about, skills, when joined.
type Row = (
    Actor,
    Option<String>,
    String,
    String,
    Vec<(String, i64)>,
    Timestamp,
);

fn row(person: &Person, now: Timestamp) -> Row {
    let actor = Actor {
        id: 0,
        display_name: person.name.clone(),
        handle: person.handle.clone(),
        kind: person.kind,
        department: None,
        role: person.role,
        unread: 0,
    };
    #[expect(clippy::cast_possible_truncation, reason = "days of a demo")]
    let joined = now.plus_days(-(person.joined_days_ago as i64));
    (
        actor,
        person.department.clone(),
        person.email.clone(),
        person.about.clone(),
        person.skills.clone(),
        joined,
    )
}

async fn add(
    tx: &mut Tx<'_>,
    row: &Row,
    hash: &str,
    departments: &HashMap<String, i64>,
) -> Result<Actor, Fault> {
    let (actor, department, email, about, skills, joined) = row;
    let department = department
        .as_ref()
        .and_then(|slug| departments.get(slug))
        .copied();
    let id: i64 = one!(
        tx tx, i64, sql::ADD_MEMBER,
        email.as_str(), hash, actor.display_name.as_str(), actor.handle.as_str(),
        actor.kind.as_str(), actor.role.as_str(), department, about.as_str(), joined.0,
    )?;
    for ((name, level), position) in skills.iter().zip(0_i64..) {
        let folded = note(tx, name, *joined).await?;
        run!(
            tx,
            sql::ADD_SKILL,
            id,
            position,
            name.as_str(),
            *level,
            folded
        )?;
    }
    debug_assert!(actor.role != Role::Steward || department.is_some());
    Ok(Actor {
        id,
        department,
        ..actor.clone()
    })
}

/// What is older than two days has been read.
pub(super) async fn settle(ctx: &Context, now: Timestamp) -> Outcome<()> {
    ctx.db
        .write(Lock::Nothing, now.plus_days(-2), |tx, before| {
            Box::pin(async move {
                run!(tx, sql::READ_OLD_NOTICES, before.0)?;
                run!(tx, sql::COUNT_UNREAD)?;
                Ok(())
            })
        })
        .await
}
