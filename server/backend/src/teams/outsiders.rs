//! Seats of customers on teams that only employees see: given up when a member
//! stops being an employee, or when a board becomes the employees' own. Nobody
//! breaks a promise by it.

use domain::accounts::{Actor, MemberId};
use domain::notifications::NoticeKind;
use domain::teams::{PledgeState, TeamStage};
use domain::{Outcome, Timestamp};

use super::act::{Act, settle};
use super::seats::{end, unseat};
use super::{launch, sql};
use crate::Context;
use crate::db::{Fault, Lock, Tx, all, run};
use crate::notifications::{Notice, notify};

/// What the team reads beside the seat that came free.
const REASON: &str = "This team is for employees only.";

const TEAMS_OF_MEMBER: &str = "
    SELECT t.idea_id, t.id
    FROM pledges p
    JOIN teams t ON t.id = p.team_id
    JOIN ideas i ON i.id = t.idea_id
    JOIN boards b ON b.id = i.board_id
    WHERE p.member_id = $1
    AND p.state = 'held'
    AND t.stage IN ('gathering', 'launched')
    AND b.visibility = 'employees'
    ORDER BY t.idea_id, t.id";
const LOCK_IDEA: &str = "SELECT id FROM ideas WHERE id = $1 FOR UPDATE";

/// Ends the seats of a member who is a customer from now on.
pub(crate) async fn clear_outsider(
    tx: &mut Tx<'_>,
    by: &Actor,
    member: MemberId,
    now: Timestamp,
) -> Result<(), Fault> {
    let teams = all!(tx tx, (i64, i64), TEAMS_OF_MEMBER, member)?;
    if matches!(tx, Tx::Postgres(_)) {
        for (idea, _) in &teams {
            run!(tx, LOCK_IDEA, *idea)?;
        }
    }
    for (_, team) in teams {
        clear(tx, by, team, member, now).await?;
    }
    Ok(())
}

/// Seats that customers hold on teams at work or gathering.
macro_rules! customers {
    ($what:literal, $where:literal) => {
        concat!(
            "
    SELECT ",
            $what,
            "
    FROM pledges p
    JOIN members m ON m.id = p.member_id
    JOIN teams t ON t.id = p.team_id
    JOIN ideas i ON i.id = t.idea_id
    JOIN boards b ON b.id = i.board_id
    WHERE p.state = 'held'
    AND t.stage IN ('gathering', 'launched')
    AND m.kind = 'customer'
    AND ",
            $where
        )
    };
}
const IDEAS_OF_BOARD: &str = customers!(
    "DISTINCT t.idea_id",
    "i.board_id = $1 AND b.visibility = 'employees' ORDER BY t.idea_id"
);
const CUSTOMERS_OF_IDEA: &str = customers!("t.id, p.member_id", "t.idea_id = $1 ORDER BY p.id");

/// Ends every customer's seat on a board that only employees see, each idea in
/// a command of its own.
pub(crate) async fn clear_board(ctx: &Context, by: &Actor, board: i64) -> Outcome<()> {
    let db = &ctx.db;
    let ideas = all!(db db, (i64,), IDEAS_OF_BOARD, board).map_err(Fault::from)?;
    for (idea,) in ideas {
        let command = (by.clone(), idea, ctx.now());
        let cleared = db.write(Lock::Idea(idea), command, |tx, (by, idea, now)| {
            Box::pin(async move {
                for (team, member) in all!(tx tx, (i64, MemberId), CUSTOMERS_OF_IDEA, *idea)? {
                    clear(tx, by, team, member, *now).await?;
                }
                Ok(())
            })
        });
        cleared.await?;
    }
    Ok(())
}

async fn clear(
    tx: &mut Tx<'_>,
    by: &Actor,
    team: i64,
    member: MemberId,
    now: Timestamp,
) -> Result<(), Fault> {
    let (Some(held), Some(team)) = (
        sql::held_by(tx, team, member).await?,
        sql::team(tx, team).await?,
    ) else {
        return Ok(());
    };
    let act = Act {
        actor: by.clone(),
        team: team.id,
        now,
    };
    if team.stage()? == TeamStage::Gathering {
        unseat(tx, &act, &team, &held, PledgeState::Released, REASON).await?;
    } else {
        end(tx, &held, PledgeState::HandedBack, REASON, now).await?;
        act.record(tx, &team, "seat.handed_back", held.id, REASON)
            .await?;
    }
    let notice = Notice {
        seat: Some(held.skill),
        ..launch::notice(&team, NoticeKind::SeatFreed)
    };
    let crew = sql::crew(tx, &team).await?;
    notify(tx, &crew, &notice, now).await?;
    settle(tx, team.idea_id, now).await
}
