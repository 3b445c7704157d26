//! What is no backup, is broken or is too new, is refused with a sentence and
//! replaces nothing.

use std::io::{Seek, SeekFrom, Write};

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
