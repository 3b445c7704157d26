//! What somebody may not know of they cannot find out: not by words, statuses
//! or headers, and not by how long an answer takes.

mod answers;
mod clock;
mod secret;

use http_tests::{House, PASSWORD, Person, location, program};
use reqwest::StatusCode;
use scraper::Html;

use answers::{Answer, alike};
use clock::Clock;
use secret::Secret;

const INES: &str = "ines.halloran@post.example";
/// An employee without a role, who wrote none of it.
const COLLEAGUE: &str = "maeve.donnelly@harrowandpine.example";

#[tokio::test]
async fn signing_in_tells_nobody_which_addresses_have_an_account() {
    let house = House::demo().await;
    let mut clock = Clock::default();
    for round in 0..10 {
        let (mut said, mut taken) = (Vec::new(), Vec::new());
        for (email, password) in [
            (INES.to_owned(), "not the password".to_owned()),
            (format!("nobody{round}@post.example"), PASSWORD.to_owned()),
        ] {
            let fields = [("email", email.as_str()), ("password", &password)];
            let visitor = house.visitor();
            let call = visitor.call("/api/accounts/sign-in", &fields);
            let (answer, time) = clock::timed(call).await;
            taken.push(time);
            let script = Answer::of(answer, &[]).await;
            let form = visitor
                .post("/sign-in", "/api/accounts/sign-in", &fields)
                .await;
            let place = location(&form);
            let form = Answer::of(form, &[]).await;
            let page = Answer::of(visitor.get(&place).await, &[&email]).await;
            said.push((script, form, page));
        }
        clock.note(taken[0], taken[1]);
        let ((script, form, page), unknown) = (&said[0], &said[1]);
        alike(script, &unknown.0, "the answer to a script");
        alike(form, &unknown.1, "the answer to a form");
        alike(page, &unknown.2, "the page that comes back");
    }
    clock.judge("sign-in, a known address against an unknown one");
}

#[tokio::test]
async fn a_used_link_looks_like_one_that_never_was() {
    let house = House::demo().await;
    let printed = program(&house.data())
        .args(["user", "reset-link", INES])
        .output()
        .expect("the program runs");
    let printed = String::from_utf8_lossy(&printed.stdout).into_owned();
    let used = printed
        .trim()
        .split("key=")
        .nth(1)
        .expect("a key")
        .to_owned();
    let visitor = house.visitor();
    let password = "four white storks";
    let reset = async |key: &str| {
        let fields = [("key", key), ("password", password)];
        visitor.call("/api/accounts/reset", &fields).await
    };
    assert_eq!(reset(&used).await.status(), StatusCode::OK);
    let never = "0".repeat(used.len());
    let mut answers = Vec::new();
    for key in [&used, &never] {
        let posted = Answer::of(reset(key).await, &[key]).await;
        let page = visitor.get(&format!("/reset?key={key}")).await;
        answers.push((posted, Answer::of(page, &[key]).await));
    }
    assert_eq!(answers[0].0.status, StatusCode::NOT_FOUND);
    alike(&answers[0].0, &answers[1].0, "the answer");
    alike(&answers[0].1, &answers[1].1, "the page");
}

#[tokio::test]
async fn what_is_for_employees_looks_like_what_never_was() {
    let house = House::demo().await;
    let secret = Secret::keep(&house).await;
    let customer = house.member(INES).await;
    for (who, person) in [("a visitor", house.visitor()), ("a customer", customer)] {
        unknown(&person, who, &secret, |_| true).await;
    }
}

#[tokio::test]
async fn what_is_hidden_looks_like_what_never_was() {
    let house = House::demo().await;
    let secret = Secret::hidden(&house).await;
    let customer = house.member(INES).await;
    let colleague = house.member(COLLEAGUE).await;
    for (who, person) in [
        ("a visitor", house.visitor()),
        ("a customer", customer),
        ("an employee", colleague),
    ] {
        // The board itself is there for everybody.
        let about_it = |path: &str| !path.contains("/boards/") && path != "/api/ideas/submit";
        unknown(&person, who, &secret, about_it).await;
        let seen = answers::crawl(&person, secret.side_doors(), 60).await;
        for (path, page) in seen {
            assert!(
                !page.contains(&format!("A {}", secret::WORD)),
                "{path} tells {who}"
            );
        }
    }
}

/// Fails where this person can tell the secret from what never was.
async fn unknown(person: &Person, who: &str, secret: &Secret, of: impl Fn(&str) -> bool) {
    let never = Secret::that_never_was(secret);
    // Every browser has its cookie from the first form that came back on.
    person.post("/sign-in", "/api/accounts/sign-in", &[]).await;
    let pages = secret.pages().into_iter().zip(never.pages());
    for (there, nowhere) in pages.filter(|(there, _)| of(there)) {
        let found = Answer::of(person.get(&there).await, &secret.words()).await;
        let missing = Answer::of(person.get(&nowhere).await, &never.words()).await;
        alike(&found, &missing, &format!("{there} for {who}"));
        assert_ne!(found.status, StatusCode::OK, "{there} for {who}");
    }
    let forms = secret.forms().into_iter().zip(never.forms());
    for ((path, fields), (_, nowhere)) in forms.filter(|((path, _), _)| of(path)) {
        let found = both_ways(person, path, &fields, &secret.words()).await;
        let missing = both_ways(person, path, &nowhere, &never.words()).await;
        alike(&found.0, &missing.0, &format!("{path} for {who}"));
        alike(&found.1, &missing.1, &format!("{path} as a form for {who}"));
        assert_ne!(found.0.status, StatusCode::OK, "{path} for {who}");
    }
}

