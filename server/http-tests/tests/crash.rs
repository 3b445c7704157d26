//! A power cut under load: nothing acknowledged is lost.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backend::Context;
use backend::db::open::{Place, serve};
use domain::accounts::{Device, Password, SessionToken};
use domain::ideas::IdeaQuery;
use domain::limits::ClientAddress;
use domain::votes::Choice;
use reqwest::StatusCode;

use http_tests::{House, PASSWORD, Person};

const WRITERS: usize = 16;
const ROUNDS: usize = 3;

/// What a writer was told: its newest votes by idea, and its ideas' titles.
#[derive(Default)]
struct Told {
    votes: HashMap<i64, Choice>,
    ideas: Vec<String>,
    comments: usize,
}

#[tokio::test(flavor = "multi_thread")]
async fn after_kill_9_every_acknowledged_write_is_there_and_counters_equal_rows() {
    let mut house = House::demo().await;
    let emails: Vec<String> = (0..WRITERS)
        .map(|n| format!("writer{n}@example.com"))
        .collect();
    for (number, email) in emails.iter().enumerate() {
        let name = format!("Writer {number}");
        let fields = [
            ("display_name", name.as_str()),
            ("email", email),
            ("password", PASSWORD),
        ];
        let answer = house
            .visitor()
            .post("/sign-up", "/api/accounts/sign-up", &fields)
            .await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    }
    let told: Vec<Arc<Mutex<Told>>> = emails.iter().map(|_| Arc::default()).collect();
    for round in 0..ROUNDS {
        let stop = Arc::new(AtomicBool::new(false));
        let mut writers = Vec::new();
        for (number, email) in emails.iter().enumerate() {
            let person = house.member(email).await;
            writers.push(tokio::spawn(write(
                person,
                number,
                round,
                Arc::clone(&told[number]),
                Arc::clone(&stop),
            )));
        }
        tokio::time::sleep(Duration::from_millis(700 + 200 * round as u64)).await;
        let scratch = house.kill();
        stop.store(true, Ordering::Relaxed);
        for writer in writers {
            writer.await.expect("a writer ends");
        }
        check(scratch.path(), &emails, &told).await;
        house = House::start(scratch).await;
    }
    let written: usize = told
        .iter()
        .map(|told| told.lock().expect("whole").votes.len())
        .sum();
    assert!(written > WRITERS * 5, "there was load");
}

/// Votes, posts and comments until the server is gone; notes what was
/// acknowledged. A write whose answer never came may or may not be there.
async fn write(
    person: Person,
    number: usize,
    round: usize,
    told: Arc<Mutex<Told>>,
    stop: Arc<AtomicBool>,
) {
    let mut turn = 0;
    while !stop.load(Ordering::Relaxed) {
        turn += 1;
        let idea = i64::try_from((number * 5 + turn * 3) % 40 + 1).expect("small");
        let choice = [Choice::Support, Choice::Oppose, Choice::None][(number + turn + round) % 3];
        // Until the answer is here, either state is right.
        told.lock().expect("whole").votes.remove(&idea);
        let (idea_word, title) = (
            idea.to_string(),
            format!("Written in the dark r{round}w{number}t{turn}"),
        );
        let done = match turn % 8 {
            0 => {
                let fields = [
                    ("board", "ideas"),
                    ("title", title.as_str()),
                    ("body", "Written while the lights went out."),
                    ("kind", "idea"),
                ];
                try_call(&person, "/api/ideas/submit", &fields).await
            }
            4 => {
                try_call(
                    &person,
                    "/api/comments/post",
                    &[("idea", "1"), ("body", title.as_str())],
                )
                .await
            }
            _ => {
                try_call(
                    &person,
                    "/api/votes/cast",
                    &[("idea", idea_word.as_str()), ("choice", choice.as_str())],
                )
                .await
            }
        };
        let mut told = told.lock().expect("whole");
        match (done, turn % 8) {
            (Some(true), 0) => told.ideas.push(title),
            (Some(true), 4) => told.comments += 1,
            (Some(true), _) => {
                told.votes.insert(idea, choice);
            }
            // Withdrawn ideas take no votes.
            (Some(false), _) => {}
            (None, _) => return,
        }
    }
}

/// Whether it was acknowledged; `None` when the server is gone.
async fn try_call(person: &Person, action: &str, fields: &[(&str, &str)]) -> Option<bool> {
    let answer = person.try_call(action, fields).await?;
    Some(answer.status() == StatusCode::OK)
}

/// Opens the file as the next start would and compares.
async fn check(data: &std::path::Path, emails: &[String], told: &[Arc<Mutex<Told>>]) {
    let opened = serve(&Place::File(data.join("barnraise.db")))
        .await
        .expect("the file opens");
    let ctx = Context::system(opened.db.clone());
    let services = backend::services(&ctx);
    let device = Device {
        agent: "test".into(),
        address: ClientAddress::LOCAL,
    };
    let drift = backend::reconcile::drift(&ctx.db)
        .await
        .expect("counters can be checked");
    assert!(drift.is_empty(), "counters equal rows: {drift:?}");
    for (email, told) in emails.iter().zip(told) {
        let SessionToken(secret) = services
            .accounts
            .sign_in(email, &Password::claimed(PASSWORD), &device)
            .await
            .expect("signed in");
        let viewer = services
            .accounts
            .viewer(Some(&SessionToken(secret)))
            .await
            .expect("a viewer");
        let (votes, ideas) = {
            let told = told.lock().expect("whole");
            (told.votes.clone(), told.ideas.clone())
        };
        for (idea, choice) in votes {
            let view = services.ideas.view(&viewer, idea).await.expect("the idea");
            assert_eq!(view.mine, choice, "{email} on idea {idea}");
        }
        for title in ideas {
            let query = IdeaQuery {
                words: title.split(' ').next_back().map(str::to_owned),
                ..IdeaQuery::default()
            };
            let found = services
                .ideas
                .list(&viewer, &query)
                .await
                .expect("a search");
            let times = found
                .items
                .iter()
                .filter(|card| card.idea.title == title)
                .count();
            assert_eq!(times, 1, "{title} is there once");
        }
    }
}
