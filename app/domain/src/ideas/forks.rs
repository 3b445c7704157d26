//! Ideas that grew from others: what is shown of it, and what a new one begins
//! with.

use serde::{Deserialize, Serialize};

use super::{IdeaForm, IdeaRef};
use crate::accounts::PersonRef;
use crate::boards::Visibility;
use crate::{FieldError, FieldErrors, policy};

/// How many of the ideas that grew from one its page names.
pub const FORKS_SHOWN: i64 = 10;

/// An idea, and who posted it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdeaBy {
    /// Number, slug, title.
    pub idea: IdeaRef,
    /// Who posted it.
    pub author: PersonRef,
}

/// The idea that one grew from, and those that grew from it, as far as the
/// viewer may know of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kin {
    /// What it grew from.
    pub from: Option<IdeaBy>,
    /// The newest that grew from it, [`FORKS_SHOWN`] at most.
    pub forks: Vec<IdeaBy>,
    /// How many those are in all.
    pub count: i64,
}

/// An idea that a new one is to grow from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// The idea, and who posted it.
    pub by: IdeaBy,
    /// Who may see it.
    pub visibility: Visibility,
    /// Its words, as the new one's form begins.
    pub form: IdeaForm,
}

/// Fails at the fields that do not fit what an idea is to grow from: a board
/// that others see than the `original`'s, and words that are the `same`.
pub fn fork_fits(original: Visibility, board: Visibility, same: bool) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    if !policy::may_hold_fork(original, board) {
        errors.0.insert("board".into(), FieldError::WiderBoard);
    }
    if same {
        errors.0.insert("body".into(), FieldError::SameWords);
    }
    errors.none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_told_at_its_field() {
        let (public, inside) = (Visibility::Public, Visibility::Employees);
        assert_eq!(fork_fits(public, inside, false), Ok(()));
        let both = fork_fits(inside, public, true).expect_err("neither fits");
        assert_eq!(both.0["board"], FieldError::WiderBoard);
        assert_eq!(both.0["body"], FieldError::SameWords);
    }
}
