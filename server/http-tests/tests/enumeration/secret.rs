//! Something on a board for employees, and the ways that might lead to it.

use http_tests::{House, Person, location};
use reqwest::StatusCode;
use scraper::{Html, Selector};

use crate::matrix::in_days;

/// A word that nothing else holds, in each text of the secret.
pub(super) const WORD: &str = "quixotryx";

/// A board that everybody sees.
const PUBLIC: &str = "ideas";

const AUTHOR: &str = "jun.tanaka@harrowandpine.example";

/// Numbers and names of things that employees see.
#[derive(Clone, Debug)]
pub(super) struct Secret {
    idea: String,
    comment: String,
    team: String,
    board: String,
}

impl Secret {
    /// An idea with a comment and a team, by an employee for employees.
    pub(super) async fn keep(house: &House) -> Self {
        Self::on(house, "workshop-floor").await
    }

    /// The same on a public board, hidden by whoever cares for the tone.
    pub(super) async fn hidden(house: &House) -> Self {
        let secret = Self::on(house, PUBLIC).await;
        let ada = house.member("ada.okafor@harrowandpine.example").await;
        let hide = [
            ("idea", secret.idea.as_str()),
            ("grounds", "private"),
            ("reason", "It tells what is somebody's own to tell."),
        ];
        let hidden = ada.call("/api/moderation/hide", &hide).await;
        assert_eq!(hidden.status(), StatusCode::OK);
        secret
    }

    async fn on(house: &House, board: &str) -> Self {
        let author = house.member(AUTHOR).await;
        let title = format!("A {WORD} for the workshop");
        let body = format!("The {WORD} stands in the way of everybody who works there.");
        let fields = [
            ("board", board),
            ("title", title.as_str()),
            ("body", &body),
            ("kind", "idea"),
            ("department", "product"),
            ("topics", WORD),
        ];
        let answer = author
            .post("/ideas/new", "/api/ideas/submit", &fields)
            .await;
        let idea = number(&location(&answer));
        let fields = [("idea", idea.as_str()), ("body", &body)];
        let answer = author.post("/", "/api/comments/post", &fields).await;
        let place = location(&answer);
        let comment = place
            .rsplit("comment-")
            .next()
            .expect("its number")
            .to_owned();
        let due = in_days(20);
        let fields = [
            ("idea", idea.as_str()),
            ("purpose", &title),
            ("weeks", "8"),
            ("milestone", &title),
            ("milestone_due", &due),
            ("decides", "consent"),
            ("stops_when", &title),
            ("seats[0][skill]", WORD),
            ("seats[0][level]", "1"),
            ("seats[0][hours]", "2"),
            ("seats[0][count]", "3"),
            ("seats[0][need]", "required"),
        ];
        let answer = author.post("/", "/api/teams/start", &fields).await;
        Self {
            idea,
            comment,
            team: number(&location(&answer)),
            board: board.to_owned(),
        }
    }

    /// Numbers of the same length that nothing has.
    pub(super) fn that_never_was(other: &Self) -> Self {
        let never = |number: &str| "9".repeat(number.len().max(3));
        assert!(
            other.idea.len() <= 3 && other.comment.len() <= 3,
            "999 is free"
        );
        Self {
            idea: never(&other.idea),
            comment: never(&other.comment),
            team: never(&other.team),
            board: "workshop-cellar".to_owned(),
        }
    }

    /// More of it: votes, seats, an edit.
    pub(super) async fn grow(&self, house: &House) {
        let author = house.member(AUTHOR).await;
        let ada = house.member("ada.okafor@harrowandpine.example").await;
        let vote = [("idea", self.idea.as_str()), ("choice", "support")];
        let voted = ada.call("/api/votes/cast", &vote).await;
        assert_eq!(voted.status(), StatusCode::OK);
        let body = format!("More about the {WORD}.");
        let reply = [
            ("idea", self.idea.as_str()),
            ("parent", &self.comment),
            ("body", &body),
        ];
        assert_eq!(
            ada.call("/api/comments/post", &reply).await.status(),
            StatusCode::OK
        );
        let edit = [("comment", self.comment.as_str()), ("body", &body)];
        assert_eq!(
            author.call("/api/comments/edit", &edit).await.status(),
            StatusCode::OK
        );
        Self::keep(house).await;
    }

    /// What must not count when answers are compared, longest first.
    pub(super) fn words(&self) -> Vec<&str> {
        let mut words = vec![
            self.board.as_str(),
            self.idea.as_str(),
            &self.comment,
            &self.team,
        ];
        // A public board is no secret, and its name stands in other addresses.
        words.retain(|word| *word != PUBLIC);
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
    }

    /// Pages of it.
    pub(super) fn pages(&self) -> Vec<String> {
        let Self {
            idea,
            comment,
            team,
            board,
        } = self;
        vec![
            format!("/ideas/{idea}"),
            format!("/boards/{board}"),
            format!("/ideas/{idea}/a-word"),
            format!("/ideas/{idea}/edit"),
            format!("/ideas/new?from={idea}"),
            format!("/ideas/{idea}/team/new"),
            format!("/ideas/{idea}?comment={comment}"),
            format!("/teams/{team}"),
            format!("/teams/{team}/a-word"),
            format!("/comments/{comment}/edit"),
            format!("/boards/{board}?sort=new&q={WORD}"),
        ]
    }

