//! Values that somebody copied from an example and forgot to replace.

use anyhow::bail;

/// Parts of addresses that stand in for one's own.
const STAND_INS: [&str; 6] = [
    "<",
    "changeme",
    "change-me",
    "your-domain",
    "yourdomain",
    "placeholder",
];
/// Passwords of examples.
const PASSWORDS: [&str; 5] = ["changeme", "change-me", "password", "secret", "placeholder"];

/// Refuses a base URL that is still an example's.
pub(crate) fn in_url(url: &str) -> anyhow::Result<()> {
    let folded = url.to_lowercase();
    if STAND_INS.iter().any(|part| folded.contains(part)) {
        bail!("BARNRAISE_BASE_URL is still the placeholder {url}; put your own address there");
    }
    Ok(())
}

/// Refuses a database URL whose password is an example's. Never shows it.
pub(crate) fn in_database_url(url: &str) -> anyhow::Result<()> {
    let password = url
        .split_once("://")
        .and_then(|(_, rest)| rest.rsplit_once('@'))
        .and_then(|(user, _)| user.split_once(':'))
        .map_or("", |(_, password)| password)
        .to_lowercase();
    if PASSWORDS.contains(&password.as_str()) || password.starts_with('<') {
        bail!("the password in DATABASE_URL is a placeholder; put your own there");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_examples_are_refused_and_passwords_not_shown() {
        assert!(in_url("https://ideas.example.org").is_ok());
        assert!(in_url("https://ideas.YOUR-DOMAIN.org").is_err());
        assert!(in_url("https://<host>").is_err());
        assert!(in_database_url("postgres://barn:kV7-dd@db/barn").is_ok());
        assert!(in_database_url("postgres://barn@db/password").is_ok());
        let refused = in_database_url("postgres://barn:ChangeMe@db/barn");
        let sentence = refused.expect_err("refused").to_string();
        assert!(!sentence.to_lowercase().contains("changeme"));
    }
}
