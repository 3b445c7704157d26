//! A whole team for the open seats, suggested at once: `RarestFirst` of Lappas, Liu
//! and Terzi, "Finding a team of experts in social networks" (2009), over how
//! near people are who worked together. The best three are ranked anew, so that
//! old circles do not simply close again.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::accounts::MemberId;

/// How many teams are ranked anew.
const BEST: usize = 3;

/// Somebody who may be found for a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Who.
    pub member: MemberId,
    /// How well they fit the place, 0–1.
    pub score: f64,
    /// Where they work, unless outside.
    pub department: Option<i64>,
}

/// How often two members worked on one launched team; pairs with the smaller id
/// first, strangers left out.
#[derive(Clone, Debug, Default)]
pub struct Together(BTreeMap<(MemberId, MemberId), u32>);

impl Together {
    /// Notes that these two worked together so often.
    pub fn note(&mut self, one: MemberId, other: MemberId, times: u32) {
        if one != other && times > 0 {
            self.0.insert((one.min(other), one.max(other)), times);
        }
    }

    /// How often these two worked together.
    pub fn times(&self, one: MemberId, other: MemberId) -> u32 {
        let pair = (one.min(other), one.max(other));
        self.0.get(&pair).copied().unwrap_or_default()
    }

    /// `1 / (1 + times worked together)`: 1 between strangers.
    fn distance(&self, one: MemberId, other: MemberId) -> f64 {
        1.0 / (1.0 + f64::from(self.times(one, other)))
    }

    /// How many of these worked with another one of them.
    pub fn acquainted(&self, members: &[MemberId]) -> usize {
        let knows = |one: &&MemberId| members.iter().any(|other| self.times(**one, *other) > 0);
        members.iter().filter(knows).count()
    }
}

/// Those who sit on the team already, and where they work.
#[derive(Clone, Debug, Default)]
pub struct Crew {
    /// Who.
    pub members: Vec<MemberId>,
    /// Departments among them.
    pub departments: BTreeSet<i64>,
}

/// A team to suggest: for each place the index of its candidate.
#[derive(Clone, Debug, PartialEq)]
struct Team {
    chosen: Vec<Option<usize>>,
    /// The anchor's distance to whoever is farthest from it.
    reach: f64,
    score: f64,
}

/// Somebody for each place, or nobody where no candidate may be added. Nobody
/// is chosen twice, nor anybody of the crew, and at most half of those chosen
/// and of the crew together worked with another one of them, unless the crew by
/// itself is beyond that.
///
/// The place for which the fewest were found comes first: `found` says how many
/// that were, of whom these are the best. Each of its candidates is
/// an anchor, for whom every other place takes the candidate nearest to the
/// anchor; ties go to the better fit, then to the smaller id. Of the three teams
/// with the shortest reach, the one with two departments and somebody new to all
/// the others is suggested first.
pub fn suggest(
    places: &[Vec<Candidate>],
    found: &[usize],
    crew: &Crew,
    together: &Together,
) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..places.len())
        .filter(|place| !places[*place].is_empty())
        .collect();
    order.sort_by_key(|place| (found.get(*place).copied(), *place));
    let search = Search {
        places,
        crew,
        together,
    };
    // Where nobody may be added for the rarest place, the next rarest is asked.
    let around = |rarest: &usize| -> Vec<Team> {
        let others: Vec<usize> = order.iter().copied().filter(|p| p != rarest).collect();
        let anchors = 0..places[*rarest].len();
        let team = |anchor| search.around((*rarest, anchor), &others);
        anchors.filter_map(team).collect()
    };
    let first = order.iter().map(around).find(|teams| !teams.is_empty());
    let mut teams = first.unwrap_or_default();
    // The sort keeps the order of equals: the anchor that fits better.
    teams.sort_by(|a, b| {
        let fuller = b.filled().cmp(&a.filled());
        let nearer = a.reach.total_cmp(&b.reach);
        fuller.then(nearer).then(b.score.total_cmp(&a.score))
    });
    teams.truncate(BEST);
    let ranked = (0..).zip(&teams).max_by_key(|(rank, team)| {
        let virtues = [search.mixed(team), search.fresh(team)];
        let virtues = virtues.iter().filter(|virtue| **virtue).count();
        (team.filled(), virtues, Reverse(*rank))
    });
    ranked.map_or_else(
        || vec![None; places.len()],
        |(_, team): (usize, _)| team.chosen.clone(),
    )
}

