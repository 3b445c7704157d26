//! A whole team for the open seats of one.

use std::collections::{BTreeSet, HashMap};

use domain::accounts::MemberId;
use domain::matching::crew::{self, Candidate, Crew, Together};
use domain::matching::{SuggestedSeat, SuggestedTeam};
use domain::teams::TeamId;

use super::conditions::together;
use super::people::{Asks, Found, around};
use crate::Context;
use crate::db::{Db, Fault, all};

/// People weighed for each place.
const EACH: usize = 12;

const WORKED_WITH: &str = concat!(
    "
    SELECT other.member_id, COUNT(DISTINCT own.team_id)
    FROM pledges own
    JOIN teams t ON t.id = own.team_id
    JOIN pledges other ON other.team_id = own.team_id
    WHERE own.member_id = $1 AND ",
    together!(),
    "
    GROUP BY other.member_id"
);

/// Somebody for each free place of the team, at once.
pub(super) async fn suggest(
    ctx: &Context,
    asks: Asks<'_>,
    team: TeamId,
) -> Result<SuggestedTeam, Fault> {
    let (around, db) = (around(ctx, asks, team).await?, &ctx.db);
    let mut places = Vec::new();
    let mut found: Vec<Vec<Found>> = Vec::new();
    let mut many = Vec::new();
    for seat in &around.seeking.seats {
        let (all, people) = around.people(db, seat, EACH).await?;
        for _ in 0..seat.free {
            places.push((seat.seat, seat.skill.clone(), found.len()));
            many.push(all);
        }
        found.push(people);
    }
    let together = worked(db, &around.members, &found).await?;
    let candidates: Vec<Vec<Candidate>> = places
        .iter()
        .map(|(_, _, of)| found[*of].iter().map(candidate).collect())
        .collect();
    let crew = Crew {
        members: around.members.clone(),
        departments: around.departments.iter().copied().collect(),
    };
    let chosen = crew::suggest(&candidates, &many, &crew, &together);
    let mut members = crew.members;
    let mut departments = crew.departments;
    let mut suggested = Vec::new();
    for ((seat, skill, of), chosen) in places.into_iter().zip(chosen) {
        let person = chosen.map(|index| &found[of][index]);
        members.extend(person.map(|found| found.member));
        departments.extend(person.and_then(|found| found.department));
        suggested.push(SuggestedSeat {
            seat,
            skill,
            person: person.map(|found| found.shown.clone()),
        });
    }
    Ok(SuggestedTeam {
        places: suggested,
        acquainted: together.acquainted(&members),
        departments: departments.len(),
        seeking: around.seeking,
    })
}

const fn candidate(found: &Found) -> Candidate {
    Candidate {
        member: found.member,
        score: found.shown.score,
        department: found.department,
    }
}

/// How often those who sit there and those who may be found worked together.
async fn worked(db: &Db, crew: &[MemberId], found: &[Vec<Found>]) -> Result<Together, Fault> {
    let found = found.iter().flatten().map(|found| found.member);
    let everybody: BTreeSet<MemberId> = crew.iter().copied().chain(found).collect();
    let mut together = Together::default();
    for one in &everybody {
        let others = all!(db db, (MemberId, i64), WORKED_WITH, *one)?;
        let others: HashMap<MemberId, i64> = others.into_iter().collect();
        for other in everybody.range(one..) {
            let times = others.get(other).copied().unwrap_or_default();
            together.note(*one, *other, super::weigh::small(times));
        }
    }
    Ok(together)
}
