//! What the program answers, in its own words.

use http_tests::program;
use serde::Deserialize;

use super::keys::Keys;
use super::things::Things;

/// What `barnraise routes` prints.
#[derive(Debug, Deserialize)]
pub(super) struct Routes {
    /// Patterns of pages, `/ideas/:number`.
    pages: Vec<String>,
    /// Server functions.
    pub(super) functions: Vec<Function>,
    /// Everything else, by method.
    others: Vec<Other>,
}

/// A server function.
#[derive(Debug, Deserialize)]
pub(super) struct Function {
    /// `/api/ideas/submit`.
    pub(super) path: String,
    /// Names of its fields.
    pub(super) fields: Vec<String>,
}

/// A route that is neither.
#[derive(Debug, Deserialize)]
struct Other {
    method: String,
    path: String,
}

impl Routes {
    /// Asks the program.
    pub(super) fn of_the_program() -> Self {
        let scratch = tempfile::tempdir().expect("a folder");
        let output = program(scratch.path())
            .arg("routes")
            .output()
            .expect("the program runs");
        serde_json::from_slice(&output.stdout).expect("a list of routes")
    }

    /// Method and pattern of every route.
    pub(super) fn all(&self) -> impl Iterator<Item = String> {
        let pages = self.pages.iter().map(|page| format!("GET {page}"));
        let functions = self
            .functions
            .iter()
            .map(|function| format!("POST {}", function.path));
        let others = self
            .others
            .iter()
            .map(|other| format!("{} {}", other.method, other.path));
        pages.chain(functions).chain(others)
    }
}

/// A pattern with the numbers of these things in it.
pub(super) fn filled(pattern: &str, things: &Things, keys: &Keys) -> String {
    let number = if pattern.starts_with("/teams") {
        keys.launched.unwrap_or(things.team)
    } else {
        things.idea
    };
    pattern
        .replace(":number", &number.to_string())
        .replace("{number}", &number.to_string())
        .replace("{slug}", "a-shelf-for-the-lanterns")
        .replace(":slug", "a-shelf-for-the-lanterns")
        .replace(":comment", &things.comment.to_string())
        .replace(":board", things.board)
        .replace(":handle", "ines-halloran")
        .replace("{reset}", &keys.reset)
        .replace("{file}", &keys.file.to_string())
        .replace("{seat}", &things.seat.to_string())
        .replace("{name}", "0123456789abcdef.png")
        .replace("{*file}", "nothing.css")
}
