//! Somebody who types the corpus into every field.

use http_tests::{House, Person, location};
use reqwest::StatusCode;
use reqwest::header::USER_AGENT;
use scraper::{Html, Selector};

use super::corpus::{fitted, named};
use crate::matrix::in_days;

/// A writer, signed in.
pub(super) struct Writer {
    pub(super) person: Person,
    email: &'static str,
}

impl Writer {
    /// An employee of the demo.
    pub(super) async fn of(house: &House) -> Self {
        Self::signed_in(house, "jun.tanaka@harrowandpine.example").await
    }

    /// Another one, who takes seats and blocks.
    pub(super) async fn mate(house: &House) -> Self {
        Self::signed_in(house, "ada.okafor@harrowandpine.example").await
    }

    async fn signed_in(house: &House, email: &'static str) -> Self {
        Self {
            person: house.member(email).await,
            email,
        }
    }

    /// An idea whose kind is none: the form comes back, here.
    pub(super) async fn refused_idea(&self, string: &str) -> String {
        let (title, body) = (title(string), typed(string));
        let fields = [
            ("board", "ideas"),
            ("title", title.as_str()),
            ("body", &body),
            ("kind", string),
            ("department", string),
            ("topics", string),
            ("from", string),
        ];
        let answer = self
            .person
            .post("/ideas/new", "/api/ideas/submit", &fields)
            .await;
        came_back(&location(&answer))
    }

    /// An idea with this string in each of its fields: its number and page.
    pub(super) async fn idea(&self, string: &str) -> (i64, String) {
        let (title, body) = (title(string), typed(string));
        let topic: String = string
            .chars()
            .filter(|c| !"\"\\|%<>#&?,".contains(*c))
            .collect();
        let topic = named(&topic, 2, 30);
        let fields = [
            ("board", "ideas"),
            ("title", title.as_str()),
            ("body", &body),
            ("kind", "idea"),
            ("department", ""),
            ("topics", &topic),
        ];
        let answer = self
            .person
            .post("/ideas/new", "/api/ideas/submit", &fields)
            .await;
        let path = location(&answer);
        assert!(
            !path.contains("retry"),
            "{string} is taken as an idea: {path}"
        );
        let number = path
            .split('/')
            .nth(2)
            .and_then(|number| number.parse().ok());
        (number.expect("/ideas/{number}"), path)
    }

    /// A comment and a reply of this string on an idea; the comment's number.
    pub(super) async fn comment(&self, idea: i64, string: &str) -> i64 {
        let idea = idea.to_string();
        let mut parent = String::new();
        for _ in 0..2 {
            let fields = [
                ("idea", idea.as_str()),
                ("parent", &parent),
                ("body", string),
            ];
            let answer = self.person.post("/", "/api/comments/post", &fields).await;
            let place = location(&answer);
            let number = place.rsplit("comment-").next().unwrap_or_default();
            assert!(
                number.parse::<i64>().is_ok(),
                "{string} is taken as a comment: {place}"
            );
            number.clone_into(&mut parent);
        }
        parent.parse().expect("a number")
    }

    /// A team that nobody can start: the form comes back, here.
    pub(super) async fn refused_team(&self, idea: i64, string: &str) -> String {
        let fields = charter(idea, string, "never");
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let page = format!("/ideas/{idea}/team/new");
        let answer = self.person.post(&page, "/api/teams/start", &fields).await;
        came_back(&location(&answer))
    }

    /// A team with this string in each of its fields, a block and a release
    /// with it as their reasons.
    pub(super) async fn team(&self, idea: i64, string: &str, mate: &Self) -> String {
        let fields = charter(idea, string, &in_days(20));
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let answer = self.person.post("/", "/api/teams/start", &fields).await;
        let path = location(&answer);
        assert!(
            path.starts_with("/teams/"),
            "{string} is taken as a team: {path}"
        );
        let team = path.split('/').nth(2).expect("/teams/{number}").to_owned();
        let page = self.person.page(&path, StatusCode::OK).await;
        let page = Html::parse_document(&page);
        let reason = fitted(string, 8, 300);
        let until = in_days(60);
        for (who, seat) in [(self, 0), (mate, 1)] {
            let seat = seats(&page).get(seat).cloned().expect("two seats");
            let fields = [
                ("team", team.as_str()),
                ("seat", &seat),
                ("charter", "1"),
                ("hours", "2"),
                ("until", &until),
            ];
            let taken = who.person.call("/api/teams/take-seat", &fields).await;
            assert_eq!(taken.status(), StatusCode::OK);
        }
        let fields = [("team", team.as_str()), ("reason", &reason)];
        let blocked = mate.person.call("/api/teams/block-charter", &fields).await;
        assert_eq!(
            blocked.status(),
            StatusCode::OK,
            "{reason} is taken as a reason"
        );
        path
    }

    /// A profile that cannot be saved: the form comes back, here.
    pub(super) async fn refused_profile(&self, string: &str) -> String {
        let fields = [
            ("display_name", string),
            ("handle", string),
            ("department", string),
            ("about", string),
            ("skills[0][name]", string),
            ("skills[0][level]", string),
        ];
        let answer = self
            .person
            .post("/me/profile", "/api/accounts/save-profile", &fields)
            .await;
        came_back(&location(&answer))
    }

