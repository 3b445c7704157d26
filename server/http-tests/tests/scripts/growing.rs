//! The corpus in ideas that grow from others.

use http_tests::{House, location};

use super::Findings;
use super::corpus::corpus;
use super::typing::{Writer, older, title, typed};

impl Writer {
    /// Posts an idea of this string that grows from another one; its page.
    async fn fork(&self, from: i64, string: &str) -> String {
        let (title, body) = (title(string), typed(string) + " One is not enough.");
        let from = from.to_string();
        let fields = [
            ("board", "ideas"),
            ("title", title.as_str()),
            ("body", &body),
            ("kind", "idea"),
            ("from", &from),
        ];
        let page = format!("/ideas/new?from={from}");
        let answer = self.person.post(&page, "/api/ideas/submit", &fields).await;
        let path = location(&answer);
        assert!(
            !path.contains("retry"),
            "{string} is taken as an idea: {path}"
        );
        path
    }
}

#[tokio::test]
async fn ideas_that_grow_from_others_are_shown_as_words() {
    let house = House::demo().await;
    let (writer, mate) = (Writer::of(&house).await, Writer::mate(&house).await);
    let mut findings = Findings::default();
    for string in corpus() {
        let (number, original) = writer.idea(&string).await;
        findings
            .look(&mate.person, &format!("/ideas/new?from={number}"))
            .await;
        let fork = mate.fork(number, &string).await;
        for path in [&original, &fork] {
            findings.look(&mate.person, path).await;
            findings.look(&house.visitor(), path).await;
        }
    }
    let mut next = Some("/me/notifications".to_owned());
    while let Some(path) = next {
        let shown = findings.look(&writer.person, &path).await;
        next = older(&shown);
    }
    findings.judge(5 * 60);
}
