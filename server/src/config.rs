//! The configuration, read once and checked before anything starts.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use app::request::Cookie;
use backend::db::open::Place;
use backend::limits::Limits;

use crate::cli::{self, Settings};
use crate::http::settings::Http;
use crate::operate;

/// What the program was told.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// The database.
    pub(crate) place: Place,
    /// Where the backup before a migration goes.
    pub(crate) backups: PathBuf,
    /// Where to listen.
    pub(crate) addr: SocketAddr,
    /// Scheme, host and port that people use, no slash at the end.
    pub(crate) base_url: Arc<str>,
    /// How the session's cookie is sent.
    pub(crate) cookie: Cookie,
    /// Whether limits hold.
    pub(crate) limits: Limits,
    /// How the server serves.
    pub(crate) http: Http,
    /// Whether the clock is right whatever the database says.
    pub(crate) trust_clock: bool,
    /// What to log.
    pub(crate) log: String,
    /// The built site.
    pub(crate) site_root: PathBuf,
    /// Megabytes of visitors' pages kept in memory.
    pub(crate) page_cache: u64,
}

impl Config {
    /// Reads the settings; fails with a sentence that says what to mend.
    pub(crate) fn read(settings: &Settings) -> anyhow::Result<Self> {
        let place = place(settings)?;
        let (base_url, secure) = base_url(settings)?;
        Ok(Self {
            backups: backups(settings, &place),
            place,
            addr: settings.addr,
            base_url: base_url.into(),
            cookie: Cookie { secure },
            limits: match settings.limits {
                cli::Limits::Default => Limits::Default,
                cli::Limits::Relaxed => Limits::Relaxed,
            },
            http: settings
                .serving
                .read(matches!(settings.limits, cli::Limits::Relaxed))?,
            trust_clock: settings.trust_clock,
            log: settings.log.clone(),
            site_root: settings.site_root.clone(),
            page_cache: settings.page_cache,
        })
    }
}

impl Config {
    /// The folder of a SQLite file.
    pub(crate) fn data(&self) -> Option<PathBuf> {
        match &self.place {
            Place::File(path) => {
                let folder = path
                    .parent()
                    .filter(|folder| !folder.as_os_str().is_empty());
                Some(folder.unwrap_or(Path::new(".")).to_owned())
            }
            Place::Server(_) => None,
        }
    }
}

/// Which database was named; fails with a sentence.
pub(crate) fn place(settings: &Settings) -> anyhow::Result<Place> {
    let url = settings.database_url.as_deref();
    operate::in_database_url(url.unwrap_or_default())?;
    Ok(Place::of(url, &settings.data_dir)?)
}

/// Where backups go that nobody asked for: beside the file, or in the data
/// folder where the database is a server.
pub(crate) fn backups(settings: &Settings, place: &Place) -> PathBuf {
    match place {
        Place::File(path) => match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        },
        Place::Server(_) => settings.data_dir.clone(),
    }
}

/// Where people reach the site, and whether that is over https; fails with a
/// sentence where passwords would cross a network unprotected.
pub(crate) fn base_url(settings: &Settings) -> anyhow::Result<(String, bool)> {
    let base_url = settings
        .base_url
        .clone()
        .unwrap_or_else(|| format!("http://{}", settings.addr));
    let base_url = base_url.trim_end_matches('/').to_owned();
    operate::in_url(&base_url)?;
    let secure = secure(&base_url)?;
    if !secure && !settings.addr.ip().is_loopback() {
        bail!(
            "plain http may listen on this machine only, not on {}: set BARNRAISE_BASE_URL to the https address of your reverse proxy",
            settings.addr
        );
    }
    Ok((base_url, secure))
}

/// Whether the site is served over https. Plain http is for this machine only:
/// a session sent in the clear over a network is a session given away.
fn secure(base_url: &str) -> anyhow::Result<bool> {
    if base_url.starts_with("https://") {
        return Ok(true);
    }
    let authority = base_url
        .strip_prefix("http://")
        .context("BARNRAISE_BASE_URL must begin with https:// (or http:// on this machine)")?;
    let host = authority
        .rsplit_once(':')
        .map_or(authority, |(host, port)| {
            if port.bytes().all(|b| b.is_ascii_digit()) {
                host
            } else {
                authority
            }
        });
    if !matches!(host, "localhost" | "127.0.0.1" | "[::1]") {
        bail!(
            "BARNRAISE_BASE_URL is plain http on {host}: passwords would cross the network unprotected. Put a reverse proxy with https in front and use its address"
        );
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::secure;

    #[test]
    fn plain_http_is_for_this_machine_only() {
        assert!(secure("https://ideas.example.org").is_ok_and(|secure| secure));
        assert!(secure("http://127.0.0.1:3000").is_ok_and(|secure| !secure));
        assert!(secure("http://[::1]:3000").is_ok_and(|secure| !secure));
        assert!(secure("http://ideas.example.org").is_err());
        assert!(secure("http://0.0.0.0:3000").is_err());
        assert!(secure("ideas.example.org").is_err());
    }
}