#[tokio::test]
async fn what_is_for_employees_takes_no_longer_to_miss() {
    let house = House::demo().await;
    let secret = Secret::keep(&house).await;
    let never = Secret::that_never_was(&secret);
    let customer = house.member(INES).await;
    for (there, nowhere) in secret.pages().iter().zip(never.pages()).take(2) {
        let mut clock = Clock::default();
        for _ in 0..40 {
            let (_, found) = clock::timed(customer.get(there)).await;
            let (_, missing) = clock::timed(customer.get(&nowhere)).await;
            clock.note(found, missing);
        }
        clock.judge(&format!("{there} against {nowhere}"));
    }
}

#[tokio::test]
async fn what_is_for_employees_changes_nothing_that_others_see() {
    let house = House::demo().await;
    let secret = Secret::keep(&house).await;
    let before = views(&house).await;
    secret.grow(&house).await;
    // What pages keep for seconds is forgotten with the process.
    let house = House::start(house.kill()).await;
    let after = views(&house).await;
    for ((path, was), (_, is)) in before.iter().zip(&after) {
        alike(was, is, path);
    }
    let jun = house.member("jun.tanaka@harrowandpine.example").await;
    let seen = jun.page("/search?sort=new", StatusCode::OK).await;
    assert!(seen.contains(secret::WORD), "an employee does see it");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_carries_words_of_another_request() {
    let house = House::demo().await;
    let secret = Secret::keep(&house).await;
    let jun = house.member("jun.tanaka@harrowandpine.example").await;
    let visitor = house.visitor();
    let board = Html::parse_document(&visitor.page("/", StatusCode::OK).await);
    let public = answers::attributes(&board, ".plank h2 a", "href");
    let mut asked = tokio::task::JoinSet::new();
    for own in public.iter().cycle().take(400) {
        let (jun, visitor, hidden) = (jun.clone(), visitor.clone(), secret.pages().remove(0));
        let own = own.clone();
        asked.spawn(async move {
            let (shown, _) = tokio::join!(visitor.get(&own), jun.get(&hidden));
            (own, shown.text().await.expect("text"))
        });
    }
    for (path, page) in asked.join_all().await {
        assert!(!page.contains(secret::WORD), "{path} tells of it");
        let page = Html::parse_document(&page);
        let titles = answers::attributes(&page, "meta[property='og:title']", "content");
        assert_eq!(titles, [answers::words(&page, "h1")], "{path}");
    }
}

#[tokio::test]
async fn no_link_and_no_search_leads_to_what_is_for_employees() {
    let house = House::demo().await;
    let secret = Secret::keep(&house).await;
    secret.grow(&house).await;
    let jun = house.member("jun.tanaka@harrowandpine.example").await;
    let cursors = secret::cursors(&jun).await;
    assert!(
        !cursors.is_empty(),
        "employees' lists have more than one page"
    );
    let customer = house.member(INES).await;
    for (person, least) in [(house.visitor(), 100), (customer, 100)] {
        let mut start = secret.side_doors();
        start.extend(cursors.iter().cloned());
        let seen = answers::crawl(&person, start, 300).await;
        assert!(seen.len() >= least, "{} pages were read", seen.len());
        for (path, page) in seen {
            let page = page.replace(&path, "").to_lowercase();
            // What was searched for is shown again; it is not what was found.
            let told = page.matches(secret::WORD).count();
            let asked = path.to_lowercase().contains(secret::WORD);
            assert!(
                told == 0 || asked && !page.contains("class=\"plank"),
                "{path} tells of it"
            );
        }
    }
}

/// The pages that others see, as a visitor and as a customer.
async fn views(house: &House) -> Vec<(String, Answer)> {
    let customer = house.member(INES).await;
    let base = house.url("");
    let mut views = Vec::new();
    for (person, own) in [(house.visitor(), false), (customer, true)] {
        for path in secret::views(own) {
            let answer = Answer::of(person.get(path).await, &[&base]).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            views.push((path.to_owned(), answer));
        }
    }
    views
}

/// What a server function answers to a script, and to a plain form.
async fn both_ways(
    person: &Person,
    path: &str,
    fields: &[(&str, String)],
    words: &[&str],
) -> (Answer, Answer) {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let script = Answer::of(person.call(path, &fields).await, words).await;
    let form = Answer::of(person.post("/", path, &fields).await, words).await;
    (script, form)
}
