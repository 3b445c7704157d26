//! Whoever took part in an idea without building it, told all at once: one by
//! one, a popular idea would keep the writer busy for as long as it has voters.

use domain::Timestamp;

use super::Notice;
use crate::db::{Fault, Tx, one, run};

const NEWEST: &str = "SELECT COALESCE(MAX(id), 0) FROM notices";
// The author, the lead and whoever sits in the team hear of it by a notice of
// their own. Who left the organisation hears nothing of its inside.
const TELL: &str = "
    INSERT INTO notices (member_id, kind, idea_id, team_id, created_at)
    SELECT m.id, $2, i.id, t.id, $4
    FROM (
        SELECT v.member_id
        FROM votes v
        WHERE v.idea_id = $1 AND v.choice <> 0
        UNION
        SELECT c.author_id
        FROM comments c
        WHERE c.idea_id = $1 AND c.deleted_at IS NULL AND c.hidden_at IS NULL) w
    JOIN members m ON m.id = w.member_id
    JOIN ideas i ON i.id = $1
    JOIN boards b ON b.id = i.board_id
    JOIN teams t ON t.id = $3
    WHERE (b.visibility = 'public' OR m.kind = 'employee')
    AND m.id <> i.author_id
    AND m.id <> COALESCE(t.lead_id, t.starter_id)
    AND NOT EXISTS (
        SELECT 1
        FROM pledges p
        WHERE p.team_id = t.id AND p.member_id = m.id AND p.state = 'held')";
const HOLD: &str = "
    SELECT id
    FROM members
    WHERE id IN (
        SELECT n.member_id
        FROM notices n
        WHERE n.id > $1 AND n.team_id = $2 AND n.kind = $3)
    ORDER BY id
    FOR NO KEY UPDATE";
const ONE_MORE: &str = "
    UPDATE members
    SET unread = unread + 1
    WHERE id IN (
        SELECT n.member_id
        FROM notices n
        WHERE n.id > $1 AND n.team_id = $2 AND n.kind = $3)";

/// Tells everybody who voted on the notice's idea or spoke there of what its
/// team did, and raises their count of unread notices. Asked while its people
/// still hold their seats, for they hear of it otherwise.
pub(crate) async fn tell_followers(
    tx: &mut Tx<'_>,
    notice: &Notice,
    at: Timestamp,
) -> Result<(), Fault> {
    let (kind, team) = (notice.kind.as_str(), notice.team);
    let before = one!(tx tx, i64, NEWEST)?;
    run!(tx, TELL, notice.idea, kind, team, at.0)?;
    // In ascending order, so that two commands never wait for each other.
    if matches!(tx, Tx::Postgres(_)) {
        run!(tx, HOLD, before, team, kind)?;
    }
    run!(tx, ONE_MORE, before, team, kind)?;
    Ok(())
}
