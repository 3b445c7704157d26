//! What can go wrong inside a command, before it becomes an answer.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use domain::limits::Limit;
use domain::{AppError, Conflict, Denied, FieldErrors, Noun};

/// A refusal by a rule, or trouble with the database.
#[derive(Debug)]
pub enum Fault {
    /// A rule of the product refused; the answer is final.
    App(AppError),
    /// The database did.
    Db(sqlx::Error),
}

impl<E: Into<AppErrorSource>> From<E> for Fault {
    fn from(error: E) -> Self {
        match error.into() {
            AppErrorSource::App(error) => Self::App(error),
            AppErrorSource::Db(error) => Self::Db(error),
        }
    }
}

/// What `?` may carry inside a command.
#[derive(Debug)]
pub enum AppErrorSource {
    /// A rule's refusal.
    App(AppError),
    /// The database's.
    Db(sqlx::Error),
}

macro_rules! carried {
    ($($kind:ty),+) => {
        $(impl From<$kind> for AppErrorSource {
            fn from(error: $kind) -> Self {
                Self::App(error.into())
            }
        })+
    };
}
carried!(AppError, Conflict, Denied, FieldErrors, Limit, Noun);

impl From<sqlx::Error> for AppErrorSource {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error)
    }
}

static INCIDENTS: AtomicU64 = AtomicU64::new(1);

/// Logs a fault of ours and gives the number that finds it in the log.
pub fn incident(what: &dyn std::fmt::Display) -> AppError {
    let number = INCIDENTS.fetch_add(1, Ordering::Relaxed);
    tracing::error!(incident = number, "{what}");
    AppError::Internal(number)
}

impl Fault {
    /// The answer to the person: a rule's refusal as it is, a full pool as
    /// busy, everything else as an incident.
    pub fn answer(self) -> AppError {
        match self {
            Self::App(error) => error,
            Self::Db(sqlx::Error::PoolTimedOut | sqlx::Error::Io(_)) => AppError::Busy,
            Self::Db(error) if is_away(&error) => AppError::Busy,
            Self::Db(error) => {
                note_damage(&error);
                incident(&error)
            }
        }
    }

    /// Whether running the command again may help (PostgreSQL 40001, 40P01).
    pub fn passes(&self) -> bool {
        matches!(self.code().as_deref(), Some("40001" | "40P01"))
    }

    /// Whether the SQLite transaction cannot be trusted any more: full disk,
    /// I/O error, lost memory, a statement that was interrupted, corruption, or a connection that broke.
    pub fn breaks_transaction(&self) -> bool {
        match self {
            Self::App(_) => false,
            Self::Db(sqlx::Error::Database(error)) => error
                .code()
                .and_then(|code| code.parse::<u32>().ok())
                .is_some_and(|code| matches!(code & 0xff, 5..=14 | 26)),
            Self::Db(error) => matches!(
                error,
                sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed | sqlx::Error::Protocol(_)
            ),
        }
    }

    /// Whether a UNIQUE rule of the database was broken.
    pub fn is_taken(&self) -> bool {
        match self {
            Self::Db(sqlx::Error::Database(error)) => error.is_unique_violation(),
            _ => false,
        }
    }

    fn code(&self) -> Option<String> {
        match self {
            Self::Db(sqlx::Error::Database(error)) => {
                error.code().map(std::borrow::Cow::into_owned)
            }
            _ => None,
        }
    }
}

/// Whether a statement met a database that is damaged.
static DAMAGED: AtomicBool = AtomicBool::new(false);

/// Remembers when this says that the database is damaged: SQLite's file is
/// malformed or none (11, 26), PostgreSQL's data or index corrupt (XX001, XX002).
/// Other pages may be whole, so nothing but remembering it would tell.
pub(super) fn note_damage(error: &sqlx::Error) {
    let sqlx::Error::Database(error) = error else {
        return;
    };
    let damaged = error.code().is_some_and(|code| match code.parse::<u32>() {
        Ok(number) if code.len() < 5 => matches!(number & 0xff, 11 | 26),
        _ => matches!(&*code, "XX001" | "XX002"),
    });
    if damaged {
        DAMAGED.store(true, Ordering::Relaxed);
    }
}

/// Whether a statement of this process met damage. What is mended is mended
/// while no server runs, so nothing takes it back.
pub fn is_damaged() -> bool {
    DAMAGED.load(Ordering::Relaxed)
}

/// Whether the database will be back in a moment: PostgreSQL restarting (57P…),
/// losing connections (08…) or full of them (53300), out of time for a statement
/// (57014), a lock (55P03) or an idle transaction (25P03); SQLite busy or locked
/// (5, 6).
fn is_away(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(error) = error else {
        return false;
    };
    error.code().is_some_and(|code| match code.parse::<u32>() {
        Ok(number) if code.len() < 5 => matches!(number & 0xff, 5 | 6),
        _ => {
            code.starts_with("57P")
                || code.starts_with("08")
                || matches!(&*code, "53300" | "57014" | "55P03" | "25P03")
        }
    })
}

impl From<Fault> for AppError {
    fn from(fault: Fault) -> Self {
        fault.answer()
    }
}
