//! The corpus typed by those who run the place and care for it: they are to be
//! trusted, but what they paste is not.

use http_tests::{House, Ledger, Person, location};
use reqwest::StatusCode;

use super::Findings;
use super::corpus::{corpus, fitted, named};

/// An admin and a moderator in one, with a board and a department to rename.
pub(super) struct Keeper {
    pub(super) person: Person,
    house_url: String,
}

impl Keeper {
    /// The demo's admin.
    pub(super) async fn of(house: &House) -> Self {
        let keeper = Self {
            person: house.member("ada.okafor@harrowandpine.example").await,
            house_url: house.url(""),
        };
        keeper
            .done(
                "/api/boards/add",
                &board("", "Attic", "What is stored up there?"),
            )
            .await;
        keeper
            .done("/api/departments/add", &[("name", "Loft")])
            .await;
        keeper
    }

    /// Names everything that can be named after this string.
    pub(super) async fn name_everything(&self, string: &str) {
        let (name, short) = (named(string, 2, 60), named(string, 2, 40));
        let purpose = fitted(string, 10, 300);
        self.done("/api/boards/save", &board("attic", &name, &purpose))
            .await;
        let department = [("department", "loft"), ("name", short.as_str())];
        self.done("/api/departments/rename", &department).await;
        let settings = [
            ("organisation", name.as_str()),
            ("time_zone", "Europe/Lisbon"),
            ("welcome", string),
            ("shares_mean", string),
            ("sign_up", "open"),
            ("accent", "barn"),
        ];
        self.done("/api/settings/save", &settings).await;
        let note = fitted(string, 0, 80);
        let invitation = [("note", note.as_str()), ("department", "loft")];
        self.done("/api/invitations/create", &invitation).await;
    }

    /// Hides an idea for this reason, and another one's comments.
    pub(super) async fn hide(&self, idea: i64, comment: i64, string: &str) {
        let (idea, comment) = (idea.to_string(), comment.to_string());
        let reason = fitted(string, 10, 500);
        for (thing, number) in [("comment", &comment), ("idea", &idea)] {
            let fields = [
                (thing, number.as_str()),
                ("grounds", "other"),
                ("reason", &reason),
            ];
            self.done("/api/moderation/hide", &fields).await;
        }
    }

    /// Closes an idea and suspends a member for this reason.
    pub(super) async fn close_and_suspend(&self, idea: i64, person: &str, string: &str) {
        let (idea, reason) = (idea.to_string(), fitted(string, 10, 500));
        let why = [("grounds", "other"), ("reason", reason.as_str())];
        let close = [("idea", idea.as_str()), why[0], why[1]];
        self.done("/api/moderation/lock", &close).await;
        let suspend = [("person", person), why[0], why[1]];
        self.done("/api/moderation/suspend", &suspend).await;
    }

    /// Lets the member in again.
    pub(super) async fn lift(&self, person: &str) {
        self.done("/api/moderation/lift", &[("person", person)])
            .await;
    }

    /// Names a topic after this string; its new name.
    pub(super) async fn rename_topic(&self, topic: &str, number: usize, string: &str) -> String {
        let words: String = string
            .chars()
            .filter(|c| !"\"\\|%<>#&?,".contains(*c))
            .collect();
        // Small letters may be longer than capitals.
        let name = named(&format!("{number} {words}"), 2, 24);
        self.done("/api/topics/rename", &[("topic", topic), ("name", &name)])
            .await;
        domain::plain::line(&name).to_lowercase()
    }

    /// Says what the logo shows.
    pub(super) async fn describe_logo(&self, string: &str) {
        let text = named(string, 2, 80);
        self.done("/api/settings/describe-logo", &[("text", text.as_str())])
            .await;
    }

    /// Where the forms of those who run the place come back to with this string.
    pub(super) async fn refused(&self, idea: i64, string: &str) -> Vec<String> {
        let number = idea.to_string();
        let settings = [
            ("organisation", string),
            ("time_zone", string),
            ("welcome", string),
            ("shares_mean", string),
            ("sign_up", string),
            ("accent", string),
        ];
        let hide = [
            ("idea", number.as_str()),
            ("grounds", string),
            ("reason", string),
        ];
        let boards = [
            ("name", string),
            ("purpose", string),
            ("visibility", string),
            ("supporters", string),
        ];
        let care = format!("/moderation/ideas/{idea}");
        let mut places = Vec::new();
        for (page, action, fields) in [
            ("/admin/settings", "/api/settings/save", settings.as_slice()),
            ("/admin/boards", "/api/boards/add", &boards),
            (&care, "/api/moderation/hide", &hide),
        ] {
            let place = location(&self.person.post(page, action, fields).await);
            assert!(place.contains("retry="), "{action} is refused: {place}");
            places.push(place);
        }
        places
    }

    /// The audit log as a file, its cells row by row.
    pub(super) async fn audit_file(&self) -> Vec<Vec<String>> {
        let url = format!("{}/admin/audit.csv", self.house_url);
        let answer = self.person.client.get(url).send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK);
        let header = |name: &str| answer.headers()[name].to_str().expect("text").to_owned();
        assert!(header("content-type").starts_with("text/csv"), "no page");
        assert!(
            header("content-disposition").starts_with("attachment"),
            "no page"
        );
        assert_eq!(header("x-content-type-options"), "nosniff");
        cells(&answer.text().await.expect("text"))
    }

    async fn done(&self, action: &str, fields: &[(&str, &str)]) {
        let answer = self.person.call(action, fields).await;
        let status = answer.status();
        let said = answer.text().await.expect("text");
        assert_eq!(status, StatusCode::OK, "{action} {fields:?}: {said}");
    }
}

fn board<'f>(slug: &'f str, name: &'f str, purpose: &'f str) -> Vec<(&'f str, &'f str)> {
    let mut fields = vec![
        ("name", name),
        ("purpose", purpose),
        ("visibility", "public"),
        ("supporters", "10"),
        ("hours", "60"),
        ("departments", "2"),
    ];
    if !slug.is_empty() {
        fields.push(("board", slug));
    }
    fields
}

/// Reads a file of comma-separated values (RFC 4180).
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    rows
}

#[test]
fn a_file_of_values_is_read_cell_by_cell() {
    let read = cells("a,\"b \"\"c\"\", d\"\r\n\"e\nf\",\r\n");
    assert_eq!(read, [["a", "b \"c\", d"], ["e\nf", ""]]);
}

#[tokio::test]
async fn what_a_logo_shows_is_shown_as_words() {
    let house = House::demo().await;
    let keeper = Keeper::of(&house).await;
    Ledger::spoil(&house, "INSERT INTO files (name, media_type, bytes, created_at) VALUES ('logo', 'image/png', x'00', 0)").await;
    Ledger::spoil(
        &house,
        "UPDATE organisation SET logo = 'logo', logo_text = 'A barn'",
    )
    .await;
    let mut findings = Findings::default();
    for string in corpus() {
        keeper.describe_logo(&string).await;
        findings.look(&keeper.person, "/admin/settings").await;
        findings.look(&house.visitor(), "/").await;
    }
    findings.judge(2 * 60);
}
