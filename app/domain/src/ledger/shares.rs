//! Who holds which share of a milestone: half by hours, half by what the others
//! say.

use std::collections::BTreeMap;

use crate::accounts::MemberId;

/// What the idea's authors hold, members of the team or not.
pub const AUTHORS_SHARE: f64 = 0.1;
/// How many ideas back, from the one that is built, authors hold a part of it.
pub const MAX_ANCESTORS: i64 = 10;
/// Points that everybody splits among the others.
pub const POINTS: u32 = 100;
/// From so many people on, the others' word counts; fewer go by hours alone.
const PEERS: usize = 3;
/// From so many words about a person on, the highest and the lowest are left out.
const TRIMMED: usize = 5;

/// How one person splits their points among the others.
pub type Ballot = BTreeMap<MemberId, u32>;

/// One person's part of a milestone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Who.
    pub member: MemberId,
    /// Hours they put in.
    pub hours: f64,
    /// What the others say, as a part of 1; the part by hours where fewer than
    /// three people worked.
    pub peer: f64,
    /// What they hold, as a part of 1. The idea's authors hold
    /// [`AUTHORS_SHARE`] on top.
    pub share: f64,
}

/// `share = 0.9·(½·hours + ½·peer)`. Hours are normalised to 1. `peer` is the
/// mean of what the others' ballots give a person, one trimmed at each end from
/// five on, a missing ballot counting as an even split, normalised to 1. Under
/// three people peer = hours. The order of people and ballots does not matter,
/// and nobody's own ballot counts for themself.
pub fn shares(hours: &BTreeMap<MemberId, f64>, ballots: &BTreeMap<MemberId, Ballot>) -> Vec<Share> {
    let by_hours = parts(hours.values().copied().collect());
    let by_peers = if hours.len() < PEERS {
        by_hours.clone()
    } else {
        parts(
            hours
                .keys()
                .map(|member| said(*member, hours, ballots))
                .collect(),
        )
    };
    hours
        .iter()
        .zip(by_hours.into_iter().zip(by_peers))
        .map(|((member, worked), (hours, peer))| Share {
            member: *member,
            hours: *worked,
            peer,
            share: (1.0 - AUTHORS_SHARE) * (0.5 * hours + 0.5 * peer),
        })
        .collect()
}

/// What each of so many authors holds: of the idea, and of those it grew from.
pub fn author_share(authors: usize) -> f64 {
    AUTHORS_SHARE / count(authors.max(1))
}

/// What the others say about somebody, as the mean part of their points.
fn said(
    about: MemberId,
    people: &BTreeMap<MemberId, f64>,
    ballots: &BTreeMap<MemberId, Ballot>,
) -> f64 {
    let others = people.keys().filter(|member| **member != about);
    let even = 1.0 / count(people.len() - 1);
    let mut words: Vec<f64> = others
        .map(|other| {
            ballots.get(other).map_or(even, |ballot| {
                f64::from(ballot.get(&about).copied().unwrap_or(0)) / f64::from(POINTS)
            })
        })
        .collect();
    // Sorted, so that the sum is the same in every order of ballots.
    words.sort_by(f64::total_cmp);
    let kept = if words.len() >= TRIMMED {
        &words[1..words.len() - 1]
    } else {
        &words[..]
    };
    kept.iter().sum::<f64>() / count(kept.len())
}

