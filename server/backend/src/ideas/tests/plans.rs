//! How SQLite reads the hot lists: along an index, never by sorting them all.

use super::*;
use crate::db::Db;
use crate::ideas::statements::{everywhere, in_stage, on_board};

/// The steps by which a statement is run.
async fn plan(db: &Db, sql: &str) -> Vec<String> {
    let Db::Sqlite { read, .. } = db else {
        unreachable!("asked of a file")
    };
    let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
    let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(explain)
        .fetch_all(read)
        .await
        .expect("a plan");
    steps.into_iter().map(|(_, _, _, step)| step).collect()
}

#[tokio::test]
async fn the_board_is_read_along_the_index_of_its_order() {
    let house = crate::testing::House::empty(crate::testing::Engine::Sqlite).await;
    let house = house.expect("SQLite is built in");
    let mut hot = vec![("a stage", in_stage(Sort::Trending))];
    for sort in Sort::ALL {
        hot.push(("all boards", everywhere(*sort)));
        hot.push(("one board", on_board(*sort)));
    }
    for (list, statement) in hot {
        let sql = statement.sql;
        let plan = plan(&house.ctx.db, sql).await;
        let sorts = plan.iter().any(|step| step.contains("TEMP B-TREE"));
        assert!(!sorts, "{list}: {sql}\n{plan:#?}");
    }
}
