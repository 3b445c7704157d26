//! The score of an idea: kept by the write that changes it, never recomputed
//! for a list. Sums of each day stand beside it, so that an event can be taken
//! back without reading every other one.

use domain::ranking::{Warmth, daily_share, from_daily, scored_at, warmer};
use domain::{Date, Timestamp};

use crate::db::{Fault, Tx, all, later, one, run};
use crate::events;

/// The moment an event at `at` scores at: a clock that jumped ahead does not
/// count. Ask before recording the event itself.
pub(crate) async fn scoring_time(tx: &mut Tx<'_>, at: Timestamp) -> Result<Timestamp, Fault> {
    Ok(scored_at(at, events::newest(tx).await?))
}

const ADD_TO_DAY: &str = "
    INSERT INTO idea_warmth (idea_id, day, warmth)
    VALUES ($1, $2, $3)
    ON CONFLICT (idea_id, day) DO UPDATE
    SET warmth = idea_warmth.warmth + excluded.warmth";
const SCORE: &str = "
    SELECT score
    FROM ideas
    WHERE id = $1";
const SET_SCORE: &str = "
    UPDATE ideas
    SET score = $2
    WHERE id = $1";

/// The sum of the first day, of an idea just posted with the score of
/// [`Warmth::Posting`] at that time.
pub(super) async fn begin(tx: &mut Tx<'_>, idea: i64, at: Timestamp) -> Result<(), Fault> {
    add_to_day(tx, idea, Warmth::Posting, at).await
}

/// The score of an idea that nothing but its posting has warmed.
pub(super) fn posted(at: Timestamp) -> f64 {
    warmer(f64::NEG_INFINITY, Warmth::Posting, at)
}

/// Adds an event's warmth to the idea's score (stored day sums included).
pub(crate) async fn warm(
    tx: &mut Tx<'_>,
    idea: i64,
    what: Warmth,
    at: Timestamp,
) -> Result<(), Fault> {
    let at = scoring_time(tx, at).await?;
    let score = one!(tx tx, f64, SCORE, idea)?;
    let score = warmed(tx, idea, score, what, at).await?;
    run!(tx, SET_SCORE, idea, score)?;
    Ok(())
}

/// Adds the warmth of an event that scores at this time to the day sums, and
/// gives the new score, which the caller keeps.
pub(crate) async fn warmed(
    tx: &mut Tx<'_>,
    idea: i64,
    score: f64,
    what: Warmth,
    at: Timestamp,
) -> Result<f64, Fault> {
    add_to_day(tx, idea, what, at).await?;
    Ok(warmer(score, what, at))
}

async fn add_to_day(tx: &mut Tx<'_>, idea: i64, what: Warmth, at: Timestamp) -> Result<(), Fault> {
    later!(
        tx,
        ADD_TO_DAY,
        idea,
        i64::from(at.date().0),
        daily_share(what, at)
    )?;
    Ok(())
}

const TAKE_FROM_DAY: &str = "
    UPDATE idea_warmth
    SET warmth = warmth - $3
    WHERE idea_id = $1
    AND day = $2";
const DAYS: &str = "
    SELECT day, warmth
    FROM idea_warmth
    WHERE idea_id = $1";

/// Takes back the warmth of an event that was added at that time.
pub(crate) async fn cool(
    tx: &mut Tx<'_>,
    idea: i64,
    what: Warmth,
    at: Timestamp,
) -> Result<(), Fault> {
    let score = cooled(tx, idea, what, at).await?;
    run!(tx, SET_SCORE, idea, score)?;
    Ok(())
}

/// Takes the same from the day sums, and gives the new score, which the caller
/// keeps.
pub(crate) async fn cooled(
    tx: &mut Tx<'_>,
    idea: i64,
    what: Warmth,
    at: Timestamp,
) -> Result<f64, Fault> {
    later!(
        tx,
        TAKE_FROM_DAY,
        idea,
        i64::from(at.date().0),
        daily_share(what, at)
    )?;
    let days = all!(tx tx, (i64, f64), DAYS, idea)?;
    let sums = days
        .into_iter()
        .map(|(day, sum)| (Date(i32::try_from(day).unwrap_or(i32::MAX)), sum));
    Ok(from_daily(sums))
}
