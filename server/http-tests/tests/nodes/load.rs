//! People who vote without pause and remember what they were told.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use backend::Context;
use backend::db::open::{Place, beside};
use domain::accounts::{Device, Password};
use domain::limits::ClientAddress;
use domain::votes::Choice;
use http_tests::cluster::Cluster;
use http_tests::{House, PASSWORD, Person};
use reqwest::StatusCode;

/// Ideas of the demo that take votes.
const IDEAS: i64 = 40;

/// A voter, and what they were told.
pub(super) struct Voter {
    pub(super) email: String,
    person: Person,
    /// The newest acknowledged vote on each idea; none where the answer never
    /// came or was no.
    told: HashMap<i64, Choice>,
    /// When votes were not acknowledged, and what was said instead, if anything.
    pub(super) failures: Vec<(Instant, Option<StatusCode>)>,
    pub(super) acknowledged: usize,
}

impl Voter {
    /// Somebody new.
    pub(super) async fn joins(house: &House, number: usize) -> Self {
        let (name, email) = (
            format!("Voter {number}"),
            format!("voter{number}@example.com"),
        );
        let fields = [
            ("display_name", name.as_str()),
            ("email", &email),
            ("password", PASSWORD),
        ];
        let person = house.visitor();
        let joined = person.call("/api/accounts/sign-up", &fields).await;
        assert_eq!(joined.status(), StatusCode::OK, "{email} joins");
        Self {
            email,
            person,
            told: HashMap::new(),
            failures: Vec::new(),
            acknowledged: 0,
        }
    }

    /// Votes until told to stop.
    pub(super) async fn votes(mut self, number: i64, stop: Arc<AtomicBool>) -> Self {
        let mut turn = number;
        while !stop.load(Ordering::Relaxed) {
            turn += 1;
            let idea = (turn * 7) % IDEAS + 1;
            let choice = if turn % 3 == 0 {
                Choice::Oppose
            } else {
                Choice::Support
            };
            self.told.remove(&idea);
            let word = idea.to_string();
            let fields = [("idea", word.as_str()), ("choice", choice.as_str())];
            let status = self.person.try_call("/api/votes/cast", &fields).await;
            match status.map(|answer| answer.status()) {
                Some(StatusCode::OK) => {
                    self.told.insert(idea, choice);
                    self.acknowledged += 1;
                }
                // Withdrawn ideas take no votes, those of employees none of customers.
                Some(StatusCode::CONFLICT | StatusCode::NOT_FOUND) => {}
                status => {
                    self.failures.push((Instant::now(), status));
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            }
        }
        self
    }
}

/// Every acknowledged vote stands, and counters equal rows.
pub(super) async fn nothing_is_lost(cluster: &Cluster, voters: &[Voter]) {
    let opened = beside(&Place::Server(cluster.url()))
        .await
        .expect("it opens");
    let ctx = Context::system(opened.db.clone());
    let services = backend::services(&ctx);
    let drift = backend::reconcile::drift(&ctx.db).await.expect("compared");
    assert!(drift.is_empty(), "counters equal rows: {drift:?}");
    let on = Device {
        agent: "test".into(),
        address: ClientAddress::LOCAL,
    };
    for voter in voters {
        let password = Password::claimed(PASSWORD);
        let token = services
            .accounts
            .sign_in(&voter.email, &password, &on)
            .await;
        let viewer = services
            .accounts
            .viewer(Some(&token.expect("signed in")))
            .await;
        let viewer = viewer.expect("a viewer");
        for (idea, choice) in &voter.told {
            let view = services.ideas.view(&viewer, *idea).await.expect("the idea");
            assert_eq!(view.mine, *choice, "{} on idea {idea}", voter.email);
        }
    }
}
