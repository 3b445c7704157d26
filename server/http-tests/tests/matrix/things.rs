//! The things that the table speaks of, in each state.

use http_tests::{House, Ledger, Person, location};
use reqwest::StatusCode;

use super::cast::{Cast, DEPARTMENT, Member, Who};
use super::fields;

/// In which state the thing is that a route is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum On {
    /// The route is about no idea.
    Nothing,
    /// On a board that everybody sees.
    Public,
    /// On a board that employees see.
    Employees,
    /// On a public board, withdrawn by its author.
    Withdrawn,
    /// On a public board, hidden by a moderator.
    Hidden,
    /// On a public board, closed for comments, votes and changes.
    Locked,
}

impl On {
    /// The words of the table.
    pub(super) fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "-" => Self::Nothing,
            "public" => Self::Public,
            "employees" => Self::Employees,
            "withdrawn" => Self::Withdrawn,
            "hidden" => Self::Hidden,
            "locked" => Self::Locked,
            _ => return None,
        })
    }

    const fn board(self) -> &'static str {
        match self {
            Self::Employees => "workshop-floor",
            _ => "ideas",
        }
    }
}

/// How many may hold the seat of a team.
pub(super) const PLACES: usize = 5;

/// An idea with a comment and a team, all of the author's.
#[derive(Clone, Debug, Default)]
pub(super) struct Things {
    pub(super) board: &'static str,
    pub(super) idea: i64,
    pub(super) comment: i64,
    /// Gathers; one seat held by the seated, one by somebody who blocks.
    pub(super) team: i64,
    /// Has free places.
    pub(super) seat: i64,
    /// Of the same team; nobody ever held it.
    pub(super) fresh: i64,
    /// Of the seated.
    pub(super) pledge: i64,
    pub(super) block: i64,
}

/// Makes things, by the cast.
pub(super) struct Maker<'m> {
    pub(super) house: &'m House,
    pub(super) ledger: &'m mut Ledger,
    pub(super) cast: &'m Cast,
}

impl Maker<'_> {
    /// An idea in this state with all that belongs to it.
    pub(super) async fn things(&mut self, on: On) -> Things {
        let author = self.of(Who::Author).person;
        let (seated, blocker) = (self.of(Who::Seated), self.cast.crowd[0].clone());
        let idea = self.idea(on).await;
        call(
            &author,
            "/api/comments/post",
            &[("idea", idea.clone()), ("body", text("I have oak boards."))],
        )
        .await;
        let comment = self.newest("SELECT MAX(id) FROM comments").await;
        let (team, place) = self.team(&author, idea.clone()).await;
        let pledge = self.sit(&seated, &team, &place).await;
        self.sit(&blocker, &team, &place).await;
        let objection = [
            ("team", team.clone()),
            ("reason", text("The milestone is too early.")),
        ];
        call(&blocker.person, "/api/teams/block-charter", &objection).await;
        let things = Things {
            board: on.board(),
            idea: number(&idea),
            comment,
            team: number(&team),
            seat: number(&place),
            fresh: number(&place) + 1,
            pledge,
            block: self.newest("SELECT MAX(id) FROM blocks").await,
        };
        let idea = ("idea", idea);
        let why = [
            ("grounds", text("heated")),
            ("reason", text("It turns in circles.")),
        ];
        let [grounds, reason] = why;
        let (who, path, form) = match on {
            On::Withdrawn => (Who::Author, "/api/ideas/withdraw", vec![idea]),
            On::Hidden => (
                Who::Moderator,
                "/api/moderation/hide",
                vec![idea, grounds, reason],
            ),
            On::Locked => (
                Who::Moderator,
                "/api/moderation/lock",
                vec![idea, grounds, reason],
            ),
            On::Nothing | On::Public | On::Employees => return things,
        };
        call(&self.of(who).person, path, &form).await;
        things
    }

    /// A team that launched, on an idea of its own; the seated hold a seat.
    pub(super) async fn launched(&mut self, on: On) -> i64 {
        let (author, seated) = (self.of(Who::Author).person, self.of(Who::Seated));
        let idea = self.idea(on).await;
        for voter in &self.cast.crowd {
            let vote = [("idea", idea.clone()), ("choice", text("support"))];
            call(&voter.person, "/api/votes/cast", &vote).await;
        }
        let (team, seat) = self.team(&author, idea).await;
        self.sit(&seated, &team, &seat).await;
        for member in &self.cast.crowd[1..PLACES] {
            self.sit(member, &team, &seat).await;
        }
        let stage = self
            .ledger
            .texts("SELECT stage FROM teams WHERE id = $1", number(&team))
            .await;
        assert_eq!(stage, ["launched"], "every condition is met");
        number(&team)
    }

    /// The starter asks whoever made this pledge whether they are still there.
    pub(super) async fn nudge(&self, team: i64, pledge: i64) {
        let fields = [("team", team.to_string()), ("pledge", pledge.to_string())];
        call(&self.of(Who::Author).person, "/api/teams/nudge", &fields).await;
    }

    async fn idea(&mut self, on: On) -> String {
        let author = self.of(Who::Author).person;
        let fields = [
            ("board", on.board()),
            ("title", "A shelf for the lanterns"),
            (
                "body",
                "They stand on the floor, and somebody trips over them.",
            ),
            ("kind", "idea"),
            ("department", DEPARTMENT),
            ("topics", "lanterns"),
        ];
        let answer = author
            .post("/ideas/new", "/api/ideas/submit", &fields)
            .await;
        let place = location(&answer);
        let number = place.split('/').nth(2).expect("/ideas/{number}/{slug}");
        assert!(number.parse::<i64>().is_ok(), "{place}");
        number.to_owned()
    }

    /// A gathering team, and its required seat with room for [`PLACES`].
    async fn team(&mut self, starter: &Person, idea: String) -> (String, String) {
        let mut fields = vec![("idea".to_owned(), idea)];
        fields.extend(fields::charter());
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let answer = starter.call("/api/teams/start", &fields).await;
        assert_eq!(answer.status(), StatusCode::OK, "a team starts");
        let team = self.newest("SELECT MAX(id) FROM teams").await;
        let seat = self.newest("SELECT MAX(id) - 1 FROM seats").await;
        (team.to_string(), seat.to_string())
    }

    async fn sit(&mut self, member: &Member, team: &str, seat: &str) -> i64 {
        let fields = fields::pledge(team, seat);
        let fields: Vec<(&str, String)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone()))
            .collect();
        call(&member.person, "/api/teams/take-seat", &fields).await;
        self.newest("SELECT MAX(id) FROM pledges").await
    }

    pub(super) async fn newest(&mut self, sql: &'static str) -> i64 {
        self.ledger.number(sql).await.expect("one was made")
    }

    pub(super) fn of(&self, who: Who) -> Member {
        self.cast.member(who).expect("of the cast").clone()
    }
}

/// Something that must succeed for the scene to stand.
async fn call(person: &Person, action: &str, fields: &[(&str, String)]) {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let answer = person.call(action, &fields).await;
    let status = answer.status();
    let said = answer.text().await.unwrap_or_default();
    assert_eq!(status, StatusCode::OK, "{action} {fields:?}: {said}");
}

fn text(words: &str) -> String {
    words.to_owned()
}

fn number(text: &str) -> i64 {
    text.parse().expect("a number")
}
