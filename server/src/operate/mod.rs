//! The commands of whoever runs an installation.

mod check;
mod placeholder;
mod say;

use std::path::{Path, PathBuf};

use anyhow::bail;
use backend::operation::{self, Reason, Replaced};
use backend::{Clock as _, context::SystemClock};

use crate::cli::Settings;
use crate::config::{backups, place};

pub(crate) use check::run as check;
pub(crate) use placeholder::{in_database_url, in_url};
pub(crate) use say::told;

/// Writes a backup, beside a running server or without one.
pub(crate) async fn backup(settings: &Settings, file: &Path, force: bool) -> anyhow::Result<()> {
    let place = place(settings)?;
    let now = SystemClock.now();
    let made = operation::backup(&place, file, force, Reason::Asked, now).await?;
    println!(
        "Backed up to {} ({}).",
        made.file.display(),
        say::size(made.bytes)
    );
    Ok(())
}

/// Puts a backup in the database's place.
pub(crate) async fn restore(settings: &Settings, file: &Path, replace: bool) -> anyhow::Result<()> {
    let place = place(settings)?;
    let done = operation::restore(&place, file, replace, &backups(settings, &place)).await?;
    match &done.replaced {
        None => {}
        Some(Replaced::BackedUp(made)) => {
            println!("What was there is kept in {}.", made.file.display());
        }
        Some(Replaced::Moved(aside)) => println!(
            "What was there is damaged. It lies in {} as it was.",
            aside.display()
        ),
    }
    println!(
        "Restored {}: {} and {}.",
        file.display(),
        say::count(done.members, "member"),
        say::count(done.ideas, "idea")
    );
    for warning in done.warnings {
        eprintln!("Warning: {warning}.");
    }
    Ok(())
}

/// Proves that the database, or a backup, is whole; fails when it is not.
pub(crate) async fn verify(settings: &Settings, file: Option<PathBuf>) -> anyhow::Result<()> {
    let found = match &file {
        Some(file) => operation::verify_backup(file).await?,
        None => operation::verify(&place(settings)?).await?,
    };
    let what = if file.is_some() { "backup" } else { "database" };
    if found.is_empty() {
        println!("The {what} is whole, and every counter equals its rows.");
        return Ok(());
    }
    for sentence in &found {
        println!("{sentence}");
    }
    bail!(
        "the {what} is not right: {} found",
        say::count(i64::try_from(found.len())?, "fault")
    );
}

/// Brings the tables up to date, with a backup before.
pub(crate) async fn migrate(settings: &Settings) -> anyhow::Result<()> {
    let place = place(settings)?;
    let folder = backups(settings, &place);
    let done = operation::migrate(&place, &folder).await?;
    match done.from {
        None => println!("The tables are made ({:04}).", done.to),
        Some(from) if from == done.to => println!("The tables are up to date ({from:04})."),
        Some(from) => println!(
            "The tables were brought from {from:04} to {:04}; a backup of what was there is in {}.",
            done.to,
            folder.display()
        ),
    }
    Ok(())
}
