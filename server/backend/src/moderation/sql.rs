//! Measures in the database: begun, lifted, and what is told of them.

use domain::Timestamp;
use domain::accounts::MemberId;
use domain::moderation::{Already, Cause, Grounds, MeasureKind, Told};

use crate::db::{Db, Fault, Tx, all, first};
use crate::ideas::word;

/// A measure to write.
pub(super) struct Measure {
    pub(super) kind: MeasureKind,
    pub(super) idea: Option<i64>,
    pub(super) comment: Option<i64>,
    /// The author, or the member it is done to.
    pub(super) member: MemberId,
    pub(super) cause: Cause,
    pub(super) by: MemberId,
    pub(super) until: Option<Timestamp>,
}

const BEGIN: &str = "
    INSERT INTO measures
        (kind, idea_id, comment_id, member_id, grounds, reason, by_id, created_at, until_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT DO NOTHING
    RETURNING id";

/// Writes a measure; its number, or nothing where one like it stands already.
pub(super) async fn begin(
    tx: &mut Tx<'_>,
    measure: &Measure,
    now: Timestamp,
) -> Result<Option<i64>, Fault> {
    let begun: Option<(i64,)> = first!(
        tx tx,
        (i64,),
        BEGIN,
        measure.kind.as_str(),
        measure.idea,
        measure.comment,
        measure.member,
        measure.cause.grounds.as_str(),
        measure.cause.words.as_str(),
        measure.by,
        now.0,
        measure.until.map(|until| until.0)
    )?;
    Ok(begun.map(|(id,)| id))
}

const ALREADY: &str = "
    SELECT q.lifted_at, b.display_name, l.display_name
    FROM measures q
    JOIN members b ON b.id = q.by_id
    LEFT JOIN members l ON l.id = q.lifted_by
    WHERE q.member_id = $1
    AND q.kind = $2
    AND COALESCE(q.idea_id, 0) = $3
    AND COALESCE(q.comment_id, 0) = $4
    ORDER BY q.id DESC
    LIMIT 1";

/// How a measure of this kind stands, and by whom: on this comment on this idea,
/// or on the idea, or without either on the member.
pub(super) async fn already(
    tx: &mut Tx<'_>,
    kind: MeasureKind,
    member: MemberId,
    idea: Option<i64>,
    comment: Option<i64>,
) -> Result<Already, Fault> {
    let last: Option<(Option<i64>, String, Option<String>)> = first!(
        tx tx,
        (Option<i64>, String, Option<String>),
        ALREADY,
        member,
        kind.as_str(),
        idea.unwrap_or(0),
        comment.unwrap_or(0)
    )?;
    let (stands, by) = match last {
        Some((None, by, _)) => (true, Some(by)),
        Some((Some(_), _, by)) => (false, by),
        None => (false, None),
    };
    Ok(Already { kind, stands, by })
}

const LIFT_FROM_IDEA: &str = "
    UPDATE measures
    SET lifted_at = $3, lifted_by = $4
    WHERE idea_id = $1
    AND kind = $2
    AND comment_id IS NULL
    AND lifted_at IS NULL
    RETURNING created_at";

/// Lifts a measure from an idea; since when it stood, if one did.
pub(super) async fn lift_from_idea(
    tx: &mut Tx<'_>,
    idea: i64,
    kind: MeasureKind,
    by: MemberId,
    now: Timestamp,
) -> Result<Option<Timestamp>, Fault> {
    let lifted = first!(tx tx, (i64,), LIFT_FROM_IDEA, idea, kind.as_str(), now.0, by)?;
    Ok(lifted.map(|(since,)| Timestamp(since)))
}

const LIFT_FROM_COMMENT: &str = "
    UPDATE measures
    SET lifted_at = $2, lifted_by = $3
    WHERE comment_id = $1
    AND lifted_at IS NULL
    RETURNING created_at";

/// Lifts the measure from a comment; since when it stood, if one did.
pub(super) async fn lift_from_comment(
    tx: &mut Tx<'_>,
    comment: i64,
    by: MemberId,
    now: Timestamp,
) -> Result<Option<Timestamp>, Fault> {
    let lifted = first!(tx tx, (i64,), LIFT_FROM_COMMENT, comment, now.0, by)?;
    Ok(lifted.map(|(since,)| Timestamp(since)))
}

const LIFT_FROM_MEMBER: &str = "
    UPDATE measures
    SET lifted_at = $2, lifted_by = $3
    WHERE member_id = $1
    AND kind = 'suspended'
    AND lifted_at IS NULL";

/// Lifts a member's suspension; by nobody where its time is over.
pub(super) async fn lift_from_member(
    tx: &mut Tx<'_>,
    member: MemberId,
    by: Option<MemberId>,
    now: Timestamp,
) -> Result<(), Fault> {
    crate::db::run!(tx, LIFT_FROM_MEMBER, member, now.0, by)?;
    Ok(())
}

const HIDDEN_BY: &str = "
    SELECT by_id
    FROM measures
    WHERE idea_id = $1
    AND COALESCE(comment_id, 0) = $2
    AND kind = 'hidden'
    AND lifted_at IS NULL";

/// Who hid an idea, or this comment on it.
pub(super) async fn hidden_by(
    tx: &mut Tx<'_>,
    idea: i64,
    comment: Option<i64>,
) -> Result<Option<MemberId>, Fault> {
    let hidden = first!(tx tx, (MemberId,), HIDDEN_BY, idea, comment.unwrap_or(0))?;
    Ok(hidden.map(|(by,)| by))
}

/// What is told of a measure, where a row may have one.
#[derive(Clone, Debug, sqlx::FromRow)]
#[expect(
    clippy::struct_field_names,
    reason = "columns beside those of the thing they are told of"
)]
pub(crate) struct ToldRow {
    told_kind: Option<String>,
    told_grounds: Option<String>,
    told_words: Option<String>,
    told_at: Option<i64>,
    told_until: Option<i64>,
}

