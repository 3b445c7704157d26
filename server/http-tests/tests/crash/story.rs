//! What the writers do until the power goes, and what they were told.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::votes::Choice;
use reqwest::StatusCode;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};

use http_tests::{House, Person};

/// Places of a seat, at most.
const PLACES: usize = 10;

/// What a writer was told: the newest votes by idea, the texts of ideas and
/// comments, and whether a seat is held.
#[derive(Default)]
pub(super) struct Told {
    votes: HashMap<i64, Choice>,
    ideas: Vec<String>,
    comments: Vec<String>,
    /// `None` while no answer has come.
    seated: Option<bool>,
    taken: usize,
}

impl Told {
    pub(super) fn votes(&self) -> usize {
        self.votes.len()
    }

    pub(super) fn seats(&self) -> usize {
        self.taken
    }
}

/// A gathering team with a place for every writer.
pub(super) struct Bench {
    team: i64,
    charter: i64,
    seats: Vec<i64>,
    until: String,
}

const GATHERING: &str = "
    SELECT t.id, m.email
    FROM teams t
    JOIN members m ON m.id = t.starter_id
    WHERE t.stage = 'gathering'
    ORDER BY t.id
    LIMIT 1";
const CHARTER: &str = "SELECT charter, date('now', '+30 days') FROM teams WHERE id = $1";
const SEATS: &str =
    "SELECT id FROM seats WHERE team_id = $1 AND skill LIKE 'Holding %' ORDER BY id";

impl Bench {
    pub(super) async fn build(house: &House, writers: usize) -> Self {
        let mut database = open(&house.data()).await;
        let gathering = sqlx::query_as(GATHERING).fetch_one(&mut database);
        let (team, starter): (i64, String) = gathering.await.expect("the demo has a team");
        let starter = house.member(&starter).await;
        let word = team.to_string();
        for number in 0..writers.div_ceil(PLACES) {
            let skill = format!("Holding rope {number}");
            let fields = [
                ("team", word.as_str()),
                ("skill", &skill),
                ("level", "1"),
                ("hours", "1"),
                ("count", "10"),
                ("need", "welcome"),
            ];
            let added = starter.call("/api/teams/add-seat", &fields).await;
            assert_eq!(added.status(), StatusCode::OK, "a seat is added");
        }
        let charter = sqlx::query_as(CHARTER).bind(team).fetch_one(&mut database);
        let (charter, until) = charter.await.expect("a charter");
        let seats = sqlx::query_scalar(SEATS)
            .bind(team)
            .fetch_all(&mut database);
        Self {
            team,
            charter,
            seats: seats.await.expect("seats"),
            until,
        }
    }

    /// Takes the writer's seat, or leaves it.
    async fn sit(&self, person: &Person, number: usize, take: bool) -> Option<bool> {
        let word = |number: i64| number.to_string();
        let (team, charter) = (word(self.team), word(self.charter));
        let seat = word(self.seats[number / PLACES]);
        if !take {
            let fields = [("team", team.as_str())];
            return told(person, "/api/teams/leave-seat", &fields).await;
        }
        let fields = [
            ("team", team.as_str()),
            ("seat", &seat),
            ("charter", &charter),
            ("hours", "1"),
            ("until", &self.until),
        ];
        told(person, "/api/teams/take-seat", &fields).await
    }
}

