//! Decisions in the database.

use domain::accounts::MemberId;
use domain::decisions::DecisionState;
use domain::teams::Decides;
use domain::{Noun, Timestamp};

use crate::db::{Fault, Tx, all, first, one, run};
use crate::ideas::word;
use crate::teams::sql::Person;

/// A proposal.
#[derive(sqlx::FromRow)]
pub(super) struct Decision {
    pub(super) id: i64,
    pub(super) member_id: MemberId,
    rule: String,
    pub(super) title: String,
    pub(super) details: String,
    pub(super) created_at: i64,
    pub(super) due_at: i64,
    state: String,
    pub(super) verdict: String,
    pub(super) decided_at: Option<i64>,
    /// Whether whoever proposed it still takes part in the team.
    pub(super) still: bool,
    #[sqlx(flatten)]
    pub(super) person: Person,
}

impl Decision {
    pub(super) fn rule(&self) -> Result<Decides, Fault> {
        word(Decides::parse(&self.rule))
    }

    pub(super) fn state(&self) -> Result<DecisionState, Fault> {
        word(DecisionState::parse(&self.state))
    }
}

/// Whether the member `m` takes part in the team `t`, whose idea is on the board
/// `b`: who is suspended, or sees it no more, holds nobody up.
macro_rules! still {
    () => {
        "(m.suspended_at IS NULL
          AND (b.visibility = 'public' OR m.kind = 'employee')
          AND (COALESCE(t.lead_id, t.starter_id) = m.id
               OR EXISTS (SELECT 1
                          FROM pledges p
                          WHERE p.team_id = t.id AND p.member_id = m.id AND p.state = 'held')))"
    };
}
pub(super) use still;

/// The columns of [`Decision`].
macro_rules! decision {
    () => {
        concat!(
            "
    SELECT d.id, d.member_id, d.rule, d.title, d.details, d.created_at, d.due_at, d.state,
        d.verdict, d.decided_at, ",
            still!(),
            " AS still,
        m.display_name, m.handle, m.kind
    FROM decisions d
    JOIN members m ON m.id = d.member_id
    JOIN teams t ON t.id = d.team_id
    JOIN ideas i ON i.id = t.idea_id
    JOIN boards b ON b.id = i.board_id
    WHERE d.team_id = $1"
        )
    };
}

/// Those that are open, and the newest of the others.
macro_rules! shown {
    () => {
        " AND (d.state = 'open'
         OR d.id IN (SELECT s.id
                     FROM decisions s
                     WHERE s.team_id = $1 AND s.state <> 'open'
                     ORDER BY s.id DESC
                     LIMIT 50))"
    };
}

const DECISIONS: &str = concat!(decision!(), shown!(), " ORDER BY d.id DESC");

/// Those of a team that are shown, newest first.
pub(super) async fn of(tx: &mut Tx<'_>, team: i64) -> Result<Vec<Decision>, Fault> {
    Ok(all!(tx tx, Decision, DECISIONS, team)?)
}

const DECISION: &str = concat!(decision!(), " AND d.id = $2");

/// One of this team's.
pub(super) async fn one_of(tx: &mut Tx<'_>, team: i64, number: i64) -> Result<Decision, Fault> {
    let found = first!(tx tx, Decision, DECISION, team, number)?;
    Ok(found.ok_or(Noun::Decision)?)
}

const OPEN: &str = "SELECT COUNT(*) FROM decisions WHERE team_id = $1 AND state = 'open'";

/// How many of a team's are open.
pub(super) async fn open(tx: &mut Tx<'_>, team: i64) -> Result<usize, Fault> {
    let open = one!(tx tx, i64, OPEN, team)?;
    Ok(usize::try_from(open).unwrap_or(usize::MAX))
}

/// What was said against a proposal.
#[derive(sqlx::FromRow)]
pub(super) struct Objection {
    pub(super) decision_id: i64,
    pub(super) member_id: MemberId,
    pub(super) reason: String,
    pub(super) created_at: i64,
    ended_at: Option<i64>,
    still: bool,
    #[sqlx(flatten)]
    pub(super) person: Person,
}

impl Objection {
    /// Whether it was neither taken back nor answered, by somebody still there.
    pub(super) const fn stands(&self) -> bool {
        self.ended_at.is_none() && self.still
    }
}

