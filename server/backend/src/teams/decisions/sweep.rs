//! What time does to decisions: a proposal nobody objects to is agreed.

use domain::decisions::{DecisionState, agreed};
use domain::notifications::NoticeKind;
use domain::teams::TeamStage;
use domain::{Outcome, Timestamp};

use super::sql::{self, Decision, still};
use crate::db::{Db, Fault, Lock, Tx, all};
use crate::events::{self, Event};
use crate::notifications::notify;
use crate::teams::launch;
use crate::teams::sql::{Team, crew, team};

// Those that an objection holds are left alone.
const DUE: &str = concat!(
    "
    SELECT d.id, d.team_id
    FROM decisions d
    JOIN teams t ON t.id = d.team_id
    JOIN ideas i ON i.id = t.idea_id
    JOIN boards b ON b.id = i.board_id
    WHERE d.state = 'open' AND d.rule = 'consent' AND d.due_at <= $1
    AND t.stage = 'launched' AND i.hidden_at IS NULL
    AND NOT EXISTS (SELECT 1
                    FROM objections o
                    JOIN members m ON m.id = o.member_id
                    WHERE o.decision_id = d.id AND o.ended_at IS NULL AND ",
    still!(),
    ")
    ORDER BY d.id"
);

/// Each in a command of its own; how many were agreed.
pub(in crate::teams) async fn sweep(db: &Db, now: Timestamp) -> Outcome<Vec<Outcome<usize>>> {
    let due = all!(db db, (i64, i64), DUE, now.0).map_err(Fault::from)?;
    let mut done = Vec::new();
    for (decision, team) in due {
        let command = (team, decision, now);
        let agreed = db.write(Lock::IdeaOfTeam(team), command, |tx, command| {
            Box::pin(one(tx, *command))
        });
        done.push(agreed.await);
    }
    Ok(done)
}

async fn one(
    tx: &mut Tx<'_>,
    (number, decision, now): (i64, i64, Timestamp),
) -> Result<usize, Fault> {
    let Some(team) = team(tx, number).await? else {
        return Ok(0);
    };
    if team.stage()? != TeamStage::Launched || team.resting() {
        return Ok(0);
    }
    let decision = sql::one_of(tx, team.id, decision).await?;
    Ok(usize::from(agree(tx, &team, &decision, now).await?))
}

/// Agrees to a proposal if it is time and nobody objects; whether it is.
pub(super) async fn agree(
    tx: &mut Tx<'_>,
    team: &Team,
    decision: &Decision,
    now: Timestamp,
) -> Result<bool, Fault> {
    let objections = sql::against(tx, team.id, decision.id).await?;
    let standing = objections.iter().filter(|one| one.stands());
    if !agreed(
        decision.rule()?,
        Timestamp(decision.due_at),
        standing.count(),
        now,
    ) {
        return Ok(false);
    }
    let state = (DecisionState::Agreed, "");
    if !sql::settle(tx, decision.id, state, (None, now)).await? {
        return Ok(false);
    }
    let event = Event {
        kind: "decision.agreed",
        idea: Some(team.idea_id),
        team: Some(team.id),
        subject: Some(decision.id),
        detail: decision.title.clone(),
        ..Event::default()
    };
    events::record(tx, now, event).await?;
    let to = crew(tx, team).await?;
    notify(
        tx,
        &to,
        &launch::notice(team, NoticeKind::DecisionAgreed),
        now,
    )
    .await?;
    Ok(true)
}
