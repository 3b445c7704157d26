//! What can be set about serving: flags, each also an environment variable.

use std::net::SocketAddr;

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::address::Proxies;
use super::guests::Caps;
use super::hosts::Hosts;

/// File handles kept for the database, files and the log.
const OWN_HANDLES: u64 = 256;

/// The flags.
#[derive(Clone, Debug, Args)]
pub(crate) struct Serving {
    /// Further names this site answers to, with commas between
    #[arg(long, global = true, env = "BARNRAISE_HOSTS", default_value = "")]
    hosts: String,
    /// Proxies in front of the server, such as `127.0.0.1,10.0.0.5`, whose
    /// X-Forwarded-For is believed
    #[arg(
        long,
        global = true,
        env = "BARNRAISE_TRUSTED_PROXIES",
        default_value = ""
    )]
    trusted_proxies: String,
    /// Connections at the same time, in all
    #[arg(
        long,
        global = true,
        env = "BARNRAISE_CONNECTIONS",
        default_value_t = 8_192
    )]
    connections: usize,
    /// Connections at the same time from one address that is no trusted proxy
    #[arg(
        long,
        global = true,
        env = "BARNRAISE_CONNECTIONS_PER_ADDRESS",
        default_value_t = 256
    )]
    connections_per_address: usize,
    /// Address and port of the metrics for Prometheus; off when not given
    #[arg(long, global = true, env = "BARNRAISE_METRICS_ADDR")]
    metrics_addr: Option<SocketAddr>,
    /// How to log
    #[arg(long, global = true, env = "BARNRAISE_LOG_FORMAT", value_enum, default_value_t = LogFormat::Human)]
    log_format: LogFormat,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// A line of JSON each.
    Json,
    /// To be read.
    Human,
}

/// The flags, read and checked.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    /// Names the site answers to besides its base URL's.
    pub(crate) hosts: String,
    /// Proxies in front of the server.
    pub(crate) proxies: Proxies,
    /// How many connections there may be.
    pub(crate) caps: Caps,
    /// Where metrics are served.
    pub(crate) metrics: Option<SocketAddr>,
    /// How the log is written.
    pub(crate) log: LogFormat,
}

impl Serving {
    /// Reads them; fails with a sentence that says what to mend. Where limits
    /// are relaxed, one address may have all connections.
    pub(crate) fn read(&self, relaxed: bool) -> anyhow::Result<Http> {
        for (name, number) in [
            ("BARNRAISE_CONNECTIONS", self.connections),
            (
                "BARNRAISE_CONNECTIONS_PER_ADDRESS",
                self.connections_per_address,
            ),
        ] {
            if number == 0 {
                bail!("{name} is 0: nobody could connect; it must be at least 1");
            }
        }
        Hosts::parse(&self.hosts)?;
        let all = self.connections;
        let per_address = if relaxed {
            usize::MAX
        } else {
            self.connections_per_address
        };
        Ok(Http {
            hosts: self.hosts.clone(),
            proxies: Proxies::parse(&self.trusted_proxies)?,
            caps: Caps { all, per_address },
            metrics: self.metrics_addr,
            log: self.log_format,
        })
    }
}

impl Http {
    /// The allow-list of hosts.
    pub(crate) fn hosts(&self, base_url: &str) -> Hosts {
        Hosts::new(base_url, &self.hosts)
    }

    /// The caps, as far as the system gives file handles; it is asked for as
    /// many as it will give.
    pub(crate) fn caps(&self) -> Caps {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        let most = Rlimit {
            current: limit.maximum,
            maximum: limit.maximum,
        };
        let handles = match setrlimit(Resource::Nofile, most) {
            Ok(()) => limit.maximum,
            Err(_) => limit.current,
        };
        let mut caps = self.caps.clone();
        // No limit at all is more than enough.
        let Some(handles) = handles else { return caps };
        let room = usize::try_from(handles.saturating_sub(OWN_HANDLES)).unwrap_or(usize::MAX);
        if room < caps.all {
            tracing::warn!(
                "the system gives this process {handles} file handles: {room} connections instead of {}",
                caps.all
            );
            caps.all = room.max(1);
        }
        caps
    }
}
