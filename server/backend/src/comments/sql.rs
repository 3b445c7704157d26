//! Statements on single comments, inside commands.

use domain::{Noun, Timestamp};

use super::Text;
use crate::db::{Fault, Tx, first, one, run};

/// A comment, as far as commands need to know it.
#[derive(Debug)]
pub(crate) struct Remark {
    pub(crate) id: i64,
    pub(crate) idea: i64,
    /// The thread it belongs to, if it is a reply.
    pub(crate) parent: Option<i64>,
    pub(crate) author: i64,
    pub(crate) deleted: bool,
    pub(crate) hidden: bool,
}

const REMARK: &str = "
    SELECT id, idea_id, parent_id, author_id, deleted_at, hidden_at
    FROM comments
    WHERE id = $1";

/// Looks a comment up; fails with not found.
pub(crate) async fn remark(tx: &mut Tx<'_>, comment: i64) -> Result<Remark, Fault> {
    type Row = (i64, i64, Option<i64>, i64, Option<i64>, Option<i64>);
    let row: Option<Row> = first!(tx tx, Row, REMARK, comment)?;
    let (id, idea, parent, author, deleted_at, hidden_at) = row.ok_or(Noun::Comment)?;
    Ok(Remark {
        id,
        idea,
        parent,
        author,
        deleted: deleted_at.is_some(),
        hidden: hidden_at.is_some(),
    })
}

/// What a person has said on an idea.
#[derive(Debug)]
pub(super) struct Voice {
    /// Comments that stand: neither deleted nor hidden.
    pub(super) comments: i64,
    /// When they first spoke, whatever became of it: a voice that falls silent
    /// and speaks again keeps its first time.
    pub(super) first: Option<Timestamp>,
}

const VOICE: &str = "
    SELECT COUNT(CASE WHEN deleted_at IS NULL AND hidden_at IS NULL THEN 1 END), MIN(created_at)
    FROM comments
    WHERE author_id = $1
    AND idea_id = $2";

pub(super) async fn voice(tx: &mut Tx<'_>, idea: i64, author: i64) -> Result<Voice, Fault> {
    type Row = (i64, Option<i64>);
    let (comments, first) = first!(tx tx, Row, VOICE, author, idea)?.unwrap_or_default();
    Ok(Voice {
        comments,
        first: first.map(Timestamp),
    })
}

const ADD: &str = "
    INSERT INTO comments (idea_id, parent_id, author_id, body, html, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    RETURNING id";

pub(super) async fn add(
    tx: &mut Tx<'_>,
    idea: i64,
    thread: Option<i64>,
    author: i64,
    text: &Text,
    at: Timestamp,
) -> Result<i64, Fault> {
    let (body, html) = (text.body.as_str(), text.html.as_str());
    Ok(one!(tx tx, i64, ADD, idea, thread, author, body, html, at.0)?)
}

const COUNT: &str = "
    UPDATE ideas
    SET comments = comments + $2
    WHERE id = $1";

/// Moves the idea's count of comments.
pub(super) async fn count(tx: &mut Tx<'_>, idea: i64, change: i64) -> Result<(), Fault> {
    run!(tx, COUNT, idea, change)?;
    Ok(())
}

const REWORD: &str = "
    UPDATE comments
    SET body = $2, html = $3, edited_at = $4
    WHERE id = $1";

pub(super) async fn reword(
    tx: &mut Tx<'_>,
    comment: i64,
    text: &Text,
    at: Timestamp,
) -> Result<(), Fault> {
    run!(
        tx,
        REWORD,
        comment,
        text.body.as_str(),
        text.html.as_str(),
        at.0
    )?;
    Ok(())
}

const BURY: &str = "
    UPDATE comments
    SET body = '', html = '', deleted_at = $2
    WHERE id = $1";

/// Leaves the tombstone of a comment: who and when, no words.
pub(super) async fn bury(tx: &mut Tx<'_>, comment: i64, at: Timestamp) -> Result<(), Fault> {
    run!(tx, BURY, comment, at.0)?;
    Ok(())
}
