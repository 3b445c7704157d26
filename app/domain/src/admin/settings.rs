//! Settings of the installation: name, look, welcome and who may join.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::accounts::Actor;
use crate::{FieldError, FieldErrors, Outcome, plain, setup, words};

words! {
    /// Who may make an account.
    #[derive(Default)]
    SignUp {
        /// Everyone.
        #[default]
        Open = "open",
        /// Whoever holds an invitation.
        Invited = "invited",
    }
}

words! {
    /// The colour that leads: of buttons, links and the barn. Each is vetted for
    /// contrast in both themes.
    #[derive(Default)]
    Accent {
        /// Barn red.
        #[default]
        Barn = "barn",
        /// Terracotta.
        Clay = "clay",
        /// Green of the needles.
        Spruce = "spruce",
        /// Deep water.
        Lake = "lake",
        /// Ripe plums.
        Plum = "plum",
        /// Roof slate.
        Slate = "slate",
    }
}

/// Bytes an uploaded logo may have.
pub const LOGO_BYTES: usize = 1024 * 1024;

/// The organisation's mark, in the header of every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// Where it is served from.
    pub path: String,
    /// What it shows, for those who do not see it; empty where the name beside
    /// it says all.
    pub text: String,
}

/// A picture as it is served.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Such as `image/png`.
    pub media_type: String,
    /// The file.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Picture({}, {} bytes)",
            self.media_type,
            self.bytes.len()
        )
    }
}

/// A logo's alternative text: up to 120 characters on one line.
pub fn logo_text(text: &str) -> Result<String, FieldErrors> {
    plain::line_of(text, 0, 120).map_err(|error| FieldErrors::one("text", error))
}

/// The settings as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The organisation's name.
    pub organisation: String,
    /// IANA name of the zone that times are shown in.
    pub time_zone: String,
    /// Markdown, shown to visitors on top of the board.
    pub welcome: String,
    /// What a share of a team's work means here; empty where nobody said.
    pub shares_mean: String,
    /// Who may make an account.
    pub sign_up: SignUp,
    /// The leading colour.
    pub accent: Accent,
    /// The mark.
    pub logo: Option<Logo>,
}

/// The form of settings, as posted.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SettingsForm {
    /// The organisation's name.
    pub organisation: String,
    /// Time zone.
    pub time_zone: String,
    /// Welcome text.
    pub welcome: String,
    /// What a share means.
    pub shares_mean: String,
    /// Who may make an account.
    pub sign_up: String,
    /// The leading colour.
    pub accent: String,
}

/// What the settings are to be, read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsPlan {
    /// 2–60 characters.
    pub organisation: String,
    /// IANA time zone; whether it exists the backend checks.
    pub time_zone: String,
    /// Markdown, up to 2,000 characters.
    pub welcome: String,
    /// Up to 1,000 characters.
    pub shares_mean: String,
    /// Who may make an account.
    pub sign_up: SignUp,
    /// The leading colour.
    pub accent: Accent,
}

impl SettingsPlan {
    /// Reads the form.
    pub fn parse(form: &SettingsForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let organisation = errors.check("organisation", plain::name_of(&form.organisation, 2, 60));
        let time_zone = errors.check("time_zone", setup::time_zone(&form.time_zone));
        let welcome = errors.check("welcome", plain::lines_of(&form.welcome, 0, 2_000));
        let shares_mean = plain::lines_of(&form.shares_mean, 0, 1_000);
        let shares_mean = errors.check("shares_mean", shares_mean);
        let sign_up = errors.check("sign_up", SignUp::parse(&form.sign_up));
        let accent = errors.check("accent", Accent::parse(&form.accent));
        let texts = welcome.zip(shares_mean);
        match (organisation, time_zone, texts, sign_up, accent) {
            (
                Some(organisation),
                Some(time_zone),
                Some((welcome, shares_mean)),
                Some(sign_up),
                Some(accent),
            ) => Ok(Self {
                organisation,
                time_zone,
                welcome,
                shares_mean,
                sign_up,
                accent,
            }),
            _ => Err(errors),
        }
    }
}

impl Picture {
    /// The refusal of a file that is no picture.
    pub fn unreadable() -> FieldErrors {
        FieldErrors::one("logo", FieldError::NotAPicture)
    }

    /// The refusal of a file that is too large.
    pub fn too_large() -> FieldErrors {
        FieldErrors::one("logo", FieldError::TooLarge)
    }
}

/// Changing the settings.
#[async_trait]
pub trait SettingsAdmin: Send + Sync {
    /// The settings as they are.
    async fn settings(&self, actor: &Actor) -> Outcome<Settings>;
    /// Changes them; every page shows it at once.
    async fn save(&self, actor: &Actor, plan: SettingsPlan) -> Outcome<()>;
    /// Puts a picture into the header: a PNG, JPEG or WebP file. What is kept is
    /// drawn anew from its pixels; nothing else of the file is.
    async fn set_logo(&self, actor: &Actor, file: Vec<u8>, text: String) -> Outcome<()>;
    /// Changes what the logo is said to show.
    async fn describe_logo(&self, actor: &Actor, text: String) -> Outcome<()>;
    /// Takes the logo away.
    async fn remove_logo(&self, actor: &Actor) -> Outcome<()>;
    /// A picture by its name, for everyone; fails with not found.
    async fn picture(&self, name: &str) -> Outcome<Picture>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_say_what_is_wrong_at_each_field() {
        let errors = SettingsPlan::parse(&SettingsForm {
            time_zone: "nowhere".into(),
            accent: "puce".into(),
            welcome: "w".repeat(2_001),
            ..SettingsForm::default()
        })
        .expect_err("all wrong");
        assert_eq!(errors.0["organisation"], FieldError::Missing);
        assert_eq!(errors.0["time_zone"], FieldError::NotATimeZone);
        assert_eq!(errors.0["welcome"], FieldError::TooLong(2_000));
        assert_eq!(errors.0["sign_up"], FieldError::Missing);
        assert_eq!(errors.0["accent"], FieldError::NotOffered);
    }
}
