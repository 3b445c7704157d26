//! Opening a split: who worked on the milestone, and for how many hours so far.

use std::collections::BTreeMap;

use domain::Timestamp;
use domain::accounts::MemberId;
use domain::ledger::{BALLOT_DAYS, Tenure, worked};
use domain::notifications::NoticeKind;

use super::settle;
use crate::db::{Fault, Tx, one, run};
use crate::notifications::notify;
use crate::teams::launch;
use crate::teams::sql::Team;
use crate::teams::work::sql as work;

const BEFORE: &str = "SELECT MAX(opened_at) FROM splits WHERE team_id = $1 AND opened_at < $2";

/// From when the hours of a split opened at this moment count: since the split
/// before, or the launch.
pub(super) async fn since(
    tx: &mut Tx<'_>,
    team: i64,
    launched: Timestamp,
    opened: Timestamp,
) -> Result<Timestamp, Fault> {
    let before = one!(tx tx, Option<i64>, BEFORE, team, opened.0)?;
    Ok(before.map_or(launched, Timestamp))
}

const OPEN: &str = "
    INSERT INTO splits (team_id, milestone_id, state, opened_at, due_at)
    VALUES ($1, $2, 'open', $3, $4)
    RETURNING id";
const NAME: &str = "
    INSERT INTO split_members (split_id, member_id, hours)
    VALUES ($1, $2, $3)";

/// Opens the split of a milestone that was just reached. Where fewer than three
/// people worked on it there is nothing to deal out: it is counted at once.
pub(in crate::teams) async fn open(
    tx: &mut Tx<'_>,
    team: &Team,
    milestone: i64,
    now: Timestamp,
) -> Result<(), Fault> {
    let Some(launched) = team.launched_at.map(Timestamp) else {
        return Ok(());
    };
    let span = (since(tx, team.id, launched, now).await?, now);
    let people = hours(tx, team.id, launched, span).await?;
    if people.is_empty() {
        return Ok(());
    }
    let due = now.plus_days(BALLOT_DAYS);
    let split = one!(tx tx, i64, OPEN, team.id, milestone, now.0, due.0)?;
    for (member, hours) in &people {
        run!(tx, NAME, split, *member, *hours)?;
    }
    if people.len() < 3 {
        return settle::count(tx, team, split, now).await;
    }
    let to: Vec<_> = people.into_keys().collect();
    let notice = launch::notice(team, NoticeKind::SplitOpened);
    notify(tx, &to, &notice, now).await
}

/// Hours of everybody who sat in the team between two moments, or sits there.
pub(super) async fn hours(
    tx: &mut Tx<'_>,
    team: i64,
    launched: Timestamp,
    span: (Timestamp, Timestamp),
) -> Result<BTreeMap<MemberId, f64>, Fault> {
    let told = work::told(tx, team).await?;
    let hands = work::hands(tx, team).await?;
    let mut people = BTreeMap::new();
    for worker in work::workers(tx, team).await? {
        let tenure = Tenure {
            from: Timestamp(worker.created_at),
            to: worker.ended_at.map(Timestamp),
            hours: worker.hours,
        };
        let confirmed = |week| !told.contains(&week) || hands.contains(&(week, worker.member_id));
        if worker.sits() || worker.sat(span.0, span.1) {
            let hours = people.entry(worker.member_id).or_insert(0.0);
            *hours += worked(tenure, span, launched, confirmed);
        }
    }
    Ok(people)
}