    /// What somebody wants to be found for, with this string in each field.
    pub(super) async fn preferences(&self, string: &str) {
        let want = named(string, 2, 40).replace(',', " ");
        let fields = [("open", "yes"), ("hours", "4"), ("wants", &want)];
        let answer = self
            .person
            .post("/me/matching", "/api/matching/prefer", &fields)
            .await;
        let place = location(&answer);
        assert_eq!(
            place, "/me/matching?saved=1",
            "{string} is taken as a skill"
        );
    }

    /// The same where every field is refused: the form comes back, here.
    pub(super) async fn refused_preferences(&self, string: &str) -> String {
        let fields = ["open", "hours", "time_zone", "topics", "wants"].map(|name| (name, string));
        let answer = self
            .person
            .post("/me/matching", "/api/matching/prefer", &fields)
            .await;
        came_back(&location(&answer))
    }

    /// The profile with this string in each of its fields.
    pub(super) async fn profile(&self, string: &str) {
        let (name, skill) = (named(&format!("{string}a"), 2, 60), named(string, 2, 40));
        let fields = [
            ("display_name", name.as_str()),
            ("handle", "proof-writer"),
            ("department", "sales"),
            ("about", string),
            ("skills[0][name]", &skill),
            ("skills[0][level]", "2"),
        ];
        let answer = self
            .person
            .post("/me/profile", "/api/accounts/save-profile", &fields)
            .await;
        let place = location(&answer);
        assert_eq!(
            place, "/me/profile?saved=1",
            "{string} is taken as a profile"
        );
    }

    /// Every page of every list that shows what was written.
    pub(super) async fn lists(&self) -> Vec<String> {
        let mut paths = Vec::new();
        for start in [
            "/?sort=new",
            "/?sort=discussed",
            "/search?q=script",
            "/search?q=onerror",
        ] {
            let mut next = Some(start.to_owned());
            while let Some(path) = next {
                let page = Html::parse_document(&self.person.page(&path, StatusCode::OK).await);
                next = older(&page);
                paths.push(path);
            }
        }
        paths.extend(["/me".to_owned(), "/people/jun-tanaka".to_owned()]);
        paths
    }

    /// Signs in once more with a browser that calls itself so, as far as a
    /// header can hold it.
    pub(super) async fn sign_in_as_browser(&self, house: &House, string: &str) {
        let agent: String = string.chars().filter(|c| (' '..='~').contains(c)).collect();
        let visitor = house.visitor();
        let fields = [("email", self.email), ("password", http_tests::PASSWORD)];
        let answer = visitor
            .client
            .post(house.url("/api/accounts/sign-in"))
            .header(USER_AGENT, agent.trim())
            .form(&fields)
            .send()
            .await
            .expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK);
    }
}

/// A title that holds this string.
pub(super) fn title(string: &str) -> String {
    fitted(string, 8, 120)
}

/// A text that begins with this string.
pub(super) fn typed(string: &str) -> String {
    format!("{string}\n\nThe lanterns stand on the floor.")
}

/// What a form shows as its field's value, as it would be posted again.
pub(super) fn value(form: &Html, field: &str) -> String {
    let selector = Selector::parse(field).expect("a selector");
    let element = form.select(&selector).next().expect("the field");
    let text: String = element.text().collect();
    text.strip_prefix('\n').unwrap_or(&text).to_owned()
}

/// The link to the next page of a list.
pub(super) fn older(page: &Html) -> Option<String> {
    let selector = Selector::parse(".pager a").expect("a selector");
    let links = page.select(&selector);
    let next = links
        .filter_map(|link| link.attr("href"))
        .find(|href| href.contains("after="));
    next.map(str::to_owned)
}

fn seats(page: &Html) -> Vec<String> {
    let selector = Selector::parse("input[name=seat]").expect("a selector");
    let fields = page.select(&selector);
    fields
        .filter_map(|field| field.attr("value"))
        .map(str::to_owned)
        .collect()
}

/// The page that a refused form comes back to.
pub(super) fn came_back(place: &str) -> String {
    assert!(
        place.contains("retry="),
        "refused, and back to the form: {place}"
    );
    place.to_owned()
}

fn charter(idea: i64, string: &str, due: &str) -> Vec<(String, String)> {
    let skill = named(string, 2, 40);
    let mut fields = vec![
        ("idea".to_owned(), idea.to_string()),
        ("purpose".to_owned(), fitted(string, 10, 300)),
        ("weeks".to_owned(), "8".to_owned()),
        ("milestone".to_owned(), fitted(string, 8, 160)),
        ("milestone_due".to_owned(), due.to_owned()),
        ("decides".to_owned(), "consent".to_owned()),
        ("stops_when".to_owned(), fitted(string, 0, 200)),
    ];
    for row in 0..2 {
        for (name, value) in [
            ("skill", skill.as_str()),
            ("level", "1"),
            ("hours", "2"),
            ("count", "2"),
            ("need", "required"),
        ] {
            fields.push((format!("seats[{row}][{name}]"), value.to_owned()));
        }
    }
    fields
}
