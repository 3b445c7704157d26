//! The one writer of a SQLite file: group commit at `synchronous=FULL`.
//!
//! Commands wait in a bounded queue. The writer takes what is there (at most
//! [`BATCH`]), begins one immediate transaction, runs each command in its own
//! savepoint, commits once, and only then answers. Nothing acknowledged can be
//! lost, nothing refused leaves a trace, and one fsync serves many commands.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures::FutureExt;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tokio::sync::{mpsc, oneshot};
use tracing::Span;

use domain::{AppError, Outcome};

use super::fault::{incident, note_damage};
use super::pulse::{self, Pulse};
use super::watchdog::Watchdog;
use super::{Done, Fault, Tx};

/// Commands committed at once, at most.
pub const BATCH: usize = 256;
/// Commands that may wait; one more is told that the server is busy.
pub const QUEUE: usize = 1_024;
/// How long one command may take.
const BUDGET: Duration = Duration::from_secs(5);
/// How long a batch may take: more than a file that is locked or a command that
/// computes, which have their own limits. Beyond, SQLite's thread is gone.
const STUCK: Duration = Duration::from_secs(30);
/// Pause before opening a lost connection anew.
const PAUSE: Duration = Duration::from_millis(200);

type Body = Box<dyn for<'t> Fn(&'t mut Tx<'_>) -> Done<'t, ()> + Send + Sync>;

struct Command {
    body: Body,
    answer: oneshot::Sender<Outcome<()>>,
    /// The request it belongs to, which the log names beside a fault.
    request: Span,
}

impl Command {
    fn new(body: Body, answer: oneshot::Sender<Outcome<()>>) -> Self {
        Self {
            body,
            answer,
            request: Span::current(),
        }
    }
}

/// The way to the writer; cheap to clone. The writer ends when the last of
/// these is dropped and the queue is empty.
#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Command>,
    pulse: Pulse,
}

/// The transaction was lost: none of its commands may be acknowledged.
struct Lost;

impl Writer {
    /// Starts the writer on this file.
    pub async fn start(options: SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        let watchdog = Watchdog::new();
        let connection = connect(&watchdog, &options).await?;
        let (queue, waiting) = mpsc::channel(QUEUE);
        let pulse = Pulse::new();
        let work = write_on(connection, watchdog, options, waiting, pulse.clone());
        on_a_thread(work).map_err(sqlx::Error::Io)?;
        Ok(Self { queue, pulse })
    }

    /// When it last committed.
    pub(super) fn pulse(&self) -> &Pulse {
        &self.pulse
    }

    /// Queues a command and waits until it is durable or refused.
    pub(super) async fn submit<C, T, F>(&self, command: C, body: F) -> Outcome<T>
    where
        C: Send + Sync + 'static,
        T: Send + 'static,
        F: for<'t> Fn(&'t mut Tx<'_>, &'t C) -> Done<'t, T> + Send + Sync + 'static,
    {
        let shared = Arc::new((command, body, Mutex::new(None::<T>)));
        let inner = Arc::clone(&shared);
        let body: Body = Box::new(move |tx| {
            let shared = Arc::clone(&inner);
            Box::pin(async move {
                let (command, body, value) = &*shared;
                let result = body(tx, command).await?;
                *value.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
                Ok(())
            })
        });
        let (answer, answered) = oneshot::channel();
        self.queue
            .try_send(Command::new(body, answer))
            .map_err(|_| {
                pulse::busy(1);
                AppError::Busy
            })?;
        answered.await.map_err(|_| AppError::Busy)??;
        let mut value = shared.2.lock().unwrap_or_else(PoisonError::into_inner);
        value
            .take()
            .ok_or_else(|| incident(&"an acknowledged command left no value"))
    }
}

/// Runs the writer on a thread of its own. Every statement of every command
/// wakes it; among the tasks of hundreds of requests it would wait for its turn
/// each time, and everybody who writes with it.
fn on_a_thread(work: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    std::thread::Builder::new()
        .name("writer".into())
        .spawn(move || runtime.block_on(work))?;
    Ok(())
}

async fn write_on(
    mut connection: SqliteConnection,
    watchdog: Watchdog,
    options: SqliteConnectOptions,
    mut waiting: mpsc::Receiver<Command>,
    pulse: Pulse,
) {
    let mut batch = Vec::with_capacity(BATCH);
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        pulse::queued(batch.len() + waiting.len());
        let work = commit(&mut connection, &watchdog, &batch);
        let done = tokio::time::timeout(STUCK, work).await;
        if let Ok(Ok(answers)) = done {
            pulse.beat(batch.len());
            for (command, answer) in batch.drain(..).zip(answers) {
                // Whoever stopped waiting does not need the answer.
                let _ = command.answer.send(answer);
            }
        } else {
            if done.is_err() {
                tracing::error!("the database did not answer within {STUCK:?}");
            }
            pulse::busy(batch.len());
            for command in batch.drain(..) {
                let _ = command.answer.send(Err(AppError::Busy));
            }
            connection = reopened(connection, &watchdog, &options, &mut waiting).await;
        }
    }
    if let Err(error) = connection.close().await {
        tracing::warn!("closing the writer: {error}");
    }
}

