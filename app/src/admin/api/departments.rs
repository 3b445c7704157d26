//! Changing departments.

use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::guard;

/// Where each of these leads.
#[cfg(feature = "ssr")]
const PAGE: &str = "/admin/departments?saved=1";

/// Adds a department.
#[server(endpoint = "departments/add")]
pub async fn add(#[server(default)] name: String) -> Result<(), Refused> {
    let (services, actor) = guard::admin()?;
    let name = domain::admin::department_name(&name).map_err(guard::fail)?;
    let added = services.admin.departments.add(&actor, name).await;
    added.map_err(guard::fail)?;
    guard::go(PAGE);
    Ok(())
}

/// Gives a department another name.
#[server(endpoint = "departments/rename")]
pub async fn rename(
    #[server(default)] department: String,
    #[server(default)] name: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::admin()?;
    let name = domain::admin::department_name(&name).map_err(guard::fail)?;
    let renamed = services.admin.departments.rename(&actor, &department, name);
    renamed.await.map_err(guard::fail)?;
    guard::go(PAGE);
    Ok(())
}

/// Moves a department in the list.
#[server(endpoint = "departments/step")]
pub async fn step(
    #[server(default)] department: String,
    #[server(default)] way: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::admin()?;
    let way = guard::parsed("way", domain::admin::Way::parse(&way))?;
    let moved = services.admin.departments.step(&actor, &department, way);
    moved.await.map_err(guard::fail)?;
    guard::go(PAGE);
    Ok(())
}

/// Stops offering a department, or offers it again.
#[server(endpoint = "departments/retire")]
pub async fn retire(
    #[server(default)] department: String,
    #[server(default)] retired: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::admin()?;
    let retired = guard::parsed("retired", domain::plain::yes(&retired))?;
    let changed = services
        .admin
        .departments
        .retire(&actor, &department, retired);
    changed.await.map_err(guard::fail)?;
    guard::go(PAGE);
    Ok(())
}
