//! People and places for stories: rows written straight into the tables,
//! without the cost of real passwords.

use domain::Timestamp;
use domain::accounts::{Actor, Device, Kind, Role};
use domain::limits::ClientAddress;

use super::House;
use crate::db::{Fault, Lock, Tx, first, one, run};

/// Slug and name of the departments of every story.
const DEPARTMENTS: [(&str, &str); 3] = [
    ("service", "Service"),
    ("product", "Product"),
    ("sales", "Sales"),
];
/// Slug, name and visibility of the boards of every story.
const BOARDS: [(&str, &str, &str); 2] = [
    ("ideas", "Ideas", "public"),
    ("workshop-floor", "Workshop floor", "employees"),
];

const ADD_ORGANISATION: &str = "
    INSERT INTO organisation (id, name, time_zone, created_at)
    VALUES (1, 'Harrow & Pine', 'Europe/Lisbon', $1)";
const ADD_DEPARTMENT: &str = "
    INSERT INTO departments (slug, name, position)
    VALUES ($1, $2, $3)";
const ADD_BOARD: &str = "
    INSERT INTO boards (slug, name, purpose, visibility, position)
    VALUES ($1, $2, 'What should we build next, and why?', $3, $4)";
const DEPARTMENT: &str = "
    SELECT id
    FROM departments
    WHERE slug = $1";
const ADD_MEMBER: &str = "
    INSERT INTO members
        (email, password_hash, display_name, handle, kind, role, department_id, created_at)
    VALUES ($1, 'no password', $2, $3, $4, $5, $6, $7)
    RETURNING id";
const SUSPEND: &str = "
    UPDATE members
    SET suspended_at = $2
    WHERE id = $1";
const SUSPENSION: &str = "
    INSERT INTO measures (kind, member_id, grounds, reason, by_id, created_at)
    VALUES ('suspended', $1, 'spam', 'The same advert five times.', $1, $2)";

/// The browser of everybody in a story.
pub(crate) fn device() -> Device {
    Device {
        agent: "Firefox on a workbench".into(),
        address: ClientAddress::LOCAL,
    }
}

impl House {
    /// The organisation with departments `service`, `product` and `sales`, the
    /// public board `ideas` and the employees' board `workshop-floor`.
    pub(crate) async fn organisation(&self) {
        self.write(self.ctx.now(), |tx, now| {
            Box::pin(async move {
                run!(tx, ADD_ORGANISATION, now.0)?;
                for ((slug, name), position) in DEPARTMENTS.into_iter().zip(0_i64..) {
                    run!(tx, ADD_DEPARTMENT, slug, name, position)?;
                }
                for ((slug, name, visibility), position) in BOARDS.into_iter().zip(0_i64..) {
                    run!(tx, ADD_BOARD, slug, name, visibility, position)?;
                }
                Ok(())
            })
        })
        .await;
    }

    /// A customer. Names are unique in a story; the handle is the name in
    /// small letters, the address `handle@example.com`.
    pub(crate) async fn customer(&self, name: &str) -> Actor {
        self.member(name, Kind::Customer, Role::Member, None).await
    }

    /// An employee of the department with this slug.
    pub(crate) async fn employee(&self, name: &str, department: &str) -> Actor {
        let member = self.member(name, Kind::Employee, Role::Member, Some(department));
        member.await
    }

    /// An employee without department who runs the installation.
    pub(crate) async fn admin(&self, name: &str) -> Actor {
        self.member(name, Kind::Employee, Role::Admin, None).await
    }

    /// A member of any kind and role, in the department with this slug.
    pub(crate) async fn member(
        &self,
        name: &str,
        kind: Kind,
        role: Role,
        department: Option<&str>,
    ) -> Actor {
        let actor = Actor {
            id: 0,
            display_name: name.to_owned(),
            handle: name.to_lowercase().replace(' ', "-"),
            kind,
            department: None,
            role,
            unread: 0,
        };
        let command = (actor, department.map(str::to_owned), self.ctx.now());
        self.write(command, |tx, (actor, department, now)| {
            Box::pin(add_member(tx, actor, department.as_deref(), *now))
        })
        .await
    }

    /// Suspends a member from now on, without what follows from it.
    pub(crate) async fn suspend(&self, actor: &Actor) {
        self.write((actor.id, self.ctx.now()), |tx, (member, now)| {
            Box::pin(async move {
                run!(tx, SUSPEND, *member, now.0)?;
                run!(tx, SUSPENSION, *member, now.0)?;
                Ok(())
            })
        })
        .await;
    }

    /// Runs set-up SQL that must not fail.
    pub(crate) async fn write<C, T, F>(&self, command: C, body: F) -> T
    where
        C: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'t> Fn(&'t mut Tx<'_>, &'t C) -> crate::db::Done<'t, T> + Send + Sync + 'static,
    {
        let written = self.ctx.db.write(Lock::Nothing, command, body).await;
        written.expect("the story's beginning is written")
    }
}

async fn add_member(
    tx: &mut Tx<'_>,
    actor: &Actor,
    department: Option<&str>,
    now: Timestamp,
) -> Result<Actor, Fault> {
    let mut actor = actor.clone();
    if let Some(slug) = department {
        let found: Option<(i64,)> = first!(tx tx, (i64,), DEPARTMENT, slug)?;
        actor.department = Some(found.expect("a department of the story").0);
    }
    actor.id = one!(
        tx tx,
        i64,
        ADD_MEMBER,
        format!("{}@example.com", actor.handle),
        actor.display_name.as_str(),
        actor.handle.as_str(),
        actor.kind.as_str(),
        actor.role.as_str(),
        actor.department,
        now.0
    )?;
    Ok(actor)
}
