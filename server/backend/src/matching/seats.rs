//! Open seats for one member: everything the fit is made of is read at once,
//! weighed in memory, and the best are shown.

use std::collections::{HashMap, HashSet};

use domain::accounts::{Actor, Kind, MemberId};
use domain::ideas::IdeaRef;
use domain::launch::reliability;
use domain::matching::{Preferences, SeatForYou};

use super::conditions::{takes_people, together};
use super::weigh::{Cares, PEOPLE, Pair, SKILLED, brings, cares, count, small};
use crate::accounts::endorsements::endorsed;
use crate::db::{Db, Fault, all, first, one};

/// Seats suggested at once, at most.
const SHOWN: usize = 5;

/// An open seat as the database gives it.
#[derive(sqlx::FromRow)]
struct SeatRow {
    id: i64,
    team_id: i64,
    idea_id: i64,
    slug: String,
    title: String,
    skill: String,
    root: String,
    level: i64,
    hours: i64,
    brought: i64,
}

// What was declined is not suggested again. A wish, level nought, counts for an apprentice's seat only. SQLite keeps the order
// of what is crossed: few seats ask for one skill, and many teams gather.
const OPEN_SEATS: &str = concat!(
    "
    WITH own AS (
        SELECT COALESCE(k.same_as, k.folded) AS root, ms.level
        FROM member_skills ms
        JOIN skills k ON k.folded = ms.folded
        WHERE ms.member_id = $1
        UNION ALL
        SELECT COALESCE(k.same_as, k.folded), 0
        FROM member_wants mw
        JOIN skills k ON k.folded = mw.folded
        WHERE mw.member_id = $1
    ),
    brought AS (SELECT root, MAX(level) AS level FROM own GROUP BY root)
    SELECT s.id, s.team_id, t.idea_id, i.slug, i.title, s.skill, w.root, s.level, s.hours,
        w.level AS brought
    FROM brought w
    CROSS JOIN skills k
    CROSS JOIN seats s
    CROSS JOIN teams t
    JOIN ideas i ON i.id = t.idea_id
    JOIN boards b ON b.id = i.board_id
    WHERE COALESCE(k.same_as, k.folded) = w.root
    AND s.folded = k.folded
    AND t.id = s.team_id
    AND ",
    takes_people!("$3"),
    "
    AND (w.level > 0 OR s.need = 'apprentice')
    AND (b.visibility = 'public' OR $2)
    AND NOT EXISTS (SELECT 1
                    FROM pledges p
                    WHERE p.team_id = t.id AND p.member_id = $1 AND p.state = 'held')
    AND NOT EXISTS (SELECT 1
                    FROM seat_offers o
                    WHERE o.seat_id = s.id AND o.member_id = $1 AND o.state = 'declined')
    AND s.places > (SELECT COUNT(*)
                    FROM pledges p
                    WHERE p.seat_id = s.id AND p.state = 'held')"
);
const STANDING: &str = "
    SELECT kept, broken
    FROM members
    WHERE id = $1";
const PROMISED: &str = "
    SELECT CAST(COALESCE(SUM(p.hours), 0) AS BIGINT)
    FROM pledges p
    JOIN teams t ON t.id = p.team_id
    WHERE p.member_id = $1 AND p.state = 'held' AND t.stage IN ('gathering', 'launched')";