impl ToldRow {
    pub(crate) fn told(self) -> Result<Option<Told>, Fault> {
        let (Some(kind), Some(grounds), Some(words), Some(at)) = (
            self.told_kind,
            self.told_grounds,
            self.told_words,
            self.told_at,
        ) else {
            return Ok(None);
        };
        Ok(Some(Told {
            kind: word(MeasureKind::parse(&kind))?,
            cause: Cause {
                grounds: word(Grounds::parse(&grounds))?,
                words,
            },
            at: Timestamp(at),
            until: self.told_until.map(Timestamp),
        }))
    }
}

const OF_IDEA: &str = "
    SELECT kind AS told_kind, grounds AS told_grounds, reason AS told_words,
        created_at AS told_at, until_at AS told_until
    FROM measures
    WHERE idea_id = $1
    AND comment_id IS NULL
    AND lifted_at IS NULL";

/// What is told of the measures that stand on an idea.
pub(crate) async fn told_of_idea(db: &Db, idea: i64) -> Result<Vec<Told>, Fault> {
    let rows = all!(db db, ToldRow, OF_IDEA, idea)?;
    rows.into_iter()
        .filter_map(|row| row.told().transpose())
        .collect()
}

const SUSPENSION: &str = "
    SELECT kind AS told_kind, grounds AS told_grounds, reason AS told_words,
        created_at AS told_at, until_at AS told_until
    FROM measures
    WHERE member_id = $1
    AND kind = 'suspended'
    AND lifted_at IS NULL";

/// What is told of a member's suspension, if they are suspended.
pub(crate) async fn suspension(db: &Db, member: MemberId) -> Result<Option<Told>, Fault> {
    match first!(db db, ToldRow, SUSPENSION, member)? {
        Some(row) => row.told(),
        None => Ok(None),
    }
}

// Both directions: a mark without its measure, a measure without its mark.
const DRIFT: &str = "
    SELECT 'idea', i.id, 'hidden'
    FROM ideas i
    LEFT JOIN measures q ON q.idea_id = i.id AND q.comment_id IS NULL
        AND q.kind = 'hidden' AND q.lifted_at IS NULL
    WHERE (i.hidden_at IS NULL) <> (q.id IS NULL)
    UNION ALL
    SELECT 'idea', i.id, 'locked'
    FROM ideas i
    LEFT JOIN measures q ON q.idea_id = i.id AND q.comment_id IS NULL
        AND q.kind = 'locked' AND q.lifted_at IS NULL
    WHERE (i.locked_at IS NULL) <> (q.id IS NULL)
    UNION ALL
    SELECT 'comment', c.id, 'hidden'
    FROM comments c
    LEFT JOIN measures q ON q.comment_id = c.id AND q.lifted_at IS NULL
    WHERE (c.hidden_at IS NULL) <> (q.id IS NULL)
    UNION ALL
    SELECT 'member', m.id, 'suspended'
    FROM members m
    LEFT JOIN measures q ON q.member_id = m.id
        AND q.kind = 'suspended' AND q.lifted_at IS NULL
    WHERE (m.suspended_at IS NULL) <> (q.id IS NULL)
    LIMIT 100";

/// A sentence for each thing or member whose mark differs from its measures.
pub(crate) async fn drift(tx: &mut Tx<'_>) -> Result<Vec<String>, Fault> {
    let rows = all!(tx tx, (String, i64, String), DRIFT)?;
    let sentence =
        |(thing, id, mark)| format!("{thing} {id}: whether it is {mark} differs from its measures");
    Ok(rows.into_iter().map(sentence).collect())
}
