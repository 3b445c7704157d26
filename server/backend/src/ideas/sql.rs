//! Statements on single ideas, inside commands.

use domain::accounts::Actor;
use domain::boards::Visibility;
use domain::ideas::{IdeaRef, Topics};
use domain::policy::Exposure;
use domain::stage::Stage;
use domain::{AppError, Conflict, FieldError, Noun, Timestamp, policy};

use super::Text;
use crate::db::{Fault, Tx, all, first, one, run};

/// A word the database holds; its writers allow no other.
pub(crate) fn word<T>(parsed: Result<T, FieldError>) -> Result<T, Fault> {
    parsed.map_err(|_| Fault::Db(sqlx::Error::Decode("an unknown word".into())))
}

/// What other features need to know of an idea before they touch it.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// Number, slug and title.
    pub(crate) idea: IdeaRef,
    /// Who may see it.
    pub(crate) visibility: Visibility,
    /// Who posted it.
    pub(crate) author: i64,
    /// Its stage.
    pub(crate) stage: Stage,
    /// Others who support or oppose it.
    pub(crate) others: i64,
    /// Its department.
    pub(crate) department: Option<i64>,
    /// Whether it is hidden.
    pub(crate) hidden: bool,
    /// Whether it is locked.
    pub(crate) locked: bool,
}

impl Known {
    /// What decides who may know of it.
    pub(crate) const fn exposure(&self) -> Exposure {
        Exposure {
            visibility: self.visibility,
            author: self.author,
            department: self.department,
            hidden: self.hidden,
        }
    }

