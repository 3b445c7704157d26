//! Finding members, and all that is to know of one.

use async_trait::async_trait;
use domain::accounts::{Actor, MemberId, Role};
use domain::admin::{MemberAdmin, MemberCard, MemberChange, MemberFile, MemberQuery};
use domain::paging::{Cursor, PAGE, Page};
use domain::{Noun, Outcome, Timestamp, plain, policy};

use super::{AdminService, change};
use crate::accounts::sessions;
use crate::accounts::sql::person;
use crate::db::{Db, Fault, all, first, one};
use crate::ideas::word;
use crate::slug::slug;

/// Characters of a search that are read.
const WORDS: usize = 100;

/// A member as the database gives them.
#[derive(sqlx::FromRow)]
struct MemberRow {
    id: MemberId,
    email: String,
    display_name: String,
    handle: String,
    kind: String,
    role: String,
    department: Option<String>,
    department_slug: Option<String>,
    created_at: i64,
    suspended_at: Option<i64>,
}

impl MemberRow {
    fn card(self) -> Result<MemberCard, Fault> {
        Ok(MemberCard {
            id: self.id,
            person: person(self.display_name, self.handle, &self.kind)?,
            email: self.email,
            role: word(Role::parse(&self.role))?,
            department: self.department,
            joined: Timestamp(self.created_at),
            suspended: self.suspended_at.map(Timestamp),
        })
    }
}

// An empty filter lets everything pass. The handle is the name in plain
// letters, so that accents do not matter.
const LIST: &str = r"
    SELECT m.id, m.email, m.display_name, m.handle, m.kind, m.role,
        d.name AS department, d.slug AS department_slug, m.created_at, m.suspended_at
    FROM members m
    LEFT JOIN departments d ON d.id = m.department_id
    WHERE m.id < $1
    AND ($2 = ''
        OR LOWER(m.display_name) LIKE $2 ESCAPE '\'
        OR m.email LIKE $2 ESCAPE '\'
        OR m.handle LIKE $3)
    AND ($4 = '' OR m.kind = $4)
    AND ($5 = '' OR m.role = $5)
    AND ($6 = '' OR d.slug = $6)
    AND ($7 = ''
        OR ($7 = 'suspended' AND m.suspended_at IS NOT NULL)
        OR ($7 = 'active' AND m.suspended_at IS NULL))
    ORDER BY m.id DESC
    LIMIT $8";

/// What stands anywhere in a text, for LIKE.
fn anywhere(words: &str) -> String {
    let plain = words
        .replace('\\', r"\\")
        .replace('%', r"\%")
        .replace('_', r"\_");
    format!("%{plain}%")
}

async fn list(db: &Db, query: &MemberQuery, before: i64) -> Result<Vec<MemberCard>, Fault> {
    let words: String = plain::line(&query.words).chars().take(WORDS).collect();
    let words = words.to_lowercase();
    let typed = if words.is_empty() {
        String::new()
    } else {
        anywhere(&words)
    };
    let in_handle = match slug(&words, WORDS) {
        plain if plain.is_empty() => String::new(),
        plain => anywhere(&plain),
    };
    let rows = all!(
        db db,
        MemberRow,
        LIST,
        before,
        typed,
        in_handle,
        query.kind.map_or("", domain::accounts::Kind::as_str),
        query.role.map_or("", Role::as_str),
        query.department.as_deref().unwrap_or_default(),
        query.state.map_or("", domain::admin::MemberState::as_str),
        i64::try_from(PAGE + 1).unwrap_or(i64::MAX)
    )?;
    rows.into_iter().map(MemberRow::card).collect()
}

const ONE: &str = "
    SELECT m.id, m.email, m.display_name, m.handle, m.kind, m.role,
        d.name AS department, d.slug AS department_slug, m.created_at, m.suspended_at
    FROM members m
    LEFT JOIN departments d ON d.id = m.department_id
    WHERE m.handle = $1";
const IDEAS: &str = "
    SELECT COUNT(*)
    FROM ideas
    WHERE author_id = $1";
const SEATS: &str = "
    SELECT COUNT(*), COALESCE(SUM(CASE WHEN b.visibility = 'employees' THEN 1 ELSE 0 END), 0)
    FROM pledges p
    JOIN teams t ON t.id = p.team_id
    JOIN ideas i ON i.id = t.idea_id
    JOIN boards b ON b.id = i.board_id
    WHERE p.member_id = $1
    AND p.state = 'held'
    AND t.stage IN ('gathering', 'launched')";
const OTHER_ADMINS: &str = "
    SELECT COUNT(*)
    FROM members
    WHERE role = 'admin'
    AND suspended_at IS NULL
    AND id <> $1";

#[async_trait]
impl MemberAdmin for AdminService {
    async fn list(&self, actor: &Actor, query: &MemberQuery) -> Outcome<Page<MemberCard>> {
        policy::administer(actor)?;
        let before = match &query.after {
            None => i64::MAX,
            Some(Cursor(text)) => text.parse().map_err(|_| Noun::Page)?,
        };
        let cards = list(&self.ctx.db, query, before).await?;
        Ok(Page::cut(cards, PAGE, |card| Cursor(card.id.to_string())))
    }

    async fn file(&self, actor: &Actor, handle: &str) -> Outcome<MemberFile> {
        policy::administer(actor)?;
        let db = &self.ctx.db;
        let row = first!(db db, MemberRow, ONE, handle).map_err(Fault::from)?;
        let row = row.ok_or(Noun::Person)?;
        let department = row.department_slug.clone();
        let card = row.card()?;
        let (sessions, seen) = sessions::living(&self.ctx, card.id).await?;
        let ideas = one!(db db, i64, IDEAS, card.id).map_err(Fault::from)?;
        let seats = first!(db db, (i64, i64), SEATS, card.id).map_err(Fault::from)?;
        let (seats, seats_inside) = seats.unwrap_or_default();
        let others: i64 = one!(db db, i64, OTHER_ADMINS, card.id).map_err(Fault::from)?;
        Ok(MemberFile {
            last_admin: card.role == Role::Admin && others == 0,
            own: card.id == actor.id,
            card,
            department,
            sessions,
            seen,
            ideas,
            seats,
            seats_inside,
        })
    }

    async fn change(&self, actor: &Actor, handle: &str, change: MemberChange) -> Outcome<()> {
        change::change(self, actor, handle, change).await
    }

    async fn reset_link(&self, actor: &Actor, handle: &str) -> Outcome<String> {
        change::reset_link(self, actor, handle).await
    }

    async fn end_sessions(&self, actor: &Actor, handle: &str) -> Outcome<()> {
        change::end_sessions(self, actor, handle).await
    }
}
