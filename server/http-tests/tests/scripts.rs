//! A corpus of strings that try to run something, typed into every field and
//! looked at everywhere it is shown, forms that come back included. That no
//! browser runs anything is tested with one in `end2end/tests/injection.spec.ts`.

mod addresses;
mod corpus;
mod growing;
mod page;
mod running;
mod typing;
mod working;

use std::collections::BTreeMap;

use http_tests::{House, PASSWORD, Person, location};
use scraper::Html;

use corpus::corpus;
use page::{MARK, strangers, words};
use running::Keeper;
use typing::Writer;

/// Looks at pages and keeps what is wrong with them.
#[derive(Default)]
struct Findings {
    /// What sort of thing, how it looks, and the first page it was found on.
    wrong: BTreeMap<String, (String, String)>,
    pages: usize,
}

impl Findings {
    /// Looks at a page as somebody; gives what it holds.
    async fn look(&mut self, who: &Person, path: &str) -> Html {
        let answer = who.get(path).await;
        self.pages += 1;
        let (document, found) = if answer.status().is_redirection() {
            let place = location(&answer);
            let leaves = !place.starts_with('/') || place.starts_with("//");
            let found = leaves.then(|| ("leads away".to_owned(), place));
            (Html::new_document(), Vec::from_iter(found))
        } else {
            strangers(answer).await
        };
        for (what, looks) in found {
            let first = || (looks, path.to_owned());
            self.wrong.entry(what).or_insert_with(first);
        }
        document
    }

    /// Fails with everything that was found.
    fn judge(self, at_least: usize) {
        assert!(self.wrong.is_empty(), "{:#?}", self.wrong);
        assert!(
            self.pages >= at_least,
            "{} pages were looked at",
            self.pages
        );
    }
}

#[test]
fn the_corpus_is_worth_its_name() {
    let strings = corpus();
    assert!(strings.len() >= 60);
    assert!(strings.iter().all(|string| string.contains(MARK)
        || string.contains("alert(")
        || string.contains("base64")));
}

#[tokio::test]
async fn ideas_and_comments_are_shown_as_words() {
    let house = House::demo().await;
    let writer = Writer::of(&house).await;
    let mut findings = Findings::default();
    for string in corpus() {
        let refused = writer.refused_idea(&string).await;
        let form = findings.look(&writer.person, &refused).await;
        let kept = typing::value(&form, "textarea[name=body]");
        // A browser's parser unites the ends of lines, too.
        assert_eq!(kept, typing::typed(&string).replace("\r\n", "\n"));
        let (number, path) = writer.idea(&string).await;
        let shown = findings.look(&writer.person, &path).await;
        let title = domain_line(&typing::title(&string));
        assert_eq!(words(&shown, "h1"), title, "{string}");
        let head = words(&shown, "title");
        assert!(head.starts_with(&title), "{head}");
        findings
            .look(&writer.person, &format!("/ideas/{number}/edit"))
            .await;
        findings
            .look(&writer.person, &format!("/ideas/{number}/team/new"))
            .await;
        let comment = writer.comment(number, &string).await;
        findings
            .look(&writer.person, &format!("/comments/{comment}/edit"))
            .await;
        findings.look(&house.visitor(), &path).await;
    }
    for path in writer.lists().await {
        findings.look(&writer.person, &path).await;
    }
    findings.judge(6 * 60);
}

#[tokio::test]
async fn teams_and_their_notices_are_shown_as_words() {
    let house = House::demo().await;
    let writer = Writer::of(&house).await;
    let mate = Writer::mate(&house).await;
    let mut findings = Findings::default();
    for string in corpus() {
        let (number, _) = writer.idea("A shelf for lanterns").await;
        let refused = writer.refused_team(number, &string).await;
        findings.look(&writer.person, &refused).await;
        let path = writer.team(number, &string, &mate).await;
        findings.look(&writer.person, &path).await;
        findings.look(&house.visitor(), &path).await;
    }
    for who in [&writer, &mate] {
        let mut next = Some("/me/notifications".to_owned());
        while let Some(path) = next {
            let shown = findings.look(&who.person, &path).await;
            next = typing::older(&shown);
        }
    }
    for path in ["/teams", "/me", "/"] {
        findings.look(&writer.person, path).await;
    }
    findings.judge(3 * 60);
}

#[tokio::test]
async fn people_are_shown_as_words() {
    let house = House::demo().await;
    let writer = Writer::of(&house).await;
    let mut findings = Findings::default();
    for string in corpus() {
        let refused = writer.refused_profile(&string).await;
        findings.look(&writer.person, &refused).await;
        writer.profile(&string).await;
        let refused = writer.refused_preferences(&string).await;
        findings.look(&writer.person, &refused).await;
        writer.preferences(&string).await;
        for path in ["/people/proof-writer", "/me", "/me/profile", "/me/matching"] {
            findings.look(&writer.person, path).await;
        }
        findings
            .look(&house.visitor(), "/people/proof-writer")
            .await;
        let stranger = house.visitor();
        for place in addresses::refused_doors(&stranger, &string).await {
            findings.look(&stranger, &place).await;
        }
    }
    findings.judge(7 * 60);
}

#[tokio::test]
async fn addresses_are_shown_as_words() {
    let house = House::demo().await;
    let (visitor, writer) = (house.visitor(), Writer::of(&house).await);
    let mut findings = Findings::default();
    for string in corpus() {
        for path in addresses::addresses(&string) {
            findings.look(&visitor, &path).await;
        }
        for path in addresses::members_addresses(&string) {
            findings.look(&writer.person, &path).await;
        }
    }
    findings.judge(10 * 60);
}

