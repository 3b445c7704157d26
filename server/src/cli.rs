//! The command line: flags, and the same as environment variables.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::Config;
use crate::http::settings::Serving;
use crate::operate;

/// A self-hosted board where ideas find their teams.
#[derive(Debug, Parser)]
#[command(name = "barnraise", version)]
#[command(about = "A self-hosted board where ideas find their teams", long_about = None)]
pub(crate) struct Command {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// Settings that every command takes.
#[derive(Clone, Debug, Args)]
pub(crate) struct Settings {
    /// Folder of the SQLite file
    #[arg(
        long,
        global = true,
        env = "BARNRAISE_DATA_DIR",
        default_value = "data"
    )]
    pub(crate) data_dir: PathBuf,
    /// postgres://… to use PostgreSQL, or sqlite:PATH for another file
    #[arg(long, global = true, env = "DATABASE_URL", hide_env_values = true)]
    pub(crate) database_url: Option<String>,
    /// Address and port to listen on
    #[arg(
        long,
        global = true,
        env = "BARNRAISE_ADDR",
        default_value = "127.0.0.1:3000"
    )]
    pub(crate) addr: SocketAddr,
    /// Where people reach the site, for example `https://ideas.example.org`
    #[arg(long, global = true, env = "BARNRAISE_BASE_URL")]
    pub(crate) base_url: Option<String>,
    /// Whether people may act only so often: default, or relaxed for tests and load
    #[arg(
        long,
        global = true,
        env = "BARNRAISE_LIMITS",
        value_enum,
        default_value_t = Limits::Default
    )]
    pub(crate) limits: Limits,
    #[command(flatten)]
    pub(crate) serving: Serving,
    /// Start although the clock disagrees with the newest thing recorded
    #[arg(long, global = true, env = "BARNRAISE_TRUST_CLOCK")]
    pub(crate) trust_clock: bool,
    /// What to log, such as "info" or "info,sqlx=debug"
    #[arg(long, global = true, env = "BARNRAISE_LOG", default_value = "info")]
    pub(crate) log: String,
    /// Megabytes of visitors' pages kept in memory; 0 renders each anew
    #[arg(
        long,
        global = true,
        env = "BARNRAISE_PAGE_CACHE",
        default_value_t = 32,
        value_name = "MB"
    )]
    pub(crate) page_cache: u64,
    /// Folder of the built site
    #[arg(
        long,
        global = true,
        env = "LEPTOS_SITE_ROOT",
        default_value = "target/site",
        hide = true
    )]
    pub(crate) site_root: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Run the server (the default)
    Serve,
    /// Fill an empty database
    Seed(Seed),
    /// Make and mend accounts
    #[command(subcommand)]
    User(User),
    /// Write a backup to a file, while the server runs or not
    Backup {
        /// The file to write; it must not exist yet
        file: PathBuf,
        /// Overwrite the file
        #[arg(long)]
        force: bool,
    },
    /// Put a backup in the place of an empty database; no server may run
    Restore {
        /// The backup
        file: PathBuf,
        /// Also where there are members already; what is there is backed up first
        #[arg(long)]
        replace: bool,
    },
    /// Prove that the database, or a backup, is whole and its counters are right
    Verify {
        /// A backup, instead of the database
        file: Option<PathBuf>,
    },
    /// Bring the tables up to date, with a backup before; serve does so too
    Migrate,
    /// Look at the settings
    #[command(subcommand)]
    Config(Look),
    /// Measure this machine: pages, votes, memory
    Bench(crate::bench::Bench),
    /// Print every route as JSON, for the tests of who may do what
    #[command(hide = true)]
    Routes,
}

/// Looking at the settings.
#[derive(Debug, Subcommand)]
enum Look {
    /// Print every setting and try each: folder, database, addresses, ports
    Check,
}

/// What to fill a database with.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Seed {
    /// The demo organisation: forty people, sixty ideas, teams
    #[arg(long)]
    pub(crate) demo: bool,
    /// An organisation of this size, to measure by
    #[arg(long, value_enum, ignore_case = true)]
    pub(crate) size: Option<SeedSize>,
}

/// Ideas and votes to fill a database with.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SeedSize {
    /// A thousand ideas, ten thousand votes
    S,
    /// A hundred thousand ideas, a million votes: minutes
    M,
    /// A million ideas, ten million votes: the better part of an hour
    L,
    /// Twenty thousand members and two thousand open seats, on few ideas
    Teams,
}

impl From<SeedSize> for backend::seed::Size {
    fn from(size: SeedSize) -> Self {
        match size {
            SeedSize::S => Self::S,
            SeedSize::M => Self::M,
            SeedSize::L => Self::L,
            SeedSize::Teams => Self::Teams,
        }
    }
}

/// Accounts from the command line.
#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Make an account; the password is read from standard input
    Create {
        /// Address to sign in with
        email: String,
        /// Name to show
        #[arg(long)]
        name: String,
        /// Customer or employee
        #[arg(long, value_enum, default_value_t = Kind::Customer)]
        kind: Kind,
        /// What they may do
        #[arg(long, value_enum, default_value_t = Role::Member)]
        role: Role,
    },
    /// Change what somebody may do
    Promote {
        /// Their address
        email: String,
        /// The new role
        #[arg(long, value_enum)]
        role: Role,
    },
    /// Print a link by which somebody sets a new password, once within a day
    ResetLink {
        /// Their address
        email: String,
    },
}

/// Whether limits hold.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Limits {
    /// Each act so often in so long
    Default,
    /// As often as anybody likes
    Relaxed,
}

/// Customer or employee.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Kind {
    /// Uses what the organisation makes
    Customer,
    /// Works there
    Employee,
}

/// What a member may do.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Role {
    /// Takes part
    Member,
    /// Answers for a department
    Steward,
    /// Cares for the tone
    Moderator,
    /// Runs the installation
    Admin,
}

/// Reads the command line, or says what is wrong with it and ends.
pub(crate) fn parse() -> Command {
    Command::parse()
}

/// Does what was asked.
pub(crate) async fn run(command: Command) -> anyhow::Result<()> {
    let settings = &command.settings;
    // These ask for nothing but the database, or look at settings that are wrong.
    let verb = match command.verb.unwrap_or(Verb::Serve) {
        Verb::Backup { file, force } => return operate::backup(settings, &file, force).await,
        Verb::Restore { file, replace } => return operate::restore(settings, &file, replace).await,
        Verb::Verify { file } => return operate::verify(settings, file).await,
        Verb::Migrate => return operate::migrate(settings).await,
        Verb::Config(Look::Check) => return operate::check(settings).await,
        verb => verb,
    };
    let config = Config::read(settings)?;
    match verb {
        Verb::Seed(Seed {
            size: Some(size), ..
        }) => crate::seed::size(&config, size.into()).await,
        Verb::Seed(_) => crate::seed::demo(&config).await,
        Verb::User(user) => crate::users::run(&config, user).await,
        Verb::Bench(bench) => crate::bench::run(&config, &bench).await,
        Verb::Routes => crate::routes::print(&config),
        _ => crate::serve::run(config).await,
    }
}
