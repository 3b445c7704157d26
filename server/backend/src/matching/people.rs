//! People for an open seat: everybody who said yes and brings the skill is weighed
//! without what they care about, which takes reading; the best of those are read.

use std::collections::{HashMap, HashSet};

use domain::Noun;
use domain::accounts::{Actor, Kind, MemberId, PersonRef};
use domain::boards::Visibility;
use domain::ideas::IdeaRef;
use domain::launch::reliability;
use domain::matching::fit::PASSION;
use domain::matching::{OpenSeat, PeopleForSeat, PersonForSeat, Reason, Seeking};
use domain::policy;
use domain::teams::{Need, TeamId};

use super::conditions::{takes_people, together};
use super::weigh::{Cares, PEOPLE, Pair, brings, cares, count, small};
use crate::Context;
use crate::accounts::endorsements::endorsed;
use crate::db::{Db, Fault, all, first, one};
use crate::ideas::word;
use crate::skills::Synonyms;

/// People suggested for a seat at once, at most.
const SHOWN: usize = 8;
/// How many times those shown have their interests read, at most: what they care
/// about is a quarter of the fit.
const READ: usize = 3;

/// A team that looks for people, with what they are judged by.
pub(super) struct Around {
    /// Whoever looks, who is not suggested to themself; nobody has the number
    /// nought.
    asker: MemberId,
    pub(super) seeking: Seeking,
    open: bool,
    /// Who sits there.
    pub(super) members: Vec<MemberId>,
    pub(super) departments: HashSet<i64>,
    /// With which of them others worked.
    mates: HashMap<MemberId, HashSet<MemberId>>,
    topics: Vec<String>,
    people: u32,
    synonyms: Synonyms,
}

#[derive(sqlx::FromRow)]
struct TeamRow {
    idea_id: i64,
    slug: String,
    title: String,
    visibility: String,
    lead_id: MemberId,
}

const TEAM: &str = concat!(
    "
    SELECT t.idea_id, i.slug, i.title, b.visibility, COALESCE(t.lead_id, t.starter_id) AS lead_id
    FROM teams t
    JOIN ideas i ON i.id = t.idea_id
    JOIN boards b ON b.id = i.board_id
    WHERE t.id = $1
    AND ",
    takes_people!("$2")
);
const CREW: &str = "
    SELECT p.member_id, m.department_id
    FROM pledges p
    JOIN members m ON m.id = p.member_id
    WHERE p.team_id = $1 AND p.state = 'held'";

#[derive(sqlx::FromRow)]
struct SeatRow {
    id: i64,
    skill: String,
    level: i64,
    hours: i64,
    need: String,
    free: i64,
}

const SEATS: &str = "
    SELECT s.id, s.skill, s.level, s.hours, s.need,
        s.places - (SELECT COUNT(*)
                    FROM pledges p
                    WHERE p.seat_id = s.id AND p.state = 'held') AS free
    FROM seats s
    WHERE s.team_id = $1
    ORDER BY s.position, s.id";
const TOPICS: &str = "SELECT topic FROM idea_topics WHERE idea_id = $1 ORDER BY topic";
// Whoever worked with somebody who sits on the team now.
const MATES: &str = concat!(
    "
    SELECT DISTINCT other.member_id, own.member_id
    FROM pledges sits
    JOIN pledges own ON own.member_id = sits.member_id
    JOIN teams t ON t.id = own.team_id
    JOIN pledges other ON other.team_id = own.team_id
    WHERE sits.team_id = $1 AND sits.state = 'held'
    AND ",
    together!()
);

/// Who asks: a member who must belong to the team, or the house itself.
pub(super) enum Asks<'a> {
    Member(&'a Actor),
    House,
}

