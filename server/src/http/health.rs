//! Whether the process lives, and whether it can do its work.

use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use backend::db::{self, Db};
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::stop::Stopping;
use crate::house::House;

/// Free bytes that must be left where the data is: room for the write-ahead log.
const RESERVE: u64 = 64 * 1024 * 1024;
/// How long an answer holds: who asks more often costs nothing more.
const HOLDS: Duration = Duration::from_secs(1);
/// How long the database may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is looked at.
pub(crate) struct Health {
    db: Db,
    /// The folder of a SQLite file.
    data: Option<PathBuf>,
    stopping: Stopping,
    last: Mutex<Option<(Instant, Report)>>,
}

/// What was seen; each is ok, or says what is not.
#[derive(Clone, Copy, Debug)]
struct Report {
    ready: bool,
    server: &'static str,
    writer: &'static str,
    migrations: &'static str,
    database: &'static str,
    disk: &'static str,
}

const OK: &str = "ok";

impl Health {
    /// Of this database, whose file lies in this folder.
    pub(crate) fn new(db: Db, data: Option<PathBuf>, stopping: Stopping) -> Self {
        Self {
            db,
            data,
            stopping,
            last: Mutex::default(),
        }
    }

    async fn report(&self) -> Report {
        let mut last = self.last.lock().await;
        let mut report = match *last {
            Some((seen, report)) if seen.elapsed() < HOLDS => report,
            _ => {
                let report = Box::pin(self.look()).await;
                *last = Some((Instant::now(), report));
                report
            }
        };
        if self.stopping.is_told() {
            report.server = "stopping";
            report.ready = false;
        }
        report
    }

    async fn look(&self) -> Report {
        let beats = tokio::time::timeout(PATIENCE, self.db.beat());
        let current = tokio::time::timeout(PATIENCE, self.db.is_current());
        let (beats, current) = tokio::join!(beats, current);
        let writer = match beats {
            Ok(Ok(())) => OK,
            _ => "not writing",
        };
        let migrations = match current {
            Ok(Ok(true)) => OK,
            Ok(Ok(false)) => "not those of this program",
            _ => "unknown",
        };
        let database = if db::is_damaged() { "damaged" } else { OK };
        let disk = match self.data.as_deref().map(free) {
            None => OK,
            Some(Ok(free)) if free >= RESERVE => OK,
            Some(Ok(_)) => "nearly full",
            Some(Err(_)) => "unknown",
        };
        Report {
            ready: [writer, migrations, database, disk]
                .iter()
                .all(|seen| *seen == OK),
            server: OK,
            writer,
            migrations,
            database,
            disk,
        }
    }
}

/// Bytes that this process may still use of a folder's file system.
fn free(folder: &Path) -> std::io::Result<u64> {
    let system = rustix::fs::statvfs(folder)?;
    Ok(system.f_bavail.saturating_mul(system.f_frsize))
}

/// The process answers.
pub(crate) async fn live() -> StatusCode {
    StatusCode::OK
}

/// The server can do its work, or what keeps it from that.
pub(crate) async fn ready(State(house): State<House>) -> Response {
    let report = house.health.report().await;
    let status = if report.ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let Report {
        ready,
        server,
        writer,
        migrations,
        database,
        disk,
    } = report;
    let told = serde_json::json!({
        "ready": ready, "server": server, "writer": writer, "migrations": migrations,
        "database": database, "disk": disk,
    });
    let mut response = (status, told.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if !report.ready {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    response
}
