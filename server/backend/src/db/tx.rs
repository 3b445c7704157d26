//! An open transaction, and what may wait in it for the next statement.

use std::fmt::Write;
use std::mem::take;

use futures::TryStreamExt;
use sqlx::query::Query;
use sqlx::sqlite::SqliteArguments;
use sqlx::{
    Arguments, AssertSqlSafe, Either, Execute, Executor, PgConnection, SqlSafeStr, SqlStr, Sqlite,
    SqliteConnection,
};

/// An open transaction on either engine.
pub enum Tx<'a> {
    /// Inside the writer's batch.
    Sqlite(Errand<'a>),
    /// A transaction of its own.
    Postgres(&'a mut PgConnection),
}

impl<'a> Tx<'a> {
    /// The transaction that is open on this connection. Nothing waits in it.
    pub fn sqlite(connection: &'a mut SqliteConnection) -> Self {
        Self::Sqlite(Errand::new(connection, None))
    }

    /// The transaction that these statements open, when they go along with the
    /// first one of the body.
    pub(super) fn opened_by(ahead: &str, connection: &'a mut SqliteConnection) -> Self {
        Self::Sqlite(Errand::new(connection, Some(ahead)))
    }

    /// Sends what still waits.
    pub(super) async fn settle(&mut self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(errand) => errand.settle().await.map(|_| ()),
            Self::Postgres(_) => Ok(()),
        }
    }

    /// Whether no statement went to the database yet.
    pub(super) fn is_untouched(&self) -> bool {
        matches!(self, Self::Sqlite(errand) if !errand.left)
    }
}

/// A connection to SQLite, and the statements that wait to go there together
/// with the next one. Each way there and back wakes a thread twice, and that
/// costs more than most statements do.
///
/// It rests on SQLite's driver taking several statements in one text, their
/// parameters numbered through.
pub struct Errand<'a> {
    connection: &'a mut SqliteConnection,
    /// Whether statements may wait: somebody settles at the end.
    patient: bool,
    /// What waits, each statement closed by a semicolon.
    ahead: String,
    binds: SqliteArguments,
    /// Whether a statement waits that nobody will send but [`Self::settle`].
    waiting: bool,
    /// Whether anything was sent.
    left: bool,
}

impl<'a> Errand<'a> {
    fn new(connection: &'a mut SqliteConnection, ahead: Option<&str>) -> Self {
        Self {
            connection,
            patient: ahead.is_some(),
            ahead: ahead.unwrap_or_default().to_owned(),
            binds: SqliteArguments::default(),
            waiting: false,
            left: false,
        }
    }

    /// A statement with everything that waited before it, to be sent now.
    pub(crate) fn with(&mut self, sql: impl SqlSafeStr) -> (SqlStr, SqliteArguments) {
        self.left = true;
        self.waiting = false;
        self.join(sql)
    }

    /// A statement with everything that waits, to be sent later.
    pub(crate) fn join(&mut self, sql: impl SqlSafeStr) -> (SqlStr, SqliteArguments) {
        let sql = sql.into_sql_str();
        if self.ahead.is_empty() {
            return (sql, take(&mut self.binds));
        }
        let mut text = take(&mut self.ahead);
        number_on(sql.as_str(), self.binds.len(), &mut text);
        // Made of our own statements, in which only parameters were numbered anew.
        (AssertSqlSafe(text).into_sql_str(), take(&mut self.binds))
    }

    /// Lets what [`Self::join`] gave wait, with its values.
    pub(crate) async fn wait(
        &mut self,
        mut query: Query<'_, Sqlite, SqliteArguments>,
    ) -> Result<(), sqlx::Error> {
        if !self.patient {
            return self.run(query).await.map(|_| ());
        }
        let binds = query.take_arguments().map_err(sqlx::Error::Encode)?;
        self.binds = binds.unwrap_or_default();
        query.sql().as_str().clone_into(&mut self.ahead);
        self.ahead.push_str(";\n");
        self.waiting = true;
        Ok(())
    }

