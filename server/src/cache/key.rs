//! Which requests the cache may answer, and under which name it keeps the page.

use app::request::Cookie;
use axum::http::request::Parts;
use axum::http::{Method, header};
use backend::changes::Shown;

use crate::house::cookie;

/// Characters a name may have; longer ones are somebody's own.
const LONGEST: usize = 400;
/// What the board's filters are called in its address.
const FILTERS: [&str; 6] = ["after", "department", "kind", "sort", "stage", "topic"];

/// A page that every visitor sees alike: its path and the parameters it reads,
/// sorted, each once. What a page does not read is not part of its name, so
/// nobody can fill the memory with it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    /// Path and query, ready to be asked for.
    address: String,
    shown: Shown,
}

impl Key {
    /// The name of the page asked for, if any visitor may get it from the cache.
    pub(super) fn of(parts: &Parts, session: Cookie) -> Option<Self> {
        if !matches!(parts.method, Method::GET | Method::HEAD)
            || parts.headers.contains_key(header::AUTHORIZATION)
            || cookie(&parts.headers, session.name()).is_some()
        {
            return None;
        }
        Self::at(parts.uri.path(), parts.uri.query().unwrap_or_default())
    }

    fn at(path: &str, query: &str) -> Option<Self> {
        let (shown, read) = page(path)?;
        let given: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        // A form that came back is one browser's own; words looked for are too
        // many to keep.
        if given.iter().any(|(name, _)| name == "retry" || name == "q") {
            return None;
        }
        let mut kept = form_urlencoded::Serializer::new(String::new());
        for name in read {
            let value = given.iter().find(|(known, _)| known == name);
            if let Some((_, value)) = value.filter(|(_, value)| !value.is_empty()) {
                kept.append_pair(name, value);
            }
        }
        let query = kept.finish();
        let address = if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{query}")
        };
        (address.len() <= LONGEST).then_some(Self { address, shown })
    }

    /// Path and query of the page.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// What the page shows.
    pub(super) fn shown(&self) -> Shown {
        self.shown
    }
}

/// What a page that may be kept shows, and the parameters it reads, in order.
/// Whatever is not named here is made anew for each request.
fn page(path: &str) -> Option<(Shown, &'static [&'static str])> {
    let mut steps = path.strip_prefix('/')?.split('/');
    let known = match (steps.next()?, steps.next(), steps.next(), steps.next()) {
        ("", None, ..) | ("boards", Some(_), None, _) => (Shown::Everything, &FILTERS[..]),
        ("ideas", Some(idea), slug, None) if slug != Some("edit") => {
            let idea = idea.parse().ok()?;
            (Shown::Idea(idea), &["after", "comment"][..])
        }
        ("teams", None, ..) => (Shown::Everything, &["after", "stage"][..]),
        ("teams", Some(_), _, None)
        | ("people", Some(_), None, _)
        | ("how-ranking-works", None, ..) => (Shown::Everything, &[][..]),
        _ => return None,
    };
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(address: &str) -> Option<String> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        Key::at(path, query).map(|key| key.address)
    }

    #[test]
    fn order_repetition_and_unknown_parameters_make_no_difference() {
        let same = Some("/?kind=idea&sort=new".to_owned());
        assert_eq!(name("/?sort=new&kind=idea"), same);
        assert_eq!(name("/?x=1&sort=new&utm=2&kind=idea&kind=praise"), same);
        assert_eq!(name("/?sort=&stage="), Some("/".to_owned()));
        assert_eq!(
            name("/ideas/7/a-shelf?sort=new"),
            Some("/ideas/7/a-shelf".to_owned())
        );
    }

    #[test]
    fn pages_of_ones_own_are_never_kept() {
        for own in [
            "/me",
            "/me/security",
            "/admin",
            "/admin/audit",
            "/moderation",
            "/sign-in",
            "/sign-up",
            "/reset?key=x",
            "/setup?key=x",
            "/search?q=shelf",
            "/?retry=k",
            "/ideas/new",
            "/ideas/7/edit",
            "/ideas/7/team/new",
            "/comments/3/edit",
            "/api/votes/cast",
            "/?q=a",
        ] {
            assert_eq!(name(own), None, "{own}");
        }
        assert_eq!(name(&format!("/?topic={}", "x".repeat(500))), None);
    }

    #[test]
    fn an_idea_is_told_from_the_others() {
        let shown = |path| Key::at(path, "").map(|key| key.shown());
        assert_eq!(shown("/ideas/7/a-shelf"), Some(Shown::Idea(7)));
        assert_eq!(shown("/boards/ideas"), Some(Shown::Everything));
    }

    #[test]
    fn whoever_brings_a_session_or_posts_is_not_answered_from_the_cache() {
        let plain = Cookie { secure: false };
        let parts = |method: Method, cookies: &str| {
            let request = axum::http::Request::builder().method(method).uri("/");
            let request = request.header(header::COOKIE, cookies).body(());
            request.expect("a request").into_parts().0
        };
        assert!(Key::of(&parts(Method::GET, "browser=x"), plain).is_some());
        assert!(Key::of(&parts(Method::HEAD, "theme=dark"), plain).is_some());
        assert!(Key::of(&parts(Method::GET, "a=b; session=x"), plain).is_none());
        assert!(Key::of(&parts(Method::POST, "a=b"), plain).is_none());
    }
}