// Teams with a seat for a skill of theirs, taken or not.
macro_rules! near {
    () => {
        "SELECT s.team_id
        FROM skills k
        JOIN seats s ON s.folded = k.folded
        WHERE COALESCE(k.same_as, k.folded) IN (
            SELECT COALESCE(own.same_as, own.folded)
            FROM skills own
            WHERE own.folded IN (SELECT folded FROM member_skills WHERE member_id = $1)
            OR own.folded IN (SELECT folded FROM member_wants WHERE member_id = $1))"
    };
}
const CREWS: &str = concat!(
    "
    SELECT p.team_id, p.member_id, m.department_id
    FROM pledges p
    JOIN members m ON m.id = p.member_id
    WHERE p.state = 'held'
    AND p.team_id IN (",
    near!(),
    ")"
);
// Whoever held a seat on a launched team beside them.
const MATES: &str = concat!(
    "
    SELECT DISTINCT other.member_id
    FROM pledges own
    JOIN teams t ON t.id = own.team_id
    JOIN pledges other ON other.team_id = own.team_id
    WHERE own.member_id = $1
    AND ",
    together!()
);
const IDEA_TOPICS: &str = concat!(
    "
    SELECT DISTINCT t.id, it.topic
    FROM teams t
    JOIN idea_topics it ON it.idea_id = t.idea_id
    WHERE t.stage IN ('gathering', 'launched')
    AND t.id IN (",
    near!(),
    ")
    ORDER BY t.id, it.topic"
);

/// What is known of the member whom seats are weighed for.
struct Seeker {
    /// By the word that a skill counts under.
    endorsed: HashMap<String, u32>,
    cares: Cares,
    left: u32,
    reliability: f64,
    department: Option<i64>,
    mates: HashSet<MemberId>,
}

/// Who sits on a team, and of which departments.
#[derive(Default)]
struct Crew {
    members: Vec<MemberId>,
    departments: HashSet<i64>,
}

/// What is known of everybody else, of teams by their numbers.
struct Field {
    people: u32,
    skilled: HashMap<String, u32>,
    crews: HashMap<i64, Crew>,
    topics: HashMap<i64, Vec<String>>,
}

/// The open seats that fit a member best, best first, older seats before newer
/// ones where they fit alike.
pub(super) async fn best(
    db: &Db,
    actor: &Actor,
    told: &Preferences,
    now: i64,
) -> Result<Vec<SeatForYou>, Fault> {
    let inside = actor.kind == Kind::Employee;
    let seats = all!(db db, SeatRow, OPEN_SEATS, actor.id, inside, now)?;
    if seats.is_empty() {
        return Ok(Vec::new());
    }
    let seeker = seeker(db, actor, told).await?;
    let field = field(db, actor.id).await?;
    let mut fitting: Vec<SeatForYou> = seats
        .into_iter()
        .filter_map(|seat| weigh(seat, &seeker, &field))
        .collect();
    fitting.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.seat.cmp(&b.seat)));
    fitting.truncate(SHOWN);
    Ok(fitting)
}

fn weigh(seat: SeatRow, seeker: &Seeker, field: &Field) -> Option<SeatForYou> {
    let nobody = Crew::default();
    let crew = field.crews.get(&seat.team_id).unwrap_or(&nobody);
    let known = crew
        .members
        .iter()
        .filter(|member| seeker.mates.contains(member))
        .count();
    let lacks = seeker
        .department
        .is_some_and(|department| !crew.departments.contains(&department));
    let skilled = field.skilled.get(&seat.root).copied().unwrap_or_default();
    let topics = field.topics.get(&seat.team_id);
    let pair = Pair {
        brings: brings(seat.brought),
        endorsed: seeker.endorsed.get(&seat.root).copied().unwrap_or_default(),
        asked: small(seat.level),
        skilled: (skilled, field.people),
        cares: &seeker.cares,
        told: false,
        topics: topics.map_or(&[][..], Vec::as_slice),
        left: seeker.left,
        hours: small(seat.hours),
        team: count(crew.members.len()),
        known: count(known),
        lacks,
        reliability: seeker.reliability,
    };
    Some(SeatForYou {
        score: pair.fit().score()?,
        reasons: pair.reasons(),
        team: seat.team_id,
        idea: IdeaRef {
            number: seat.idea_id,
            slug: seat.slug,
            title: seat.title,
        },
        seat: seat.id,
        skill: seat.skill,
    })
}

async fn seeker(db: &Db, actor: &Actor, told: &Preferences) -> Result<Seeker, Fault> {
    let member = actor.id;
    let (kept, broken) = first!(db db, (f64, f64), STANDING, member)?.unwrap_or_default();
    let promised: i64 = one!(db db, i64, PROMISED, member)?;
    let mates = all!(db db, (MemberId,), MATES, member)?;
    let endorsed = endorsed(db, &[member]).await?;
    let endorsed = endorsed
        .into_iter()
        .map(|((_, word), people)| (word, small(people)));
    Ok(Seeker {
        endorsed: endorsed.collect(),
        cares: cares(db, member).await?,
        left: told.hours.saturating_sub(small(promised)),
        reliability: reliability(kept, broken),
        department: actor.department,
        mates: mates.into_iter().map(|(mate,)| mate).collect(),
    })
}

async fn field(db: &Db, member: MemberId) -> Result<Field, Fault> {
    let people: i64 = one!(db db, i64, PEOPLE)?;
    let skilled = all!(db db, (String, i64), SKILLED, member)?;
    let mut crews: HashMap<i64, Crew> = HashMap::new();
    for (team, sits, department) in all!(db db, (i64, MemberId, Option<i64>), CREWS, member)? {
        let crew = crews.entry(team).or_default();
        crew.members.push(sits);
        crew.departments.extend(department);
    }
    let mut topics: HashMap<i64, Vec<String>> = HashMap::new();
    for (team, topic) in all!(db db, (i64, String), IDEA_TOPICS, member)? {
        topics.entry(team).or_default().push(topic);
    }
    Ok(Field {
        people: small(people),
        skilled: skilled
            .into_iter()
            .map(|(root, people)| (root, small(people)))
            .collect(),
        crews,
        topics,
    })
}