/// What a search looks at.
struct Search<'a> {
    places: &'a [Vec<Candidate>],
    crew: &'a Crew,
    together: &'a Together,
}

impl Search<'_> {
    /// The team around this candidate of the rarest place, unless they may not be
    /// on any.
    fn around(&self, (place, anchor): (usize, usize), others: &[usize]) -> Option<Team> {
        let mut team = Team {
            chosen: vec![None; self.places.len()],
            reach: 0.0,
            score: 0.0,
        };
        let center = self.places[place][anchor];
        if !self.fits(&team, &center) {
            return None;
        }
        team.chosen[place] = Some(anchor);
        for other in others {
            let distance = |one: &Candidate| self.together.distance(center.member, one.member);
            let mut near: Vec<(usize, &Candidate)> =
                self.places[*other].iter().enumerate().collect();
            near.sort_by(|(_, a), (_, b)| {
                let nearer = distance(a).total_cmp(&distance(b));
                let better = b.score.total_cmp(&a.score);
                nearer.then(better).then(a.member.cmp(&b.member))
            });
            let fitting = near.into_iter().find(|(_, one)| self.fits(&team, one));
            team.chosen[*other] = fitting.map(|(index, _)| index);
        }
        while let Some(place) = self.too_close(&team, (place, others)) {
            team.chosen[place] = None;
        }
        for one in self.chosen(&team).copied().collect::<Vec<_>>() {
            if one.member != center.member {
                let distance = self.together.distance(center.member, one.member);
                team.reach = team.reach.max(distance);
            }
            team.score += one.score;
        }
        Some(team)
    }

    /// A place to leave open where other places stayed open, so that too many of
    /// those who are left worked together: the one that was filled last.
    fn too_close(&self, team: &Team, (anchor, others): (usize, &[usize])) -> Option<usize> {
        let members = self.members(team);
        let acquainted = self.together.acquainted(&members);
        if 2 * acquainted <= members.len()
            || acquainted <= self.together.acquainted(&self.crew.members)
        {
            return None;
        }
        let knows = |place: &&usize| {
            let chosen = team.chosen[**place].map(|index| self.places[**place][index].member);
            chosen.is_some_and(|one| {
                members
                    .iter()
                    .any(|other| self.together.times(one, *other) > 0)
            })
        };
        let last = others.iter().rev().find(knows).copied();
        last.or_else(|| team.chosen[anchor].map(|_| anchor))
    }

    /// Whoever would be on the team, the crew first.
    fn members(&self, team: &Team) -> Vec<MemberId> {
        let chosen = self.chosen(team).map(|one| one.member);
        self.crew.members.iter().copied().chain(chosen).collect()
    }

    fn chosen<'t>(&'t self, team: &'t Team) -> impl Iterator<Item = &'t Candidate> {
        let all = self.places.iter().zip(&team.chosen);
        all.filter_map(|(place, chosen)| chosen.and_then(|index| place.get(index)))
    }

    /// Whether somebody may be added: only once, and without making more than half
    /// of a full team acquainted, where it was not so before.
    fn fits(&self, team: &Team, one: &Candidate) -> bool {
        let mut members = self.members(team);
        if members.contains(&one.member) {
            return false;
        }
        let before = self.together.acquainted(&members);
        members.push(one.member);
        let after = self.together.acquainted(&members);
        after == before || 2 * after <= self.crew.members.len() + self.fillable()
    }

    /// Places that somebody may be found for.
    fn fillable(&self) -> usize {
        self.places.iter().filter(|place| !place.is_empty()).count()
    }

    /// Whether two departments would be on it.
    fn mixed(&self, team: &Team) -> bool {
        let chosen = self.chosen(team).filter_map(|one| one.department);
        let all: BTreeSet<i64> = chosen
            .chain(self.crew.departments.iter().copied())
            .collect();
        all.len() > 1
    }

    /// Whether somebody is new to everybody else on it.
    fn fresh(&self, team: &Team) -> bool {
        let members = self.members(team);
        self.chosen(team).any(|one| {
            members
                .iter()
                .all(|other| self.together.times(one.member, *other) == 0)
        })
    }
}

impl Team {
    fn filled(&self) -> usize {
        self.chosen.iter().flatten().count()
    }
}

#[cfg(test)]
mod tests;
