//! What backups, restoring and verifying promise, on both engines.

mod damage;
mod travel;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::Timestamp;
use domain::comments::{CommentBody, Comments};
use sqlx::{AssertSqlSafe, ConnectOptions};

use super::*;
use crate::comments::CommentsService;
use crate::db::open::{self, Place};
use crate::testing::{House, contract};

/// Every row of every table, as text, but what is known of backups.
type Rows = BTreeMap<String, Vec<String>>;

/// What a backup file holds.
async fn rows(file: &Path) -> Rows {
    let mut connection = open::reader(file).connect().await.expect("it opens");
    let mut rows = Rows::new();
    for table in table::tables(&mut connection).await.expect("tables") {
        let all = sqlx::query(AssertSqlSafe(table.select()));
        let all = all.fetch_all(&mut connection).await.expect("rows");
        let mut lines: Vec<String> = all
            .iter()
            .map(|row| format!("{:?}", table::of_sqlite(&table, row).expect("a row")))
            .collect();
        lines.sort();
        rows.insert(table.name, lines);
    }
    assert!(rows.remove("backups").is_some());
    rows
}

/// An organisation in which something of every kind has happened.
async fn lively(house: &House) {
    house.organisation().await;
    let ada = house.employee("Ada", "service").await;
    let ines = house.customer("Ines").await;
    let idea = house.idea_called(&ada, "A bench by the gate").await;
    house.idea_called(&ines, "Größere Schrauben").await;
    house.supporters(&idea, 3).await;
    let words = CommentBody::parse("Yes, with a *back*.").expect("words");
    let comments = CommentsService::new(house.ctx.clone());
    let posted = comments.post(&ines, idea.number, None, words).await;
    posted.expect("posted");
    let team = house.team(&ada, &idea, &[("Joinery", 4)]).await;
    house
        .sit(&ada, team.number, "Joinery")
        .await
        .expect("seated");
}

async fn backed_up(house: &House, name: &str) -> PathBuf {
    let file = house.scratch().join(name);
    let at = house.now();
    let made = backup(house.place(), &file, false, Reason::Asked, at).await;
    assert!(made.expect("a backup").bytes > 0);
    file
}

contract! {
    async fn a_backup_is_whole_private_and_known(house: House) {
        use std::os::unix::fs::PermissionsExt;
        lively(&house).await;
        let file = backed_up(&house, "monday.backup").await;
        assert_eq!(verify_backup(&file).await.expect("verified"), Vec::<String>::new());
        let meta = std::fs::metadata(&file).expect("a file");
        assert_eq!(meta.permissions().mode() & 0o777, 0o600);
        let known = last_backup(&house.ctx.db).await.expect("asked").expect("one");
        let bytes = i64::try_from(meta.len()).expect("small");
        let (name, at) = ("monday.backup".to_owned(), house.now());
        assert_eq!(known, Backup { at, reason: Reason::Asked, file: name, bytes, ok: true });
    }

    async fn a_backup_never_takes_the_place_of_the_database(house: House) {
        house.organisation().await;
        let Place::File(database) = house.place() else {
            return;
        };
        for end in ["", "-wal", "-shm", ".lock"] {
            let mut name = database.as_os_str().to_owned();
            name.push(end);
            let file = PathBuf::from(name);
            let made = backup(house.place(), &file, true, Reason::Asked, house.now()).await;
            assert!(matches!(made, Err(Trouble::ItsOwn(_))), "{end}");
        }
        assert_eq!(verify_backup(database).await.expect("verified"), Vec::<String>::new());
    }

    async fn a_backup_needs_a_folder_that_is_there(house: House) {
        house.organisation().await;
        let file = house.scratch().join("tapes/monday.backup");
        let made = backup(house.place(), &file, false, Reason::Asked, house.now()).await;
        assert!(matches!(made, Err(Trouble::NoFolder(_))), "{made:?}");
        assert!(!house.scratch().join("tapes").exists());
    }

    async fn a_backup_overwrites_another_only_when_told_to(house: House) {
        house.organisation().await;
        let file = backed_up(&house, "monday.backup").await;
        let before = std::fs::read(&file).expect("a file");
        let again = backup(house.place(), &file, false, Reason::Asked, house.now()).await;
        assert!(matches!(again, Err(Trouble::Exists(_))));
        assert_eq!(std::fs::read(&file).expect("a file"), before);
        assert!(!last_backup(&house.ctx.db).await.expect("asked").expect("one").ok);

        house.customer("Ines").await;
        backup(house.place(), &file, true, Reason::Asked, house.now()).await.expect("told to");
        assert_ne!(std::fs::read(&file).expect("a file"), before);
        let left: Vec<_> = std::fs::read_dir(house.scratch()).expect("a folder")
            .filter(|entry| entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().contains(".part")))
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }

    async fn a_database_in_use_is_sound_and_what_drifted_is_said(house: House) {
        lively(&house).await;
        assert_eq!(verify(house.place()).await.expect("verified"), Vec::<String>::new());
        let spoil = [
            "UPDATE ideas SET score = score + 1, launched_at = 5 WHERE id = 1",
            "UPDATE ideas SET open_seats = '[\"Baking\"]' WHERE id = 2",
            "UPDATE members SET unread = 9 WHERE id = 1",
        ];
        for sql in spoil {
            house.spoil(sql).await;
        }
        let found = verify(house.place()).await.expect("verified");
        for part in ["idea 1: score is", "idea 1: launched_at is 5", "idea 2: open_seats is [\"Baking\"]", "member 1: unread is 9"] {
            assert!(found.iter().any(|line| line.contains(part)), "{part}: {found:?}");
        }
        assert_eq!(found.len(), 4, "{found:?}");
    }

    async fn an_idea_that_search_forgot_is_found(house: House) {
        lively(&house).await;
        let key = match house.place() { Place::File(_) => "rowid", Place::Server(_) => "idea_id" };
        house.spoil(&format!("DELETE FROM ideas_search WHERE {key} = 2")).await;
        let found = verify(house.place()).await.expect("verified");
        assert_eq!(found, ["idea 2: search does not know it"]);
    }
}

#[tokio::test]
async fn the_newest_five_backups_before_migrations_are_kept() {
    let scratch = tempfile::tempdir().expect("a folder");
    let place = Place::File(scratch.path().join("barnraise.db"));
    drop(open::serve(&place).await.expect("opens"));
    let names = |ending: &str| -> Vec<String> {
        let entries = std::fs::read_dir(scratch.path()).expect("a folder");
        let names = entries.map(|entry| entry.expect("one").file_name());
        let mut names: Vec<_> = names
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.retain(|name| name.ends_with(ending));
        names.sort();
        names
    };
    for day in 1..=7 {
        let name = format!("barnraise-before-0009-2026010{day}T000000Z.backup");
        std::fs::write(scratch.path().join(name), "old").expect("written");
    }
    std::fs::write(scratch.path().join("barnraise-mine.backup"), "mine").expect("written");
    before_migrating(&place, scratch.path(), 15)
        .await
        .expect("a backup");
    let kept = names(".backup");
    assert_eq!(kept.len(), 6, "{kept:?}");
    assert!(kept.contains(&"barnraise-mine.backup".to_owned()));
    assert!(!kept.contains(&"barnraise-before-0009-20260103T000000Z.backup".to_owned()));
    assert!(
        kept.iter()
            .any(|name| name.starts_with("barnraise-before-0015-2"))
    );
}

#[test]
fn a_stamp_is_a_moment_anywhere() {
    let moment = Timestamp(1_778_580_000_000_000);
    assert_eq!(guard::stamp(moment), "20260512T100000Z");
}
