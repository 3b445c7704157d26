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

/// Runs `$query` with `$connection` as the transaction's connection, after what
/// waited for it.
macro_rules! on_tx {
    ($tx:expr, $connection:ident => $query:expr) => {
        match $tx {
            $crate::db::Tx::Sqlite(errand) => {
                let $connection = errand.settle().await?;
                $query
            }
            $crate::db::Tx::Postgres($connection) => {
                let $connection = &mut **$connection;
                $query
            }
        }
    };
}

/// Runs `$query` with `$sql` and `$binds` on the transaction's connection; on
/// SQLite together with what waited for it.
macro_rules! along {
    ($tx:expr, $given:expr, ($sql:ident, $binds:ident, $at:ident) => $query:expr) => {
        match $tx {
            $crate::db::Tx::Sqlite(errand) => {
                let ($sql, $binds) = errand.with($given);
                let $at = errand.connection();
                $query
            }
            $crate::db::Tx::Postgres($at) => {
                let ($sql, $binds) = ($given, sqlx::postgres::PgArguments::default());
                let $at = &mut **$at;
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
        $crate::db::along!($at, $sql, (sql, binds, at) => sqlx::query_as_with::<_, $row, _>(sql, binds)$(.bind($bind))*.fetch_all(at).await)
    };
}

/// The first row, if any.
macro_rules! first {
    (db $at:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on_db!($at, at => sqlx::query_as::<_, $row>($sql)$(.bind($bind))*.fetch_optional(at).await)
    };
    (tx $at:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::along!($at, $sql, (sql, binds, at) => sqlx::query_as_with::<_, $row, _>(sql, binds)$(.bind($bind))*.fetch_optional(at).await)
    };
}

/// The single value of a single row.
macro_rules! one {
    (db $at:expr, $value:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::on_db!($at, at => sqlx::query_scalar::<_, $value>($sql)$(.bind($bind))*.fetch_one(at).await)
    };
    (tx $at:expr, $value:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::db::along!($at, $sql, (sql, binds, at) => sqlx::query_scalar_with::<_, $value, _>(sql, binds)$(.bind($bind))*.fetch_one(at).await)
    };
}

/// Changes rows; how many.
macro_rules! run {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $tx {
            $crate::db::Tx::Sqlite(errand) => {
                let (sql, binds) = errand.with($sql);
                errand.run(sqlx::query_with(sql, binds)$(.bind($bind))*).await
            }
            $crate::db::Tx::Postgres(at) => {
                sqlx::query($sql)$(.bind($bind))*.execute(&mut **at).await.map(|done| done.rows_affected())
            }
        }
    };
}

/// Changes rows, together with the next statement or at the end: for what can
/// fail by a fault only. On PostgreSQL at once.
macro_rules! later {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $tx {
            $crate::db::Tx::Sqlite(errand) => {
                let (sql, binds) = errand.join($sql);
                errand.wait(sqlx::query_with(sql, binds)$(.bind($bind))*).await
            }
            $crate::db::Tx::Postgres(at) => {
                sqlx::query($sql)$(.bind($bind))*.execute(&mut **at).await.map(|_| ())
            }
        }
    };
}

pub(crate) use {all, along, first, later, on_db, on_tx, one, run};
