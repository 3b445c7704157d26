//! Plain text as people type it: what a single line or a longer text may hold.

use crate::FieldError;

/// Characters that hide, reverse or join what is read: control characters,
/// bidirectional marks and zero-width characters (Unicode TR36).
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}' | '\u{00AD}' | '\u{061C}' | '\u{180E}')
        || c.is_control()
}

/// One line: hidden characters dropped, white space folded, ends trimmed.
pub fn line(text: &str) -> String {
    let shown: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !is_hidden(*c))
        .collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Several lines: line ends unified, hidden characters dropped, ends trimmed.
pub fn lines(text: &str) -> String {
    shown(&text.replace("\r\n", "\n")).trim().to_owned()
}

/// A text without its hidden characters, its lines as they are. Zero-width
/// joiners stay, because emoji are written with them.
pub fn shown(text: &str) -> String {
    text.chars()
        .filter(|c| matches!(c, '\n' | '\t' | '\u{200D}') || !is_hidden(*c))
        .collect()
}

/// Fails unless the text has between `min` and `max` characters.
pub fn length(text: &str, min: u32, max: u32) -> Result<(), FieldError> {
    let count = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    if count == 0 && min > 0 {
        Err(FieldError::Missing)
    } else if count < min {
        Err(FieldError::TooShort(min))
    } else if count > max {
        Err(FieldError::TooLong(max))
    } else {
        Ok(())
    }
}

/// One line with a length between `min` and `max` characters.
pub fn line_of(text: &str, min: u32, max: u32) -> Result<String, FieldError> {
    let text = line(text);
    length(&text, min, max)?;
    Ok(text)
}

/// A name that others read (of a person, a board, a department, a topic, a
/// skill): one line with a length between `min` and `max` characters, a letter
/// or a digit among them, and nothing that cannot be seen, so that no two names
/// look alike by it. The two joiners are dropped silently, because Persian and
/// Indic scripts are typed with them.
pub fn name_of(text: &str, min: u32, max: u32) -> Result<String, FieldError> {
    let text: String = text
        .trim()
        .chars()
        .filter(|c| !matches!(c, '\u{200C}' | '\u{200D}'))
        .collect();
    if text.chars().any(|c| is_hidden(c) && !c.is_whitespace()) {
        return Err(FieldError::HiddenCharacters);
    }
    let name = line_of(&text, min, max)?;
    if name.is_empty() || name.chars().any(char::is_alphanumeric) {
        Ok(name)
    } else {
        Err(FieldError::SignsOnly)
    }
}

/// What a box to tick, or the hidden field of a button, says: `yes`, or `no` or
/// nothing; fails with `NotOffered`.
pub fn yes(text: &str) -> Result<bool, FieldError> {
    match text {
        "yes" => Ok(true),
        "" | "no" => Ok(false),
        _ => Err(FieldError::NotOffered),
    }
}

/// Several lines with a length between `min` and `max` characters.
pub fn lines_of(text: &str, min: u32, max: u32) -> Result<String, FieldError> {
    let text = lines(text);
    length(&text, min, max)?;
    Ok(text)
}

/// A whole number between `min` and `max`, ends included.
pub fn number(text: &str, min: u32, max: u32) -> Result<u32, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::Missing);
    }
    match text.parse::<u32>() {
        Ok(n) if (min..=max).contains(&n) => Ok(n),
        _ => Err(FieldError::NotBetween(min, max)),
    }
}

/// Declares an enum whose values have a fixed word in forms, URLs and the
/// database, with `as_str` and `parse`.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// Every value, in the order people see them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in forms, URLs and the database.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value of a word; fails with `NotOffered`.
            pub fn parse(word: &str) -> Result<Self, $crate::FieldError> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    "" => Err($crate::FieldError::Missing),
                    _ => Err($crate::FieldError::NotOffered),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_shows_all_it_holds() {
        assert_eq!(
            line("  Spare\u{202E} screws \n by\u{200B} post "),
            "Spare screws by post"
        );
        assert_eq!(lines(" one\r\n\r\ntwo\u{0007} "), "one\n\ntwo");
    }

    #[test]
    fn lengths_count_characters_not_bytes() {
        assert_eq!(length("äöü", 3, 3), Ok(()));
        assert_eq!(length("", 1, 3), Err(FieldError::Missing));
        assert_eq!(length("a", 2, 3), Err(FieldError::TooShort(2)));
        assert_eq!(length("abcd", 2, 3), Err(FieldError::TooLong(3)));
    }

    #[test]
    fn a_name_is_read_as_it_looks() {
        assert_eq!(name_of("  R&D \n Nord ", 2, 40), Ok("R&D Nord".into()));
        assert_eq!(name_of("Größe 5", 2, 40), Ok("Größe 5".into()));
        assert_eq!(name_of("修理", 2, 40), Ok("修理".into()));
        assert_eq!(name_of("می\u{200C}خواهم", 2, 40), Ok("میخواهم".into()));
        for signs in ["!!!", "- – -", "🙂🙂"] {
            assert_eq!(name_of(signs, 2, 40), Err(FieldError::SignsOnly), "{signs}");
        }
        for hidden in [
            "Ser\u{202E}vice",
            "Ser\u{200B}vice",
            "Service\u{7}",
            "\u{FEFF}!!",
        ] {
            let read = name_of(hidden, 2, 40);
            assert_eq!(read, Err(FieldError::HiddenCharacters), "{hidden:?}");
        }
        assert_eq!(name_of(" ", 2, 40), Err(FieldError::Missing));
        assert_eq!(name_of(" ", 0, 40), Ok(String::new()));
    }

    #[test]
    fn a_no_is_no_yes() {
        assert_eq!(
            [yes("yes"), yes("no"), yes("")],
            [Ok(true), Ok(false), Ok(false)]
        );
        assert_eq!(yes("maybe"), Err(FieldError::NotOffered));
    }

    #[test]
    fn numbers_stay_in_their_range() {
        assert_eq!(number(" 3 ", 1, 3), Ok(3));
        assert_eq!(number("4", 1, 3), Err(FieldError::NotBetween(1, 3)));
        assert_eq!(number("-1", 1, 3), Err(FieldError::NotBetween(1, 3)));
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing_more(text in ".{0,80}") {
            let once = line(&text);
            prop_assert_eq!(line(&once), once.clone());
            prop_assert!(!once.chars().any(is_hidden));
        }
    }
}