macro_rules! objection {
    () => {
        concat!(
            "
    SELECT o.decision_id, o.member_id, o.reason, o.created_at, o.ended_at, ",
            still!(),
            " AS still,
        m.display_name, m.handle, m.kind
    FROM objections o
    JOIN decisions d ON d.id = o.decision_id
    JOIN teams t ON t.id = d.team_id
    JOIN ideas i ON i.id = t.idea_id
    JOIN boards b ON b.id = i.board_id
    JOIN members m ON m.id = o.member_id
    WHERE d.team_id = $1"
        )
    };
}

const OBJECTIONS: &str = concat!(objection!(), shown!(), " ORDER BY o.id");

/// Against all of a team's that are shown, oldest first.
pub(super) async fn objections(tx: &mut Tx<'_>, team: i64) -> Result<Vec<Objection>, Fault> {
    Ok(all!(tx tx, Objection, OBJECTIONS, team)?)
}

const AGAINST: &str = concat!(objection!(), " AND d.id = $2 ORDER BY o.id");

/// Against one of them, oldest first.
pub(super) async fn against(
    tx: &mut Tx<'_>,
    team: i64,
    number: i64,
) -> Result<Vec<Objection>, Fault> {
    Ok(all!(tx tx, Objection, AGAINST, team, number)?)
}

const ADD: &str = "
    INSERT INTO decisions (team_id, member_id, rule, title, details, created_at, due_at, state)
    VALUES ($1, $2, $3, $4, $5, $6, $7, 'open')
    RETURNING id";

/// Writes a proposal of this member; its number.
pub(super) async fn add(
    tx: &mut Tx<'_>,
    (team, member, rule): (i64, MemberId, Decides),
    (title, details): (&str, &str),
    (at, due): (Timestamp, Timestamp),
) -> Result<i64, Fault> {
    let rule = rule.as_str();
    Ok(one!(tx tx, i64, ADD, team, member, rule, title, details, at.0, due.0)?)
}

const SETTLE: &str = "
    UPDATE decisions
    SET state = $2, verdict = $3, decided_by = $4, decided_at = $5
    WHERE id = $1 AND state = 'open'";

/// Ends a proposal that is open; whether it was.
pub(super) async fn settle(
    tx: &mut Tx<'_>,
    number: i64,
    (state, verdict): (DecisionState, &str),
    (by, now): (Option<MemberId>, Timestamp),
) -> Result<bool, Fault> {
    let state = state.as_str();
    Ok(run!(tx, SETTLE, number, state, verdict, by, now.0)? == 1)
}

const LAPSE: &str = "
    UPDATE decisions
    SET state = 'lapsed', decided_at = $2
    WHERE team_id = $1 AND state = 'open'";

/// What is open when a team ends is decided no more.
pub(in crate::teams) async fn lapse(
    tx: &mut Tx<'_>,
    team: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    run!(tx, LAPSE, team, now.0)?;
    Ok(())
}

const CHANGE: &str = "
    UPDATE decisions
    SET title = $2, details = $3, created_at = $4, due_at = $5
    WHERE id = $1";
const ANSWER: &str = "
    UPDATE objections
    SET ended_at = $2
    WHERE decision_id = $1 AND ended_at IS NULL";

/// Other words, which answer every objection.
pub(super) async fn change(
    tx: &mut Tx<'_>,
    number: i64,
    (title, details): (&str, &str),
    (at, due): (Timestamp, Timestamp),
) -> Result<(), Fault> {
    run!(tx, CHANGE, number, title, details, at.0, due.0)?;
    run!(tx, ANSWER, number, at.0)?;
    Ok(())
}

const OBJECT: &str = "
    INSERT INTO objections (decision_id, member_id, reason, created_at)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (decision_id, member_id) WHERE ended_at IS NULL DO NOTHING
    RETURNING id";

/// Writes an objection, unless one of this member stands; whether it did.
pub(super) async fn object(
    tx: &mut Tx<'_>,
    number: i64,
    (member, reason): (MemberId, &str),
    now: Timestamp,
) -> Result<bool, Fault> {
    let made = first!(tx tx, (i64,), OBJECT, number, member, reason, now.0)?;
    Ok(made.is_some())
}

const TAKE_BACK: &str = "
    UPDATE objections
    SET ended_at = $3
    WHERE decision_id = $1 AND member_id = $2 AND ended_at IS NULL";

/// Takes back what this member said; whether there was something.
pub(super) async fn take_back(
    tx: &mut Tx<'_>,
    number: i64,
    member: MemberId,
    now: Timestamp,
) -> Result<bool, Fault> {
    Ok(run!(tx, TAKE_BACK, number, member, now.0)? == 1)
}