#[tokio::test]
async fn what_a_browser_calls_itself_is_shown_as_words() {
    let house = House::demo().await;
    let mut findings = Findings::default();
    let writer = Writer::of(&house).await;
    for string in corpus() {
        writer.sign_in_as_browser(&house, &string).await;
    }
    findings.look(&writer.person, "/me/security").await;
    findings.judge(1);
}

#[tokio::test]
async fn names_that_an_admin_gives_are_shown_as_words() {
    let house = House::demo().await;
    let keeper = Keeper::of(&house).await;
    let mut findings = Findings::default();
    for string in corpus() {
        keeper.name_everything(&string).await;
        for place in keeper.refused(1, &string).await {
            findings.look(&keeper.person, &place).await;
        }
        for path in [
            "/admin/boards/attic",
            "/admin/departments",
            "/admin/settings",
        ] {
            findings.look(&keeper.person, path).await;
        }
        findings.look(&house.visitor(), "/boards/attic").await;
        let front = findings.look(&house.visitor(), "/sign-up").await;
        let organisation = domain_line(&corpus::named(&string, 2, 60));
        assert!(words(&front, "title").ends_with(&organisation), "{string}");
    }
    for path in [
        "/admin/invitations",
        "/admin/audit",
        "/admin/boards",
        "/ideas/new",
        "/",
    ] {
        findings.look(&keeper.person, path).await;
    }
    findings.judge(7 * 60);
}

#[tokio::test]
async fn reasons_are_shown_as_words_and_the_log_holds_no_formula() {
    let house = House::demo().await;
    let (writer, keeper) = (Writer::of(&house).await, Keeper::of(&house).await);
    let mut findings = Findings::default();
    for string in corpus() {
        let (number, path) = writer.idea("A shelf for lanterns").await;
        let comment = writer.comment(number, "I have oak boards.").await;
        keeper.hide(number, comment, &string).await;
        findings.look(&writer.person, &path).await;
        findings
            .look(&keeper.person, &format!("/moderation/ideas/{number}"))
            .await;
    }
    for (person, start) in [
        (&writer.person, "/me/notifications"),
        (&keeper.person, "/moderation"),
        (&keeper.person, "/admin/audit"),
    ] {
        let mut next = Some(start.to_owned());
        while let Some(path) = next {
            let shown = findings.look(person, &path).await;
            next = typing::older(&shown);
        }
    }
    let file = keeper.audit_file().await;
    assert!(file.len() > 60, "every act stands in it");
    let told: String = file.iter().flatten().map(String::as_str).collect();
    assert!(told.contains(MARK), "reasons stand in it");
    for cell in file.into_iter().flatten() {
        assert!(
            !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']),
            "{cell}"
        );
    }
    findings.judge(2 * 60);
}

#[tokio::test]
async fn reasons_for_closing_and_suspending_are_shown_as_words() {
    let house = House::demo().await;
    let (writer, keeper) = (Writer::of(&house).await, Keeper::of(&house).await);
    let stranger = house.visitor();
    let mut findings = Findings::default();
    for string in corpus() {
        let (number, path) = writer.idea("A shelf for lanterns").await;
        keeper
            .close_and_suspend(number, "ines-halloran", &string)
            .await;
        findings.look(&writer.person, &path).await;
        findings.look(&stranger, &path).await;
        for place in ["/moderation", "/people/ines-halloran"] {
            findings.look(&keeper.person, place).await;
        }
        let fields = [
            ("email", "ines.halloran@post.example"),
            ("password", PASSWORD),
        ];
        let refused = stranger
            .post("/sign-in", "/api/accounts/sign-in", &fields)
            .await;
        findings.look(&stranger, &location(&refused)).await;
        keeper.lift("ines-halloran").await;
    }
    findings.judge(5 * 60);
}

#[tokio::test]
async fn topics_that_an_admin_names_are_shown_as_words() {
    let house = House::demo().await;
    let (writer, keeper) = (Writer::of(&house).await, Keeper::of(&house).await);
    let (_, path) = writer.idea("A shelf for lanterns").await;
    let mut topic = "a shelf for lanterns".to_owned();
    let mut findings = Findings::default();
    for (number, string) in corpus().into_iter().enumerate() {
        topic = keeper.rename_topic(&topic, number, &string).await;
        for place in [path.as_str(), "/admin/topics", "/?sort=new"] {
            findings.look(&keeper.person, place).await;
        }
    }
    findings.judge(3 * 60);
}

#[tokio::test]
async fn a_set_up_form_that_comes_back_is_shown_as_words() {
    let scratch = tempfile::tempdir().expect("a folder");
    let house = House::start(scratch).await;
    let said = house.said();
    let key = said.split("/setup?key=").nth(1).expect("the link");
    let key = key.lines().next().expect("its end");
    let (page, admin) = (format!("/setup?key={key}"), house.visitor());
    let names = [
        "organisation",
        "time_zone",
        "departments",
        "board",
        "purpose",
        "visibility",
        "display_name",
        "email",
    ];
    let mut findings = Findings::default();
    for string in corpus() {
        let mut fields = names.map(|name| (name, string.as_str())).to_vec();
        fields.extend([("key", key), ("password", "short")]);
        let refused = admin.post(&page, "/api/setup/complete", &fields).await;
        findings.look(&admin, &location(&refused)).await;
    }
    findings.judge(60);
}

/// A typed line as it is kept.
fn domain_line(text: &str) -> String {
    domain::plain::line(text)
}