/// The team, if it may look for people.
pub(super) async fn around(ctx: &Context, asks: Asks<'_>, team: TeamId) -> Result<Around, Fault> {
    let (db, now) = (&ctx.db, ctx.now().0);
    let row = first!(db db, TeamRow, TEAM, team, now)?.ok_or(Noun::Team)?;
    let crew = all!(db db, (MemberId, Option<i64>), CREW, team)?;
    let visibility = word(Visibility::parse(&row.visibility))?;
    // Nobody is told of a seat on the team they lead.
    let mut asker = row.lead_id;
    if let Asks::Member(actor) = asks {
        asker = actor.id;
        policy::take_part(actor, visibility, Noun::Team)?;
        let seated = crew.iter().any(|(member, _)| *member == actor.id);
        policy::shape_team(actor, row.lead_id, seated)?;
    }
    let mut mates: HashMap<MemberId, HashSet<MemberId>> = HashMap::new();
    for (mate, of) in all!(db db, (MemberId, MemberId), MATES, team)? {
        mates.entry(mate).or_default().insert(of);
    }
    let open = |seat: SeatRow| {
        Ok(OpenSeat {
            seat: seat.id,
            skill: seat.skill,
            level: seat.level,
            hours: seat.hours,
            need: word(Need::parse(&seat.need))?,
            free: seat.free,
        })
    };
    let seats = all!(db db, SeatRow, SEATS, team)?;
    let seats = seats.into_iter().filter(|seat| seat.free > 0).map(open);
    let topics = all!(db db, (String,), TOPICS, row.idea_id)?;
    Ok(Around {
        asker,
        seeking: Seeking {
            team,
            seats: seats.collect::<Result<_, Fault>>()?,
            idea: IdeaRef {
                number: row.idea_id,
                slug: row.slug,
                title: row.title,
            },
        },
        open: visibility == Visibility::Public,
        members: crew.iter().map(|(member, _)| *member).collect(),
        departments: crew.iter().filter_map(|(_, at)| *at).collect(),
        mates,
        topics: topics.into_iter().map(|(topic,)| topic).collect(),
        people: small(one!(db db, i64, PEOPLE)?),
        synonyms: Synonyms::read(db).await?,
    })
}

/// Somebody who may be found.
#[derive(sqlx::FromRow)]
struct Candidate {
    id: MemberId,
    display_name: String,
    handle: String,
    kind: String,
    department_id: Option<i64>,
    department: Option<String>,
    level: i64,
    hours: i64,
    kept: f64,
    broken: f64,
    promised: i64,
    offered: Option<String>,
}

// A wish, level nought, counts for an apprentice's seat only.
const CANDIDATES: &str = "
    WITH words AS (SELECT folded FROM skills WHERE folded = $1 OR same_as = $1),
    brings AS (
        SELECT ms.member_id, ms.level
        FROM words w
        JOIN member_skills ms ON ms.folded = w.folded
        UNION ALL
        SELECT mw.member_id, 0
        FROM words w
        JOIN member_wants mw ON mw.folded = w.folded
        WHERE $4
    ),
    found AS (SELECT member_id, MAX(level) AS level FROM brings GROUP BY member_id)
    SELECT m.id, m.display_name, m.handle, m.kind, m.department_id, d.name AS department,
        found.level, f.hours, m.kept, m.broken,
        (SELECT CAST(COALESCE(SUM(p.hours), 0) AS BIGINT)
         FROM pledges p
         JOIN teams t ON t.id = p.team_id
         WHERE p.member_id = m.id AND p.state = 'held'
         AND t.stage IN ('gathering', 'launched')) AS promised,
        (SELECT o.state
         FROM seat_offers o
         WHERE o.team_id = $3 AND o.member_id = m.id
         ORDER BY o.id DESC
         LIMIT 1) AS offered
    FROM found
    JOIN members m ON m.id = found.member_id
    JOIN preferences f ON f.member_id = m.id
    LEFT JOIN departments d ON d.id = m.department_id
    WHERE f.open_since IS NOT NULL
    AND m.suspended_at IS NULL
    AND (m.kind = 'employee' OR $2)
    AND NOT EXISTS (SELECT 1
                    FROM pledges p
                    WHERE p.team_id = $3 AND p.member_id = m.id AND p.state = 'held')";
const SKILLED: &str = "
    SELECT COUNT(DISTINCT ms.member_id)
    FROM skills k
    JOIN member_skills ms ON ms.folded = k.folded
    WHERE k.folded = $1 OR k.same_as = $1";

/// Somebody who fits a seat.
pub(super) struct Found {
    pub(super) member: MemberId,
    pub(super) department: Option<i64>,
    pub(super) shown: PersonForSeat,
}

impl Around {
    /// One of the open seats.
    pub(super) fn seat(&self, number: i64) -> Result<&OpenSeat, Fault> {
        let seat = self.seeking.seats.iter().find(|seat| seat.seat == number);
        Ok(seat.ok_or(Noun::Seat)?)
    }

