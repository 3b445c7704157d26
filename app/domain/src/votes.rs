//! Votes: one per member and idea, private, revocable.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::accounts::Actor;
use crate::words;

words! {
    /// What a member says of an idea. Taking a vote back is `none`.
    Choice {
        /// Worth doing.
        Support = "support",
        /// Not worth doing.
        Oppose = "oppose",
        /// No vote, or taken back.
        None = "none",
    }
}

impl Choice {
    /// The number kept in the database.
    pub const fn sign(self) -> i64 {
        match self {
            Self::Support => 1,
            Self::Oppose => -1,
            Self::None => 0,
        }
    }

    /// The choice of a number kept in the database.
    pub const fn of_sign(sign: i64) -> Self {
        match sign {
            1.. => Self::Support,
            0 => Self::None,
            _ => Self::Oppose,
        }
    }

    /// What pressing a button does: the vote it names, or taking it back.
    #[must_use]
    pub fn pressed(self, button: Self) -> Self {
        if self == button { Self::None } else { button }
    }
}

/// How an idea stands after a vote, as far as the voter may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Everyone who supports it, its author included.
    pub support: i64,
    /// The voter's own vote.
    pub mine: Choice,
}

/// Voting.
#[async_trait]
pub trait Votes: Send + Sync {
    /// Sets the member's vote; casting the same vote again changes nothing.
    async fn cast(&self, actor: &Actor, idea: i64, choice: Choice) -> Outcome<Standing>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pressing_the_pressed_button_takes_the_vote_back() {
        assert_eq!(Choice::Support.pressed(Choice::Support), Choice::None);
        assert_eq!(Choice::Support.pressed(Choice::Oppose), Choice::Oppose);
        assert_eq!(Choice::None.pressed(Choice::Support), Choice::Support);
    }

    #[test]
    fn signs_and_choices_belong_together() {
        for choice in Choice::ALL {
            assert_eq!(Choice::of_sign(choice.sign()), *choice);
        }
    }
}
