//! What a browser says about the answer it would like: in which coding, and
//! which copies of it are there already.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// A coding in which text is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    /// Brotli (RFC 7932), the smaller one.
    Brotli,
    /// Gzip (RFC 1952).
    Gzip,
}

impl Coding {
    /// Both, the smaller one first.
    pub(crate) const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    /// Its name in HTTP.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// The value of `Content-Encoding`.
    pub(crate) const fn header(self) -> HeaderValue {
        HeaderValue::from_static(self.name())
    }

    /// Whether the browser takes it. Without a word it takes none.
    pub(crate) fn is_taken(self, asked: &HeaderMap) -> bool {
        self.weight(asked) > 0.0
    }

    /// The one the browser likes best, of two equals the smaller.
    pub(crate) fn best(asked: &HeaderMap) -> Option<Self> {
        let weight = |coding: Self| coding.weight(asked);
        let (brotli, gzip) = (weight(Self::Brotli), weight(Self::Gzip));
        if brotli.max(gzip) <= 0.0 {
            None
        } else if brotli >= gzip {
            Some(Self::Brotli)
        } else {
            Some(Self::Gzip)
        }
    }

    /// How much it is liked, 0 to 1 (RFC 9110, 12.5.3).
    fn weight(self, asked: &HeaderMap) -> f32 {
        let mut others = 0.0;
        for one in words(asked, &header::ACCEPT_ENCODING) {
            let (name, weight) = one.split_once(';').unwrap_or((one, ""));
            let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
            let weight = weight.trim().parse().unwrap_or(1.0);
            let name = name.trim();
            let old_name = self == Self::Gzip && name.eq_ignore_ascii_case("x-gzip");
            if old_name || name.eq_ignore_ascii_case(self.name()) {
                return weight;
            }
            if name == "*" {
                others = weight;
            }
        }
        others
    }
}

/// Whether a copy with this tag is among those that the browser has, by the
/// weak comparison (RFC 9110, 8.8.3.2).
pub(crate) fn has(asked: &HeaderMap, tag: &str) -> bool {
    fn opaque(tag: &str) -> &str {
        tag.strip_prefix("W/").unwrap_or(tag)
    }
    words(asked, &header::IF_NONE_MATCH).any(|known| known == "*" || opaque(known) == opaque(tag))
}

/// The words of a list, which may go on in further lines.
fn words<'h>(asked: &'h HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'h str> {
    let lines = asked.get_all(name).into_iter();
    let lines = lines.filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: HeaderName, lines: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(name.clone(), line.parse().expect("a header"));
        }
        headers
    }

    #[test]
    fn the_coding_is_the_smallest_of_those_liked_best() {
        let best = |line| Coding::best(&asked(header::ACCEPT_ENCODING, &[line]));
        assert_eq!(best("gzip, deflate, br, zstd"), Some(Coding::Brotli));
        assert_eq!(best("gzip, deflate"), Some(Coding::Gzip));
        assert_eq!(best("x-gzip"), Some(Coding::Gzip));
        assert_eq!(best("gzip;q=1.0, BR; q=0.8"), Some(Coding::Gzip));
        assert_eq!(best("br;q=0, gzip"), Some(Coding::Gzip));
        assert_eq!(best("gzip;q=0.000, brotli"), None);
        assert_eq!(best("*"), Some(Coding::Brotli));
        assert_eq!(best("*;q=0.5, br;q=0"), Some(Coding::Gzip));
        assert_eq!(best("identity, *;q=0"), None);
        assert_eq!(best(""), None);
        assert_eq!(Coding::best(&HeaderMap::new()), None);
    }

    #[test]
    fn a_list_may_go_on_in_a_further_line() {
        let lines = asked(header::ACCEPT_ENCODING, &["deflate", "gzip"]);
        assert!(Coding::Gzip.is_taken(&lines) && !Coding::Brotli.is_taken(&lines));
    }

    #[test]
    fn a_tag_is_found_among_several_however_it_is_written() {
        let has = |lines: &[&str], tag| has(&asked(header::IF_NONE_MATCH, lines), tag);
        assert!(has(&["W/\"ab\""], "W/\"ab\""));
        assert!(has(&["\"x\", \"ab\""], "W/\"ab\""));
        assert!(has(&["\"x\"", "W/\"ab\""], "\"ab\""));
        assert!(has(&["*"], "\"ab\""));
        assert!(!has(&["\"abc\""], "\"ab\""));
        assert!(!has(&[""], "\"ab\""));
        assert!(!has(&[], "\"ab\""));
    }
}