/// The numbers as parts of 1; even ones where all are nothing.
fn parts(numbers: Vec<f64>) -> Vec<f64> {
    let mut sorted = numbers.clone();
    sorted.sort_by(f64::total_cmp);
    let sum: f64 = sorted.iter().sum();
    let even = 1.0 / count(numbers.len());
    numbers
        .into_iter()
        .map(|number| if sum > 0.0 { number / sum } else { even })
        .collect()
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hours(of: &[(MemberId, f64)]) -> BTreeMap<MemberId, f64> {
        of.iter().copied().collect()
    }

    fn ballot(of: &[(MemberId, u32)]) -> Ballot {
        of.iter().copied().collect()
    }

    fn close(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-9
    }

    #[test]
    fn two_people_go_by_their_hours() {
        let ballots = BTreeMap::from([(1, ballot(&[(2, 100)]))]);
        let split = shares(&hours(&[(1, 30.0), (2, 10.0)]), &ballots);
        assert!(close(split[0].share, 0.9 * 0.75), "{split:?}");
        assert!(close(split[1].peer, 0.25));
    }

    #[test]
    fn hours_and_the_others_word_weigh_the_same() {
        let ballots = BTreeMap::from([
            (1, ballot(&[(2, 100), (3, 0)])),
            (2, ballot(&[(1, 50), (3, 50)])),
            (3, ballot(&[(1, 20), (2, 80)])),
        ]);
        let split = shares(&hours(&[(1, 10.0), (2, 10.0), (3, 20.0)]), &ballots);
        // Said: 0.35, 0.9 and 0.25, which are 1.5 together.
        assert!(close(split[0].peer, 0.35 / 1.5), "{split:?}");
        assert!(close(split[1].share, 0.9 * (0.5 * 0.25 + 0.5 * 0.6)));
    }

    #[test]
    fn a_missing_ballot_is_an_even_split() {
        let even = BTreeMap::from([(1, ballot(&[(2, 50), (3, 50)]))]);
        let people = hours(&[(1, 1.0), (2, 1.0), (3, 1.0)]);
        assert_eq!(shares(&people, &even), shares(&people, &BTreeMap::new()));
    }

    #[test]
    fn one_word_out_of_line_is_left_out_from_five_on() {
        let people = hours(&[(1, 1.0), (2, 1.0), (3, 1.0), (4, 1.0), (5, 1.0), (6, 1.0)]);
        let fair = |giver: MemberId| {
            (1..=6)
                .filter(|member| *member != giver)
                .map(|member| (member, 20))
                .collect::<Ballot>()
        };
        let mut ballots: BTreeMap<_, _> = (1..=6).map(|giver| (giver, fair(giver))).collect();
        ballots.insert(1, ballot(&[(2, 100)]));
        let split = shares(&people, &ballots);
        assert!(close(split[1].peer, split[2].peer), "{split:?}");
    }

    #[test]
    fn favours_done_in_a_ring_leave_everybody_even() {
        let people: BTreeMap<_, _> = (1..=6).map(|member| (member, 1.0)).collect();
        let ballots = (1..=6).map(|giver| (giver, ballot(&[(giver % 6 + 1, 100)])));
        let split = shares(&people, &ballots.collect());
        assert!(
            split.iter().all(|share| close(share.share, 0.15)),
            "{split:?}"
        );
    }

    /// Up to nine people with their hours, some with a ballot.
    fn teams() -> impl Strategy<Value = (BTreeMap<MemberId, f64>, BTreeMap<MemberId, Ballot>)> {
        (1_usize..10).prop_flat_map(|size| {
            let hours = prop::collection::vec(0.0..400.0_f64, size);
            let cuts = prop::collection::vec(
                prop::option::of(prop::collection::vec(0_u32..=100, size)),
                size,
            );
            (hours, cuts).prop_map(|(hours, cuts)| {
                let hours: BTreeMap<MemberId, f64> = (1..).zip(hours).collect();
                let ballots = (1..).zip(cuts).filter_map(|(giver, cut)| {
                    let others: Vec<MemberId> =
                        hours.keys().copied().filter(|m| *m != giver).collect();
                    Some((giver, dealt(&cut?, &others)))
                });
                let ballots = ballots.collect();
                (hours, ballots)
            })
        })
    }

    /// A hundred points dealt out by weights; whatever is left goes to the last.
    fn dealt(weights: &[u32], to: &[MemberId]) -> Ballot {
        let mut left = POINTS;
        let mut ballot = Ballot::new();
        for (at, member) in to.iter().enumerate() {
            let last = at + 1 == to.len();
            let points = if last { left } else { weights[at].min(left) };
            ballot.insert(*member, points);
            left -= points;
        }
        ballot
    }

    proptest! {
        #[test]
        fn shares_sum_to_one_with_the_authors((hours, ballots) in teams()) {
            let sum: f64 = shares(&hours, &ballots).iter().map(|share| share.share).sum();
            prop_assert!(close(sum + AUTHORS_SHARE, 1.0), "{sum}");
        }

        #[test]
        fn so_do_they_with_any_number_of_authors((hours, ballots) in teams(), authors in 1_usize..12) {
            let sum: f64 = shares(&hours, &ballots).iter().map(|share| share.share).sum();
            let each = author_share(authors);
            let together: f64 = (0..authors).map(|_| each).sum();
            prop_assert!(close(sum + together, 1.0), "{sum} and {authors} times {each}");
        }

        #[test]
        fn nobodys_own_ballot_counts_for_themself((hours, ballots) in teams(), who in 1_i64..10) {
            let own = |ballots: &BTreeMap<MemberId, Ballot>| {
                said_of(who, &hours, ballots)
            };
            let mut without = ballots.clone();
            without.remove(&who);
            prop_assert_eq!(own(&ballots), own(&without));
        }

        #[test]
        fn names_do_not_matter((hours, ballots) in teams()) {
            // The same people under numbers that sort the other way round.
            let turned = |member: MemberId| 100 - member;
            let other_hours = hours.iter().map(|(m, h)| (turned(*m), *h)).collect();
            let other_ballots = ballots.iter().map(|(giver, ballot)| {
                (turned(*giver), ballot.iter().map(|(m, p)| (turned(*m), *p)).collect())
            }).collect();
            let before = shares(&hours, &ballots);
            let mut after = shares(&other_hours, &other_ballots);
            after.reverse();
            for (one, other) in before.iter().zip(&after) {
                prop_assert_eq!(turned(one.member), other.member);
                prop_assert_eq!(one.share.to_bits(), other.share.to_bits());
            }
        }
    }

    /// What the others say about somebody, where there are enough people.
    fn said_of(
        who: MemberId,
        hours: &BTreeMap<MemberId, f64>,
        ballots: &BTreeMap<MemberId, Ballot>,
    ) -> Option<f64> {
        (hours.len() >= PEERS && hours.contains_key(&who)).then(|| said(who, hours, ballots))
    }
}
