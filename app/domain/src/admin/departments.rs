//! Departments, as admins keep them.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::Way;
use crate::accounts::{Actor, PersonRef};
use crate::boards::Department;
use crate::{FieldErrors, Outcome, plain};

/// A department with what depends on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartmentKept {
    /// The department.
    pub department: Department,
    /// Employees who work there.
    pub people: i64,
    /// Ideas addressed to it.
    pub ideas: i64,
    /// Who answers for it.
    pub stewards: Vec<PersonRef>,
}

/// A department's name: one line of 2–40 characters.
pub fn department_name(text: &str) -> Result<String, FieldErrors> {
    plain::name_of(text, 2, 40).map_err(|error| FieldErrors::one("name", error))
}

/// Keeping the list of departments.
#[async_trait]
pub trait DepartmentAdmin: Send + Sync {
    /// Every department in its order, retired ones included.
    async fn list(&self, actor: &Actor) -> Outcome<Vec<DepartmentKept>>;
    /// Adds one at the end of the list.
    async fn add(&self, actor: &Actor, name: String) -> Outcome<()>;
    /// Gives one another name; its address stays.
    async fn rename(&self, actor: &Actor, slug: &str, name: String) -> Outcome<()>;
    /// Moves one in the list; at its end it stays where it is.
    async fn step(&self, actor: &Actor, slug: &str, way: Way) -> Outcome<()>;
    /// Stops offering one, or offers it again; ideas and people keep it.
    async fn retire(&self, actor: &Actor, slug: &str, retired: bool) -> Outcome<()>;
}
