//! What the data layer promises, on both engines.

use domain::{AppError, Denied};

use super::{Db, Fault, Lock, Tx, all, one, run};
use crate::testing::contract;

async fn add_department(tx: &mut Tx<'_>, slug: &str) -> Result<(), Fault> {
    run!(
        tx,
        "INSERT INTO departments (slug, name, position) VALUES ($1, $1, 0)",
        slug
    )?;
    Ok(())
}

async fn write_department(db: &Db, slug: &str) -> domain::Outcome<()> {
    db.write(Lock::Nothing, slug.to_owned(), |tx, slug| {
        Box::pin(add_department(tx, slug))
    })
    .await
}

async fn departments(db: &Db) -> i64 {
    one!(db db, i64, "SELECT COUNT(*) FROM departments").expect("a count")
}

contract! {
    async fn what_is_acknowledged_is_there(house: House) {
        write_department(&house.ctx.db, "service").await.expect("written");
        assert_eq!(departments(&house.ctx.db).await, 1);
    }

    async fn a_refused_command_leaves_no_trace(house: House) {
        let refused = house.ctx.db.write(Lock::Nothing, (), |tx, ()| Box::pin(async move {
            add_department(tx, "service").await?;
            Err::<(), _>(Denied::NotYours.into())
        })).await;
        assert_eq!(refused, Err(AppError::Denied(Denied::NotYours)));
        assert_eq!(departments(&house.ctx.db).await, 0);
    }

    async fn a_panic_in_one_command_harms_no_other(house: House) {
        let db = house.ctx.db.clone();
        let panicking = tokio::spawn(async move {
            db.write(Lock::Nothing, (), |tx, ()| Box::pin(async move {
                add_department(tx, "lost").await?;
                assert!(std::hint::black_box(false), "on purpose");
                Ok(())
            })).await
        });
        let panicked = panicking.await;
        assert!(panicked.is_err() || matches!(panicked, Ok(Err(AppError::Internal(_)))));
        write_department(&house.ctx.db, "service").await.expect("the next one is written");
        assert_eq!(departments(&house.ctx.db).await, 1);
    }

    async fn a_broken_rule_of_the_database_stops_only_its_own_command(house: House) {
        let db = &house.ctx.db;
        write_department(db, "service").await.expect("written");
        let twice = ["service", "product", "service", "sales"];
        let results = futures::future::join_all(twice.iter().map(|slug| write_department(db, slug))).await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 2);
        assert_eq!(departments(db).await, 3);
    }

    async fn concurrent_commands_are_all_written_once(house: House) {
        let db = &house.ctx.db;
        let slugs: Vec<String> = (0..200).map(|n| format!("department-{n}")).collect();
        let results = futures::future::join_all(slugs.iter().map(|slug| write_department(db, slug))).await;
        assert!(results.iter().all(Result::is_ok));
        let mut found: Vec<(String,)> = all!(db db, (String,), "SELECT slug FROM departments").expect("all");
        found.sort();
        found.dedup();
        assert_eq!(found.len(), 200);
    }
}

#[tokio::test]
async fn more_commands_than_the_queue_holds_are_told_that_the_server_is_busy() {
    let house = crate::testing::House::empty(crate::testing::Engine::Sqlite)
        .await
        .expect("built in");
    let db = &house.ctx.db;
    let slugs: Vec<String> = (0..super::writer::QUEUE + 400)
        .map(|n| format!("d{n}"))
        .collect();
    let results =
        futures::future::join_all(slugs.iter().map(|slug| write_department(db, slug))).await;
    let busy = results
        .iter()
        .filter(|result| **result == Err(AppError::Busy))
        .count();
    let written = results.iter().filter(|result| result.is_ok()).count();
    assert!(busy > 0, "the queue is bounded");
    assert_eq!(busy + written, slugs.len());
    assert_eq!(
        usize::try_from(departments(db).await),
        Ok(written),
        "busy means not written"
    );
}

#[tokio::test]
async fn a_second_server_on_the_same_file_is_refused_with_a_sentence() {
    let scratch = tempfile::tempdir().expect("a folder");
    let place = super::open::Place::File(scratch.path().join("barnraise.db"));
    let first = super::open::serve(&place).await.expect("the first opens");
    let second = super::open::serve(&place)
        .await
        .err()
        .expect("the second does not");
    assert!(second.to_string().contains("already running"));
    super::open::beside(&place)
        .await
        .expect("a command beside the server does");
    drop(first);
    super::open::serve(&place).await.expect("free again");
}

#[tokio::test]
async fn a_full_disk_refuses_the_whole_batch_and_writing_resumes() {
    let house = crate::testing::House::empty(crate::testing::Engine::Sqlite)
        .await
        .expect("built in");
    let db = &house.ctx.db;
    let full = db.write(Lock::Nothing, (), |tx, ()| {
        Box::pin(async move {
            // The page limit holds for this connection: the disk is full for it.
            run!(tx, "PRAGMA max_page_count = 1")?;
            add_department(tx, &"x".repeat(9_000_000)).await
        })
    });
    let (full, beside) = futures::future::join(full, write_department(db, "beside")).await;
    assert_eq!(full, Err(AppError::Busy));
    assert_eq!(
        departments(db).await,
        i64::from(beside.is_ok()),
        "busy means not written"
    );
    write_department(db, "service")
        .await
        .expect("written again");
}

