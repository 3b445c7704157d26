//! A migration that fails, or dies half-way, changes nothing and leaves a
//! backup.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use sqlx::migrate::{Migration, MigrationType};
use sqlx::{ConnectOptions, SqlSafeStr};

use super::*;
use crate::db::open::{self, Place, up_to_date};

/// This program's migrations, and some that a next version would bring.
fn next_version(of: &Migrator, more: &[(i64, &'static str)]) -> Migrator {
    let mut all = of.migrations.to_vec();
    for (version, sql) in more {
        let name = "of the next version".into();
        let sql = sql.into_sql_str();
        all.push(Migration::new(
            *version,
            name,
            MigrationType::Simple,
            sql,
            false,
        ));
    }
    Migrator::with_migrations(all)
}

const GOOD: (i64, &str) = (9_001, "CREATE TABLE kites (id INTEGER PRIMARY KEY)");
const BROKEN: (i64, &str) = (9_002, "INSERT INTO kites (no_such_column) VALUES (1)");
const DANGLING: (i64, &str) = (
    9_003,
    "INSERT INTO idea_topics (idea_id, topic, position) VALUES (77, 'kites', 1)",
);
/// Writes until its process is killed, and not for ever should that fail.
const ENDLESS: (i64, &str) = (
    9_004,
    "CREATE TABLE filler AS
     WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1000000)
     SELECT n, randomblob(1000) AS bytes FROM n",
);

async fn state(file: &Path) -> State {
    let mut connection = open::reader(file).connect().await.expect("it opens");
    of_sqlite(&mut connection, &SQLITE).await.expect("a state")
}

fn backups(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "backup"))
        .collect()
}

/// The old version still starts on the file, and its backup is whole.
async fn nothing_happened(file: &Path, folder: &Path) {
    assert!(matches!(state(file).await, State::Current(_)));
    let made = backups(folder);
    let [backup] = made.as_slice() else {
        panic!("one backup stands beside: {made:?}");
    };
    let found = crate::operation::verify_backup(backup).await;
    assert_eq!(found.expect("it can be looked at"), Vec::<String>::new());
    let place = Place::File(file.to_owned());
    open::serve(&place).await.expect("the old version starts");
}

#[tokio::test]
async fn a_migration_that_fails_changes_nothing_and_leaves_a_backup() {
    for more in [[GOOD, BROKEN], [GOOD, DANGLING]] {
        let scratch = tempfile::tempdir().expect("a folder");
        let file = scratch.path().join("barnraise.db");
        drop(
            open::serve(&Place::File(file.clone()))
                .await
                .expect("opens"),
        );
        let known = next_version(&SQLITE, &more);
        let failed = up_to_date(&file, scratch.path(), &known).await;
        assert!(failed.is_err());
        nothing_happened(&file, scratch.path()).await;
    }
}

#[tokio::test]
async fn what_was_found_before_the_index_was_made_anew_is_found_after() {
    let scratch = tempfile::tempdir().expect("a folder");
    let file = scratch.path().join("barnraise.db");
    let options = open::writer(&file).foreign_keys(false);
    let mut connection = options.connect().await.expect("it opens");
    let before = migrate_sqlite(&mut connection, &SQLITE, Some(17)).await;
    before.expect("the tables before");
    let words =
        "INSERT INTO ideas_search (rowid, words) VALUES (7, 'grosse lanterns 42'), (9, 'lantern')";
    let written = sqlx::query(words).execute(&mut connection).await;
    written.expect("two ideas");
    let after = migrate_sqlite(&mut connection, &SQLITE, None).await;
    after.expect("the tables after");
    for (asked, found) in [
        ("\"lanterns\"", vec![7]),
        ("\"lan\"*", vec![7, 9]),
        ("\"lanter\"*", vec![7, 9]),
        ("\"42\" \"gross\"*", vec![7]),
        ("\"4\"", vec![]),
    ] {
        let ids = "SELECT rowid FROM ideas_search WHERE ideas_search MATCH $1 ORDER BY rowid";
        let ids = sqlx::query_scalar(ids).bind(asked);
        let ids: Vec<i64> = ids.fetch_all(&mut connection).await.expect("an answer");
        assert_eq!(ids, found, "{asked}");
    }
}

#[tokio::test]
async fn a_file_of_a_newer_version_is_refused_with_a_sentence() {
    let scratch = tempfile::tempdir().expect("a folder");
    let file = scratch.path().join("barnraise.db");
    let known = next_version(&SQLITE, &[GOOD]);
    up_to_date(&file, scratch.path(), &known)
        .await
        .expect("new");
    let place = Place::File(file);
    for refused in [open::serve(&place).await, open::beside(&place).await] {
        let sentence = refused.err().expect("refused").to_string();
        assert!(sentence.contains("newer version"), "{sentence}");
    }
    assert!(backups(scratch.path()).is_empty());
}

#[tokio::test]
async fn on_postgres_a_migration_that_fails_changes_nothing() {
    let Some(url) = crate::testing::postgres_database().await else {
        return;
    };
    let mut server = open::command(&url).await.expect("the server");
    migrate_postgres(&mut server, &POSTGRES).await.expect("new");
    let kites = (9_001, "CREATE TABLE kites (id BIGINT)");
    let known = next_version(&POSTGRES, &[kites, BROKEN]);
    assert!(migrate_postgres(&mut server, &known).await.is_err());
    let state = of_postgres(&mut server, &POSTGRES).await.expect("a state");
    assert!(matches!(state, State::Current(_)));
    let known = next_version(&POSTGRES, &[kites]);
    migrate_postgres(&mut server, &known).await.expect("mended");
    let newer = open::serve(&Place::Server(url)).await.err();
    assert!(
        newer
            .expect("refused")
            .to_string()
            .contains("newer version")
    );
}

/// Names the file to the process below.
const VICTIM: &str = "BARNRAISE_TEST_MIGRATE";

#[tokio::test]
async fn a_migration_killed_half_way_changes_nothing_and_leaves_a_backup() {
    let scratch = tempfile::tempdir().expect("a folder");
    let file = scratch.path().join("barnraise.db");
    drop(
        open::serve(&Place::File(file.clone()))
            .await
            .expect("opens"),
    );
    let this = std::env::current_exe().expect("this program");
    let mut child = Command::new(this)
        .args(["--exact", "--ignored", "db::schema::tests::killed_half_way"])
        .env(VICTIM, &file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("this program runs");
    let journal = scratch.path().join("barnraise.db-wal");
    let written = || journal.metadata().map_or(0, |file| file.len());
    for _ in 0..2_000 {
        if written() > 4_000_000 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let half_way = written();
    child.kill().expect("it is ours");
    let ended = child.wait().expect("it ends");
    assert!(half_way > 4_000_000, "it was writing: {half_way}");
    assert!(!ended.success(), "it did not come to its end");
    nothing_happened(&file, scratch.path()).await;
}

#[tokio::test]
#[ignore = "run by the test above, which kills it"]
async fn killed_half_way() {
    let Some(file) = std::env::var_os(VICTIM).map(PathBuf::from) else {
        return;
    };
    let folder = file.parent().expect("a folder");
    let known = next_version(&SQLITE, &[GOOD, ENDLESS]);
    up_to_date(&file, folder, &known)
        .await
        .expect("killed before");
}
