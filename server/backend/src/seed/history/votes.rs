//! Votes on an idea.

use domain::accounts::Kind;
use domain::ranking::Warmth;
use domain::votes::Choice;
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use super::{History, Idea, Rows};
use crate::seed::bulk::{Table, row};
use crate::seed::people::{board, kind};

/// One vote of eight is against.
const AGAINST: f64 = 0.125;

pub(super) fn table() -> Table {
    Table::new(
        "votes",
        &[
            "idea_id",
            "member_id",
            "choice",
            "voter_kind",
            "supported_at",
            "changed_at",
        ],
    )
}

impl History {
    /// The author's own support, and as many other votes as the idea is popular.
    pub(super) fn votes(&self, idea: &mut Idea, random: &mut ChaCha8Rng, rows: &mut Rows) {
        let own = kind(idea.author).as_str();
        rows.votes
            .add(row![idea.id, idea.author, 1_i64, own, idea.at.0, idea.at.0]);
        let rank = usize::try_from(self.amounts.rank(idea.id)).expect("a rank is not negative");
        let inside = board(idea.id) == 2;
        let members = if inside {
            self.amounts.members / 4
        } else {
            self.amounts.members
        };
        let due = self.popularity[rank].min(members * 4 / 5);
        let author = idea.author;
        // Once around among all members, in steps that come by everybody.
        let (start, step) = (random.random_range(0..members), stride(random, members));
        let voters = (0..members)
            .map(|turn| (start + turn * step) % members)
            .map(|place| if inside { place * 4 + 1 } else { place + 1 })
            .filter(|voter| *voter != author)
            .take(usize::try_from(due).expect("a count is not negative"));
        for voter in voters {
            let at = self.later(idea.at, random);
            let choice = if random.random_bool(AGAINST) {
                Choice::Oppose
            } else {
                Choice::Support
            };
            let (group, supports) = (kind(voter), choice == Choice::Support);
            if supports {
                idea.support += 1;
                idea.warm(Warmth::Support, at);
            }
            let group_at = usize::from(group == Kind::Customer) + if supports { 0 } else { 2 };
            idea.groups[group_at] += 1;
            let supported_at = supports.then_some(at.0);
            let (choice, group) = (choice.sign(), group.as_str());
            rows.votes
                .add(row![idea.id, voter, choice, group, supported_at, at.0]);
            rows.event("vote.cast", at, voter, idea.id, None);
        }
    }
}

/// A step without a common divisor with the number of members.
fn stride(random: &mut ChaCha8Rng, members: i64) -> i64 {
    let common = |mut one: i64, mut other: i64| {
        while other != 0 {
            (one, other) = (other, one % other);
        }
        one
    };
    loop {
        let step = random.random_range(1..members);
        if common(step, members) == 1 {
            return step;
        }
    }
}
