//! What the documents promise is there: tests by their names, reasons for
//! dependencies, and settings of the build that other promises rest on.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).expect("a file of the repository")
}

/// Every file with this ending below a folder, read.
fn sources(folder: &Path, ending: &str, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() && name != "target" && name != "node_modules" {
            sources(&path, ending, found);
        } else if path.extension().is_some_and(|it| it == ending) {
            found.push(std::fs::read_to_string(&path).expect("text"));
        }
    }
}

/// Names of Rust tests and titles of browser tests.
fn tests() -> BTreeSet<String> {
    let (mut rust, mut browser) = (Vec::new(), Vec::new());
    sources(&root().join("server"), "rs", &mut rust);
    sources(&root().join("app"), "rs", &mut rust);
    sources(&root().join("end2end/tests"), "ts", &mut browser);
    let mut names = BTreeSet::new();
    for text in rust {
        let contracts = text.contains("contract! {");
        let mut marked = false;
        for line in text.lines().map(str::trim) {
            marked |= line.starts_with("#[test]") || line.starts_with("#[tokio::test");
            if let Some((before, after)) = line.split_once("fn ") {
                let name = after.split('(').next().unwrap_or_default();
                if marked || contracts && before == "async " {
                    names.insert(name.to_owned());
                }
                marked = false;
            }
            // A property's name stands behind the macro that makes it a test.
            if line.starts_with("fn ") && text.contains("proptest! {") {
                let name = line[3..].split('(').next().unwrap_or_default();
                names.insert(name.to_owned());
            }
        }
    }
    for text in browser {
        for (_, title) in text
            .match_indices("test('")
            .map(|(at, mark)| text.split_at(at + mark.len()))
        {
            let title = title.split('\'').next().unwrap_or_default();
            names.insert(title.replace("@js", "").trim().to_owned());
        }
    }
    names
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn every_test_that_the_security_table_names_is_there() {
    let (table, tests) = (read("docs/security.md"), tests());
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("| ") && line.matches('|').count() == 5)
        .map(|line| line.split('|').map(str::trim).collect())
        .filter(|row: &Vec<&str>| row[1].starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    assert!(rows.len() > 150, "the table is there");
    for row in rows {
        let (number, state, held) = (row[1], row[3], row[4]);
        match state {
            "done" => {
                assert!(quoted(held).count() > 0, "{number} is done without a test");
                for name in quoted(held) {
                    assert!(tests.contains(name), "{number}: there is no test {name}");
                }
            }
            "open" | "not applicable" => {
                assert!(held.len() >= 8, "{number} is {state} without a reason");
                for name in quoted(held).filter(|name| name.matches('_').count() > 2) {
                    assert!(tests.contains(name), "{number}: there is no test {name}");
                }
            }
            other => panic!("{number} is neither done, open nor not applicable: {other}"),
        }
    }
}

#[test]
fn the_proxies_of_the_examples_speak_tls_of_today_only() {
    let nginx = read("docs/operating/nginx.conf");
    let lines: Vec<&str> = nginx.lines().map(str::trim).collect();
    let versions: Vec<&&str> = lines
        .iter()
        .filter(|line| line.starts_with("ssl_protocols"))
        .collect();
    assert_eq!(versions, [&"ssl_protocols TLSv1.2 TLSv1.3;"]);
    assert!(lines.contains(&"return 301 https://$host$request_uri;"));
    // Caddy speaks these two, and https to a name, unless told otherwise.
    let caddy = read("docs/operating/Caddyfile");
    assert!(!caddy.contains("protocols") && !caddy.contains("http://"));
}

#[test]
fn it_is_written_down_how_fast_what_is_mended() {
    let page = read("docs/security.md").replace('\n', " ");
    let report = page.split("## Report a vulnerability").nth(1);
    let report = report.and_then(|rest| rest.split("## ").next());
    let report = report.expect("the section");
    for part in [
        "within three days",
        "within seven days",
        "within thirty",
        "The same days hold for libraries",
        "at least every three months",
    ] {
        assert!(report.contains(part), "{part}");
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let (manifest, reasons) = (read("Cargo.toml"), read("docs/dependencies.md"));
    let listed = manifest
        .split("[workspace.dependencies]")
        .nth(1)
        .expect("the list");
    let listed = listed.split("\n[").next().expect("its end");
    let names: Vec<&str> = listed
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .filter(|(_, source)| !source.contains("path = "))
        .map(|(name, _)| name.trim())
        .collect();
    assert!(names.len() > 20, "the dependencies are there");
    for name in names {
        let row = reasons
            .lines()
            .filter(|line| line.starts_with("| "))
            .find(|line| {
                let first = line.split('|').nth(1).unwrap_or_default();
                first.split(',').any(|known| known.trim() == name)
            });
        assert!(
            row.is_some(),
            "docs/dependencies.md does not say why {name} is here"
        );
    }
}

#[test]
fn every_package_forbids_unsafe_code() {
    let manifest = read("Cargo.toml");
    assert!(manifest.contains("unsafe_code = \"forbid\""));
    let members = manifest.split("members = [").nth(1).expect("the members");
    let members = members.split(']').next().expect("their end");
    for member in members.split(',').map(|name| name.trim().trim_matches('"')) {
        let package = read(&format!("{member}/Cargo.toml"));
        assert!(package.contains("[lints]\nworkspace = true"), "{member}");
    }
}

#[test]
fn overflow_is_checked_in_releases() {
    let manifest = read("Cargo.toml");
    let release = manifest
        .split("[profile.release]")
        .nth(1)
        .expect("the profile");
    let release = release.split("\n[").next().expect("its end");
    assert!(release.contains("overflow-checks = true"));
}
