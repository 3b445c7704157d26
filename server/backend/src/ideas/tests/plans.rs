//! How SQLite reads the hot lists: along an index, never by sorting them all.

use super::*;
use crate::ideas::list::{everywhere, on_board};

#[tokio::test]
async fn the_board_is_read_along_the_index_of_its_order() {
    let house = crate::testing::House::empty(crate::testing::Engine::Sqlite).await;
    let house = house.expect("built in");
    for sort in Sort::ALL {
        for (scope, sql) in [
            ("all boards", everywhere(*sort)),
            ("one board", on_board(*sort)),
        ] {
            let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
            let crate::db::Db::Sqlite { read, .. } = &house.ctx.db else {
                unreachable!("a file")
            };
            let steps: Vec<(i64, i64, i64, String)> = sqlx::query_as(explain)
                .fetch_all(read)
                .await
                .expect("a plan");
            let plan: Vec<&str> = steps.iter().map(|step| step.3.as_str()).collect();
            let sorts = plan.iter().any(|step| step.contains("TEMP B-TREE"));
            assert!(!sorts, "{sort} of {scope}: {plan:#?}");
        }
    }
}