/// Votes, posts, comments and sits until the server is gone; notes what was
/// acknowledged. A write whose answer never came may or may not be there.
pub(super) async fn write(
    person: Person,
    number: usize,
    round: usize,
    bench: Arc<Bench>,
    mut so_far: Told,
    stop: Arc<AtomicBool>,
) -> Told {
    let mut turn = 0;
    while !stop.load(Ordering::Relaxed) {
        turn += 1;
        let text = format!("Written in the dark r{round}w{number}t{turn}");
        let gone = match turn % 8 {
            0 => {
                let fields = [
                    ("board", "ideas"),
                    ("title", text.as_str()),
                    ("body", "Written while the lights went out."),
                    ("kind", "idea"),
                ];
                let done = told(&person, "/api/ideas/submit", &fields).await;
                so_far.ideas.extend((done == Some(true)).then_some(text));
                done.is_none()
            }
            4 => {
                let fields = [("idea", "1"), ("body", text.as_str())];
                let done = told(&person, "/api/comments/post", &fields).await;
                so_far.comments.extend((done == Some(true)).then_some(text));
                done.is_none()
            }
            6 => {
                // Not knowing, it tries to take: refused where it sits already.
                let before = so_far.seated.take();
                let take = before != Some(true);
                let done = bench.sit(&person, number, take).await;
                if done == Some(true) {
                    so_far.seated = Some(take);
                    so_far.taken += usize::from(take);
                }
                done.is_none()
            }
            _ => {
                let idea = i64::try_from((number * 5 + turn * 3) % 40 + 1).expect("small");
                let choice =
                    [Choice::Support, Choice::Oppose, Choice::None][(number + turn + round) % 3];
                // Until the answer is here, either state is right.
                so_far.votes.remove(&idea);
                let word = idea.to_string();
                let fields = [("idea", word.as_str()), ("choice", choice.as_str())];
                let done = told(&person, "/api/votes/cast", &fields).await;
                if done == Some(true) {
                    so_far.votes.insert(idea, choice);
                }
                done.is_none()
            }
        };
        if gone {
            break;
        }
    }
    so_far
}

/// Whether it was acknowledged; `None` when the server is gone.
async fn told(person: &Person, action: &str, fields: &[(&str, &str)]) -> Option<bool> {
    let answer = person.try_call(action, fields).await?;
    Some(answer.status() == StatusCode::OK)
}

async fn open(data: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(data.join("barnraise.db"))
        .read_only(true);
    options.connect().await.expect("the file opens")
}

const VOTE: &str = "
    SELECT v.choice
    FROM votes v
    JOIN members m ON m.id = v.member_id
    WHERE m.email = $1
    AND v.idea_id = $2";
const IDEAS: &str = "SELECT title, COUNT(*) FROM ideas GROUP BY title";
const COMMENTS: &str = "SELECT body, COUNT(*) FROM comments GROUP BY body";
const SEAT: &str = "
    SELECT COUNT(*)
    FROM pledges p
    JOIN members m ON m.id = p.member_id
    WHERE m.email = $1
    AND p.state = 'held'";

/// How often each text is there.
async fn written(database: &mut SqliteConnection, sql: &'static str) -> HashMap<String, i64> {
    let rows = sqlx::query_as(sql).fetch_all(database).await;
    rows.expect("texts").into_iter().collect()
}

/// Compares what is in the file with what each was told.
pub(super) async fn check(data: &Path, emails: &[String], told: &[Told]) {
    let mut database = open(data).await;
    let ideas = written(&mut database, IDEAS).await;
    let comments = written(&mut database, COMMENTS).await;
    for (email, told) in emails.iter().zip(told) {
        for (idea, choice) in &told.votes {
            let vote = sqlx::query_scalar(VOTE).bind(email).bind(idea);
            let vote: Option<i64> = vote.fetch_optional(&mut database).await.expect("votes");
            let expected = match choice {
                Choice::Support => 1,
                Choice::Oppose => -1,
                Choice::None => 0,
            };
            // One who never had a vote has none to take back.
            assert_eq!(vote.unwrap_or(0), expected, "{email} on idea {idea}");
        }
        for (texts, there) in [(&told.ideas, &ideas), (&told.comments, &comments)] {
            for text in texts {
                assert_eq!(there.get(text), Some(&1), "{text} is there once");
            }
        }
        if let Some(seated) = told.seated {
            let held = sqlx::query_scalar(SEAT).bind(email);
            let held: i64 = held.fetch_one(&mut database).await.expect("a count");
            assert_eq!(held, i64::from(seated), "{email} holds a seat");
        }
    }
}
