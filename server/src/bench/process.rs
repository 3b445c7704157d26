//! A server in a process of its own, and what the system says of it.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context as _;

use super::client::Client;

/// How long a server may take to start.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running server; stopped when dropped.
pub(super) struct Server {
    child: Child,
    pub(super) port: u16,
    /// How long it took until it answered.
    pub(super) ready: Duration,
}

impl Server {
    /// A server on this folder, with these settings besides.
    pub(super) async fn start(
        data_dir: &Path,
        site_root: &Path,
        settings: &[(&str, &str)],
    ) -> anyhow::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command
            .arg("serve")
            .env("BARNRAISE_DATA_DIR", data_dir)
            .env("BARNRAISE_LIMITS", "relaxed")
            .env("BARNRAISE_LOG", "warn")
            .env("LEPTOS_SITE_ROOT", site_root)
            .env_remove("DATABASE_URL")
            .env_remove("BARNRAISE_BASE_URL")
            .env_remove("BARNRAISE_PAGE_CACHE")
            .envs(settings.iter().copied());
        Self::of(command).await
    }

    /// The plainest server, with this page.
    pub(super) async fn of_bytes(file: &Path) -> anyhow::Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["bench", "--bytes"]).arg(file);
        Self::of(command).await
    }

    async fn of(mut command: Command) -> anyhow::Result<Self> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?
            .local_addr()?
            .port();
        let started = Instant::now();
        let child = command
            .env("BARNRAISE_ADDR", format!("127.0.0.1:{port}"))
            .stdout(Stdio::null())
            .spawn()
            .context("starting the server")?;
        let mut server = Self {
            child,
            port,
            ready: Duration::ZERO,
        };
        while started.elapsed() < PATIENCE {
            if let Ok(mut client) = Client::connect(port).await {
                client.get("/livez", "identity").await?;
                server.ready = started.elapsed();
                return Ok(server);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        anyhow::bail!("the server did not start")
    }

    /// CPU time used so far, in milliseconds: user and system.
    pub(super) fn cpu_ms(&self) -> anyhow::Result<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let after_name = stat.rsplit_once(')').context("proc stat")?.1;
        let fields: Vec<&str> = after_name.split_whitespace().collect();
        let ticks: f64 = fields[11].parse::<f64>()? + fields[12].parse::<f64>()?;
        // Linux counts these in hundredths of a second on every common machine.
        Ok(ticks * 10.0)
    }

    /// Resident memory in megabytes.
    pub(super) fn memory_mb(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status
            .lines()
            .find(|line| line.starts_with("VmRSS:"))
            .context("proc status")?;
        let kb: f64 = line
            .split_whitespace()
            .nth(1)
            .context("proc status")?
            .parse()?;
        Ok(kb / 1e3)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It is ours and keeps nothing that matters.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
