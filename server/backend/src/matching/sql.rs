//! Preferences in the database.

use domain::Timestamp;
use domain::accounts::MemberId;
use domain::matching::Preferences;

use crate::db::{Db, Fault, Tx, all, first, run};
use crate::events::{self, Event};
use crate::skills::note;

/// A member's row as the database gives it.
#[derive(Default, sqlx::FromRow)]
struct PreferencesRow {
    open_since: Option<i64>,
    hours: i64,
    time_zone: String,
}

const PREFERENCES: &str = "
    SELECT open_since, hours, time_zone
    FROM preferences
    WHERE member_id = $1";
const TOPICS: &str = "
    SELECT topic
    FROM member_topics
    WHERE member_id = $1
    ORDER BY position";
const WANTS: &str = "
    SELECT name
    FROM member_wants
    WHERE member_id = $1
    ORDER BY position";

/// What a member told, closed and empty if nothing.
pub(crate) async fn preferences(db: &Db, member: MemberId) -> Result<Preferences, Fault> {
    let row = first!(db db, PreferencesRow, PREFERENCES, member)?.unwrap_or_default();
    let (topics, wants) = (
        all!(db db, (String,), TOPICS, member)?,
        all!(db db, (String,), WANTS, member)?,
    );
    let words = |rows: Vec<(String,)>| rows.into_iter().map(|(word,)| word).collect();
    Ok(Preferences {
        open: row.open_since.is_some(),
        hours: u32::try_from(row.hours).unwrap_or_default(),
        time_zone: row.time_zone,
        topics: words(topics),
        wants: words(wants),
    })
}

// Since when stays as it was while it goes on.
const SAVE: &str = "
    INSERT INTO preferences (member_id, open_since, hours, time_zone)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (member_id) DO UPDATE
    SET open_since = CASE
            WHEN excluded.open_since IS NULL THEN NULL
            ELSE COALESCE(preferences.open_since, excluded.open_since)
        END,
        hours = excluded.hours,
        time_zone = excluded.time_zone";
const FORGET_TOPICS: &str = "
    DELETE FROM member_topics
    WHERE member_id = $1";
const FORGET_WANTS: &str = "
    DELETE FROM member_wants
    WHERE member_id = $1";
const ADD_TOPIC: &str = "
    INSERT INTO member_topics (member_id, position, topic)
    VALUES ($1, $2, $3)";
const ADD_WANT: &str = "
    INSERT INTO member_wants (member_id, position, name, folded)
    VALUES ($1, $2, $3, $4)";

pub(super) async fn save(
    tx: &mut Tx<'_>,
    member: MemberId,
    told: &Preferences,
    now: Timestamp,
) -> Result<(), Fault> {
    let (open, hours) = (told.open.then_some(now.0), i64::from(told.hours));
    run!(tx, SAVE, member, open, hours, told.time_zone.as_str())?;
    run!(tx, FORGET_TOPICS, member)?;
    for (position, topic) in (0_i64..).zip(&told.topics) {
        run!(tx, ADD_TOPIC, member, position, topic.as_str())?;
    }
    run!(tx, FORGET_WANTS, member)?;
    for (position, name) in (0_i64..).zip(&told.wants) {
        let folded = note(tx, name, now).await?;
        run!(tx, ADD_WANT, member, position, name.as_str(), folded)?;
    }
    let event = Event {
        kind: "preferences.saved",
        actor: Some(member),
        subject: Some(member),
        ..Event::default()
    };
    events::record(tx, now, event).await
}
