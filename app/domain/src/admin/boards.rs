//! Boards, as admins keep them.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::Way;
use crate::accounts::Actor;
use crate::boards::{Board, Visibility};
use crate::launch::LaunchRule;
use crate::{FieldErrors, Outcome, plain};

/// A board with what depends on it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoardKept {
    /// The board.
    pub board: Board,
    /// Ideas on it.
    pub ideas: i64,
    /// Teams that gather there now.
    pub gathering: i64,
}

/// The form of a board, as posted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardForm {
    /// Name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Who may see it.
    pub visibility: String,
    /// Supporters an idea needs.
    pub supporters: String,
    /// Percent of the required hours that must be promised.
    pub hours: String,
    /// Departments that must be on a team.
    pub departments: String,
}

/// What a board is to be, read and checked.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardPlan {
    /// 2–60 characters.
    pub name: String,
    /// 10–300 characters.
    pub purpose: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// What a team there needs to launch.
    pub rule: LaunchRule,
}

impl BoardPlan {
    /// Reads the form. One supporter at least, so that nothing launches that
    /// nobody wants; a tenth of the hours at least, so that nothing launches
    /// without hands.
    pub fn parse(form: &BoardForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.check("name", plain::name_of(&form.name, 2, 60));
        let purpose = errors.check("purpose", plain::line_of(&form.purpose, 10, 300));
        let visibility = errors.check("visibility", Visibility::parse(&form.visibility));
        let supporters = errors.check("supporters", plain::number(&form.supporters, 1, 10_000));
        let percent = errors.check("hours", plain::number(&form.hours, 10, 100));
        let departments = errors.check("departments", plain::number(&form.departments, 1, 10));
        match (name, purpose, visibility, supporters, percent, departments) {
            (
                Some(name),
                Some(purpose),
                Some(visibility),
                Some(supporters),
                Some(percent),
                Some(departments),
            ) => Ok(Self {
                name,
                purpose,
                visibility,
                rule: LaunchRule {
                    supporters: i64::from(supporters),
                    hours_share: f64::from(percent) / 100.0,
                    departments: i64::from(departments),
                },
            }),
            _ => Err(errors),
        }
    }

    /// The form that this would be read from.
    pub fn form(board: &Board) -> BoardForm {
        BoardForm {
            name: board.board.name.clone(),
            purpose: board.purpose.clone(),
            visibility: board.board.visibility.to_string(),
            supporters: board.rule.supporters.to_string(),
            hours: format!("{:.0}", board.rule.hours_share * 100.0),
            departments: board.rule.departments.to_string(),
        }
    }
}

/// Keeping the list of boards.
#[async_trait]
pub trait BoardAdmin: Send + Sync {
    /// Every board in its order, closed ones included.
    async fn list(&self, actor: &Actor) -> Outcome<Vec<BoardKept>>;
    /// One board; fails with not found.
    async fn board(&self, actor: &Actor, slug: &str) -> Outcome<BoardKept>;
    /// Adds one at the end of the list.
    async fn add(&self, actor: &Actor, plan: BoardPlan) -> Outcome<()>;
    /// Changes one; its address stays. Teams that its new rule lets launch do
    /// so before this returns. On a board that is for employees from now on,
    /// customers give up their seats.
    async fn save(&self, actor: &Actor, slug: &str, plan: BoardPlan) -> Outcome<()>;
    /// Moves one in the list; at its end it stays where it is.
    async fn step(&self, actor: &Actor, slug: &str, way: Way) -> Outcome<()>;
    /// Takes no new ideas any more, or takes them again. One board stays open:
    /// fails with [`crate::Conflict::LastBoard`].
    async fn close(&self, actor: &Actor, slug: &str, closed: bool) -> Outcome<()>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FieldError;

    fn form() -> BoardForm {
        BoardForm {
            name: "Ideas".into(),
            purpose: "What should we build next, and why?".into(),
            visibility: "public".into(),
            supporters: "10".into(),
            hours: "60".into(),
            departments: "2".into(),
        }
    }

    #[test]
    fn the_usual_numbers_are_the_usual_rule() {
        let plan = BoardPlan::parse(&form()).expect("fits");
        assert_eq!(plan.rule, LaunchRule::default());
    }

    #[test]
    fn no_rule_launches_what_nobody_wants_or_does() {
        let wrong = BoardForm {
            supporters: "0".into(),
            hours: "9".into(),
            departments: "11".into(),
            ..form()
        };
        let errors = BoardPlan::parse(&wrong).expect_err("out of bounds");
        assert_eq!(errors.0["supporters"], FieldError::NotBetween(1, 10_000));
        assert_eq!(errors.0["hours"], FieldError::NotBetween(10, 100));
        assert_eq!(errors.0["departments"], FieldError::NotBetween(1, 10));
    }

    #[test]
    fn every_empty_field_is_named() {
        let errors = BoardPlan::parse(&BoardForm::default()).expect_err("all empty");
        assert_eq!(errors.0.len(), 6);
    }
}
