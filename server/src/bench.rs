//! Measuring this machine.

use crate::config::Config;

pub(crate) async fn run(_config: &Config) -> anyhow::Result<()> {
    anyhow::bail!("not built yet")
}
