//! The corpus in everything that a team at work writes.

use http_tests::{House, location};
use reqwest::StatusCode;
use scraper::{Html, Selector};

use super::Findings;
use super::corpus::{corpus, fitted, named};
use super::typing::{Writer, came_back};
use crate::matrix::in_days;

/// The team of the demo that the writer leads.
const LED: &str = "assembly-drawings";

impl Writer {
    /// Where that team's page is.
    pub(super) async fn led(&self) -> String {
        let list = self
            .person
            .page("/teams?stage=launched", StatusCode::OK)
            .await;
        let list = Html::parse_document(&list);
        let links = Selector::parse("main h2 a").expect("a selector");
        let mut links = list.select(&links).filter_map(|link| link.attr("href"));
        let led = links.find(|href| href.contains(LED));
        led.expect("a team that the writer leads").to_owned()
    }

    /// Forms about the team's work that are refused: they come back here.
    pub(super) async fn refused_work(&self, page: &str, string: &str) -> Vec<String> {
        let team = number(page);
        let milestone = [("team", team), ("title", string), ("due", string)];
        let link = [("team", team), ("label", string), ("address", string)];
        let update = [
            ("team", team),
            ("week", string),
            ("body", string),
            ("hands[]", string),
        ];
        let proposal = [
            ("team", team),
            ("title", string),
            ("details", string),
            ("days", string),
        ];
        let mut places = Vec::new();
        for (action, fields) in [
            ("/api/decisions/propose", &proposal[..]),
            ("/api/work/add-milestone", &milestone[..]),
            ("/api/work/add-link", &link),
            ("/api/work/write-update", &update),
        ] {
            let answer = self.person.post(page, action, fields).await;
            places.push(came_back(&location(&answer)));
        }
        places
    }

    /// A milestone, a task, an update and a link of this string.
    pub(super) async fn work(&self, page: &str, string: &str) {
        let team = number(page);
        let due = in_days(20);
        let title = fitted(string, 8, 160);
        let milestone = [("team", team), ("title", title.as_str()), ("due", &due)];
        self.works("/api/work/add-milestone", &milestone).await;
        let added = self.last(page, "milestone").await;
        let task = fitted(string, 3, 160);
        let task = [
            ("team", team),
            ("milestone", added.as_str()),
            ("title", &task),
        ];
        self.works("/api/work/add-task", &task).await;
        let label = fitted(string, 2, 80);
        let link = [
            ("team", team),
            ("label", label.as_str()),
            ("address", "https://films.harrowandpine.example/"),
        ];
        self.works("/api/work/add-link", &link).await;
        let (week, body) = (self.last(page, "week").await, fitted(string, 10, 1_000));
        let update = [("team", team), ("week", week.as_str()), ("body", &body)];
        self.works("/api/work/write-update", &update).await;
        let (title, details) = (fitted(string, 8, 160), fitted(string, 1, 1_000));
        let proposal = [
            ("team", team),
            ("title", title.as_str()),
            ("details", &details),
            ("days", "3"),
        ];
        self.works("/api/decisions/propose", &proposal).await;
    }

    /// Takes back what [`Writer::work`] added, as a team keeps only so much.
    pub(super) async fn clear(&self, page: &str) {
        let team = number(page);
        for (thing, action) in [
            ("task", "/api/work/remove-task"),
            ("milestone", "/api/work/remove-milestone"),
            ("link", "/api/work/remove-link"),
            ("decision", "/api/decisions/withdraw"),
        ] {
            let last = self.last(page, thing).await;
            self.works(action, &[("team", team), (thing, last.as_str())])
                .await;
        }
    }

    /// Stops the team with this string in each field.
    pub(super) async fn stop(&self, page: &str, string: &str) {
        let (long, short) = (fitted(string, 20, 1_000), named(string, 0, 300));
        let fields = [
            ("team", number(page)),
            ("tried", long.as_str()),
            ("found", &long),
            ("tell", &short),
        ];
        self.works("/api/work/stop", &fields).await;
    }

    async fn works(&self, action: &str, fields: &[(&str, &str)]) {
        let answer = self.person.call(action, fields).await;
        let status = answer.status();
        let said = answer.text().await.unwrap_or_default();
        assert_eq!(status, StatusCode::OK, "{action} {fields:?}: {said}");
    }

    /// The highest number of a thing that the page's forms are about.
    async fn last(&self, page: &str, thing: &str) -> String {
        let shown = Html::parse_document(&self.person.page(page, StatusCode::OK).await);
        let fields = Selector::parse(&format!("input[name={thing}]")).expect("a selector");
        let fields = shown
            .select(&fields)
            .filter_map(|field| field.attr("value"));
        let numbers = fields.filter_map(|value| value.parse::<i64>().ok());
        numbers.max().expect("a form about it").to_string()
    }
}

/// The team's number in its page's address.
fn number(page: &str) -> &str {
    page.split('/').nth(2).expect("/teams/{number}/{slug}")
}

#[tokio::test]
async fn the_work_of_a_team_is_shown_as_words() {
    let house = House::demo().await;
    let writer = Writer::of(&house).await;
    let mut findings = Findings::default();
    let page = writer.led().await;
    for string in corpus() {
        for refused in writer.refused_work(&page, &string).await {
            findings.look(&writer.person, &refused).await;
        }
        writer.work(&page, &string).await;
        findings.look(&writer.person, &page).await;
        findings.look(&house.visitor(), &page).await;
        writer.clear(&page).await;
    }
    for string in corpus().iter().take(1) {
        writer.stop(&page, string).await;
        findings.look(&house.visitor(), &page).await;
    }
    findings.judge(5 * 60);
}