/// A savepoint's name. Two commands in a row have different ones: what is rolled
/// back to is never that of the command before.
#[derive(Clone, Copy)]
enum Name {
    Odd,
    Even,
}

impl Name {
    fn other(self) -> Self {
        match self {
            Self::Odd => Self::Even,
            Self::Even => Self::Odd,
        }
    }

    /// What opens this savepoint after the one of the other name.
    const fn follow(self) -> &'static str {
        match self {
            Self::Odd => "RELEASE even; SAVEPOINT odd;\n",
            Self::Even => "RELEASE odd; SAVEPOINT even;\n",
        }
    }

    const fn undo(self) -> &'static str {
        match self {
            Self::Odd => "ROLLBACK TO odd",
            Self::Even => "ROLLBACK TO even",
        }
    }
}

const BEGIN: &str = "BEGIN IMMEDIATE; SAVEPOINT odd;\n";

/// Runs a batch in one transaction; answers in the order of the commands. What
/// stands between two commands goes to SQLite together with the first statement
/// of the second, see [`super::Errand`].
async fn commit(
    connection: &mut SqliteConnection,
    watchdog: &Watchdog,
    batch: &[Command],
) -> Result<Vec<Outcome<()>>, Lost> {
    let mut answers = Vec::with_capacity(batch.len());
    // The savepoint that is open; none until a command sent something.
    let mut open = None;
    for command in batch {
        let next = open.map_or(Name::Odd, Name::other);
        let ahead = open.map_or(BEGIN, |_| next.follow());
        watchdog.allow(BUDGET);
        let mut tx = Tx::opened_by(ahead, connection);
        let result = attempt(&mut tx, command).await;
        let untouched = tx.is_untouched();
        watchdog.rest();
        if !untouched {
            open = Some(next);
        }
        if let Err(fault) = &result {
            if fault.breaks_transaction() {
                if let Fault::Db(error) = fault {
                    note_damage(error);
                }
                tracing::error!("the write transaction broke: {fault:?}");
                return Err(Lost);
            }
            if !untouched {
                execute(connection, next.undo()).await?;
            }
        }
        answers.push(command.request.in_scope(|| result.map_err(Fault::answer)));
    }
    // Where nothing was sent, it is still told whether writing works.
    let end = open.map_or("BEGIN IMMEDIATE; COMMIT", |_| "COMMIT");
    execute(connection, end).await?;
    Ok(answers)
}

/// One command, its panics caught. How long it may take is the watchdog's.
async fn attempt(tx: &mut Tx<'_>, command: &Command) -> Result<(), Fault> {
    let work = async {
        (command.body)(tx).await?;
        Ok(tx.settle().await?)
    };
    let done = AssertUnwindSafe(work).catch_unwind().await;
    done.unwrap_or_else(|_| {
        let told = command.request.in_scope(|| incident(&"a command panicked"));
        Err(Fault::App(told))
    })
}

async fn execute(connection: &mut SqliteConnection, sql: &'static str) -> Result<(), Lost> {
    sqlx::query(sql)
        .execute(connection)
        .await
        .map(|_| ())
        .map_err(|error| {
            note_damage(&error);
            tracing::error!("{sql}: {error}");
            Lost
        })
}

/// A watched connection.
async fn connect(
    watchdog: &Watchdog,
    options: &SqliteConnectOptions,
) -> Result<SqliteConnection, sqlx::Error> {
    watchdog.rest();
    let mut connection = options.connect().await?;
    watchdog.watch(&mut connection).await?;
    Ok(connection)
}

/// A fresh connection after a lost transaction. Keeps trying; until it works,
/// whoever waits is told that the server is busy.
async fn reopened(
    lost: SqliteConnection,
    watchdog: &Watchdog,
    options: &SqliteConnectOptions,
    waiting: &mut mpsc::Receiver<Command>,
) -> SqliteConnection {
    // Dropping, not closing: a broken connection may not be able to say goodbye,
    // and SQLite rolls an open transaction back when its handle goes.
    drop(lost);
    loop {
        tokio::time::sleep(PAUSE).await;
        match connect(watchdog, options).await {
            Ok(connection) => return connection,
            Err(error) => tracing::error!("opening the database anew: {error}"),
        }
        while let Ok(command) = waiting.try_recv() {
            pulse::busy(1);
            let _ = command.answer.send(Err(AppError::Busy));
        }
    }
}
