//! The command line: flags, and the same as environment variables.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::Config;

/// A self-hosted board where ideas find their teams.
#[derive(Debug, Parser)]
#[command(name = "barnraise", version, about)]
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
    /// What to log, such as "info" or "info,sqlx=debug"
    #[arg(long, global = true, env = "BARNRAISE_LOG", default_value = "info")]
    pub(crate) log: String,
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
    /// Measure this machine: pages, votes, memory
    Bench,
}

/// What to fill a database with.
#[derive(Debug, Args)]
pub(crate) struct Seed {
    /// The demo organisation: forty people, sixty ideas, teams
    #[arg(long, required = true)]
    pub(crate) demo: bool,
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
    let config = Config::read(&command.settings)?;
    match command.verb.unwrap_or(Verb::Serve) {
        Verb::Serve => crate::serve::run(config).await,
        Verb::Seed(_) => crate::seed::demo(&config).await,
        Verb::User(user) => crate::users::run(&config, user).await,
        Verb::Bench => crate::bench::run(&config).await,
    }
}
