//! Declared skills as others see them: who worked with somebody can say that
//! they have them.

use serde::{Deserialize, Serialize};

use super::{PersonRef, Skill};

/// How many people are named beside a skill; its owner is told of all of them.
pub const NAMED: usize = 3;

/// A declared skill, and who endorsed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndorsedSkill {
    /// As its owner declares it.
    pub skill: Skill,
    /// As it is compared, see [`crate::skills::fold`].
    pub folded: String,
    /// How many people endorsed it. Words that mean the same are one skill, and
    /// each person counts once.
    pub people: i64,
    /// Who they are, the newest first; some of them, see [`NAMED`].
    pub named: Vec<PersonRef>,
    /// Whether the viewer is one of them.
    pub mine: bool,
}

impl EndorsedSkill {
    /// How many more there are than those named.
    pub fn more(&self) -> i64 {
        let named = i64::try_from(self.named.len()).unwrap_or(i64::MAX);
        (self.people - named).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::Kind;

    #[test]
    fn who_is_not_named_is_counted() {
        let person = PersonRef {
            name: "Ines".into(),
            handle: "ines".into(),
            kind: Kind::Customer,
        };
        let shown = |people, named| EndorsedSkill {
            skill: Skill {
                name: "Oak".into(),
                level: 2,
            },
            folded: "oak".into(),
            people,
            named: vec![person.clone(); named],
            mine: false,
        };
        assert_eq!(shown(7, NAMED).more(), 4);
        assert_eq!(shown(2, 2).more(), 0);
        assert_eq!(shown(1, 2).more(), 0, "somebody was suspended meanwhile");
    }
}
