//! Departments: added, renamed, put in order, retired.

use async_trait::async_trait;
use domain::accounts::{Actor, PersonRef};
use domain::admin::{DepartmentAdmin, DepartmentKept, Way};
use domain::boards::Department;
use domain::{FieldError, FieldErrors, Noun, Outcome, policy};

use super::{AdminService, Deed, alike, stepped};
use crate::accounts::sql::person;
use crate::boards::sql::departments;
use crate::db::{Db, Fault, Lock, Tx, all, run};
use crate::slug;

const PEOPLE: &str = "
    SELECT department_id, COUNT(*)
    FROM members
    WHERE department_id IS NOT NULL
    GROUP BY department_id";
const IDEAS: &str = "
    SELECT department_id, COUNT(*)
    FROM ideas
    WHERE department_id IS NOT NULL
    GROUP BY department_id";
const STEWARDS: &str = "
    SELECT department_id, display_name, handle, kind
    FROM members
    WHERE role = 'steward' AND department_id IS NOT NULL AND suspended_at IS NULL
    ORDER BY display_name, id";

async fn kept(db: &Db) -> Result<Vec<DepartmentKept>, Fault> {
    let people = all!(db db, (i64, i64), PEOPLE)?;
    let ideas = all!(db db, (i64, i64), IDEAS)?;
    let mut stewards: Vec<(i64, PersonRef)> = Vec::new();
    for (department, name, handle, kind) in all!(db db, (i64, String, String, String), STEWARDS)? {
        stewards.push((department, person(name, handle, &kind)?));
    }
    let of = |counts: &[(i64, i64)], id| {
        let found = counts.iter().find(|(department, _)| *department == id);
        found.map_or(0, |(_, count)| *count)
    };
    let kept = |department: Department| DepartmentKept {
        people: of(&people, department.id),
        ideas: of(&ideas, department.id),
        stewards: stewards
            .iter()
            .filter(|(id, _)| *id == department.id)
            .map(|(_, steward)| steward.clone())
            .collect(),
        department,
    };
    Ok(departments(db).await?.into_iter().map(kept).collect())
}

const ROWS: &str = "
    SELECT id, slug, name
    FROM departments
    ORDER BY position, id";

/// Number, slug and name of every department, in order.
async fn rows(tx: &mut Tx<'_>) -> Result<Vec<(i64, String, String)>, Fault> {
    Ok(all!(tx tx, (i64, String, String), ROWS)?)
}

/// The department with this slug; fails with not found.
async fn known(tx: &mut Tx<'_>, slug: &str) -> Result<(i64, String), Fault> {
    let found = rows(tx)
        .await?
        .into_iter()
        .find(|(_, known, _)| known == slug);
    let (id, _, name) = found.ok_or(Noun::Department)?;
    Ok((id, name))
}

/// Fails at the field when another department has this name.
fn free(rows: &[(i64, String, String)], name: &str, but: Option<&str>) -> Result<(), FieldErrors> {
    let taken = rows
        .iter()
        .any(|(_, slug, known)| Some(slug.as_str()) != but && alike(known, name));
    if taken {
        Err(FieldErrors::one("name", FieldError::Taken))
    } else {
        Ok(())
    }
}

const ADD: &str = "
    INSERT INTO departments (slug, name, position)
    VALUES ($1, $2, $3)";

async fn add(tx: &mut Tx<'_>, deed: Deed, name: &str) -> Result<(), Fault> {
    let rows = rows(tx).await?;
    free(&rows, name, None)?;
    let slugs: Vec<String> = rows.into_iter().map(|(_, slug, _)| slug).collect();
    let slug = slug::of_name(name, "department", &slugs);
    let position = i64::try_from(slugs.len()).unwrap_or(i64::MAX);
    run!(tx, ADD, slug, name, position)?;
    deed.record(tx, "department.added", None, name).await
}

const RENAME: &str = "
    UPDATE departments
    SET name = $2
    WHERE id = $1";

async fn rename(tx: &mut Tx<'_>, deed: Deed, slug: &str, name: &str) -> Result<(), Fault> {
    let (id, was) = known(tx, slug).await?;
    free(&rows(tx).await?, name, Some(slug))?;
    run!(tx, RENAME, id, name)?;
    let words = format!("{was} → {name}");
    deed.record(tx, "department.renamed", Some(id), &words)
        .await
}

const PLACE: &str = "
    UPDATE departments
    SET position = $2
    WHERE id = $1";

async fn step(tx: &mut Tx<'_>, deed: Deed, slug: &str, way: Way) -> Result<(), Fault> {
    let (id, name) = known(tx, slug).await?;
    let list: Vec<i64> = rows(tx).await?.into_iter().map(|(id, ..)| id).collect();
    let Some(list) = stepped(&list, id, way) else {
        return Ok(());
    };
    for (id, position) in list.into_iter().zip(0_i64..) {
        run!(tx, PLACE, id, position)?;
    }
    deed.record(tx, "department.moved", Some(id), &name).await
}

const RETIRE: &str = "
    UPDATE departments
    SET retired_at = $2
    WHERE id = $1
    AND (retired_at IS NULL) = $3";

async fn retire(tx: &mut Tx<'_>, deed: Deed, slug: &str, retired: bool) -> Result<(), Fault> {
    let (id, name) = known(tx, slug).await?;
    if run!(tx, RETIRE, id, retired.then_some(deed.at.0), retired)? == 0 {
        // It is so already: nothing was done, and nothing is written down.
        return Ok(());
    }
    let kind = if retired {
        "department.retired"
    } else {
        "department.offered"
    };
    deed.record(tx, kind, Some(id), &name).await
}

#[async_trait]
impl DepartmentAdmin for AdminService {
    async fn list(&self, actor: &Actor) -> Outcome<Vec<DepartmentKept>> {
        policy::administer(actor)?;
        Ok(kept(&self.ctx.db).await?)
    }

    async fn add(&self, actor: &Actor, name: String) -> Outcome<()> {
        self.deed(actor, Lock::Nothing, name, |tx, deed, name| {
            Box::pin(add(tx, deed, name))
        })
        .await
    }

    async fn rename(&self, actor: &Actor, slug: &str, name: String) -> Outcome<()> {
        let with = (slug.to_owned(), name);
        self.deed(actor, Lock::Nothing, with, |tx, deed, (slug, name)| {
            Box::pin(rename(tx, deed, slug, name))
        })
        .await
    }

    async fn step(&self, actor: &Actor, slug: &str, way: Way) -> Outcome<()> {
        let with = (slug.to_owned(), way);
        self.deed(actor, Lock::Nothing, with, |tx, deed, (slug, way)| {
            Box::pin(step(tx, deed, slug, *way))
        })
        .await
    }

    async fn retire(&self, actor: &Actor, slug: &str, retired: bool) -> Outcome<()> {
        let with = (slug.to_owned(), retired);
        self.deed(actor, Lock::Nothing, with, |tx, deed, (slug, retired)| {
            Box::pin(retire(tx, deed, slug, *retired))
        })
        .await
    }
}
