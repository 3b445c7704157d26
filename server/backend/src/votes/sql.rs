//! Statements on votes and their counters.

use domain::accounts::{Actor, Kind};
use domain::boards::Visibility;
use domain::policy::Exposure;
use domain::stage::Stage;
use domain::votes::Choice;
use domain::{Noun, Timestamp};

use super::Change;
use crate::actors;
use crate::db::{Fault, Tx, first, later, one};
use crate::ideas::word;

/// An idea and one member's vote on it.
#[derive(Debug)]
pub(super) struct Ballot {
    /// The member as they are now.
    pub(super) voter: actors::Now,
    /// Who may know of the idea.
    pub(super) exposure: Exposure,
    /// Whether it is locked.
    pub(super) locked: bool,
    pub(super) author: i64,
    pub(super) stage: Stage,
    pub(super) support: i64,
    /// The vote as it is now.
    pub(super) choice: Choice,
    /// The group it was counted in.
    pub(super) group: Option<Kind>,
    /// When the member first supported the idea.
    pub(super) supported_at: Option<Timestamp>,
    /// The idea's score.
    pub(super) score: f64,
    /// The time of the newest recorded event.
    pub(super) newest: Option<Timestamp>,
    /// Whether a team gathers on the idea.
    pub(super) gathering: bool,
}

#[derive(sqlx::FromRow)]
struct BallotRow {
    #[sqlx(flatten)]
    voter: actors::Now,
    visibility: String,
    author_id: i64,
    stage: String,
    support: i64,
    choice: Option<i64>,
    voter_kind: Option<String>,
    supported_at: Option<i64>,
    department_id: Option<i64>,
    hidden_at: Option<i64>,
    locked_at: Option<i64>,
    score: f64,
    newest: Option<i64>,
    gathering: bool,
}

/// Everything a vote is weighed by, in one statement: votes come in floods, and
/// each statement costs more than what it reads. The member is held as
/// [`actors::still`] does.
macro_rules! ballot {
    ($held:literal) => {
        concat!(
            "
    SELECT m.kind AS actor_kind, m.role AS actor_role, m.department_id AS actor_department,
        m.suspended_at AS actor_suspended, b.visibility, i.author_id, i.stage, i.support, v.choice, v.voter_kind, v.supported_at,
        i.department_id, i.hidden_at, i.locked_at, i.score,
        (SELECT e.at FROM events e ORDER BY e.id DESC LIMIT 1) AS newest,
        EXISTS (
            SELECT 1
            FROM teams t
            WHERE t.idea_id = i.id AND t.stage = 'gathering') AS gathering
    FROM ideas i
    JOIN boards b ON b.id = i.board_id
    JOIN members m ON m.id = $2
    LEFT JOIN votes v ON v.idea_id = i.id AND v.member_id = $2
    WHERE i.id = $1",
            $held
        )
    };
}
const BALLOT: &str = ballot!("");
const BALLOT_HELD: &str = ballot!(" FOR KEY SHARE OF m");

/// The idea and the member's vote on it; fails with not found.
pub(super) async fn ballot(tx: &mut Tx<'_>, idea: i64, voter: i64) -> Result<Ballot, Fault> {
    let sql = match tx {
        Tx::Sqlite(_) => BALLOT,
        Tx::Postgres(_) => BALLOT_HELD,
    };
    let row = first!(tx tx, BallotRow, sql, idea, voter)?.ok_or(Noun::Idea)?;
    let group = row.voter_kind.map(|kind| word(Kind::parse(&kind)));
    Ok(Ballot {
        voter: row.voter,
        exposure: Exposure {
            visibility: word(Visibility::parse(&row.visibility))?,
            author: row.author_id,
            department: row.department_id,
            hidden: row.hidden_at.is_some(),
        },
        locked: row.locked_at.is_some(),
        author: row.author_id,
        stage: word(Stage::parse(&row.stage))?,
        support: row.support,
        choice: Choice::of_sign(row.choice.unwrap_or(0)),
        group: group.transpose()?,
        supported_at: row.supported_at.map(Timestamp),
        score: row.score,
        newest: row.newest.map(Timestamp),
        gathering: row.gathering,
    })
}

const KEEP: &str = "
    INSERT INTO votes (idea_id, member_id, choice, voter_kind, supported_at, changed_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (idea_id, member_id) DO UPDATE
    SET choice = excluded.choice,
        voter_kind = excluded.voter_kind,
        supported_at = excluded.supported_at,
        changed_at = excluded.changed_at";

/// Keeps a vote in place of the one before it.
pub(super) async fn keep(
    tx: &mut Tx<'_>,
    idea: i64,
    voter: &Actor,
    choice: Choice,
    supported_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), Fault> {
    later!(
        tx,
        KEEP,
        idea,
        voter.id,
        choice.sign(),
        voter.kind.as_str(),
        supported_at.map(|at| at.0),
        now.0
    )?;
    Ok(())
}

const COUNT: &str = "
    UPDATE ideas
    SET support = support + $2,
        support_employees = support_employees + $3,
        support_customers = support_customers + $4,
        oppose_employees = oppose_employees + $5,
        oppose_customers = oppose_customers + $6,
        score = $7
    WHERE id = $1
    RETURNING support";

/// Moves the counters and sets the score; how many support the idea then.
pub(super) async fn count(
    tx: &mut Tx<'_>,
    idea: i64,
    change: &Change,
    score: f64,
) -> Result<i64, Fault> {
    let support = one!(
        tx tx,
        i64,
        COUNT,
        idea,
        change.support,
        change.support_employees,
        change.support_customers,
        change.oppose_employees,
        change.oppose_customers,
        score
    )?;
    Ok(support)
}
