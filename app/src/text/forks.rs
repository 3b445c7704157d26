//! Sentences about ideas that grow from others.

use domain::ideas::IdeaRef;

use super::count;

/// Above the form of a new idea.
pub const NEW_IDEA_LEAD: &str =
    "One thing that would be better, and for whom. You can change it later.";
/// The same where it grows from another one.
pub const BUILD_ON_LEAD: &str =
    "The words are those of the idea it grows from. Change what you would do differently.";
/// What becomes of the credit.
pub const BUILD_ON_CREDIT: &str =
    "Both pages will say so. When a team builds yours, you share the authors’ part of the credit.";
/// Where nothing can grow from that idea any more.
pub const ORIGINAL_GONE: &str = "Nothing can grow from that idea any more. What you typed is still here, and can be posted on its own.";

/// An idea by number and title.
pub fn numbered(idea: &IdeaRef) -> String {
    format!("#{} {}", idea.number, idea.title)
}

/// How many ideas grew from one, of which these many are named.
pub fn grown(all: i64, named: usize) -> String {
    let ideas = count(all, "idea", "ideas");
    if i64::try_from(named).is_ok_and(|named| named < all) {
        format!("{ideas}; here are the newest {named}.")
    } else {
        format!("{ideas}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_named_is_counted() {
        assert_eq!(grown(1, 1), "1 idea.");
        assert_eq!(grown(12, 10), "12 ideas; here are the newest 10.");
    }
}
