//! Statements of the demo.

pub(super) const ORGANISATION: &str = "
    SELECT name
    FROM organisation";
pub(super) const MEMBERS: &str = "
    SELECT COUNT(*)
    FROM members";
pub(super) const ADD_ORGANISATION: &str = "
    INSERT INTO organisation (id, name, time_zone, created_at, shares_mean)
    VALUES (1, $1, 'Europe/London', $2, $3)";
pub(super) const ADD_DEPARTMENT: &str = "
    INSERT INTO departments (slug, name, position)
    VALUES ($1, $2, $3)
    RETURNING id";
pub(super) const ADD_BOARD: &str = "
    INSERT INTO boards (slug, name, purpose, visibility, position)
    VALUES ($1, $2, $3, $4, $5)";
pub(super) const ADD_MEMBER: &str = "
    INSERT INTO members
        (email, password_hash, display_name, handle, kind, role, department_id, about, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    RETURNING id";
pub(super) const ADD_SKILL: &str = "
    INSERT INTO member_skills (member_id, position, name, level, folded)
    VALUES ($1, $2, $3, $4, $5)";
pub(super) const READ_OLD_NOTICES: &str = "
    UPDATE notices
    SET read_at = created_at
    WHERE created_at < $1";
pub(super) const COUNT_UNREAD: &str = "
    UPDATE members
    SET unread = (
        SELECT COUNT(*)
        FROM notices
        WHERE member_id = members.id
        AND read_at IS NULL
    )";
