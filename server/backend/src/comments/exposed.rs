//! Who may know of a comment: whoever may know of its idea, and of it.

use domain::Noun;
use domain::accounts::{Actor, Viewer};
use domain::boards::Visibility;
use domain::policy::{self, Exposure};

use crate::db::Fault;
use crate::ideas::word;

/// What decides it, as columns beside others: of an idea, and of the comment on
/// it that a row is about, or of the idea once more.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct Exposed {
    visibility: String,
    department_id: Option<i64>,
    idea_author: i64,
    idea_hidden_at: Option<i64>,
    author_id: i64,
    hidden_at: Option<i64>,
}

impl Exposed {
    /// What decides who may know of the thing itself; fails with not found where
    /// this member may not.
    pub(crate) fn seen_by(&self, actor: &Actor, noun: Noun) -> Result<Exposure, Fault> {
        let viewer = Viewer::Member(actor.clone());
        let idea = Exposure {
            visibility: word(Visibility::parse(&self.visibility))?,
            author: self.idea_author,
            department: self.department_id,
            hidden: self.idea_hidden_at.is_some(),
        };
        let thing = Exposure {
            author: self.author_id,
            hidden: self.hidden_at.is_some(),
            ..idea
        };
        policy::see_exposed(&viewer, &idea, noun)?;
        policy::see_exposed(&viewer, &thing, noun)?;
        Ok(thing)
    }
}
