//! What people type about themselves, read and checked.

use serde::{Deserialize, Serialize};

use crate::plain;
use crate::{FieldError, FieldErrors};

/// A name shown on the site: 2–60 characters, one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisplayName(pub String);

impl DisplayName {
    /// Cleans and checks a typed name.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        plain::name_of(text, 2, 60).map(Self)
    }
}

/// A short name: 3–30 of a–z, 0–9 and single hyphens inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handle(pub String);

impl Handle {
    /// Checks a typed handle; capitals become small.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let handle = plain::line_of(text, 3, 30)?.to_lowercase();
        let fits = handle
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && !handle.starts_with('-')
            && !handle.ends_with('-')
            && !handle.contains("--");
        if fits {
            Ok(Self(handle))
        } else {
            Err(FieldError::BadCharacters)
        }
    }
}

/// An e-mail address, small letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(pub String);

impl Email {
    /// Checks the shape only: something, an at sign, a host with a dot.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let address = plain::line_of(text, 1, 254)?.to_lowercase();
        let fits = address.split_once('@').is_some_and(|(local, host)| {
            !local.is_empty()
                && local.len() <= 64
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !host.contains("..")
                && host
                    .chars()
                    .all(|c| c.is_alphanumeric() || c == '.' || c == '-')
        }) && !address.contains(char::is_whitespace);
        if fits {
            Ok(Self(address))
        } else {
            Err(FieldError::NotAnEmail)
        }
    }
}

/// A password as typed: 10–200 characters. Never shown, never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Checks the length; how guessable it is the backend judges.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        plain::length(text, 10, 200)?;
        Ok(Self(text.to_owned()))
    }

    /// A password somebody signs in with: whatever was typed.
    pub fn claimed(text: &str) -> Self {
        Self(text.chars().take(200).collect())
    }

    /// The characters, for hashing only.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// The secret that a browser's cookie holds: 256 random bits in hex.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(pub String);

impl std::fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

/// Somebody who wants an account.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Name to show.
    pub display_name: DisplayName,
    /// Address to sign in with.
    pub email: Email,
    /// Password to sign in with.
    pub password: Password,
    /// The invitation link's secret, if they came by one.
    pub invitation: Option<String>,
}

impl NewAccount {
    /// Reads the sign-up form.
    pub fn parse(
        name: &str,
        email: &str,
        password: &str,
        invitation: &str,
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let display_name = errors.check("display_name", DisplayName::parse(name));
        let email = errors.check("email", Email::parse(email));
        let password = errors.check("password", Password::parse(password));
        match (display_name, email, password) {
            (Some(display_name), Some(email), Some(password)) => Ok(Self {
                display_name,
                email,
                password,
                invitation: Some(invitation.trim().to_owned()).filter(|i| !i.is_empty()),
            }),
            _ => Err(errors),
        }
    }
}

/// A skill someone declares, with a level of 1–3.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skill {
    /// The field's word for it, 2–40 characters.
    pub name: String,
    /// 1 learning, 2 able, 3 experienced.
    pub level: u32,
}

/// How many skills a profile may list.
pub const MAX_SKILLS: usize = 12;

/// A skill's name: one line of 2–40 characters.
pub fn skill_name(text: &str) -> Result<String, FieldError> {
    plain::name_of(text, 2, 40)
}

/// What a member says about themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Name shown on the site.
    pub display_name: String,
    /// Short name.
    pub handle: String,
    /// Slug of the department, employees only.
    pub department: Option<String>,
    /// A few lines of plain text, up to 600 characters.
    pub about: String,
    /// Declared skills.
    pub skills: Vec<Skill>,
}

impl Profile {
    /// Reads the profile form. Rows of skills left empty are dropped, a skill
    /// named twice counts once.
    pub fn parse(
        name: &str,
        handle: &str,
        department: &str,
        about: &str,
        skills: &[(String, String)],
    ) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let display_name = errors.check("display_name", DisplayName::parse(name));
        let handle = errors.check("handle", Handle::parse(handle));
        let about = errors.check("about", plain::lines_of(about, 0, 600));
        let mut known: Vec<Skill> = Vec::new();
        for (row, (name, level)) in skills.iter().enumerate() {
            if plain::line(name).is_empty() {
                continue;
            }
            if known.len() == MAX_SKILLS {
                errors.check::<()>(
                    &format!("skills[{row}][name]"),
                    Err(FieldError::TooMany(12)),
                );
                break;
            }
            let name = errors.check(&format!("skills[{row}][name]"), skill_name(name));
            let level = errors.check(&format!("skills[{row}][level]"), plain::number(level, 1, 3));
            if let (Some(name), Some(level)) = (name, level) {
                let folded = name.to_lowercase();
                if !known
                    .iter()
                    .any(|skill| skill.name.to_lowercase() == folded)
                {
                    known.push(Skill { name, level });
                }
            }
        }
        let department = Some(department.trim().to_owned()).filter(|slug| !slug.is_empty());
        match (display_name, handle, about) {
            (Some(display_name), Some(handle), Some(about)) if errors.0.is_empty() => Ok(Self {
                display_name: display_name.0,
                handle: handle.0,
                department,
                about,
                skills: known,
            }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_of_the_sign_up_form_says_what_is_wrong_with_it() {
        let errors = NewAccount::parse(" ", "no-address", "short", "").expect_err("all wrong");
        assert_eq!(errors.0["display_name"], FieldError::Missing);
        assert_eq!(errors.0["email"], FieldError::NotAnEmail);
        assert_eq!(errors.0["password"], FieldError::TooShort(10));
    }

    #[test]
    fn addresses_are_read_in_small_letters() {
        let email = Email::parse(" Ines@Example.COM ").expect("an address");
        assert_eq!(email.0, "ines@example.com");
        for wrong in [
            "@example.com",
            "a@b",
            "a b@example.com",
            "a@.example.com",
            "a@example..com",
        ] {
            assert_eq!(Email::parse(wrong), Err(FieldError::NotAnEmail), "{wrong}");
        }
    }

    #[test]
    fn handles_are_plain() {
        assert_eq!(Handle::parse("Ines-H2").expect("fits").0, "ines-h2");
        for wrong in ["-ines", "ines-", "in--es", "ínes", "in es"] {
            assert_eq!(
                Handle::parse(wrong),
                Err(FieldError::BadCharacters),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_password_never_shows_in_a_log() {
        let password = Password::parse("correct horse battery").expect("long enough");
        assert!(!format!("{password:?}").contains("horse"));
    }

    #[test]
    fn empty_rows_of_skills_are_dropped_and_doubles_united() {
        let rows = [
            ("Packaging", "2"),
            ("", ""),
            ("packaging", "3"),
            ("Web forms", "9"),
        ]
        .map(|(name, level)| (name.to_owned(), level.to_owned()));
        let errors = Profile::parse("Ines", "ines", "", "", &rows).expect_err("a level of nine");
        assert_eq!(errors.0["skills[3][level]"], FieldError::NotBetween(1, 3));
        let profile = Profile::parse("Ines", "ines", "", "", &rows[..3]).expect("fits");
        assert_eq!(
            profile.skills,
            [Skill {
                name: "Packaging".into(),
                level: 2
            }]
        );
    }
}
