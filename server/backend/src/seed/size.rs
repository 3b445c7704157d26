//! How much a seeded organisation holds.

/// A size to measure by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A thousand ideas, ten thousand votes.
    S,
    /// A hundred thousand ideas, a million votes.
    M,
    /// A million ideas, ten million votes.
    L,
    /// Twenty thousand members and two thousand open seats, on few ideas.
    Teams,
}

/// What a size means in rows.
#[derive(Clone, Copy, Debug)]
pub struct Amounts {
    /// Ideas.
    pub ideas: i64,
    /// Votes of others; every author supports their own idea besides.
    pub votes: i64,
    /// Members.
    pub members: i64,
    /// Teams.
    pub teams: i64,
}

impl Size {
    /// How much of everything.
    pub const fn amounts(self) -> Amounts {
        let (ideas, votes, members, teams) = match self {
            Self::S => (1_000, 10_000, 500, 100),
            Self::M => (100_000, 1_000_000, 20_000, 2_000),
            Self::L => (1_000_000, 10_000_000, 200_000, 2_000),
            // Six of ten teams gather, with one open seat each.
            Self::Teams => (6_800, 68_000, 20_000, 3_400),
        };
        Amounts {
            ideas,
            votes,
            members,
            teams,
        }
    }
}

/// Adds to a rank, so that the most popular few are not alone on top.
const FLAT: f64 = 3.0;
/// How quickly popularity falls with the rank.
const SLOPE: f64 = 0.85;

impl Amounts {
    /// Votes of others for the idea of each rank, the most popular first. By
    /// Zipf's law, but no idea is voted on by more than three of five members.
    pub(super) fn popularity(&self) -> Vec<i64> {
        let most = self.members * 3 / 5;
        let weight = |rank: i64| (rank as f64 + FLAT).powf(-SLOPE);
        let all: f64 = (1..=self.ideas).map(weight).sum();
        let (mut due, mut given) = (0.0, 0);
        let share = |rank| {
            due += weight(rank) / all * self.votes as f64;
            #[expect(
                clippy::cast_possible_truncation,
                reason = "at most the number of votes"
            )]
            let votes = (due.round() as i64 - given).min(most);
            given += votes;
            votes
        };
        (1..=self.ideas).map(share).collect()
    }

    /// The popularity rank of an idea, from 0: some of the new are popular, and
    /// some of the old.
    pub(super) const fn rank(&self, idea: i64) -> i64 {
        // A prime that divides no size: every rank comes once.
        (idea * 7_919) % self.ideas
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn popularity_gives_out_every_vote_and_falls() {
        for size in [Size::S, Size::M] {
            let amounts = size.amounts();
            let votes = amounts.popularity();
            assert_eq!(votes.iter().sum::<i64>(), amounts.votes);
            assert!(votes[0] > 20 * votes[votes.len() / 2]);
            assert!(
                votes
                    .iter()
                    .all(|votes| (0..=amounts.members * 3 / 5).contains(votes))
            );
        }
    }

    #[test]
    fn every_rank_is_some_ideas() {
        let amounts = Size::S.amounts();
        let mut ranks: Vec<_> = (1..=amounts.ideas).map(|idea| amounts.rank(idea)).collect();
        ranks.sort_unstable();
        assert_eq!(ranks, (0..amounts.ideas).collect::<Vec<_>>());
    }
}
