//! What a seeded organisation promises, on both engines.

use domain::accounts::Viewer;
use domain::ideas::{IdeaForm, IdeaQuery, Ideas, NewIdea};

use super::{Size, seed};
use crate::db::{all, one};
use crate::demo::SeedError;
use crate::ideas::IdeasService;
use crate::reconcile;
use crate::testing::{House, contract};

async fn count(house: &House, table: &'static str) -> i64 {
    let sql = match table {
        "ideas" => "SELECT COUNT(*) FROM ideas",
        "votes" => "SELECT COUNT(*) FROM votes",
        "comments" => "SELECT COUNT(*) FROM comments",
        "members" => "SELECT COUNT(*) FROM members",
        other => panic!("no count of {other}"),
    };
    one!(db & house.ctx.db, i64, sql).expect("a count")
}

contract! {
    async fn what_is_kept_equals_the_rows_it_comes_from(house: House) {
        let told = std::sync::Mutex::new(Vec::new());
        let hear = |done, of| told.lock().expect("unpoisoned").push((done, of));
        seed(&house.ctx, Size::S, hear).await.expect("an empty house is filled");
        assert_eq!(told.lock().expect("unpoisoned").last(), Some(&(1_000, 1_000)));
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
        assert_eq!((count(&house, "ideas").await, count(&house, "members").await), (1_000, 500));
        let votes = count(&house, "votes").await - 1_000;
        assert!((9_000..=10_000).contains(&votes), "{votes} votes of others");
        let comments = count(&house, "comments").await;
        assert!((4_500..=5_500).contains(&comments), "{comments} comments");

        let ideas = IdeasService::new(house.ctx.clone());
        let words = IdeaQuery { words: Some("the chair".into()), ..IdeaQuery::default() };
        let found = ideas.list(&Viewer::Visitor, &words).await.expect("a search");
        assert!(!found.items.is_empty(), "its ideas are found by their words");
        let again = seed(&house.ctx, Size::S, |_, _| ()).await;
        assert!(matches!(again, Err(SeedError::NotEmpty)));
    }

    async fn life_goes_on_in_it(house: House) {
        seed(&house.ctx, Size::S, |_, _| ()).await.expect("an empty house is filled");
        let ada = house.customer("Ada").await;
        let form = IdeaForm {
            board: "ideas".into(),
            title: "A shelf for the tall ones".into(),
            body: "So that nobody has to climb.".into(),
            kind: "idea".into(),
            department: "department-3".into(),
            topics: "shelves".into(),
            from: String::new(),
        };
        let new = NewIdea::parse(&form).expect("a form that is right");
        let ideas = IdeasService::new(house.ctx.clone());
        let idea = ideas.submit(&ada, new).await.expect("posted");
        assert_eq!(idea.number, 1_001, "the next number is free");
        assert_eq!(reconcile::drift(&house.ctx.db).await, Ok(vec![]));
    }
}

/// Number, author, title, support and score bits.
type Row = (i64, i64, String, i64, f64);

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn it_is_the_same_every_time() {
    let mut seen = Vec::new();
    for _ in 0..2 {
        let house = House::empty(crate::testing::Engine::Sqlite)
            .await
            .expect("SQLite");
        seed(&house.ctx, Size::S, |_, _| ())
            .await
            .expect("an empty house is filled");
        let sql = "SELECT id, author_id, title, support, score FROM ideas ORDER BY id";
        seen.push(all!(db & house.ctx.db, Row, sql).expect("rows"));
    }
    assert_eq!(seen[0], seen[1]);
}
