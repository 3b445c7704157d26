//! The strings, each of which would set `__xss` if it ever ran.

use std::collections::BTreeMap;

const CORPUS: &str = include_str!("corpus.json");

/// Every string, kind after kind.
pub(super) fn corpus() -> Vec<String> {
    let kinds: BTreeMap<String, Vec<String>> =
        serde_json::from_str(CORPUS).expect("kinds of strings");
    kinds.into_values().flatten().collect()
}

/// The string with harmless words behind it until it is long enough; the
/// string's own beginning where it is too long.
pub(super) fn fitted(string: &str, min: usize, max: usize) -> String {
    let mut text: String = string.chars().take(max).collect();
    while domain::plain::line(&text).chars().count() < min {
        text.push_str(" lantern");
    }
    text.chars().take(max).collect()
}

/// The string as a name: without what cannot be seen, which names refuse.
pub(super) fn named(string: &str, min: usize, max: usize) -> String {
    fitted(
        &domain::plain::shown(&string.replace('\u{200D}', "")),
        min,
        max,
    )
}

#[test]
fn a_fitted_string_begins_with_what_it_was() {
    assert_eq!(fitted("ab", 8, 30), "ab lantern");
    assert_eq!(fitted("abcdef", 2, 3), "abc");
    assert_eq!(named("\u{202E}ab\u{202C}c", 2, 3), "abc");
}
