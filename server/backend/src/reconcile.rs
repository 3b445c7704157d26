//! Proof that what writes keep up to date still equals the rows it was derived
//! from. Whatever this finds is a fault of ours.

use domain::Outcome;

use crate::db::{Db, Fault, NO_HURRY, Tx, all, run};
use crate::{ideas, moderation};

/// A statement that finds ideas whose counter differs from its rows.
macro_rules! counter {
    ($counter:literal, $rows:literal) => {
        (
            $counter,
            concat!(
                "
    SELECT i.id, i.",
                $counter,
                ", COUNT(r.idea_id)
    FROM ideas i
    LEFT JOIN ",
                $rows,
                "
    GROUP BY i.id, i.",
                $counter,
                "
    HAVING i.",
                $counter,
                " <> COUNT(r.idea_id)
    ORDER BY i.id
    LIMIT 100"
            ),
        )
    };
}

/// The author's own vote is counted in `support` alone.
const COUNTERS: [(&str, &str); 6] = [
    counter!("support", "votes r ON r.idea_id = i.id AND r.choice = 1"),
    counter!(
        "support_employees",
        "votes r ON r.idea_id = i.id AND r.choice = 1
        AND r.voter_kind = 'employee' AND r.member_id <> i.author_id"
    ),
    counter!(
        "support_customers",
        "votes r ON r.idea_id = i.id AND r.choice = 1
        AND r.voter_kind = 'customer' AND r.member_id <> i.author_id"
    ),
    counter!(
        "oppose_employees",
        "votes r ON r.idea_id = i.id AND r.choice = -1
        AND r.voter_kind = 'employee' AND r.member_id <> i.author_id"
    ),
    counter!(
        "oppose_customers",
        "votes r ON r.idea_id = i.id AND r.choice = -1
        AND r.voter_kind = 'customer' AND r.member_id <> i.author_id"
    ),
    counter!(
        "comments",
        "comments r ON r.idea_id = i.id AND r.deleted_at IS NULL AND r.hidden_at IS NULL"
    ),
];

const UNREAD: &str = "
    SELECT m.id, m.unread, COUNT(n.id)
    FROM members m
    LEFT JOIN notices n ON n.member_id = m.id AND n.read_at IS NULL
    GROUP BY m.id, m.unread
    HAVING m.unread <> COUNT(n.id)
    ORDER BY m.id
    LIMIT 100";

const STAGES: &str = "
    SELECT id, stage, derived
    FROM (
        SELECT i.id, i.stage,
            CASE
                WHEN i.withdrawn_at IS NOT NULL THEN 'withdrawn'
                WHEN EXISTS (SELECT 1 FROM teams t
                    WHERE t.idea_id = i.id AND t.stage = 'delivered') THEN 'delivered'
                WHEN EXISTS (SELECT 1 FROM teams t
                    WHERE t.idea_id = i.id AND t.stage = 'launched') THEN 'building'
                WHEN EXISTS (SELECT 1 FROM teams t
                    WHERE t.idea_id = i.id AND t.stage = 'gathering') THEN 'gathering'
                ELSE 'open'
            END AS derived
        FROM ideas i
    ) stages
    WHERE stage <> derived
    ORDER BY id
    LIMIT 100";

const ONE_MOMENT: &str = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// A sentence for each counter, score or stage that differs from its rows, at
/// most a hundred of each counter; empty when all is well. Looks at one moment,
/// so that what is written meanwhile is no drift.
pub async fn drift(db: &Db) -> Outcome<Vec<String>> {
    Ok(in_one_moment(db).await?)
}

async fn in_one_moment(db: &Db) -> Result<Vec<String>, Fault> {
    match db {
        Db::Sqlite { read, .. } => {
            let mut moment = read.begin().await?;
            found(&mut Tx::sqlite(&mut moment)).await
        }
        Db::Postgres(pool) => {
            let mut moment = pool.begin().await?;
            let mut tx = Tx::Postgres(&mut moment);
            run!(&mut tx, ONE_MOMENT)?;
            run!(&mut tx, NO_HURRY)?;
            found(&mut tx).await
        }
    }
}

/// The same inside a transaction.
pub(crate) async fn found(tx: &mut Tx<'_>) -> Result<Vec<String>, Fault> {
    let mut found = Vec::new();
    for (counter, sql) in COUNTERS {
        for (idea, kept, rows) in all!(tx tx, (i64, i64, i64), sql)? {
            found.push(format!(
                "idea {idea}: {counter} is {kept}, its rows are {rows}"
            ));
        }
    }
    for (member, kept, rows) in all!(tx tx, (i64, i64, i64), UNREAD)? {
        found.push(format!(
            "member {member}: unread is {kept}, its rows are {rows}"
        ));
    }
    for (idea, kept, derived) in all!(tx tx, (i64, String, String), STAGES)? {
        found.push(format!(
            "idea {idea}: stage is {kept}, its teams say {derived}"
        ));
    }
    found.extend(ideas::drift(tx).await?);
    found.extend(moderation::drift(tx).await?);
    Ok(found)
}

#[cfg(test)]
mod tests;
