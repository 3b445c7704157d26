//! Words for URLs, made from names.

/// The name in a–z, 0–9 and single hyphens, in as many whole words as fit into
/// `max` characters, or a part of the first; empty when nothing of the name can
/// be written so.
pub(crate) fn slug(name: &str, max: usize) -> String {
    let plain = deunicode::deunicode(name).to_lowercase();
    let mut words = plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut slug = words.next().unwrap_or_default().to_owned();
    slug.truncate(max);
    for word in words {
        if slug.len() + 1 + word.len() > max {
            break;
        }
        slug.push('-');
        slug.push_str(word);
    }
    slug
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
    fn words_stay_whole_where_they_fit() {
        assert_eq!(slug("A lamp at every bench", 21), "a-lamp-at-every-bench");
        assert_eq!(slug("A lamp at every bench", 20), "a-lamp-at-every");
        assert_eq!(slug("A lamp at every bench", 1), "a");
        assert_eq!(slug("Rindfleischetikettierung", 10), "rindfleisc");
    }

    #[test]
    fn a_name_that_is_taken_is_numbered() {
        let known = ["r-d", "r-d-2"].map(str::to_owned);
        assert_eq!(unlike(&known, "r-d".into()), "r-d-3");
        assert_eq!(unlike(&known, "sales".into()), "sales");
    }
}