#[tokio::test]
async fn a_file_locked_by_another_process_makes_writers_wait_then_busy_then_resume() {
    let house = crate::testing::House::empty(crate::testing::Engine::Sqlite)
        .await
        .expect("built in");
    let db = &house.ctx.db;
    let mut other = house.second_connection().await;
    sqlx::query("BEGIN IMMEDIATE")
        .execute(&mut other)
        .await
        .expect("locked");
    assert_eq!(write_department(db, "service").await, Err(AppError::Busy));
    assert_eq!(departments(db).await, 0, "reading goes on");
    sqlx::query("ROLLBACK")
        .execute(&mut other)
        .await
        .expect("free again");
    write_department(db, "service")
        .await
        .expect("written again");
    assert_eq!(departments(db).await, 1);
}

/// Name, type class and whether null is allowed, of each column of each table.
type Columns = Vec<(String, String, String, bool)>;

const SQLITE_COLUMNS: &str = "
    SELECT m.name, c.name, lower(c.type), c.\"notnull\" = 0 AND c.pk = 0
    FROM sqlite_master m, pragma_table_info(m.name) c
    WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
    ORDER BY 1, 2";
const POSTGRES_COLUMNS: &str = "
    SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'YES'
    FROM information_schema.columns
    WHERE table_schema = 'public'
    ORDER BY 1, 2";

fn alike(columns: Columns) -> Columns {
    let mut columns: Columns = columns
        .into_iter()
        .filter(|(table, ..)| !table.starts_with("ideas_search") && !table.starts_with("_sqlx"))
        .map(|(table, column, kind, null)| {
            let class = match kind.as_str() {
                "bigint" | "integer" => "integer",
                "double precision" | "real" => "real",
                "bytea" | "blob" => "bytes",
                other => other,
            };
            (table, column, class.to_owned(), null)
        })
        .collect();
    columns.sort();
    columns
}

#[tokio::test]
async fn both_engines_have_the_same_tables() {
    use crate::testing::{Engine, House};
    let Some(postgres) = House::empty(Engine::Postgres).await else {
        return;
    };
    let sqlite = House::empty(Engine::Sqlite).await.expect("built in");
    let left: Columns = all!(
        db & sqlite.ctx.db,
        (String, String, String, bool),
        SQLITE_COLUMNS
    )
    .expect("columns");
    let right: Columns = all!(
        db & postgres.ctx.db,
        (String, String, String, bool),
        POSTGRES_COLUMNS
    )
    .expect("columns");
    assert_eq!(alike(left), alike(right));
}

#[test]
fn migrations_have_the_same_numbers_and_names_on_both_engines() {
    let names = |engine: &str| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../migrations")
            .join(engine);
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("migrations")
            .map(|entry| {
                entry
                    .expect("a file")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
    assert!(!names("sqlite").is_empty());
}

#[tokio::test]
async fn on_postgresql_a_lock_or_a_statement_that_takes_too_long_is_told_as_busy() {
    use crate::testing::{Engine, House};
    let Some(house) = House::empty(Engine::Postgres).await else {
        return;
    };
    let db = &house.ctx.db;
    write_department(db, "service").await.expect("written");
    let slow = db.write(Lock::OwnRows, (), |tx, ()| {
        Box::pin(async move {
            one!(tx tx, bool, "SELECT pg_sleep(20) IS NULL")?;
            Ok(())
        })
    });
    // Another client holds the row for as long as this test wants.
    let Db::Postgres(pool) = db else { return };
    let mut other = pool.begin().await.expect("another client");
    sqlx::query("SELECT id FROM departments FOR UPDATE")
        .execute(&mut *other)
        .await
        .expect("locked");
    let locked = db.write(Lock::OwnRows, (), |tx, ()| {
        Box::pin(async move {
            run!(tx, "UPDATE departments SET name = 'Sales'")?;
            Ok(())
        })
    });
    let begun = std::time::Instant::now();
    let (slow, locked) = futures::future::join(slow, locked).await;
    assert_eq!((slow, locked), (Err(AppError::Busy), Err(AppError::Busy)));
    assert!(begun.elapsed() < std::time::Duration::from_secs(8));
    drop(other);
    write_department(db, "sales").await.expect("written again");
    assert_eq!(departments(db).await, 2);
}

const ENDLESS: &str = "
    WITH RECURSIVE endless (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM endless)
    UPDATE departments
    SET position = (SELECT MAX(n) FROM endless)";

#[tokio::test]
async fn on_sqlite_a_statement_that_never_ends_is_ended_and_writing_resumes() {
    let house = crate::testing::House::empty(crate::testing::Engine::Sqlite)
        .await
        .expect("built in");
    let db = &house.ctx.db;
    write_department(db, "service").await.expect("written");
    let begun = std::time::Instant::now();
    let endless = db.write(Lock::Nothing, (), |tx, ()| {
        Box::pin(async move {
            add_department(tx, "lost").await?;
            run!(tx, ENDLESS)?;
            Ok(())
        })
    });
    assert_eq!(endless.await, Err(AppError::Busy));
    assert!(begun.elapsed() < std::time::Duration::from_secs(8));
    write_department(db, "product")
        .await
        .expect("written again");
    assert_eq!(departments(db).await, 2, "busy means not written");
}