    /// Where statements go.
    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        self.connection
    }

    /// Sends a statement that gives no rows; how many rows it changed. Those
    /// that waited do not count.
    pub(crate) async fn run(
        &mut self,
        query: Query<'_, Sqlite, SqliteArguments>,
    ) -> Result<u64, sqlx::Error> {
        let mut changed = 0;
        let mut told = self.connection.fetch_many(query);
        while let Some(told) = told.try_next().await? {
            if let Either::Left(done) = told {
                changed = done.rows_affected();
            }
        }
        Ok(changed)
    }

    /// Sends what waits, so that the connection can be used directly.
    pub(crate) async fn settle(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        if self.waiting {
            let (sql, binds) = self.with("");
            self.run(sqlx::query_with(sql, binds)).await?;
        }
        Ok(self.connection)
    }
}

/// Writes a statement whose first parameter has the number after `taken`.
fn number_on(sql: &str, taken: usize, into: &mut String) {
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once('$') {
        into.push_str(before);
        into.push('$');
        let digits = after
            .find(|sign: char| !sign.is_ascii_digit())
            .unwrap_or(after.len());
        let (number, after) = after.split_at(digits);
        match number.parse::<usize>() {
            // Writing to a string does not fail.
            Ok(number) => write!(into, "{}", number + taken).unwrap_or_default(),
            Err(_) => into.push_str(number),
        }
        rest = after;
    }
    into.push_str(rest);
}

#[cfg(test)]
mod tests {
    use sqlx::Connection;

    use super::*;

    #[test]
    fn parameters_are_numbered_on() {
        let mut text = "INSERT INTO a VALUES ($1, $2);\n".to_owned();
        number_on("UPDATE b SET c = $2 || '$' WHERE d = $1", 2, &mut text);
        let on = "UPDATE b SET c = $4 || '$' WHERE d = $3";
        assert_eq!(text, format!("INSERT INTO a VALUES ($1, $2);\n{on}"));
    }

    #[tokio::test]
    async fn what_waits_goes_along_in_order_and_is_not_counted() -> Result<(), sqlx::Error> {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await?;
        let mut tx = Tx::opened_by(
            "BEGIN; CREATE TABLE a (b INTEGER, c TEXT);\n",
            &mut connection,
        );
        for number in [1_i64, 2] {
            crate::db::later!(&mut tx, "INSERT INTO a VALUES ($1, $2)", number, "x")?;
        }
        assert!(tx.is_untouched());
        let changed = crate::db::run!(&mut tx, "UPDATE a SET c = $1 WHERE b = $2", "y", 2_i64)?;
        assert_eq!(changed, 1);
        assert!(!tx.is_untouched());
        crate::db::later!(&mut tx, "INSERT INTO a VALUES ($1, $2)", 3_i64, "z")?;
        let (all,): (String,) = crate::db::first!(
            tx &mut tx,
            (String,),
            "SELECT group_concat(c, '') FROM a WHERE b > $1",
            0_i64
        )?
        .ok_or(sqlx::Error::RowNotFound)?;
        assert_eq!(all, "xyz");
        crate::db::later!(&mut tx, "DELETE FROM a WHERE b = $1", 3_i64)?;
        tx.settle().await?;
        tx.settle().await?;
        let count = crate::db::one!(tx &mut tx, i64, "SELECT count(*) FROM a")?;
        assert_eq!(count, 2);
        Ok(())
    }

    #[tokio::test]
    async fn a_fault_of_what_waited_is_told_with_the_next() -> Result<(), sqlx::Error> {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await?;
        let mut tx = Tx::opened_by("CREATE TABLE a (b INTEGER UNIQUE);\n", &mut connection);
        for _ in 0..2 {
            crate::db::later!(&mut tx, "INSERT INTO a VALUES ($1)", 1_i64)?;
        }
        let told: Result<i64, _> = crate::db::one!(tx &mut tx, i64, "SELECT 1");
        assert!(told.is_err());
        Ok(())
    }
}
