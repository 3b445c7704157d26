//! Teams in lists: as cards, by stage, by idea, by person.

use domain::accounts::{MemberId, Viewer};
use domain::boards::Visibility;
use domain::ideas::IdeaRef;
use domain::paging::{Cursor, PAGE, Page};
use domain::teams::{Ending, TeamCard, TeamStage, Thanks};
use domain::{Noun, Timestamp, policy};

use crate::db::{Db, Fault, all, one};
use crate::ideas::word;

/// A card as the database gives it; `open_seats` has a skill a line.
#[derive(sqlx::FromRow)]
struct CardRow {
    id: i64,
    purpose: String,
    stage: String,
    deadline_at: i64,
    launched_at: Option<i64>,
    idea_id: i64,
    slug: String,
    title: String,
    places: i64,
    taken: i64,
    open_seats: Option<String>,
    ending: Option<String>,
}

impl CardRow {
    fn card(self) -> Result<TeamCard, Fault> {
        let stage = word(TeamStage::parse(&self.stage))?;
        let joinable = matches!(stage, TeamStage::Gathering | TeamStage::Launched);
        let open_seats = self.open_seats.filter(|_| joinable).unwrap_or_default();
        Ok(TeamCard {
            number: self.id,
            idea: IdeaRef {
                number: self.idea_id,
                slug: self.slug,
                title: self.title,
            },
            purpose: self.purpose,
            stage,
            taken: self.taken,
            places: self.places,
            open_seats: open_seats.lines().map(str::to_owned).collect(),
            deadline: Timestamp(self.deadline_at),
            launched: self.launched_at.map(Timestamp),
            ending: word(self.ending.as_deref().map(Ending::parse).transpose())?,
        })
    }
}

/// The statement that reads cards, with what selects and orders them.
macro_rules! cards {
    ($which:literal) => {
        concat!(
            "SELECT t.id, t.purpose, t.stage, t.deadline_at, t.launched_at, t.ending,
                t.idea_id, i.slug, i.title,
                (SELECT CAST(COALESCE(SUM(s.places), 0) AS BIGINT)
                 FROM seats s
                 WHERE s.team_id = t.id) AS places,
                (SELECT COUNT(*)
                 FROM pledges p
                 WHERE p.team_id = t.id
                 AND (p.state = 'held'
                      OR (p.state = 'kept' AND p.ended_at = t.ended_at))) AS taken,
                (SELECT string_agg(s.skill, '\n' ORDER BY s.position, s.id)
                 FROM seats s
                 WHERE s.team_id = t.id
                 AND s.places > (SELECT COUNT(*)
                                 FROM pledges p
                                 WHERE p.seat_id = s.id AND p.state = 'held')) AS open_seats
            FROM teams t
            JOIN ideas i ON i.id = t.idea_id
            JOIN boards b ON b.id = i.board_id
            ",
            $which
        )
    };
}

const OF_IDEA: &str = cards!(
    "WHERE t.idea_id = $1
    ORDER BY CASE t.stage WHEN 'launched' THEN 0 WHEN 'delivered' THEN 1 ELSE 2 END, t.id DESC"
);

/// The teams of an idea: launched first, then newest; stopped ones only where
/// there are no others. Who may see the idea may see its teams.
pub(crate) async fn cards_of_idea(db: &Db, idea: i64) -> Result<Vec<TeamCard>, Fault> {
    let rows = all!(db db, CardRow, OF_IDEA, idea)?;
    let mut cards = of(rows)?;
    let stopped = |card: &TeamCard| card.stage == TeamStage::Stopped;
    if !cards.iter().all(stopped) {
        cards.retain(|card| !stopped(card));
    }
    Ok(cards)
}

const OF_PERSON: &str = cards!(
    "WHERE (b.visibility = 'public' OR $2)
    AND i.hidden_at IS NULL
    AND (t.stage <> 'stopped' OR t.launched_at IS NOT NULL)
    AND t.id IN (SELECT p.team_id
                 FROM pledges p
                 JOIN members m ON m.id = p.member_id
                 WHERE m.handle = $1 AND p.state IN ('held', 'kept'))
    ORDER BY t.id DESC
    LIMIT 10"
);

pub(super) async fn of_person(
    db: &Db,
    viewer: &Viewer,
    handle: &str,
) -> Result<Vec<TeamCard>, Fault> {
    let inside = policy::sees(viewer, Visibility::Employees);
    of(all!(db db, CardRow, OF_PERSON, handle, inside)?)
}

const LOAD: &str = "
    SELECT CAST(COALESCE(SUM(p.hours), 0) AS BIGINT)
    FROM pledges p
    JOIN teams t ON t.id = p.team_id
    WHERE p.member_id = $1 AND p.state = 'held' AND t.stage IN ('gathering', 'launched')";

/// Hours a week that a member promised to teams that gather or are at work.
pub(crate) async fn load(db: &Db, member: MemberId) -> Result<i64, Fault> {
    Ok(one!(db db, i64, LOAD, member)?)
}

#[derive(sqlx::FromRow)]
struct ThanksRow {
    team_id: i64,
    idea_id: i64,
    slug: String,
    title: String,
    skill: String,
    hours: i64,
}

const THANKS: &str = "
    SELECT p.team_id, t.idea_id, i.slug, i.title, s.skill, p.hours
    FROM pledges p
    JOIN members m ON m.id = p.member_id
    JOIN seats s ON s.id = p.seat_id
    JOIN teams t ON t.id = p.team_id
    JOIN ideas i ON i.id = t.idea_id
    JOIN boards b ON b.id = i.board_id
    WHERE m.handle = $1 AND p.state = 'held'
    AND t.stage = 'stopped' AND t.launched_at IS NULL
    AND (b.visibility = 'public' OR $2)
    AND i.hidden_at IS NULL
    ORDER BY p.id DESC
    LIMIT 10";

pub(super) async fn thanks(db: &Db, viewer: &Viewer, handle: &str) -> Result<Vec<Thanks>, Fault> {
    let inside = policy::sees(viewer, Visibility::Employees);
    let rows = all!(db db, ThanksRow, THANKS, handle, inside)?;
    let thanks = rows.into_iter().map(|row| Thanks {
        team: row.team_id,
        idea: IdeaRef {
            number: row.idea_id,
            slug: row.slug,
            title: row.title,
        },
        skill: row.skill,
        hours: row.hours,
    });
    Ok(thanks.collect())
}

const IN_STAGE: &str = cards!(
    "WHERE t.stage = $1
    AND t.id < $2
    AND (b.visibility = 'public' OR $3)
    AND i.hidden_at IS NULL
    ORDER BY t.id DESC
    LIMIT $4"
);

pub(super) async fn in_stage(
    db: &Db,
    viewer: &Viewer,
    stage: TeamStage,
    after: Option<&Cursor>,
) -> Result<Page<TeamCard>, Fault> {
    let inside = policy::sees(viewer, Visibility::Employees);
    let before = match after {
        None => i64::MAX,
        Some(Cursor(text)) => text.parse().map_err(|_| Noun::Page)?,
    };
    let one_more = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let rows = all!(db db, CardRow, IN_STAGE, stage.as_str(), before, inside, one_more)?;
    Ok(Page::cut(of(rows)?, PAGE, |card| {
        Cursor(card.number.to_string())
    }))
}

fn of(rows: Vec<CardRow>) -> Result<Vec<TeamCard>, Fault> {
    rows.into_iter().map(CardRow::card).collect()
}
