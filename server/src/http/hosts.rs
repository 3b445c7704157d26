//! The names this site answers to. Whoever points another name at the server
//! gets nothing of it, so that no page can be read under a stranger's name.

use axum::extract::Request;
use axum::http::header;
use axum::http::uri::Authority;

/// Names of this machine itself, which checks of its health may use.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// The allow-list, in lower case and without ports.
#[derive(Debug)]
pub(crate) struct Hosts {
    names: Vec<Box<str>>,
}

/// Why a request's host is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WrongHost {
    /// It names none, or none that can be read.
    None,
    /// Another site's.
    Other,
}

impl Hosts {
    /// The host of the base URL, further names with commas between and, where
    /// the site is this machine's own, all of its loopback names.
    pub(crate) fn new(base_url: &str, further: &str) -> Self {
        let authority = base_url
            .split_once("://")
            .map_or(base_url, |(_, rest)| rest);
        let own = without_port(authority.split('/').next().unwrap_or_default());
        let mut names: Vec<Box<str>> = further
            .split(',')
            .map(|name| without_port(name.trim()))
            .filter(|name| !name.is_empty())
            .map(|name| name.to_ascii_lowercase().into())
            .collect();
        names.push(own.to_ascii_lowercase().into());
        if LOOPBACK.contains(&own) {
            names.extend(LOOPBACK.map(Into::into));
        }
        Self { names }
    }

    /// Refuses a list of further names in which one could never be asked for.
    pub(crate) fn parse(further: &str) -> anyhow::Result<()> {
        if further.trim().is_empty() {
            return Ok(());
        }
        for name in further.split(',').map(str::trim) {
            let host = without_port(name);
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
            if host.is_empty() || !host.bytes().all(plain) {
                anyhow::bail!(
                    "BARNRAISE_HOSTS names {name:?}, which is no name of a host: put whole names there, with commas between"
                );
            }
        }
        Ok(())
    }

    /// Lets a request pass that names a host of this site; one after the
    /// machine's health may use a loopback name, too.
    pub(crate) fn check(&self, request: &Request) -> Result<(), WrongHost> {
        let mut lines = request.headers().get_all(header::HOST).iter();
        let line = lines.next().and_then(|value| value.to_str().ok());
        if lines.next().is_some() {
            return Err(WrongHost::None);
        }
        // A request line with a whole address counts more than the header.
        let asked = request.uri().authority().map(Authority::as_str).or(line);
        let Some(asked) = asked.map(without_port).filter(|name| !name.is_empty()) else {
            return Err(WrongHost::None);
        };
        let known = self
            .names
            .iter()
            .any(|name| name.eq_ignore_ascii_case(asked));
        let health = matches!(request.uri().path(), "/livez" | "/readyz");
        if known || health && LOOPBACK.contains(&asked) {
            Ok(())
        } else {
            Err(WrongHost::Other)
        }
    }
}

/// A host without its port; an IPv6 address keeps its brackets.
fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn asked(hosts: &Hosts, host: &str, uri: &str) -> Result<(), WrongHost> {
        let request = Request::builder().uri(uri).header(header::HOST, host);
        hosts.check(&request.body(Body::empty()).expect("a request"))
    }

    #[test]
    fn the_site_answers_to_its_own_names_only() {
        let hosts = Hosts::new(
            "https://Ideas.example.org",
            "ideas.local, other.example:8443",
        );
        for known in [
            "ideas.example.org",
            "IDEAS.EXAMPLE.ORG:443",
            "ideas.local",
            "other.example",
        ] {
            assert_eq!(asked(&hosts, known, "/"), Ok(()), "{known}");
        }
        for other in [
            "evil.example",
            "ideas.example.org.evil.example",
            "127.0.0.1",
            "localhost",
        ] {
            assert_eq!(asked(&hosts, other, "/"), Err(WrongHost::Other), "{other}");
        }
        assert_eq!(asked(&hosts, "", "/"), Err(WrongHost::None));
    }

    #[test]
    fn names_that_nobody_could_ask_for_are_refused() {
        for fine in [
            "",
            "ideas.local",
            "ideas.local, other.example:8443",
            "[::1]:80",
        ] {
            assert!(Hosts::parse(fine).is_ok(), "{fine}");
        }
        for wrong in [
            "a b",
            "ideas.local,,x",
            "*",
            "*.example.org",
            "https://a.b",
            "a,",
        ] {
            assert!(Hosts::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn health_may_be_asked_from_this_machine() {
        let hosts = Hosts::new("https://ideas.example.org", "");
        assert_eq!(asked(&hosts, "127.0.0.1:3000", "/readyz"), Ok(()));
        assert_eq!(asked(&hosts, "[::1]:3000", "/livez"), Ok(()));
        assert_eq!(
            asked(&hosts, "evil.example", "/livez"),
            Err(WrongHost::Other)
        );
    }

    #[test]
    fn a_site_of_this_machine_has_all_loopback_names() {
        let hosts = Hosts::new("http://127.0.0.1:3000", "");
        assert_eq!(asked(&hosts, "localhost:3000", "/"), Ok(()));
        assert_eq!(asked(&hosts, "[::1]:3000", "/"), Ok(()));
    }

    #[test]
    fn the_address_in_the_request_line_counts() {
        let hosts = Hosts::new("https://ideas.example.org", "");
        assert_eq!(
            asked(&hosts, "ideas.example.org", "http://evil.example/"),
            Err(WrongHost::Other)
        );
    }
}