    /// Whether this member may take part in it; `noun` is what they asked for.
    pub(crate) fn admit(&self, actor: &Actor, noun: Noun) -> Result<(), AppError> {
        policy::take_part_in(actor, &self.exposure(), self.locked, noun)
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct KnownRow {
    id: i64,
    slug: String,
    title: String,
    visibility: String,
    author_id: i64,
    stage: String,
    others: i64,
    department_id: Option<i64>,
    hidden_at: Option<i64>,
    locked_at: Option<i64>,
}

impl KnownRow {
    pub(super) fn known(self) -> Result<Known, Fault> {
        Ok(Known {
            idea: IdeaRef {
                number: self.id,
                slug: self.slug,
                title: self.title,
            },
            visibility: word(Visibility::parse(&self.visibility))?,
            author: self.author_id,
            stage: word(Stage::parse(&self.stage))?,
            others: self.others,
            department: self.department_id,
            hidden: self.hidden_at.is_some(),
            locked: self.locked_at.is_some(),
        })
    }
}

pub(super) const KNOWN: &str = "
    SELECT i.id, i.slug, i.title, b.visibility, i.author_id, i.stage,
        i.department_id, i.hidden_at, i.locked_at,
        i.support_employees + i.support_customers + i.oppose_employees + i.oppose_customers
            AS others
    FROM ideas i
    JOIN boards b ON b.id = i.board_id
    WHERE i.id = $1";

/// Looks an idea up inside a command; fails with not found.
pub(crate) async fn known(tx: &mut Tx<'_>, idea: i64) -> Result<Known, Fault> {
    let row = first!(tx tx, KnownRow, KNOWN, idea)?;
    row.ok_or(Noun::Idea)?.known()
}

const BOARD: &str = "
    SELECT id, visibility, closed_at
    FROM boards
    WHERE slug = $1";

/// A board an idea may be posted on: its number and who sees it, if this member
/// may take part there; fails with not found, or because it is closed.
pub(super) async fn open_board(
    tx: &mut Tx<'_>,
    actor: &Actor,
    slug: &str,
) -> Result<(i64, Visibility), Fault> {
    let found = first!(tx tx, (i64, String, Option<i64>), BOARD, slug)?;
    let (id, visibility, closed) = found.ok_or(Noun::Board)?;
    let visibility = word(Visibility::parse(&visibility))?;
    policy::take_part(actor, visibility, Noun::Board)?;
    match closed {
        Some(_) => Err(Conflict::BoardClosed.into()),
        None => Ok((id, visibility)),
    }
}

const DEPARTMENT_OF: &str = "
    SELECT department_id
    FROM ideas
    WHERE id = $1";

/// The department an idea is addressed to.
pub(super) async fn department_of(tx: &mut Tx<'_>, idea: i64) -> Result<Option<i64>, Fault> {
    Ok(one!(tx tx, Option<i64>, DEPARTMENT_OF, idea)?)
}

/// Where a new idea stands.
pub(super) struct Place {
    /// Its board.
    pub(super) board: i64,
    /// The department it is addressed to.
    pub(super) department: Option<i64>,
    /// The idea it grows from.
    pub(super) from: Option<i64>,
}

const ADD: &str = "
    INSERT INTO ideas
        (board_id, author_id, title, slug, body, html, excerpt, kind, department_id, stage,
        created_at, support, score, forked_from)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $13)
    RETURNING id";

/// Adds an idea that its author supports.
pub(super) async fn add(
    tx: &mut Tx<'_>,
    place: &Place,
    author: i64,
    text: &Text,
    at: Timestamp,
    score: f64,
) -> Result<i64, Fault> {
    let id = one!(
        tx tx,
        i64,
        ADD,
        place.board,
        author,
        text.title.as_str(),
        text.slug.as_str(),
        text.body.as_str(),
        text.html.as_str(),
        text.excerpt.as_str(),
        text.kind.as_str(),
        place.department,
        Stage::Open.as_str(),
        at.0,
        score,
        place.from
    )?;
    Ok(id)
}

const REWORD: &str = "
    UPDATE ideas
    SET title = $2, slug = $3, body = $4, html = $5, excerpt = $6, kind = $7,
        department_id = $8, edited_at = $9
    WHERE id = $1";

/// Gives an idea new words.
pub(super) async fn reword(
    tx: &mut Tx<'_>,
    idea: i64,
    department: Option<i64>,
    text: &Text,
    at: Timestamp,
) -> Result<(), Fault> {
    run!(
        tx,
        REWORD,
        idea,
        text.title.as_str(),
        text.slug.as_str(),
        text.body.as_str(),
        text.html.as_str(),
        text.excerpt.as_str(),
        text.kind.as_str(),
        department,
        at.0
    )?;
    Ok(())
}

const ADD_TOPIC: &str = "
    INSERT INTO idea_topics (idea_id, topic, position)
    VALUES ($1, $2, $3)";
const DROP_TOPICS: &str = "
    DELETE FROM idea_topics
    WHERE idea_id = $1";

/// Sets the topics of an idea.
pub(super) async fn set_topics(tx: &mut Tx<'_>, idea: i64, topics: &Topics) -> Result<(), Fault> {
    run!(tx, DROP_TOPICS, idea)?;
    for (topic, position) in topics.0.iter().zip(0_i64..) {
        run!(tx, ADD_TOPIC, idea, topic.as_str(), position)?;
    }
    Ok(())
}

const WITHDRAW: &str = "
    UPDATE ideas
    SET withdrawn_at = $2
    WHERE id = $1";

/// Marks an idea as taken back.
pub(super) async fn withdraw(tx: &mut Tx<'_>, idea: i64, at: Timestamp) -> Result<(), Fault> {
    run!(tx, WITHDRAW, idea, at.0)?;
    Ok(())
}

/// What a stage is derived from: a row for each kind of seat of each team.
const TEAMS: &str = "
    SELECT i.withdrawn_at, t.stage, t.launched_at, s.skill,
        s.places - (SELECT COUNT(*)
                    FROM pledges p
                    WHERE p.seat_id = s.id AND p.state = 'held') AS free
    FROM ideas i
    LEFT JOIN teams t ON t.idea_id = i.id
    LEFT JOIN seats s ON s.team_id = t.id
    WHERE i.id = $1
    ORDER BY t.id, s.position";

/// A seat of a team of an idea; the idea's own columns only, without a team.
#[derive(sqlx::FromRow)]
pub(super) struct SeatRow {
    pub(super) withdrawn_at: Option<i64>,
    pub(super) stage: Option<String>,
    pub(super) launched_at: Option<i64>,
    pub(super) skill: Option<String>,
    pub(super) free: Option<i64>,
}

pub(super) async fn seats(tx: &mut Tx<'_>, idea: i64) -> Result<Vec<SeatRow>, Fault> {
    Ok(all!(tx tx, SeatRow, TEAMS, idea)?)
}

const SET_STAGE: &str = "
    UPDATE ideas
    SET stage = $2, launched_at = $3, open_seats = $4
    WHERE id = $1";

pub(super) async fn set_stage(
    tx: &mut Tx<'_>,
    idea: i64,
    stage: Stage,
    launched: Option<i64>,
    open_seats: &str,
) -> Result<(), Fault> {
    run!(tx, SET_STAGE, idea, stage.as_str(), launched, open_seats)?;
    Ok(())
}
