//! The data layer: two engines, one SQL text.
//!
//! [`Db`] reads, [`Db::write`] runs one command in one transaction. On SQLite a
//! single writer commits many commands at once ([`writer`]); on PostgreSQL each
//! command is a transaction of its own, locked or serializable ([`postgres`]).

mod fault;
pub(crate) mod file;
mod macros;
pub mod open;
mod place;
mod postgres;
mod pulse;
pub(crate) mod schema;
#[cfg(test)]
mod tests;
mod tx;
mod watchdog;
pub mod writer;

use futures::future::BoxFuture;
use sqlx::{PgPool, SqlitePool};

use domain::Outcome;

pub use fault::{Fault, incident, is_damaged};
pub(crate) use macros::{all, along, first, later, on_db, on_tx, one, run};
pub(crate) use postgres::NO_HURRY;
pub use tx::{Errand, Tx};
use writer::Writer;

/// The database, to read from and to send commands to.
#[derive(Clone)]
pub enum Db {
    /// One file, one writer, many readers.
    Sqlite {
        /// Read-only connections.
        read: SqlitePool,
        /// The one writing connection.
        write: Writer,
    },
    /// A server.
    Postgres(PgPool),
}

/// What a command must have to itself on PostgreSQL. SQLite has one writer, so
/// there it changes nothing.
#[derive(Clone, Copy, Debug)]
pub enum Lock {
    /// Nothing: the transaction is serializable and retried.
    Nothing,
    /// Nothing either, because the command only adds rows of its own and decides
    /// nothing by rows that others change: no retries when many do it at once.
    OwnRows,
    /// An idea with its votes, comments and teams.
    Idea(i64),
    /// The idea that a team builds.
    IdeaOfTeam(i64),
    /// The idea that a comment is on.
    IdeaOfComment(i64),
    /// Every idea with a gathering team on which this member holds a seat.
    IdeasOfMember(i64),
}

/// What a command's body returns.
pub type Done<'t, T> = BoxFuture<'t, Result<T, Fault>>;

impl Db {
    /// Runs a command in a transaction and answers once it is durable.
    ///
    /// The body may run more than once and holds only SQL. Fails with
    /// [`domain::AppError::Busy`] when the queue is full or the disk is.
    pub async fn write<C, T, F>(&self, lock: Lock, command: C, body: F) -> Outcome<T>
    where
        C: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'t> Fn(&'t mut Tx<'_>, &'t C) -> Done<'t, T> + Send + Sync + 'static,
    {
        match self {
            Self::Sqlite { write, .. } => write.submit(command, body).await,
            Self::Postgres(pool) => postgres::write(pool, lock, &command, &body).await,
        }
    }
}

/// One row in one command: the least a durable write can be. For measuring the
/// ceiling of group commit beside what use cases reach.
pub async fn raw_write(db: &Db, number: i64) -> Outcome<()> {
    const ROW: &str = "
        INSERT INTO retries (key_hash, browser_hash, content, expires_at)
        VALUES ($1, $1, '', 0)";
    db.write(Lock::Nothing, number, |tx, number| {
        Box::pin(async move {
            run!(tx, ROW, number.to_be_bytes().to_vec())?;
            Ok(())
        })
    })
    .await
}
