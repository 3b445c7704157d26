//! The router, with a list of what is in it. All routes are added here, so that
//! `barnraise routes` names every one and the tests of who may do what cannot
//! miss any.

use axum::Router;
use axum::handler::Handler;
use axum::routing::{get, post};

/// A route that is neither a page nor a server function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Its method.
    pub(crate) method: &'static str,
    /// Its pattern.
    pub(crate) path: String,
}

/// Routes being gathered, over a state that is still missing.
pub(crate) struct Index<S> {
    router: Router<S>,
    listed: Vec<Listed>,
}

impl<S> Index<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// No routes.
    pub(crate) fn new() -> Self {
        Self {
            router: Router::new(),
            listed: Vec::new(),
        }
    }

    /// What GET answers here.
    #[must_use]
    pub(crate) fn get<H, T>(mut self, path: &str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.list("GET", path);
        self.router = self.router.route(path, get(handler));
        self
    }

    /// What POST answers here.
    #[must_use]
    pub(crate) fn post<H, T>(mut self, path: &str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.list("POST", path);
        self.router = self.router.route(path, post(handler));
        self
    }

    /// A page's address. Pages and server functions are in lists of their own.
    #[must_use]
    pub(crate) fn page<H, T>(mut self, path: &str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.router = self.router.route(path, get(handler));
        self
    }

    /// A server function's address.
    #[must_use]
    pub(crate) fn function<H, T>(mut self, path: &str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.router = self.router.route(path, post(handler));
        self
    }

    /// Changes what stands around or beside the routes, which adds none.
    #[must_use]
    pub(crate) fn around(mut self, change: impl FnOnce(Router<S>) -> Router<S>) -> Self {
        self.router = change(self.router);
        self
    }

    /// The same with the routes of another index.
    #[must_use]
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.listed.extend(other.listed);
        self.router = self.router.merge(other.router);
        self
    }

    /// The router, and what it answers besides pages and server functions.
    pub(crate) fn into_parts(self) -> (Router<S>, Vec<Listed>) {
        (self.router, self.listed)
    }

    fn list(&mut self, method: &'static str, path: &str) {
        self.listed.push(Listed {
            method,
            path: path.to_owned(),
        });
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).expect("the sources").flatten() {
            let path = entry.path();
            if path.is_dir() {
                sources(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).expect("text");
                found.push((path.display().to_string(), text));
            }
        }
    }

    #[test]
    fn routes_are_added_nowhere_else() {
        let mut found = Vec::new();
        sources(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut found,
        );
        assert!(found.len() > 20, "the sources are there");
        for (path, text) in found {
            let is_test = path.ends_with("/tests.rs");
            if path.ends_with("http/index.rs") || path.contains("/bench/") || is_test {
                continue;
            }
            for adding in [".route(", ".route_service(", ".nest(", ".nest_service("] {
                assert!(
                    !text.contains(adding),
                    "{path} adds a route beside the list"
                );
            }
        }
    }
}
