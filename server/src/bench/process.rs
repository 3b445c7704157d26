//! A server in a process of its own, and what the system says of it.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::Context as _;

use super::client::Client;

/// A running server; stopped when dropped.
pub(super) struct Server {
    child: Child,
    pub(super) port: u16,
}

impl Server {
    pub(super) async fn start(data_dir: &Path, site_root: &Path) -> anyhow::Result<Self> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?
            .local_addr()?
            .port();
        let child = Command::new(std::env::current_exe()?)
            .arg("serve")
            .env("BARNRAISE_DATA_DIR", data_dir)
            .env("BARNRAISE_ADDR", format!("127.0.0.1:{port}"))
            .env("BARNRAISE_LIMITS", "relaxed")
            .env("BARNRAISE_LOG", "warn")
            .env("LEPTOS_SITE_ROOT", site_root)
            .env_remove("DATABASE_URL")
            .env_remove("BARNRAISE_BASE_URL")
            .stdout(Stdio::null())
            .spawn()
            .context("starting the server")?;
        let server = Self { child, port };
        for _ in 0..100 {
            if let Ok(mut client) = Client::connect(port).await {
                client.get("/livez").await?;
                return Ok(server);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
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
