//! Sentences about skills: their vocabulary, and who endorses them.

use super::count;

/// What the page is for.
pub const SKILLS_LEAD: &str = "Words that people use for what they can do. Where two mean the same, say so: seats and people then find each other.";
/// After a change.
pub const SKILLS_SAVED: &str = "The vocabulary is changed.";
/// Where no word begins so.
pub const NO_SKILLS: &str = "No skill begins like this.";

/// Who uses a skill.
pub fn skill_uses(people: i64, seats: i64) -> String {
    format!(
        "{} · {}",
        count(people, "person", "people"),
        count(seats, "seat", "seats")
    )
}

/// What a word gave way to.
pub fn same_as(other: &str) -> String {
    format!("Means the same as {other}.")
}

/// Who may endorse what somebody can do, and what that is good for.
pub fn endorsing(own: bool, name: &str) -> String {
    if own {
        "Whoever has worked on a team with you may endorse what you can do. That tells the next team more than a level does.".into()
    } else {
        format!(
            "Whoever has worked on a team with {name} may endorse what they can do. Somebody who saw the work tells a team more than a level does."
        )
    }
}

/// What stands before the name at this place, of so many things told.
pub const fn between(at: usize, told: usize) -> &'static str {
    if at == 0 {
        ""
    } else if at + 1 == told {
        " and "
    } else {
        ", "
    }
}

/// After the names of some, those who are not named.
pub fn and_more(people: i64) -> String {
    format!(" and {people} more")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_as_a_list() {
        let told = |names: &[&str], more: usize| {
            let told = names.len() + usize::from(more > 0);
            let mut line = String::new();
            for (at, name) in names.iter().enumerate() {
                line.push_str(between(at, told));
                line.push_str(name);
            }
            line
        };
        assert_eq!(told(&["Ines"], 0), "Ines");
        assert_eq!(told(&["Ines", "Bo"], 0), "Ines and Bo");
        assert_eq!(told(&["Ines", "Bo", "Ada"], 0), "Ines, Bo and Ada");
        assert_eq!(
            told(&["Ines", "Bo", "Ada"], 4) + &and_more(4),
            "Ines, Bo, Ada and 4 more"
        );
    }
}
