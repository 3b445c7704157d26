//! The first start: the organisation, its departments, the first board and the
//! first admin, by a one-time link.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::accounts::{NewAccount, SessionToken};
use crate::boards::Visibility;
use crate::{FieldError, FieldErrors, Outcome, plain};

/// The set-up form, as posted.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SetupForm {
    /// Name of the organisation.
    pub organisation: String,
    /// IANA name, such as `Europe/Lisbon`.
    pub time_zone: String,
    /// One a line.
    pub departments: String,
    /// Name of the first board.
    pub board: String,
    /// Purpose of the first board.
    pub purpose: String,
    /// Who may see it.
    pub visibility: String,
    /// Name of the first admin.
    pub display_name: String,
    /// Address of the first admin.
    pub email: String,
    /// Password of the first admin.
    pub password: String,
}

/// The set-up, read and checked.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Name of the organisation, 2–60 characters.
    pub organisation: String,
    /// IANA time zone.
    pub time_zone: String,
    /// Names of the departments, 1–40.
    pub departments: Vec<String>,
    /// Name of the first board, 2–60 characters.
    pub board: String,
    /// Its purpose, 10–300 characters.
    pub purpose: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// The first admin.
    pub admin: NewAccount,
}

/// How many departments an organisation may list at set-up.
const MAX_DEPARTMENTS: usize = 40;

fn departments(text: &str) -> Result<Vec<String>, FieldError> {
    let mut names: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !plain::line(line).is_empty()) {
        let name = plain::name_of(line, 2, 40)?;
        if !names
            .iter()
            .any(|known| known.to_lowercase() == name.to_lowercase())
        {
            names.push(name);
        }
    }
    match names.len() {
        0 => Err(FieldError::Missing),
        n if n > MAX_DEPARTMENTS => Err(FieldError::TooMany(MAX_DEPARTMENTS)),
        _ => Ok(names),
    }
}

/// A time zone's name, as far as its shape tells.
pub(crate) fn time_zone(text: &str) -> Result<String, FieldError> {
    let name = plain::line_of(text, 1, 60)?;
    let plausible = name == "UTC"
        || (name.contains('/')
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "/_-+".contains(c)));
    if plausible {
        Ok(name)
    } else {
        Err(FieldError::NotATimeZone)
    }
}

impl Setup {
    /// Reads the form. Whether the time zone exists the backend checks.
    pub fn parse(form: &SetupForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let organisation = errors.check("organisation", plain::name_of(&form.organisation, 2, 60));
        let zone = errors.check("time_zone", time_zone(&form.time_zone));
        let names = errors.check("departments", departments(&form.departments));
        let board = errors.check("board", plain::name_of(&form.board, 2, 60));
        let purpose = errors.check("purpose", plain::line_of(&form.purpose, 10, 300));
        let visibility = errors.check("visibility", Visibility::parse(&form.visibility));
        let admin = match NewAccount::parse(&form.display_name, &form.email, &form.password, "") {
            Ok(admin) => Some(admin),
            Err(FieldErrors(more)) => {
                errors.0.extend(more);
                None
            }
        };
        match (organisation, zone, names, board, purpose, visibility, admin) {
            (
                Some(organisation),
                Some(time_zone),
                Some(departments),
                Some(board),
                Some(purpose),
                Some(visibility),
                Some(admin),
            ) => Ok(Self {
                organisation,
                time_zone,
                departments,
                board,
                purpose,
                visibility,
                admin,
            }),
            _ => Err(errors),
        }
    }
}

/// Setting up an installation.
#[async_trait]
pub trait SettingUp: Send + Sync {
    /// Whether nobody has set up this installation yet.
    async fn needed(&self) -> Outcome<bool>;
    /// Fails with not found unless the secret is the open set-up link's.
    async fn check(&self, secret: &str) -> Outcome<()>;
    /// Makes the organisation and its first admin, and signs them in.
    async fn complete(&self, secret: &str, setup: Setup, agent: &str) -> Outcome<SessionToken>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> SetupForm {
        SetupForm {
            organisation: "Harrow & Pine".into(),
            time_zone: "Europe/Lisbon".into(),
            departments: "Service\nProduct\n\nservice\n".into(),
            board: "Ideas".into(),
            purpose: "What should we build next, and why?".into(),
            visibility: "public".into(),
            display_name: "Ada".into(),
            email: "ada@example.com".into(),
            password: "a long enough one".into(),
        }
    }

    #[test]
    fn departments_are_read_line_by_line_and_once_each() {
        let setup = Setup::parse(&form()).expect("complete");
        assert_eq!(setup.departments, ["Service", "Product"]);
    }

    #[test]
    fn the_form_reports_every_field_at_once() {
        let errors = Setup::parse(&SetupForm::default()).expect_err("all empty");
        assert_eq!(errors.0.len(), 9);
    }
}
