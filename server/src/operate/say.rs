//! Figures as people read them.

/// A size, such as "3.4 MB".
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.2} GB", bytes as f64 / 1e9),
    }
}

/// A count with its noun, such as "1 idea" or "2 ideas".
pub(super) fn count(number: i64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// An error with its causes, each said once: many errors say their cause in
/// their own sentence already.
pub(crate) fn told(error: &anyhow::Error) -> String {
    let mut told = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if told.is_empty() {
            told = cause;
        } else if !told.contains(&cause) {
            told = format!("{told}: {cause}");
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_short() {
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(3_400_000), "3.4 MB");
        assert_eq!(count(1, "idea"), "1 idea");
        assert_eq!(count(0, "idea"), "0 ideas");
    }

    #[test]
    fn a_cause_is_said_once() {
        let cause = anyhow::anyhow!("connection refused");
        let error = cause.context("no answer: connection refused");
        assert_eq!(told(&error), "no answer: connection refused");
        let error = error.context("the database cannot be opened");
        assert_eq!(
            told(&error),
            "the database cannot be opened: no answer: connection refused"
        );
    }
}
