//! `barnraise routes`: every route as JSON. The tests of who may do what are
//! made from it, so that a new route without an expectation fails them.

use std::sync::Arc;

use app::functions::Field;
use serde_json::{Value, json};

use crate::config::Config;
use crate::http::shed::Places;
use crate::router::Routes;

/// Prints the list.
pub(crate) fn print(config: &Config) -> anyhow::Result<()> {
    let list = list(&Routes::new(&config.site_root, &Arc::new(Places::new(1))));
    println!("{}", serde_json::to_string_pretty(&list)?);
    Ok(())
}

fn list(routes: &Routes) -> Value {
    let pages: Vec<String> = routes.pages.iter().map(|page| colons(page)).collect();
    let functions: Vec<Value> = routes
        .functions
        .iter()
        .map(|function| {
            let fields: Vec<String> = function.fields.iter().flat_map(Field::keys).collect();
            json!({ "path": function.path, "fields": fields })
        })
        .collect();
    let others: Vec<Value> = routes
        .others
        .iter()
        .map(|other| json!({ "method": other.method, "path": other.path }))
        .collect();
    json!({ "pages": pages, "functions": functions, "others": others })
}

/// A pattern as it is written in `app/src/routes.rs`: `/ideas/:number`.
fn colons(pattern: &str) -> String {
    let parts = pattern.split('/').map(|part| {
        let name = part
            .strip_prefix('{')
            .and_then(|part| part.strip_suffix('}'));
        name.map_or_else(|| part.to_owned(), |name| format!(":{name}"))
    });
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use leptos::server_fn::axum::server_fn_paths;

    use super::*;

    fn routes() -> Routes {
        Routes::new(Path::new("nowhere"), &Arc::new(Places::new(1)))
    }

    #[test]
    fn every_server_function_is_listed_and_answers_posts_only() {
        let known: BTreeSet<String> = server_fn_paths()
            .map(|(path, method)| format!("{method} {path}"))
            .collect();
        let listed: BTreeSet<String> = routes()
            .functions
            .iter()
            .map(|function| format!("POST {}", function.path))
            .collect();
        assert!(!listed.is_empty());
        assert_eq!(
            listed, known,
            "app/src/functions.rs names every server function"
        );
    }

    #[test]
    fn every_page_is_listed_as_it_is_written() {
        let source = include_str!("../../app/src/routes.rs");
        let list = list(&routes());
        let pages = list["pages"].as_array().expect("pages");
        assert_eq!(pages.len(), source.matches("<Route ").count());
        for page in pages {
            let written = format!("path!({page})");
            assert!(source.contains(&written), "{written}");
        }
    }

    #[test]
    fn everything_else_is_listed_with_its_method() {
        let list = list(&routes());
        let others = list["others"].to_string();
        assert!(
            others.contains(r#"{"method":"GET","path":"/readyz"}"#),
            "{others}"
        );
        assert!(others.contains("/pkg/"), "{others}");
    }
}
