//! Answers, compared without what is new in each.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use http_tests::Person;
use reqwest::{Response, StatusCode};
use scraper::{Html, Selector};

/// Headers that say when and which, not what.
const PASSING: [&str; 3] = ["date", "x-request-id", "content-length"];

/// An answer without nonces, keys, and the words that were asked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// Its status.
    pub(super) status: StatusCode,
    headers: BTreeMap<String, String>,
    body: String,
}

impl Answer {
    /// Reads an answer; `words` stand for what was asked about.
    pub(super) async fn of(answer: Response, words: &[&str]) -> Self {
        let status = answer.status();
        let headers = answer
            .headers()
            .iter()
            .filter(|(name, _)| !PASSING.contains(&name.as_str()))
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes());
                (name.to_string(), plain(&value, words))
            })
            .collect();
        let body = plain(&answer.text().await.expect("text"), words);
        Self {
            status,
            headers,
            body,
        }
    }
}

/// Fails, with the place, where two answers differ.
pub(super) fn alike(one: &Answer, other: &Answer, what: &str) {
    if one == other {
        return;
    }
    let (left, right) = (format!("{one:?}"), format!("{other:?}"));
    let same = left
        .chars()
        .zip(right.chars())
        .take_while(|(l, r)| l == r)
        .count();
    let around = |text: &str| {
        text.chars()
            .skip(same.saturating_sub(80))
            .take(200)
            .collect::<String>()
    };
    panic!("{what} differs:\n{}\n{}", around(&left), around(&right));
}

/// A text without secrets of its own, and without these words where an address
/// or a field holds them.
fn plain(text: &str, words: &[&str]) -> String {
    let mut text = text.to_owned();
    for word in words {
        for before in ["/", "=", "\"", "%2F", "%3D"] {
            let asked = format!("{before}{word}");
            let mut parts = text.split(&asked);
            let mut kept = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                // A nonce may begin with the same digits.
                let whole = !part.starts_with(|c: char| c.is_ascii_alphanumeric());
                kept.push_str(before);
                kept.push_str(if whole { "…" } else { word });
                kept.push_str(part);
            }
            text = kept;
        }
    }
    let mut plain = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_hexdigit() {
            run.push(c);
            continue;
        }
        // Nonces, keys and incident numbers are long.
        plain.push_str(if run.len() >= 16 { "…" } else { &run });
        run.clear();
        plain.push(c);
    }
    plain
}

/// An attribute of every element that this selector finds.
pub(super) fn attributes(page: &Html, selector: &str, name: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    let elements = page.select(&selector);
    elements
        .filter_map(|element| element.attr(name))
        .map(str::to_owned)
        .collect()
}

/// The words of the first element that this selector finds.
pub(super) fn words(page: &Html, selector: &str) -> String {
    let selector = Selector::parse(selector).expect("a selector");
    let element = page.select(&selector).next();
    element.map_or_else(String::new, |element| {
        element.text().collect::<String>().trim().to_owned()
    })
}

/// Follows every link of this site from these pages on; gives what each held.
pub(super) async fn crawl(
    person: &Person,
    start: Vec<String>,
    most: usize,
) -> Vec<(String, String)> {
    let links = Selector::parse("a[href^='/']").expect("a selector");
    let mut known: BTreeSet<String> = start.iter().cloned().collect();
    let mut waiting = VecDeque::from(start);
    let mut seen = Vec::new();
    while let Some(path) = waiting.pop_front().filter(|_| seen.len() < most) {
        let text = person.get(&path).await.text().await.expect("text");
        let page = Html::parse_document(&text);
        for href in page.select(&links).filter_map(|link| link.attr("href")) {
            let href = href.split('#').next().unwrap_or_default();
            if href.starts_with("//") || !known.insert(href.to_owned()) {
                continue;
            }
            waiting.push_back(href.to_owned());
        }
        seen.push((path, text));
    }
    seen
}

#[test]
fn secrets_and_words_do_not_count() {
    let nonce = "0123456789abcdef0123456789abcdef";
    assert_eq!(plain(&format!("a {nonce} b"), &[]), "a … b ");
    assert_eq!(plain("=\"71abcdef01234567\"", &["71"]), "=\"…\" ");
    assert_eq!(
        plain("/ideas/71?x=71 but 71", &["71"]),
        "/ideas/…?x=… but 71 "
    );
}
