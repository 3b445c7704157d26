//! Words for URLs, made from names.

/// The name in a–z, 0–9 and single hyphens, at most `max` characters; empty
/// when nothing of the name can be written so.
pub(crate) fn slug(name: &str, max: usize) -> String {
    let plain = deunicode::deunicode(name).to_lowercase();
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut slug = words.join("-");
    slug.truncate(max);
    slug.trim_end_matches('-').to_owned()
}

/// Characters of a slug made from the name of a board or department.
const NAME: usize = 40;

/// A slug for a board or department of this name, unlike those known: made from
/// this word where nothing of the name can be written so.
pub(crate) fn of_name(name: &str, word: &str, known: &[String]) -> String {
    let slug = slug(name, NAME);
    let slug = if slug.is_empty() {
        word.to_owned()
    } else {
        slug
    };
    unlike(known, slug)
}

/// A slug that is not among these yet: itself, or itself with the next number.
fn unlike(known: &[String], slug: String) -> String {
    if !known.contains(&slug) {
        return slug;
    }
    // One number more than can be taken.
    (2..=known.len() + 1)
        .map(|n| format!("{slug}-{n}"))
        .find(|numbered| !known.contains(numbered))
        .unwrap_or(slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_script_become_plain() {
        assert_eq!(slug("Inês  d'Ávila", 30), "ines-d-avila");
        assert_eq!(slug("Research & Development", 9), "research");
        assert_eq!(slug("—", 30), "");
    }

    #[test]
    fn a_name_that_is_taken_is_numbered() {
        let known = ["r-d", "r-d-2"].map(str::to_owned);
        assert_eq!(unlike(&known, "r-d".into()), "r-d-3");
        assert_eq!(unlike(&known, "sales".into()), "sales");
    }
}
