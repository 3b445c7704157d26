//! Whoever leaves the organisation, or whose board becomes the employees' own,
//! no longer hears of it: what they had not read counts as read, so that the
//! bell does not ring for what its list does not show.

use domain::accounts::MemberId;
use domain::{Outcome, Timestamp};

use super::sql::counted_off;
use crate::Context;
use crate::db::{Fault, Lock, Tx, all, run};

/// Members looked after in one command.
const BATCH: i64 = 50;

const FORGET: &str = "
    UPDATE notices
    SET read_at = $2
    WHERE member_id = $1
    AND read_at IS NULL
    AND idea_id IN (
        SELECT i.id
        FROM ideas i
        JOIN boards b ON b.id = i.board_id
        WHERE b.visibility = 'employees')";

/// Marks what a member may no longer see as read.
pub(crate) async fn forget_inside(
    tx: &mut Tx<'_>,
    member: MemberId,
    now: Timestamp,
) -> Result<(), Fault> {
    let read = run!(tx, FORGET, member, now.0)?;
    counted_off(tx, member, read).await
}

const CUSTOMERS: &str = "
    SELECT DISTINCT n.member_id
    FROM notices n
    JOIN ideas i ON i.id = n.idea_id
    JOIN boards b ON b.id = i.board_id
    JOIN members m ON m.id = n.member_id
    WHERE i.board_id = $1
    AND b.visibility = 'employees'
    AND n.read_at IS NULL
    AND m.kind = 'customer'
    ORDER BY n.member_id
    LIMIT $2";

/// The same for every customer with unread notices of a board that only
/// employees see.
pub(crate) async fn forget_board(ctx: &Context, board: i64) -> Outcome<()> {
    loop {
        let some = ctx
            .db
            .write(Lock::Nothing, (board, ctx.now()), |tx, (board, now)| {
                Box::pin(async move {
                    let members = all!(tx tx, (MemberId,), CUSTOMERS, *board, BATCH)?;
                    for (member,) in &members {
                        forget_inside(tx, *member, *now).await?;
                    }
                    Ok(members.len())
                })
            });
        if some.await? == 0 {
            return Ok(());
        }
    }
}
