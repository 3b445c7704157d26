//! What is no backup, is broken or is too new, is refused with a sentence and
//! replaces nothing.

use std::io::{Seek, SeekFrom, Write};

use sqlx::Connection;

use super::*;

/// A backup of a lively house, away from it.
async fn good() -> (House, PathBuf) {
    let house = House::empty(crate::testing::Engine::Sqlite).await;
    let house = house.expect("SQLite is built in");
    lively(&house).await;
    let file = backed_up(&house, "monday.backup").await;
    (house, file)
}

/// Tries to restore it in an empty place, where nothing may be left of it.
async fn refused(house: &House, file: &Path) -> String {
    let nowhere = house.scratch().join("nowhere");
    let place = Place::File(nowhere.join("barnraise.db"));
    let refused = restore(&place, file, false, house.scratch()).await;
    let sentence = refused.expect_err("refused").to_string();
    assert!(!nowhere.join("barnraise.db").exists());
    let verified = verify_backup(file).await;
    assert_eq!(
        verified.expect_err("no more than restored").to_string(),
        sentence
    );
    sentence
}

#[tokio::test]
async fn a_damaged_backup_is_refused() {
    let (house, file) = good().await;
    let mut damaged = std::fs::OpenOptions::new()
        .write(true)
        .open(&file)
        .expect("a file");
    let end = damaged.seek(SeekFrom::End(0)).expect("its end");
    damaged.seek(SeekFrom::Start(end / 2)).expect("its middle");
    damaged.write_all(&[0xA5; 8_192]).expect("spoilt");
    assert!(refused(&house, &file).await.contains("is damaged"));
}

#[tokio::test]
async fn half_a_backup_is_refused() {
    let (house, file) = good().await;
    let half = std::fs::OpenOptions::new()
        .write(true)
        .open(&file)
        .expect("a file");
    let length = half.metadata().expect("a length").len();
    half.set_len(length / 2).expect("cut");
    assert!(refused(&house, &file).await.contains("is damaged"));
}

#[tokio::test]
async fn another_file_is_no_backup() {
    let (house, _) = good().await;
    let letter = house.scratch().join("letter.txt");
    std::fs::write(&letter, "Dear Ines, thank you for the screws.").expect("written");
    assert!(refused(&house, &letter).await.contains("not a backup"));
    let other = house.scratch().join("other.sqlite");
    let mut connection = open::scratch(&other)
        .create_if_missing(true)
        .connect()
        .await
        .expect("a file");
    let made = sqlx::query("CREATE TABLE songs (name TEXT)")
        .execute(&mut connection)
        .await;
    made.expect("a table");
    drop(connection);
    assert!(refused(&house, &other).await.contains("not a backup"));
}

#[tokio::test]
async fn a_backup_of_a_newer_version_is_refused() {
    let (house, file) = good().await;
    let mut connection = open::scratch(&file).connect().await.expect("opens");
    let newer = "
        INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
        VALUES (9999, 'tomorrow', 1, x'00', 0)";
    let made = sqlx::query(newer).execute(&mut connection).await;
    made.expect("a line");
    drop(connection);
    assert!(refused(&house, &file).await.contains("newer version"));
}

#[tokio::test]
async fn a_mistyped_folder_is_told_and_not_made() {
    let scratch = tempfile::tempdir().expect("a folder");
    let typed = scratch.path().join("dtaa");
    let place = Place::File(typed.join("barnraise.db"));
    let copy = scratch.path().join("monday.backup");
    let made = backup(&place, &copy, false, Reason::Asked, Timestamp(0)).await;
    assert!(matches!(made, Err(Trouble::NoDatabase(_))), "{made:?}");
    let found = verify(&place).await;
    assert!(matches!(found, Err(Trouble::NoDatabase(_))), "{found:?}");
    assert!(!typed.exists() && !copy.exists());
}

#[tokio::test]
async fn a_database_is_not_restored_over_itself() {
    let (folder, file, _) = lived_in().await;
    let before = std::fs::read(&file).expect("what is there");
    let place = Place::File(file.clone());
    let refused = restore(&place, &file, true, folder.path()).await;
    assert!(matches!(refused, Err(Trouble::ItsOwn(_))), "{refused:?}");
    assert_eq!(std::fs::read(&file).expect("still there"), before);
}

