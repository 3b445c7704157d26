//! The configuration, read once and checked before anything starts.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use app::request::Cookie;
use backend::db::open::Place;

use crate::cli::Settings;

/// What the program was told.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    /// The database.
    pub(crate) place: Place,
    /// Where to listen.
    pub(crate) addr: SocketAddr,
    /// Scheme, host and port that people use, no slash at the end.
    pub(crate) base_url: Arc<str>,
    /// How the session's cookie is sent.
    pub(crate) cookie: Cookie,
    /// What to log.
    pub(crate) log: String,
    /// The built site.
    pub(crate) site_root: PathBuf,
}

impl Config {
    /// Reads the settings; fails with a sentence that says what to mend.
    pub(crate) fn read(settings: &Settings) -> anyhow::Result<Self> {
        let place = Place::of(settings.database_url.as_deref(), &settings.data_dir)?;
        let base_url = settings
            .base_url
            .clone()
            .unwrap_or_else(|| format!("http://{}", settings.addr));
        let base_url = base_url.trim_end_matches('/').to_owned();
        let secure = secure(&base_url)?;
        if !secure && !settings.addr.ip().is_loopback() {
            bail!(
                "plain http may listen on this machine only, not on {}: set BARNRAISE_BASE_URL to the https address of your reverse proxy",
                settings.addr
            );
        }
        Ok(Self {
            place,
            addr: settings.addr,
            base_url: base_url.into(),
            cookie: Cookie { secure },
            log: settings.log.clone(),
            site_root: settings.site_root.clone(),
        })
    }
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
