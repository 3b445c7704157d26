//! The stage of an idea: derived, never set by hand.

use crate::words;

words! {
    /// How far an idea has come.
    Stage {
        /// Posted; nobody has answered or gathered yet.
        Open = "open",
        /// The organisation answered.
        Answered = "answered",
        /// A team is forming.
        Gathering = "gathering",
        /// A launched team or an open commitment works on it.
        Building = "building",
        /// A team delivered, or the commitment was kept.
        Delivered = "delivered",
        /// The latest answer refuses.
        Declined = "declined",
        /// United with another idea.
        Merged = "merged",
        /// Taken back by its author.
        Withdrawn = "withdrawn",
    }
}

/// What the stage is derived from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a list of independent facts")]
pub struct StageFacts {
    /// The author took it back.
    pub withdrawn: bool,
    /// It points to the idea it was united with.
    pub merged: bool,
    /// A team delivered, or its commitment closed as kept.
    pub delivered: bool,
    /// A launched team, or an open commitment.
    pub building: bool,
    /// A team is forming.
    pub gathering: bool,
    /// The latest answer refuses.
    pub declined: bool,
    /// There is an answer.
    pub answered: bool,
}

impl Stage {
    /// The first rule that applies (product design, vocabulary).
    pub const fn derive(facts: StageFacts) -> Self {
        match facts {
            StageFacts {
                withdrawn: true, ..
            } => Self::Withdrawn,
            StageFacts { merged: true, .. } => Self::Merged,
            StageFacts {
                delivered: true, ..
            } => Self::Delivered,
            StageFacts { building: true, .. } => Self::Building,
            StageFacts {
                gathering: true, ..
            } => Self::Gathering,
            StageFacts { declined: true, .. } => Self::Declined,
            StageFacts { answered: true, .. } => Self::Answered,
            _ => Self::Open,
        }
    }

    /// Whether a team may start on an idea in this stage.
    pub const fn takes_teams(self) -> bool {
        !matches!(self, Self::Withdrawn | Self::Merged | Self::Delivered)
    }

    /// Posts filled on the stage tracker, of five.
    pub const fn posts(self) -> usize {
        match self {
            Self::Open => 1,
            Self::Answered | Self::Declined => 2,
            Self::Gathering => 3,
            Self::Building => 4,
            Self::Delivered => 5,
            Self::Merged | Self::Withdrawn => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rule_that_applies_decides() {
        let all = StageFacts {
            withdrawn: true,
            merged: true,
            delivered: true,
            building: true,
            gathering: true,
            declined: true,
            answered: true,
        };
        assert_eq!(Stage::derive(all), Stage::Withdrawn);
        assert_eq!(
            Stage::derive(StageFacts {
                withdrawn: false,
                ..all
            }),
            Stage::Merged
        );
        let working = StageFacts {
            withdrawn: false,
            merged: false,
            delivered: false,
            ..all
        };
        assert_eq!(Stage::derive(working), Stage::Building);
        let forming = StageFacts {
            building: false,
            ..working
        };
        assert_eq!(Stage::derive(forming), Stage::Gathering);
        let refused = StageFacts {
            gathering: false,
            ..forming
        };
        assert_eq!(Stage::derive(refused), Stage::Declined);
        assert_eq!(
            Stage::derive(StageFacts {
                declined: false,
                ..refused
            }),
            Stage::Answered
        );
        assert_eq!(Stage::derive(StageFacts::default()), Stage::Open);
    }

    #[test]
    fn words_and_stages_belong_together() {
        for stage in Stage::ALL {
            assert_eq!(Stage::parse(stage.as_str()), Ok(*stage));
        }
    }
}