    fn pair<'a>(
        &'a self,
        seat: &OpenSeat,
        skilled: u32,
        (candidate, cares, endorsed): (&Candidate, &'a Cares, u32),
    ) -> Pair<'a> {
        let lacks = candidate
            .department_id
            .is_some_and(|department| !self.departments.contains(&department));
        let known = self.mates.get(&candidate.id).map_or(0, HashSet::len);
        Pair {
            brings: brings(candidate.level),
            endorsed,
            asked: small(seat.level),
            skilled: (skilled, self.people),
            cares,
            told: true,
            topics: &self.topics,
            left: small(candidate.hours).saturating_sub(small(candidate.promised)),
            hours: small(seat.hours),
            team: count(self.members.len()),
            known: count(known),
            lacks,
            reliability: reliability(candidate.kept, candidate.broken),
        }
    }

    /// How many fit a seat, and the best of them, best first; whoever declined to join is left out.
    pub(super) async fn people(
        &self,
        db: &Db,
        seat: &OpenSeat,
        shown: usize,
    ) -> Result<(usize, Vec<Found>), Fault> {
        let root = self.synonyms.root(&seat.skill);
        let (team, learns) = (self.seeking.team, seat.need == Need::Apprentice);
        let candidates = all!(db db, Candidate, CANDIDATES, &root, self.open, team, learns)?;
        let skilled = small(one!(db db, i64, SKILLED, &root)?);
        let nothing = Cares::default();
        let mut weighed: Vec<(f64, Candidate)> = candidates
            .into_iter()
            .filter(|candidate| candidate.offered.as_deref() != Some("declined"))
            .filter(|candidate| candidate.id != self.asker)
            .filter_map(|candidate| {
                let fit = self.pair(seat, skilled, (&candidate, &nothing, 0)).fit();
                Some((fit.score()?, candidate))
            })
            .collect();
        weighed.sort_by(|(a, one), (b, other)| b.total_cmp(a).then(one.id.cmp(&other.id)));
        let all = weighed.len();
        let mut read: Vec<(f64, Candidate, Cares)> = Vec::new();
        for (base, candidate) in weighed.into_iter().take(READ * shown) {
            // Nobody further down can come before the last of those shown.
            let last = read.get(shown - 1);
            if last.is_some_and(|(last, ..)| base + PASSION <= *last) {
                break;
            }
            let cares = cares(db, candidate.id).await?;
            let fit = self.pair(seat, skilled, (&candidate, &cares, 0)).fit();
            read.push((fit.score().unwrap_or(base), candidate, cares));
            read.sort_by(|(a, one, _), (b, other, _)| b.total_cmp(a).then(one.id.cmp(&other.id)));
        }
        read.truncate(shown);
        let mut best = Vec::new();
        for (score, candidate, cares) in read {
            let endorsed = endorsed(db, &[candidate.id]).await?;
            let endorsed = endorsed.get(&(candidate.id, root.clone())).copied();
            let endorsed = small(endorsed.unwrap_or_default());
            let pair = self.pair(seat, skilled, (&candidate, &cares, endorsed));
            let reasons = pair.reasons();
            best.push(candidate.found(score, reasons)?);
        }
        Ok((all, best))
    }
}

impl Candidate {
    fn found(self, score: f64, reasons: Vec<Reason>) -> Result<Found, Fault> {
        Ok(Found {
            member: self.id,
            department: self.department_id,
            shown: PersonForSeat {
                score,
                reasons,
                person: PersonRef {
                    name: self.display_name,
                    handle: self.handle,
                    kind: word(Kind::parse(&self.kind))?,
                },
                department: self.department,
                asked: self.offered.as_deref() == Some("open"),
            },
        })
    }
}

/// Who fits an open seat best.
pub(super) async fn for_seat(
    ctx: &Context,
    asks: Asks<'_>,
    (team, number): (TeamId, i64),
) -> Result<(PeopleForSeat, Vec<MemberId>), Fault> {
    let around = around(ctx, asks, team).await?;
    let (_, people) = around.people(&ctx.db, around.seat(number)?, SHOWN).await?;
    let members = people.iter().map(|found| found.member).collect();
    let people = people.into_iter().map(|found| found.shown).collect();
    let shown = PeopleForSeat {
        seeking: around.seeking,
        seat: number,
        people,
    };
    Ok((shown, members))
}
