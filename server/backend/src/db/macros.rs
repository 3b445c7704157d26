//! One SQL text, two typed drivers: these macros write the match.

/// Runs `$query` with `$pool` as the pool to read from.
macro_rules! on_db {
    ($db:expr, $pool:ident => $query:expr) => {
        match $db {
            $crate::db::Db::Sqlite { read: $pool, .. } => $query,
            $crate::db::Db::Postgres($pool) => $query,
        }
    };
}

/// Runs `$query` with `$connection` as the transaction's connection.
macro_rules! on_tx {
    ($tx:expr, $connection:ident => $query:expr) => {
        match $tx {
            $crate::db::Tx::Sqlite($connection) => {
                let $connection = &mut **$connection;
                $query
            }
            $crate::db::Tx::Postgres($connection) => {
                let $connection = &mut **$connection;
                $query
            }
        }
    };
}

/// Every row: `all!(db db, Row, SQL, bind, …)` or `all!(tx tx, Row, SQL, …)`.
macro_rules! all {
    (db $at:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on_db!($at, at => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_all(at).await)
    };
    (tx $at:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on_tx!($at, at => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_all(at).await)
    };
}

/// The first row, if any.
macro_rules! first {
    (db $at:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on_db!($at, at => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_optional(at).await)
    };
    (tx $at:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on_tx!($at, at => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_optional(at).await)
    };
}

/// The single value of a single row.
macro_rules! one {
    (db $at:expr, $value:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on_db!($at, at => sqlx::query_scalar::<_, $value>($sql)$(.bind($bind))*.fetch_one(at).await)
    };
    (tx $at:expr, $value:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on_tx!($at, at => sqlx::query_scalar::<_, $value>($sql)$(.bind($bind))*.fetch_one(at).await)
    };
}

/// Changes rows; how many.
macro_rules! run {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on_tx!($tx, at => sqlx::query($sql)$(.bind($bind))*.execute(at).await.map(|done| done.rows_affected()))
    };
}

pub(crate) use {all, first, on_db, on_tx, one, run};
