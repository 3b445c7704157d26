//! Open seats for one member: everything the fit is made of is read at once,
//! weighed in memory, and the best are shown.

use std::collections::{HashMap, HashSet};

use domain::accounts::{Actor, Kind, MemberId};
use domain::ideas::IdeaRef;
use domain::launch::reliability;
use domain::matching::fit::{self, Brings, Fit, Interests};
use domain::matching::{Preferences, Reason, SeatForYou};

use crate::db::{Db, Fault, all, first, one};

/// Seats suggested at once, at most.
const SHOWN: usize = 5;
/// What a declared topic counts for beside one vote or comment.
const DECLARED: i64 = 5;
/// Rarity from which a skill is told to be rare.
const RARE: f64 = 0.6;

/// An open seat as the database gives it.
#[derive(sqlx::FromRow)]
struct SeatRow {
    id: i64,
    team_id: i64,
    idea_id: i64,
    slug: String,
    title: String,
    skill: String,
    level: i64,
    hours: i64,
}

const OPEN_SEATS: &str = "
    SELECT s.id, s.team_id, t.idea_id, i.slug, i.title, s.skill, s.level, s.hours
    FROM seats s
    JOIN teams t ON t.id = s.team_id
    JOIN ideas i ON i.id = t.idea_id
    JOIN boards b ON b.id = i.board_id
    WHERE t.stage IN ('gathering', 'launched')
    AND (b.visibility = 'public' OR $2)
    AND i.hidden_at IS NULL
    AND NOT EXISTS (SELECT 1
                    FROM pledges p
                    WHERE p.team_id = t.id AND p.member_id = $1 AND p.state = 'held')
    AND s.places > (SELECT COUNT(*)
                    FROM pledges p
                    WHERE p.seat_id = s.id AND p.state = 'held')";
const OWN_SKILLS: &str = "
    SELECT name, level
    FROM member_skills
    WHERE member_id = $1";
const SKILLED: &str = "
    SELECT name, COUNT(*)
    FROM member_skills
    GROUP BY name";
const PEOPLE: &str = "
    SELECT COUNT(*)
    FROM members";
const STANDING: &str = "
    SELECT kept, broken
    FROM members
    WHERE id = $1";
const PROMISED: &str = "
    SELECT CAST(COALESCE(SUM(p.hours), 0) AS BIGINT)
    FROM pledges p
    JOIN teams t ON t.id = p.team_id
    WHERE p.member_id = $1 AND p.state = 'held' AND t.stage IN ('gathering', 'launched')";
const CREWS: &str = "
    SELECT p.team_id, p.member_id, m.department_id
    FROM pledges p
    JOIN teams t ON t.id = p.team_id
    JOIN members m ON m.id = p.member_id
    WHERE p.state = 'held' AND t.stage IN ('gathering', 'launched')";
// Whoever held a seat on a launched team beside them.
const MATES: &str = "
    SELECT DISTINCT other.member_id
    FROM pledges own
    JOIN teams t ON t.id = own.team_id
    JOIN pledges other ON other.team_id = own.team_id
    WHERE own.member_id = $1 AND own.state IN ('held', 'kept')
    AND other.member_id <> $1 AND other.state IN ('held', 'kept')
    AND t.launched_at IS NOT NULL";
const IDEA_TOPICS: &str = "
    SELECT DISTINCT it.idea_id, it.topic
    FROM idea_topics it
    JOIN teams t ON t.idea_id = it.idea_id
    WHERE t.stage IN ('gathering', 'launched')
    ORDER BY it.idea_id, it.topic";
const VOTED: &str = "
    SELECT it.topic, COUNT(*)
    FROM votes v
    JOIN idea_topics it ON it.idea_id = v.idea_id
    WHERE v.member_id = $1 AND v.choice = 1
    GROUP BY it.topic";
const COMMENTED: &str = "
    SELECT it.topic, COUNT(*)
    FROM comments c
    JOIN idea_topics it ON it.idea_id = c.idea_id
    WHERE c.author_id = $1 AND c.deleted_at IS NULL
    GROUP BY it.topic";

/// What is known of the member whom seats are weighed for.
struct Seeker {
    /// Level by skill in small letters.
    skills: HashMap<String, u32>,
    interests: Interests,
    left: u32,
    reliability: f64,
    department: Option<i64>,
    mates: HashSet<MemberId>,
}

/// Who sits on a team that gathers, and of which departments.
#[derive(Default)]
struct Crew {
    members: Vec<MemberId>,
    departments: HashSet<i64>,
}

