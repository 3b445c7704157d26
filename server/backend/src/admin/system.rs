//! How the installation is. Every figure is cheap: nothing is counted.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use domain::accounts::Actor;
use domain::admin::{Migration, Saved, SystemAdmin, SystemReport, TableSize};
use domain::{Outcome, policy};

use super::AdminService;
use crate::db::{Db, Fault, all, one};
use crate::jobs;
use crate::limits::Limits;
use crate::operation::{self, Backup};

/// The tables that grow.
const TABLES: [&str; 8] = [
    "members", "ideas", "votes", "comments", "teams", "pledges", "notices", "events",
];

/// What one engine says of itself.
struct Engine {
    name: String,
    bytes: u64,
    log: Option<u64>,
    free: Option<u64>,
    folder: Option<String>,
    tables: Vec<TableSize>,
}

async fn engine(db: &Db) -> Result<Engine, Fault> {
    match db {
        Db::Sqlite { .. } => sqlite(db).await,
        Db::Postgres(_) => postgres(db).await,
    }
}

const SQLITE: &str = "SELECT sqlite_version()";
const FILE: &str = "SELECT file FROM pragma_database_list WHERE name = 'main'";

/// The last row's number says about how many there were.
macro_rules! last_row {
    ($($table:literal)+) => {
        [$(($table, concat!("SELECT COALESCE(MAX(rowid), 0) FROM ", $table))),+]
    };
}
const LAST_ROWS: [(&str, &str); TABLES.len()] = last_row!(
    "members" "ideas" "votes" "comments" "teams" "pledges" "notices" "events"
);

async fn sqlite(db: &Db) -> Result<Engine, Fault> {
    let version: String = one!(db db, String, SQLITE)?;
    let file = PathBuf::from(one!(db db, String, FILE)?);
    let mut tables = Vec::new();
    for (name, last_row) in LAST_ROWS {
        tables.push(TableSize {
            name: name.to_owned(),
            rows: one!(db db, i64, last_row)?,
        });
    }
    let folder = file.parent().map(|folder| folder.display().to_string());
    let mut log = file.clone().into_os_string();
    log.push("-wal");
    let disk = tokio::task::spawn_blocking(move || {
        let size = |path: &Path| std::fs::metadata(path).map(|file| file.len()).ok();
        (size(&file), size(Path::new(&log)), free(&file))
    });
    let (bytes, log, free) = disk.await.unwrap_or_default();
    Ok(Engine {
        name: format!("SQLite {version}"),
        bytes: bytes.unwrap_or_default(),
        log: Some(log.unwrap_or_default()),
        free,
        folder,
        tables,
    })
}

/// Bytes that may still be written where this file is.
fn free(file: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(file.parent()?).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

const POSTGRES: &str = "SELECT current_setting('server_version')";
const SIZE: &str = "SELECT pg_database_size(current_database())";
const ESTIMATES: &str = "
    SELECT relname::TEXT, GREATEST(reltuples, 0)::BIGINT
    FROM pg_class
    WHERE relkind = 'r'
    AND relnamespace = CAST('public' AS regnamespace)";

async fn postgres(db: &Db) -> Result<Engine, Fault> {
    let version: String = one!(db db, String, POSTGRES)?;
    let bytes: i64 = one!(db db, i64, SIZE)?;
    let estimates = all!(db db, (String, i64), ESTIMATES)?;
    let table = |name: &str| TableSize {
        name: name.to_owned(),
        rows: estimates
            .iter()
            .find(|(known, _)| known == name)
            .map_or(0, |(_, rows)| *rows),
    };
    Ok(Engine {
        name: format!("PostgreSQL {version}"),
        bytes: u64::try_from(bytes).unwrap_or_default(),
        log: None,
        free: None,
        folder: None,
        tables: TABLES.iter().map(|name| table(name)).collect(),
    })
}

fn saved(backup: Backup) -> Saved {
    Saved {
        at: backup.at,
        bytes: u64::try_from(backup.bytes).ok().filter(|_| backup.ok),
    }
}

const MIGRATIONS: &str = "
    SELECT version, description
    FROM _sqlx_migrations
    ORDER BY version";

#[async_trait]
impl SystemAdmin for AdminService {
    async fn report(&self, actor: &Actor) -> Outcome<SystemReport> {
        policy::administer(actor)?;
        let db = &self.ctx.db;
        let engine = engine(db).await?;
        let migrations = all!(db db, (i64, String), MIGRATIONS).map_err(Fault::from)?;
        let migration = |(number, name)| Migration { number, name };
        Ok(SystemReport {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            commit: option_env!("BARNRAISE_COMMIT").map(str::to_owned),
            started: self.started,
            engine: engine.name,
            database: engine.bytes,
            log: engine.log,
            free: engine.free,
            folder: engine.folder,
            tables: engine.tables,
            migrations: migrations.into_iter().map(migration).collect(),
            backup: operation::last_backup(db).await?.map(saved),
            drift: jobs::drift(db).await?,
            relaxed: self.ctx.limits == Limits::Relaxed,
        })
    }
}
