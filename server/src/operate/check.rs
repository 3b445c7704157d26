//! `barnraise config check`: every setting, where it comes from, and what is
//! wrong with it. Settings are listed from the command line's own definition,
//! so that none is forgotten.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use backend::db::open::Place;
use backend::operation::{self, State};
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory as _};

use super::say::{self, told};
use crate::cli::{Command, Settings};
use crate::config;
use crate::files::Built;

/// A setting as it is shown.
struct Line {
    name: String,
    value: String,
    source: &'static str,
}

/// Prints every setting and what was found; fails when something must be
/// mended. Shows no secret.
pub(crate) async fn run(settings: &Settings) -> anyhow::Result<()> {
    let lines = lines();
    let widest = |part: fn(&Line) -> &String| {
        lines
            .iter()
            .map(|line| part(line).chars().count())
            .max()
            .unwrap_or_default()
    };
    let (names, values) = (widest(|line| &line.name), widest(|line| &line.value));
    for line in &lines {
        println!(
            "{:names$}  {:values$}  {}",
            line.name, line.value, line.source
        );
    }
    println!();
    let mut wrong = 0;
    for (what, found) in findings(settings).await {
        match found {
            Ok(sentence) => println!("ok     {what}: {sentence}"),
            Err(error) => {
                wrong += 1;
                println!("WRONG  {what}: {}", told(&error));
            }
        }
    }
    for doubt in doubts(settings) {
        println!("LOOK   {doubt}");
    }
    if wrong > 0 {
        bail!("{} must be mended", say::count(wrong, "setting"));
    }
    Ok(())
}

fn lines() -> Vec<Line> {
    let command = Command::command();
    let matches = Command::command().get_matches();
    let settings = command
        .get_arguments()
        .filter(|arg| arg.get_env().is_some());
    settings
        .map(|arg| {
            let id = arg.get_id().as_str();
            let name = arg.get_env().unwrap_or_default().to_string_lossy();
            let secret = arg.is_hide_env_values_set();
            Line {
                name: name.into_owned(),
                value: shown(&matches, id, secret),
                source: match matches.value_source(id) {
                    Some(ValueSource::EnvVariable) => "from the environment",
                    Some(ValueSource::CommandLine) => "from the command line",
                    _ => "as it is by itself",
                },
            }
        })
        .collect()
}

fn shown(matches: &ArgMatches, id: &str, secret: bool) -> String {
    let values: Vec<String> = matches
        .get_raw(id)
        .into_iter()
        .flatten()
        .map(|value| value.to_string_lossy().into_owned())
        .collect();
    match values.join(" ") {
        value if value.is_empty() => "–".to_owned(),
        _ if secret => "(set)".to_owned(),
        value => value,
    }
}

type Found = (&'static str, anyhow::Result<String>);

/// What was tried, and what came of it: the sentences `serve` would refuse with.
async fn findings(settings: &Settings) -> Vec<Found> {
    let mut found = Vec::new();
    let mut running = false;
    // What one line says is not said again by the next, which rests on it.
    match config::place(settings) {
        Err(error) => found.push(("database", Err(error))),
        Ok(place) => {
            let folder = folder(&config::backups(settings, &place));
            let usable = folder.is_ok() || matches!(place, Place::Server(_));
            found.push(("data folder", folder));
            if usable {
                let database = database(&place).await;
                running = matches!(database, Ok(Database::InUse(_)));
                found.push(("database", database.map(Database::said)));
            }
        }
    }
    let site = config::base_url(settings);
    let secure = site.as_ref().is_ok_and(|(_, secure)| *secure);
    found.extend([
        ("address of the site", site.map(|(url, _)| url)),
        ("serving", serving(settings, secure)),
        ("log", log(settings)),
        (
            "files of the site",
            Built::find(&settings.site_root).map(|built| built.style),
        ),
    ]);
    if running {
        let said = "a server is running; its ports were not tried".to_owned();
        found.push(("ports", Ok(said)));
    } else {
        found.push(("port", port(settings.addr)));
        if let Some(metrics) = metrics(settings) {
            found.push(("port of the metrics", port(metrics)));
        }
    }
    found
}

/// The folder must take files, or be one that can be made.
fn folder(folder: &Path) -> anyhow::Result<String> {
    let here = Path::new(".");
    let there = folder
        .ancestors()
        .map(|path| {
            if path.as_os_str().is_empty() {
                here
            } else {
                path
            }
        })
        .find(|path| path.exists())
        .context("not a path")?;
    let tried = tempfile::tempfile_in(there);
    if there == folder {
        tried.with_context(|| format!("cannot write to {}", folder.display()))?;
        return Ok(format!("{} can be written to", folder.display()));
    }
    tried.with_context(|| {
        format!(
            "{} is not there and cannot be made in {}",
            folder.display(),
            there.display()
        )
    })?;
    Ok(format!("{} will be made", folder.display()))
}

enum Database {
    InUse(State),
    Free(State),
}

impl Database {
    fn said(self) -> String {
        let (Self::InUse(state) | Self::Free(state)) = &self;
        let age = match state {
            State::Empty => "is empty yet".to_owned(),
            State::Current(at) | State::Newer(at) => format!("is up to date ({at:04})"),
            State::Behind { from, to } => {
                format!("is at {from:04} and will be brought to {to:04}, with a backup before")
            }
        };
        match self {
            Self::InUse(_) => format!("{age}; a server is running on it"),
            Self::Free(_) => age,
        }
    }
}

async fn database(place: &Place) -> anyhow::Result<Database> {
    let state = operation::state(place).await?;
    Ok(if operation::in_use(place).await? {
        Database::InUse(state)
    } else {
        Database::Free(state)
    })
}

fn serving(settings: &Settings, secure: bool) -> anyhow::Result<String> {
    let http = settings.serving.read(false)?;
    Ok(match (secure, http.proxies.is_empty()) {
        (true, true) => "BARNRAISE_TRUSTED_PROXIES is not set: behind a proxy, all visitors would seem to come from it".to_owned(),
        (true, false) => "a proxy in front is believed when it names a visitor's address".to_owned(),
        (false, _) => "plain http, for this machine only".to_owned(),
    })
}

/// What the server would start with, although it is hardly meant.
fn doubts(settings: &Settings) -> Vec<String> {
    let mut doubts = Vec::new();
    let secure = config::base_url(settings).is_ok_and(|(_, secure)| secure);
    let relaxed = matches!(settings.limits, crate::cli::Limits::Relaxed);
    if secure && relaxed {
        doubts.push("BARNRAISE_LIMITS=relaxed is for tests: anybody may guess passwords as often as they like".to_owned());
    }
    if let Ok(http) = settings.serving.read(false)
        && http.proxies.everybody()
    {
        doubts.push("BARNRAISE_TRUSTED_PROXIES names everybody: visitors may claim any address, and no limit by address holds".to_owned());
    }
    let known: Vec<String> = lines().into_iter().map(|line| line.name).collect();
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("BARNRAISE_") && !known.contains(&name) {
            doubts.push(format!("{name} is no setting: is it spelt as meant?"));
        }
    }
    doubts
}

fn log(settings: &Settings) -> anyhow::Result<String> {
    crate::http::log::filter(&settings.log)?;
    Ok(settings.log.clone())
}

fn metrics(settings: &Settings) -> Option<SocketAddr> {
    settings.serving.read(false).ok()?.metrics
}

fn port(addr: SocketAddr) -> anyhow::Result<String> {
    TcpListener::bind(addr)
        .map(|_| format!("{addr} is free"))
        .map_err(|error| anyhow!("cannot listen on {addr}: {error}"))
}
