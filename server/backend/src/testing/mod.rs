//! The house that contract tests are written in: every use case on a fresh
//! database of either engine, with a clock and randomness of the test's own.

pub(crate) mod ideas;
pub(crate) mod members;
pub(crate) mod teams;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use domain::Timestamp;
use sqlx::{Connection, PgConnection};

use crate::context::{Clock, Context, Entropy, SystemEntropy};
use crate::db::open::{self, Opened, Place};

/// The engines every contract holds on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

/// A clock that moves when the test says so. Begins on 2026-05-12, 10:00 UTC.
#[derive(Clone)]
pub(crate) struct TestClock(Arc<AtomicI64>);

impl TestClock {
    fn start() -> Self {
        Self(Arc::new(AtomicI64::new(1_778_580_000_000_000)))
    }

    /// Moves the time by this many microseconds.
    pub(crate) fn pass(&self, micros: i64) {
        self.0.fetch_add(micros, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

/// Secrets that count up: no two alike, the same in every run.
struct CountingEntropy(AtomicU64);

impl Entropy for CountingEntropy {
    fn secret(&self) -> [u8; 32] {
        let mut bytes = [7; 32];
        bytes[..8].copy_from_slice(&self.0.fetch_add(1, Ordering::SeqCst).to_be_bytes());
        bytes
    }
}

/// A fresh database with its context; scratch files go when it is dropped.
pub(crate) struct House {
    /// Database, clock and randomness.
    pub(crate) ctx: Context,
    /// Moves the clock.
    pub(crate) clock: TestClock,
    place: Place,
    _opened: Opened,
    scratch: tempfile::TempDir,
}

impl House {
    /// An empty house, or `None` (said aloud) where PostgreSQL is not at hand.
    pub(crate) async fn empty(engine: Engine) -> Option<Self> {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let place = match engine {
            Engine::Sqlite => Place::File(scratch.path().join("test.db")),
            Engine::Postgres => Place::Server(postgres_database().await?),
        };
        let opened = open::serve(&place).await.expect("a fresh database opens");
        let clock = TestClock::start();
        let ctx = Context {
            db: opened.db.clone(),
            clock: Arc::new(clock.clone()),
            entropy: Arc::new(CountingEntropy(AtomicU64::new(1))),
            limits: crate::limits::Limits::Relaxed,
            changes: crate::changes::Changes::default(),
        };
        Some(Self {
            ctx,
            clock,
            place,
            _opened: opened,
            scratch,
        })
    }
}

impl House {
    /// The database as another process opens it beside the first.
    pub(crate) async fn opened_again(&self) -> crate::db::Db {
        let opened = open::beside(&self.place).await.expect("it opens again");
        opened.db.clone()
    }

    /// Where its database is.
    pub(crate) fn place(&self) -> &Place {
        &self.place
    }

    /// A folder for files of the test's own.
    pub(crate) fn scratch(&self) -> &Path {
        self.scratch.path()
    }

    /// Changes rows behind the back of every use case.
    pub(crate) async fn spoil(&self, sql: &str) {
        let sql = sqlx::AssertSqlSafe(sql.to_owned());
        match &self.place {
            Place::File(_) => {
                let mut file = self.second_connection().await;
                sqlx::query(sql).execute(&mut file).await.expect("spoilt");
            }
            Place::Server(url) => {
                let mut server = PgConnection::connect(url).await.expect("the server");
                sqlx::query(sql).execute(&mut server).await.expect("spoilt");
            }
        }
    }

    /// A connection of another process to this SQLite file.
    pub(crate) async fn second_connection(&self) -> sqlx::SqliteConnection {
        let path = self.scratch.path().join("test.db");
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path);
        sqlx::SqliteConnection::connect_with(&options)
            .await
            .expect("the file opens")
    }
}

/// The URL of a new database on the test server.
pub(crate) async fn postgres_database() -> Option<String> {
    let Some(base) = std::env::var("TEST_DATABASE_URL").ok().or_else(cluster) else {
        assert!(std::env::var_os("CI").is_none(), "CI must have PostgreSQL");
        eprintln!("skipped: no PostgreSQL");
        return None;
    };
    let mut admin = PgConnection::connect(&base)
        .await
        .expect("the test server answers");
    // Unlike in every process of the run.
    let unique = SystemEntropy.secret();
    let name = unique[..8]
        .iter()
        .fold("t".to_owned(), |name, byte| format!("{name}{byte:02x}"));
    let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
    sqlx::query(create)
        .execute(&mut admin)
        .await
        .expect("a new database");
    let (server, _) = base.rsplit_once('/').expect("a URL names its database");
    Some(format!("{server}/{name}"))
}

/// The test run's own PostgreSQL server: started by the first test that asks,
/// shared by all processes of the run, stopped when the runner ends.
fn cluster() -> Option<String> {
    let bin = postgres_programs()?;
    let runner = std::os::unix::process::parent_id();
    let folder = std::env::temp_dir().join(format!("barnraise-pg-{runner}"));
    std::fs::create_dir_all(&folder).expect("a scratch folder");
    let gate = File::create(folder.join("gate")).expect("a lock file");
    gate.lock().expect("the lock");
    let port_file = folder.join("port");
    if let Ok(port) = std::fs::read_to_string(&port_file) {
        return Some(url(&port));
    }
    let port = free_port();
    let data = folder.join("data");
    let log = folder.join("log");
    if is_root() {
        let owned = Command::new("chown").arg("postgres").arg(&folder).status();
        assert!(
            owned.is_ok_and(|done| done.success()),
            "the folder goes to the user postgres"
        );
    }
    let (bin, data, log, folder) = (
        bin.display(),
        data.display(),
        log.display(),
        folder.display(),
    );
    let init = format!(
        "{bin}/initdb --no-sync -D {data} -U barnraise --auth=trust --encoding=UTF8 --locale=C > {log} 2>&1"
    );
    assert!(
        as_postgres(&init).status().expect("initdb runs").success(),
        "initdb: see {log}"
    );
    let serve = format!(
        "{bin}/postgres -D {data} -p {port} -k {folder} -c listen_addresses=127.0.0.1 \
         -c fsync=off -c max_connections=400 >> {log} 2>&1 & \
         server=$!; while [ -d /proc/{runner} ]; do sleep 1; done; \
         kill -INT $server; wait $server; rm -rf {folder}"
    );
    #[expect(
        clippy::zombie_processes,
        reason = "it outlives this test and ends with the runner"
    )]
    let _server = as_postgres(&serve)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the server starts");
    for _ in 0..200 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            std::thread::sleep(Duration::from_millis(300));
            std::fs::write(&port_file, port.to_string()).expect("the port is noted");
            return Some(url(&port.to_string()));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("PostgreSQL did not start: see {log}");
}

fn url(port: &str) -> String {
    format!("postgres://barnraise@127.0.0.1:{port}/postgres")
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}

fn postgres_programs() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|bin: &PathBuf| bin.join("initdb").exists())
        .collect();
    versions.sort();
    versions.pop()
}

fn is_root() -> bool {
    std::os::unix::fs::MetadataExt::uid(
        &std::fs::metadata(Path::new("/proc/self")).expect("procfs"),
    ) == 0
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
    command.current_dir("/");
    command
}

/// Writes a contract: each `async fn name(house: House)` becomes a test on
/// SQLite and one on PostgreSQL.
macro_rules! contract {
    ($(async fn $name:ident($house:ident: House) $body:block)+) => {
        $(mod $name {
            #[allow(unused_imports, reason = "each contract uses what it needs of its file")]
            use super::*;

            async fn contract($house: $crate::testing::House) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn on_sqlite() {
                let house = $crate::testing::House::empty($crate::testing::Engine::Sqlite).await;
                contract(house.expect("SQLite is built in")).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn on_postgres() {
                if let Some(house) = $crate::testing::House::empty($crate::testing::Engine::Postgres).await {
                    contract(house).await;
                }
            }
        })+
    };
}

pub(crate) use contract;