    /// Forms about it, each as it would be accepted from an employee.
    pub(super) fn forms(&self) -> Vec<(&'static str, Vec<(&'static str, String)>)> {
        let (idea, comment, team) = (self.idea.clone(), self.comment.clone(), self.team.clone());
        let text = || "Words of some length, for any field.".to_owned();
        let words = |first| {
            vec![
                first,
                ("title", text()),
                ("body", text()),
                ("kind", "idea".to_owned()),
            ]
        };
        let mut start = vec![
            ("idea", idea.clone()),
            ("purpose", text()),
            ("weeks", "8".to_owned()),
            ("milestone", text()),
            ("milestone_due", in_days(20)),
            ("decides", "consent".to_owned()),
            ("stops_when", text()),
        ];
        let seat = |prefix: bool| {
            let names = if prefix {
                [
                    "seats[0][skill]",
                    "seats[0][level]",
                    "seats[0][hours]",
                    "seats[0][count]",
                    "seats[0][need]",
                ]
            } else {
                ["skill", "level", "hours", "count", "need"]
            };
            let values = ["Joinery", "1", "2", "1", "required"].map(str::to_owned);
            names.into_iter().zip(values)
        };
        start.extend(seat(true));
        let mut add = vec![("team", team.clone())];
        add.extend(seat(false));
        let on_team = |more: Vec<(&'static str, String)>| {
            let mut fields = vec![("team", team.clone())];
            fields.extend(more);
            fields
        };
        let one = || "1".to_owned();
        vec![
            (
                "/api/votes/cast",
                vec![("idea", idea.clone()), ("choice", "support".into())],
            ),
            (
                "/api/comments/post",
                vec![("idea", idea.clone()), ("body", text())],
            ),
            (
                "/api/comments/post",
                vec![
                    ("idea", one()),
                    ("parent", comment.clone()),
                    ("body", text()),
                ],
            ),
            (
                "/api/comments/edit",
                vec![("comment", comment.clone()), ("body", text())],
            ),
            ("/api/comments/delete", vec![("comment", comment)]),
            ("/api/ideas/submit", words(("board", self.board.clone()))),
            ("/api/ideas/submit", words(("from", idea.clone()))),
            ("/api/ideas/edit", words(("idea", idea.clone()))),
            ("/api/ideas/withdraw", vec![("idea", idea)]),
            ("/api/teams/start", start),
            ("/api/teams/add-seat", add),
            (
                "/api/teams/take-seat",
                on_team(vec![
                    ("seat", one()),
                    ("charter", one()),
                    ("hours", one()),
                    ("until", in_days(9)),
                ]),
            ),
            (
                "/api/teams/change-pledge",
                on_team(vec![("hours", one()), ("until", in_days(9))]),
            ),
            ("/api/teams/leave-seat", on_team(vec![])),
            ("/api/teams/hand-back", on_team(vec![("reason", text())])),
            (
                "/api/teams/release",
                on_team(vec![("pledge", one()), ("reason", text())]),
            ),
            (
                "/api/teams/accept-charter",
                on_team(vec![("charter", one())]),
            ),
            (
                "/api/teams/block-charter",
                on_team(vec![("reason", text())]),
            ),
            ("/api/teams/set-aside", on_team(vec![("block", one())])),
        ]
    }

    /// Addresses that might give it away.
    pub(super) fn side_doors(&self) -> Vec<String> {
        let comment = &self.comment;
        let mut doors: Vec<String> = [
            "/",
            "/?sort=new",
            "/?sort=discussed",
            "/search",
            "/search?sort=new",
            "/search?q=workshop&sort=new",
            "/search?stage=gathering",
            "/search?department=product",
            "/teams",
            "/people/jun-tanaka",
            "/people/ada-okafor",
            "/ideas/new",
            "/me",
            "/me/notifications",
        ]
        .map(str::to_owned)
        .to_vec();
        doors.push(format!("/search?q={WORD}"));
        doors.push(format!("/?q={}", &WORD[..5]));
        doors.push(format!("/?topic={WORD}"));
        doors.push(format!("/ideas/1?comment={comment}"));
        doors.push(format!("/ideas/1?after={comment}"));
        doors
    }
}

/// Pages that show what is there, some of them to members only.
pub(super) fn views(member: bool) -> Vec<&'static str> {
    let mut views = vec![
        "/",
        "/?sort=new",
        "/?sort=discussed",
        "/?stage=gathering",
        "/?department=product",
        "/search?q=the",
        "/search?sort=new",
        "/search?q=quixotryx",
        "/teams",
        "/people/jun-tanaka",
        "/people/ada-okafor",
        "/ideas/1",
        "/how-ranking-works",
    ];
    if member {
        views.extend(["/me", "/me/notifications", "/ideas/new"]);
    }
    views
}

/// Places in lists that employees see, as others might be given them.
pub(super) async fn cursors(employee: &Person) -> Vec<String> {
    let links = Selector::parse("a[href*='after=']").expect("a selector");
    let mut cursors = Vec::new();
    for path in [
        "/search?sort=new",
        "/search?sort=discussed",
        "/search",
        "/teams",
    ] {
        let page = Html::parse_document(&employee.page(path, StatusCode::OK).await);
        let found = page.select(&links).filter_map(|link| link.attr("href"));
        cursors.extend(found.map(str::to_owned));
    }
    cursors
}

fn number(place: &str) -> String {
    let number = place.split('/').nth(2).unwrap_or_default().to_owned();
    assert!(number.parse::<i64>().is_ok(), "{place}");
    number
}