/// What is known of everybody else.
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
) -> Result<Vec<SeatForYou>, Fault> {
    let seeker = seeker(db, actor, told).await?;
    if seeker.skills.is_empty() {
        return Ok(Vec::new());
    }
    let inside = actor.kind == Kind::Employee;
    let mut seats = all!(db db, SeatRow, OPEN_SEATS, actor.id, inside)?;
    seats.retain(|seat| seeker.skills.contains_key(&seat.skill.to_lowercase()));
    if seats.is_empty() {
        return Ok(Vec::new());
    }
    let field = field(db).await?;
    let mut fitting: Vec<SeatForYou> = seats
        .into_iter()
        .filter_map(|seat| weigh(seat, &seeker, &field))
        .collect();
    fitting.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.seat.cmp(&b.seat)));
    fitting.truncate(SHOWN);
    Ok(fitting)
}

fn weigh(seat: SeatRow, seeker: &Seeker, field: &Field) -> Option<SeatForYou> {
    let skill = seat.skill.to_lowercase();
    let level = *seeker.skills.get(&skill)?;
    let (asked, hours) = (small(seat.level), small(seat.hours));
    let skilled = field.skilled.get(&skill).copied().unwrap_or_default();
    let rarity = fit::rarity(field.people, skilled);
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
    let topics = field
        .topics
        .get(&seat.idea_id)
        .map_or(&[][..], Vec::as_slice);
    let (known, team) = (count(known), count(crew.members.len()));
    let fit = Fit {
        cover: fit::cover(Brings::Level(level), asked, rarity),
        passion: fit::passion(&seeker.interests, topics),
        availability: fit::availability(seeker.left, hours),
        new_tie: fit::new_tie(known, team, lacks),
        reliability: seeker.reliability,
    };
    let shared: Vec<String> = topics
        .iter()
        .filter(|topic| seeker.interests.contains_key(*topic))
        .cloned()
        .collect();
    let reasons = [
        Some(Reason::Skill { level, asked }),
        (rarity >= RARE).then_some(Reason::Rare(skilled)),
        (!shared.is_empty()).then_some(Reason::Topics(shared)),
        (seeker.left > 0).then_some(Reason::Hours {
            left: seeker.left,
            asked: hours,
        }),
        (team > 0 && known == 0).then_some(Reason::NewCompany),
        (team > 0 && lacks).then_some(Reason::NewDepartment),
    ];
    Some(SeatForYou {
        score: fit.score()?,
        team: seat.team_id,
        idea: IdeaRef {
            number: seat.idea_id,
            slug: seat.slug,
            title: seat.title,
        },
        seat: seat.id,
        skill: seat.skill,
        reasons: reasons.into_iter().flatten().collect(),
    })
}

async fn seeker(db: &Db, actor: &Actor, told: &Preferences) -> Result<Seeker, Fault> {
    let member = actor.id;
    let skills = all!(db db, (String, i64), OWN_SKILLS, member)?;
    let (kept, broken) = first!(db db, (f64, f64), STANDING, member)?.unwrap_or_default();
    let promised: i64 = one!(db db, i64, PROMISED, member)?;
    let mates = all!(db db, (MemberId,), MATES, member)?;
    let mut acts: HashMap<String, i64> = HashMap::new();
    for topic in &told.topics {
        *acts.entry(topic.clone()).or_default() += DECLARED;
    }
    for sql in [VOTED, COMMENTED] {
        for (topic, times) in all!(db db, (String, i64), sql, member)? {
            *acts.entry(topic).or_default() += times;
        }
    }
    Ok(Seeker {
        skills: skills
            .into_iter()
            .map(|(name, level)| (name.to_lowercase(), small(level)))
            .collect(),
        // The hundredth vote on a topic says less than the first.
        interests: acts
            .into_iter()
            .map(|(topic, times)| (topic, (times as f64).ln_1p()))
            .collect(),
        left: told.hours.saturating_sub(small(promised)),
        reliability: reliability(kept, broken),
        department: actor.department,
        mates: mates.into_iter().map(|(mate,)| mate).collect(),
    })
}

async fn field(db: &Db) -> Result<Field, Fault> {
    let people: i64 = one!(db db, i64, PEOPLE)?;
    let mut skilled: HashMap<String, u32> = HashMap::new();
    for (name, number) in all!(db db, (String, i64), SKILLED)? {
        *skilled.entry(name.to_lowercase()).or_default() += small(number);
    }
    let mut crews: HashMap<i64, Crew> = HashMap::new();
    for (team, member, department) in all!(db db, (i64, MemberId, Option<i64>), CREWS)? {
        let crew = crews.entry(team).or_default();
        crew.members.push(member);
        crew.departments.extend(department);
    }
    let mut topics: HashMap<i64, Vec<String>> = HashMap::new();
    for (idea, topic) in all!(db db, (i64, String), IDEA_TOPICS)? {
        topics.entry(idea).or_default().push(topic);
    }
    Ok(Field {
        people: small(people),
        skilled,
        crews,
        topics,
    })
}

/// A number of the database that is small and not below nought.
fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
