//! What the database holds of splits.

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::accounts::MemberId;
use domain::ledger::{Ballot, MAX_ANCESTORS, SplitState};

use crate::db::{Fault, Tx, all, first};
use crate::ideas::word;
use crate::teams::sql::Person;

/// The split of a milestone.
#[derive(sqlx::FromRow)]
pub(super) struct Split {
    pub(super) id: i64,
    pub(super) title: String,
    state: String,
    pub(super) opened_at: i64,
    due_at: Option<i64>,
    disputed_at: Option<i64>,
}

impl Split {
    pub(super) fn state(&self) -> Result<SplitState, Fault> {
        word(SplitState::parse(&self.state))
    }

    /// When it is counted or frozen by itself.
    pub(super) fn due(&self) -> Option<Timestamp> {
        self.due_at.map(Timestamp)
    }

    pub(super) const fn disputed(&self) -> bool {
        self.disputed_at.is_some()
    }
}

const SPLIT: &str = "
    SELECT p.id, s.title, p.state, p.opened_at, p.due_at, p.disputed_at
    FROM splits p
    JOIN milestones s ON s.id = p.milestone_id
    WHERE p.team_id = $1 AND p.id = $2";

pub(super) async fn split(tx: &mut Tx<'_>, team: i64, number: i64) -> Result<Option<Split>, Fault> {
    Ok(first!(tx tx, Split, SPLIT, team, number)?)
}

const SPLITS: &str = "
    SELECT p.id, s.title, p.state, p.opened_at, p.due_at, p.disputed_at
    FROM splits p
    JOIN milestones s ON s.id = p.milestone_id
    WHERE p.team_id = $1
    ORDER BY p.id DESC";

pub(super) async fn splits(tx: &mut Tx<'_>, team: i64) -> Result<Vec<Split>, Fault> {
    Ok(all!(tx tx, Split, SPLITS, team)?)
}

/// Somebody who worked on a milestone.
#[derive(sqlx::FromRow)]
pub(super) struct Party {
    pub(super) split_id: i64,
    pub(super) member_id: MemberId,
    pub(super) hours: f64,
    pub(super) peer: Option<f64>,
    pub(super) share: Option<f64>,
    cast_at: Option<i64>,
    pub(super) handle_of: String,
    #[sqlx(flatten)]
    pub(super) person: Person,
}

impl Party {
    pub(super) const fn has_cast(&self) -> bool {
        self.cast_at.is_some()
    }
}

const PARTIES: &str = "
    SELECT w.split_id, w.member_id, w.hours, w.peer, w.share, w.cast_at,
        m.handle AS handle_of, m.display_name, m.handle, m.kind
    FROM split_members w
    JOIN splits p ON p.id = w.split_id
    JOIN members m ON m.id = w.member_id
    WHERE p.team_id = $1
    ORDER BY w.split_id, w.member_id";

/// Everybody who worked on a milestone of this team, once for each.
pub(super) async fn parties(tx: &mut Tx<'_>, team: i64) -> Result<Vec<Party>, Fault> {
    Ok(all!(tx tx, Party, PARTIES, team)?)
}

const BALLOTS: &str = "
    SELECT giver_id, taker_id, points
    FROM ballots
    WHERE split_id = $1
    ORDER BY giver_id, taker_id";

/// The ballots of a split, by giver.
pub(super) async fn ballots(
    tx: &mut Tx<'_>,
    split: i64,
) -> Result<BTreeMap<MemberId, Ballot>, Fault> {
    let rows = all!(tx tx, (MemberId, MemberId, i64), BALLOTS, split)?;
    let mut ballots: BTreeMap<MemberId, Ballot> = BTreeMap::new();
    for (giver, taker, points) in rows {
        let points = u32::try_from(points).unwrap_or(0);
        ballots.entry(giver).or_default().insert(taker, points);
    }
    Ok(ballots)
}

/// Why shares were disputed.
#[derive(sqlx::FromRow)]
pub(super) struct Dispute {
    pub(super) split_id: i64,
    pub(super) reason: String,
    pub(super) created_at: i64,
    #[sqlx(flatten)]
    pub(super) person: Person,
}

const DISPUTES: &str = "
    SELECT d.split_id, d.reason, d.created_at, m.display_name, m.handle, m.kind
    FROM disputes d
    JOIN splits p ON p.id = d.split_id
    JOIN members m ON m.id = d.member_id
    WHERE p.team_id = $1
    ORDER BY d.id";

pub(super) async fn disputes(tx: &mut Tx<'_>, team: i64) -> Result<Vec<Dispute>, Fault> {
    Ok(all!(tx tx, Dispute, DISPUTES, team)?)
}

/// Somebody who holds a part of the authors' share.
#[derive(sqlx::FromRow)]
pub(super) struct Author {
    pub(super) id: MemberId,
    #[sqlx(flatten)]
    pub(super) person: Person,
}

// What an idea grew from never changes, nor does who wrote it: so the authors of
// a split that is frozen stay who they are.
const AUTHORS: &str = "
    WITH RECURSIVE line (back, author_id, forked_from) AS (
        SELECT 0, i.author_id, i.forked_from
        FROM ideas i
        WHERE i.id = $1
        UNION ALL
        SELECT l.back + 1, i.author_id, i.forked_from
        FROM line l
        JOIN ideas i ON i.id = l.forked_from
        WHERE l.back < $2)
    SELECT m.id, m.display_name, m.handle, m.kind
    FROM line l
    JOIN members m ON m.id = l.author_id
    GROUP BY m.id, m.display_name, m.handle, m.kind
    ORDER BY MIN(l.back)";

/// Who holds the authors' share: whoever wrote the idea, then those of the ideas
/// it grew from, each once.
pub(super) async fn authors(tx: &mut Tx<'_>, idea: i64) -> Result<Vec<Author>, Fault> {
    Ok(all!(tx tx, Author, AUTHORS, idea, MAX_ANCESTORS)?)
}

const MEANING: &str = "SELECT shares_mean FROM organisation";

/// What the organisation says a share means.
pub(super) async fn meaning(tx: &mut Tx<'_>) -> Result<String, Fault> {
    let text = first!(tx tx, (String,), MEANING)?;
    Ok(text.map(|(text,)| text).unwrap_or_default())
}
