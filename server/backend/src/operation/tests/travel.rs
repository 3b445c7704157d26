//! A backup restored, into the engine it came from and into the other one.

use domain::accounts::Viewer;
use domain::ideas::{IdeaQuery, Ideas};

use super::*;
use crate::Context;
use crate::db::schema::{self, SQLITE};
use crate::ideas::IdeasService;
use crate::testing::ideas::{idea_form, new_idea};
use crate::testing::postgres_database;

/// An empty place on each engine at hand.
async fn places(folder: &Path) -> Vec<Place> {
    let mut places = vec![Place::File(folder.join("elsewhere/barnraise.db"))];
    places.extend(postgres_database().await.map(Place::Server));
    places
}

/// Sees to it that nothing can be noted once this backup is restored here; gives
/// the backup to restore.
async fn deaf(place: &Place, file: &Path) -> PathBuf {
    match place {
        Place::File(_) => {
            let deaf = file.with_extension("deaf.backup");
            std::fs::copy(file, &deaf).expect("a copy");
            let mut copy = open::scratch(&deaf).connect().await.expect("opens");
            let rule = "CREATE TRIGGER deaf BEFORE INSERT ON backups
                BEGIN SELECT RAISE(ABORT, 'no room'); END";
            sqlx::query(rule).execute(&mut copy).await.expect("a rule");
            deaf
        }
        Place::Server(url) => {
            // Rows that were there before are let in again; what is new is not.
            let rule = "ALTER TABLE backups ADD CONSTRAINT deaf
                CHECK (reason <> 'replaced')";
            let mut server = open::command(url).await.expect("the server");
            sqlx::query(rule)
                .execute(&mut server)
                .await
                .expect("a rule");
            file.to_owned()
        }
    }
}

contract! {
    async fn a_backup_restores_into_either_engine_and_life_goes_on(house: House) {
        lively(&house).await;
        let author = house.customer("Jun").await;
        let file = backed_up(&house, "monday.backup").await;
        let before = rows(&file).await;
        assert!(before["votes"].len() > 3 && before["pledges"].len() == 1);
        for place in places(house.scratch()).await {
            let done = restore(&place, &file, false, house.scratch()).await.expect("restored");
            assert_eq!(done.ideas, 2);
            assert_eq!(done.replaced, None);
            assert_eq!(verify(&place).await.expect("verified"), Vec::<String>::new());
            let again = tempfile::tempdir_in(house.scratch()).expect("a folder");
            let again = again.path().join("again.backup");
            backup(&place, &again, false, Reason::Asked, house.now()).await.expect("a backup");
            assert_eq!(rows(&again).await, before, "{place:?}");

            let opened = open::serve(&place).await.expect("a server starts");
            let ideas = IdeasService::new(Context { db: opened.db.clone(), ..house.ctx.clone() });
            let query = IdeaQuery { words: Some("grossere".into()), ..IdeaQuery::default() };
            let found = ideas.list(&Viewer::Visitor, &query).await.expect("a search");
            assert_eq!(found.items.len(), 1, "search knows it: {place:?}");
            let posted = ideas.submit(&author, new_idea(&idea_form("One more"))).await;
            assert_eq!(posted.expect("posted").number, 3, "numbers go on: {place:?}");
        }
    }

    async fn where_members_are_a_backup_goes_only_when_told_to(house: House) {
        lively(&house).await;
        let file = backed_up(&house, "monday.backup").await;
        for place in places(house.scratch()).await {
            restore(&place, &file, false, house.scratch()).await.expect("restored");
            let refused = restore(&place, &file, false, house.scratch()).await;
            assert!(matches!(refused, Err(Trouble::NotEmpty)), "{refused:?}");
            let aside = tempfile::tempdir_in(house.scratch()).expect("a folder");
            let done = restore(&place, &file, true, aside.path()).await.expect("told to");
            assert_eq!(done.warnings, [""; 0]);
            let Some(Replaced::BackedUp(kept)) = done.replaced else {
                panic!("what was there is kept");
            };
            assert_eq!(rows(&kept.file).await, rows(&file).await);
            let opened = open::serve(&place).await.expect("a server starts");
            let known = last_backup(&opened.db).await.expect("asked").expect("one");
            assert_eq!((known.reason, known.ok), (Reason::Replaced, true));
        }
    }

    async fn a_restore_that_cannot_be_noted_is_done_all_the_same(house: House) {
        lively(&house).await;
        let file = backed_up(&house, "monday.backup").await;
        for place in places(house.scratch()).await {
            restore(&place, &file, false, house.scratch()).await.expect("restored");
            let from = deaf(&place, &file).await;
            let aside = tempfile::tempdir_in(house.scratch()).expect("a folder");
            let done = restore(&place, &from, true, aside.path()).await.expect("it is done");
            assert_eq!(done.ideas, 2);
            let [warning] = done.warnings.as_slice() else {
                panic!("one warning: {:?}", done.warnings);
            };
            assert!(warning.contains("will not show the backup"), "{warning}");
            assert_eq!(verify(&place).await.expect("verified"), Vec::<String>::new());
        }
    }

    async fn nothing_is_restored_under_a_running_server(house: House) {
        lively(&house).await;
        let file = backed_up(&house, "monday.backup").await;
        let refused = restore(house.place(), &file, true, house.scratch()).await;
        assert!(matches!(refused, Err(Trouble::Running)), "{refused:?}");
        assert_eq!(verify(house.place()).await.expect("verified"), Vec::<String>::new());
    }
}

#[tokio::test]
async fn an_older_backup_is_brought_up_to_date_on_the_way() {
    let scratch = tempfile::tempdir().expect("a folder");
    let old = scratch.path().join("old.backup");
    let mut connection = open::scratch(&old)
        .create_if_missing(true)
        .connect()
        .await
        .expect("a file");
    schema::migrate_sqlite(&mut connection, &SQLITE, Some(9))
        .await
        .expect("as it was");
    let member = "
        INSERT INTO members (email, password_hash, display_name, handle, kind, role, created_at)
        VALUES ('ada@example.com', 'x', 'Ada', 'ada', 'employee', 'admin', 1)";
    let written = sqlx::query(member).execute(&mut connection).await;
    written.expect("a member");
    drop(connection);
    for place in places(scratch.path()).await {
        let done = restore(&place, &old, false, scratch.path()).await;
        assert_eq!(done.expect("restored").members, 1);
        open::serve(&place).await.expect("a server starts");
    }
    let mut untouched = open::reader(&old).connect().await.expect("opens");
    let state = schema::of_sqlite(&mut untouched, &SQLITE).await;
    assert!(matches!(
        state.expect("a state"),
        schema::State::Behind { from: 9, .. }
    ));
}
