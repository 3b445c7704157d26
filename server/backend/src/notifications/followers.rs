//! Whoever took part in an idea without building it hears what came of it. That
//! may be a hundred thousand people, so a job tells them, some at a time: nobody
//! else's command waits for all of them.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use domain::accounts::MemberId;
use domain::notifications::NoticeKind;
use domain::teams::TeamId;
use domain::{Noun, Outcome, Timestamp};

use super::{Notice, notify};
use crate::Context;
use crate::db::{Fault, Lock, all, first};
use crate::jobs::{Job, LONG};

/// How many are told in one command.
const AT_ONCE: usize = 100;

/// Tells everybody who voted on a team's idea or spoke there that it was
/// delivered.
#[derive(Serialize, Deserialize)]
pub(crate) struct TellFollowers {
    /// The team that delivered.
    pub(crate) team: TeamId,
}

// What is hidden nobody hears of.
const DELIVERY: &str = "
    SELECT t.idea_id, t.ended_at
    FROM teams t
    JOIN ideas i ON i.id = t.idea_id
    WHERE t.id = $1 AND t.stage = 'delivered' AND i.hidden_at IS NULL";
// The author, the lead and whoever sat in the team heard of it by a notice of
// their own; others may have heard before this job was begun anew.
const TO_TELL: &str = "
    SELECT w.member_id
    FROM (
        SELECT v.member_id
        FROM votes v
        WHERE v.idea_id = $1 AND v.choice <> 0
        UNION
        SELECT c.author_id
        FROM comments c
        WHERE c.idea_id = $1 AND c.deleted_at IS NULL AND c.hidden_at IS NULL) w
    JOIN ideas i ON i.id = $1
    JOIN teams t ON t.id = $2
    WHERE w.member_id <> i.author_id
    AND w.member_id <> COALESCE(t.lead_id, t.starter_id)
    AND NOT EXISTS (
        SELECT 1
        FROM notices n
        WHERE n.member_id = w.member_id
        AND n.team_id = t.id
        AND n.kind IN ('team_delivered', 'idea_delivered'))
    ORDER BY w.member_id";

#[async_trait]
impl Job for TellFollowers {
    const KIND: &'static str = "tell_followers";
    const LIMIT: std::time::Duration = LONG;

    async fn run(&self, ctx: &Context) -> Outcome<u64> {
        let delivery: Option<(i64, Option<i64>)> =
            first!(db & ctx.db, (i64, Option<i64>), DELIVERY, self.team).map_err(Fault::from)?;
        let Some((idea, ended)) = delivery else {
            return Ok(0);
        };
        let at = Timestamp(ended.ok_or(Noun::Team)?);
        let rows = all!(db & ctx.db, (MemberId,), TO_TELL, idea, self.team).map_err(Fault::from)?;
        let to: Vec<MemberId> = rows.into_iter().map(|(member,)| member).collect();
        let notice = Notice {
            kind: NoticeKind::IdeaDelivered,
            by: None,
            idea,
            team: Some(self.team),
            comment: None,
            seat: None,
            measure: None,
        };
        for some in to.chunks(AT_ONCE) {
            let command = (some.to_vec(), notice.clone(), at);
            let told = ctx
                .db
                .write(Lock::OwnRows, command, |tx, (to, notice, at)| {
                    Box::pin(notify(tx, to, notice, *at))
                });
            told.await?;
        }
        Ok(u64::try_from(to.len()).unwrap_or(u64::MAX))
    }
}
