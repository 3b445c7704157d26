//! The weekly update: how it went, and who put in their hours.

use domain::work::{NewUpdate, end_of_week, week};
use domain::{Conflict, FieldError, FieldErrors, Timestamp};

use super::{sql, workshop};
use crate::db::{Fault, Tx, one, run};
use crate::teams::act::Act;

const WRITE: &str = "
    INSERT INTO updates (team_id, week, author_id, body, created_at)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (team_id, week) DO UPDATE
    SET body = excluded.body, author_id = excluded.author_id
    RETURNING id";
const FORGET: &str = "DELETE FROM update_hands WHERE update_id = $1";
const NAME: &str = "INSERT INTO update_hands (update_id, member_id) VALUES ($1, $2)";

/// The weeks that can be told of at this moment: the present one and the one
/// before.
pub(super) fn open_weeks(launched: Timestamp, now: Timestamp) -> Vec<i64> {
    let present = week(launched, now);
    [present - 1, present]
        .into_iter()
        .filter(|week| *week >= 1)
        .collect()
}

/// Writes the update about a week, or changes it: the words are those of whoever
/// wrote last, the moment that of whoever wrote first.
pub(super) async fn write(tx: &mut Tx<'_>, act: &Act, update: &NewUpdate) -> Result<(), Fault> {
    let team = workshop(tx, act).await?;
    let launched = Timestamp(team.launched_at.ok_or(Conflict::NotLaunched)?);
    if !open_weeks(launched, act.now).contains(&update.week) {
        return Err(Conflict::WeekClosed.into());
    }
    let (from, to) = (
        end_of_week(launched, update.week - 1),
        end_of_week(launched, update.week),
    );
    let workers = sql::workers(tx, team.id).await?;
    let mut named = Vec::new();
    for handle in &update.hands {
        let worker = workers
            .iter()
            .find(|worker| worker.handle_of == *handle && worker.sat(from, to));
        let worker = worker.ok_or_else(|| FieldErrors::one("hands", FieldError::NotOffered))?;
        named.push(worker.member_id);
    }
    named.sort_unstable();
    named.dedup();
    let (author, body) = (act.actor.id, &update.body);
    let number = one!(tx tx, i64, WRITE, team.id, update.week, author, body, act.now.0)?;
    run!(tx, FORGET, number)?;
    for member in named {
        run!(tx, NAME, number, member)?;
    }
    let week = update.week.to_string();
    act.record(tx, &team, "update.written", number, &week).await
}