/// A place with a restored house, and a backup of it elsewhere.
async fn lived_in() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let (house, made) = good().await;
    let folder = tempfile::tempdir().expect("a folder");
    let (file, kept) = (
        folder.path().join("barnraise.db"),
        folder.path().join("monday.backup"),
    );
    std::fs::copy(made, &kept).expect("a copy");
    let place = Place::File(file.clone());
    restore(&place, &kept, false, folder.path())
        .await
        .expect("restored");
    drop(house);
    (folder, file, kept)
}

/// Refused without `--replace`; with it, the file lies aside as it was.
async fn moved_aside(file: &Path, kept: &Path, refused_with: &str) {
    let place = Place::File(file.to_owned());
    let folder = file.parent().expect("a folder");
    let before = std::fs::read(file).expect("what is there");
    let refused = restore(&place, kept, false, folder).await;
    let sentence = refused.expect_err("refused").to_string();
    assert!(sentence.contains(refused_with), "{sentence}");
    assert_eq!(std::fs::read(file).expect("still there"), before);

    let done = restore(&place, kept, true, folder).await.expect("restored");
    let Some(Replaced::Moved(aside)) = done.replaced else {
        panic!("it was moved: {:?}", done.replaced);
    };
    let name = aside.file_name().expect("a name").to_string_lossy();
    assert!(name.starts_with("barnraise-replaced-"), "{name}");
    assert_eq!(std::fs::read(&aside).expect("it lies there"), before);
    assert_eq!(
        verify(&place).await.expect("verified"),
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn a_damaged_database_is_moved_aside_with_its_log() {
    let (_folder, file, kept) = lived_in().await;
    let log = crate::db::file::beside(&file, "-wal");
    std::fs::write(&log, b"what was written last").expect("a log");
    std::fs::write(&file, [0xA5; 8_192]).expect("spoilt");
    moved_aside(&file, &kept, "is damaged").await;
    assert!(!log.exists(), "an old log must not meet the new file");
    let logs: Vec<_> = std::fs::read_dir(file.parent().expect("a folder"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.to_string_lossy().ends_with(".db-wal"))
        .collect();
    let [log] = logs.as_slice() else {
        panic!("the log lies beside: {logs:?}");
    };
    assert_eq!(std::fs::read(log).expect("a log"), b"what was written last");
}

#[tokio::test]
async fn a_database_damaged_in_the_middle_is_moved_aside_too() {
    let (_folder, file, kept) = lived_in().await;
    let mut connection = open::scratch(&file).connect().await.expect("opens");
    let place = "
        SELECT (rootpage - 1) * page_size, page_size
        FROM sqlite_schema, pragma_page_size
        WHERE name = 'comments'";
    let (place, size): (i64, i64) = sqlx::query_as(place)
        .fetch_one(&mut connection)
        .await
        .expect("where the comments lie");
    connection.close().await.expect("closed");
    let mut damaged = std::fs::OpenOptions::new()
        .write(true)
        .open(&file)
        .expect("a file");
    let place = SeekFrom::Start(place.unsigned_abs());
    damaged.seek(place).expect("their page");
    let size = usize::try_from(size).expect("small");
    damaged.write_all(&vec![0xA5; size]).expect("spoilt");
    // Members can still be counted, so the refusal is the one for a whole house.
    moved_aside(&file, &kept, "members already").await;
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_replaced_when_told_to() {
    let (folder, file, kept) = lived_in().await;
    let mut connection = open::scratch(&file).connect().await.expect("opens");
    let newer = "
        INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
        VALUES (9999, 'tomorrow', 1, x'00', 0)";
    let made = sqlx::query(newer).execute(&mut connection).await;
    made.expect("a line");
    connection.close().await.expect("closed");
    let place = Place::File(file);
    let done = restore(&place, &kept, true, folder.path()).await;
    let replaced = done.expect("the way back after an upgrade").replaced;
    assert!(matches!(replaced, Some(Replaced::BackedUp(_))));
    assert_eq!(
        verify(&place).await.expect("verified"),
        Vec::<String>::new()
    );
}
