//! A PostgreSQL server of a test's own, which it may stop and start as it
//! likes.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::free_port;

/// A running server; ended, and its data removed, when dropped.
#[derive(Debug)]
pub struct Cluster {
    programs: PathBuf,
    port: u16,
    scratch: TempDir,
}

/// How a server is stopped.
#[derive(Clone, Copy, Debug)]
pub enum Stop {
    /// It ends what is under way and writes down everything.
    Fast,
    /// At once, as if the lights went out; it mends itself at the next start.
    Immediate,
}

impl Cluster {
    /// A server with an empty database, or `None` (said aloud) where
    /// PostgreSQL is not installed.
    pub fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            assert!(std::env::var_os("CI").is_none(), "CI must have PostgreSQL");
            eprintln!("skipped: no PostgreSQL");
            return None;
        };
        let cluster = Self {
            programs,
            port: free_port(),
            scratch: tempfile::tempdir().expect("a scratch folder"),
        };
        if is_root() {
            let owned = Command::new("chown")
                .arg("postgres")
                .arg(cluster.scratch.path())
                .status();
            assert!(owned.is_ok_and(|done| done.success()), "its own folder");
        }
        cluster.run(&format!(
            "{}/initdb --no-sync -D {} -U barnraise --auth=trust --encoding=UTF8 --locale=C",
            cluster.programs.display(),
            cluster.data().display()
        ));
        cluster.control("start");
        Some(cluster)
    }

    /// Stops it and starts it again.
    pub fn restart(&self, stop: Stop) {
        let mode = match stop {
            Stop::Fast => "fast",
            Stop::Immediate => "immediate",
        };
        self.control(&format!("restart -m {mode}"));
    }

    /// What servers of ours are told as `DATABASE_URL`.
    pub fn url(&self) -> String {
        format!("postgres://barnraise@127.0.0.1:{}/postgres", self.port)
    }

    fn data(&self) -> PathBuf {
        self.scratch.path().join("data")
    }

    /// Has `pg_ctl` do this and waits until it is done.
    fn control(&self, what: &str) {
        let folder = self.scratch.path().display();
        self.run(&format!(
            "{}/pg_ctl -s -w -t 60 -D {} -l {folder}/log \
             -o '-p {} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200' {what}",
            self.programs.display(),
            self.data().display(),
            self.port
        ));
    }

    fn run(&self, script: &str) {
        let done = as_postgres(script).status().expect("a shell");
        assert!(
            done.success(),
            "{script}: see {}",
            self.scratch.path().display()
        );
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let stop = format!(
            "{}/pg_ctl -s -w -m immediate -D {} stop",
            self.programs.display(),
            self.data().display()
        );
        // Ours, and its data is scratch.
        let _ = as_postgres(&stop).status();
    }
}

/// The newest PostgreSQL where Debian keeps them.
fn programs() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|programs| programs.join("initdb").exists())
        .collect();
    versions.sort();
    versions.pop()
}

fn is_root() -> bool {
    std::fs::metadata(Path::new("/proc/self")).is_ok_and(|own| own.uid() == 0)
}

/// PostgreSQL refuses to run as root.
fn as_postgres(script: &str) -> Command {
    let mut command;
    if is_root() {
        command = Command::new("runuser");
        command.args(["-u", "postgres", "--", "sh", "-c", script]);
    } else {
        command = Command::new("sh");
        command.args(["-c", script]);
    }
    command
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}
