//! Scratch data: about the size S of the quality page, made through the use
//! cases.

use std::path::Path;
use std::time::Instant;

use backend::db::open::{Place, serve};
use backend::{Context, db};
use domain::accounts::{Actor, NewAccount, SessionToken};
use domain::boards::Visibility;
use domain::ideas::{IdeaForm, NewIdea};
use domain::setup::Setup;
use domain::votes::Choice;
use futures::future::join_all;

/// Ideas.
pub(super) const IDEAS: usize = 1_000;
/// Votes.
pub(super) const VOTES: usize = 10_000;
const PASSWORD: &str = "a bench for sitting on";

fn said(error: domain::AppError) -> anyhow::Error {
    anyhow::anyhow!("{error}")
}

fn account(number: usize) -> Result<NewAccount, domain::AppError> {
    Ok(NewAccount::parse(
        &format!("Member {number}"),
        &format!("m{number}@example.com"),
        PASSWORD,
        "",
    )?)
}

/// Fills the file; gives the session secrets of that many members.
pub(super) async fn fill(file: &Path, members: usize) -> anyhow::Result<Vec<String>> {
    let opened = serve(&Place::File(file.to_owned())).await?;
    let ctx = Context::system(opened.db.clone());
    let services = backend::services(&ctx);
    let secret = backend::setup::open_link(&ctx)
        .await
        .map_err(said)?
        .unwrap_or_default();
    let setup = Setup {
        organisation: "Bench".into(),
        time_zone: "UTC".into(),
        departments: (1..=20).map(|n| format!("Department {n}")).collect(),
        board: "Ideas".into(),
        purpose: "Ideas to measure by".into(),
        visibility: Visibility::Public,
        admin: account(0).map_err(said)?,
    };
    services
        .setup
        .complete(&secret, setup, "bench")
        .await
        .map_err(said)?;

    let mut sessions = Vec::new();
    let mut actors: Vec<Actor> = Vec::new();
    for number in 1..=members {
        let token = services
            .accounts
            .sign_up(account(number).map_err(said)?, "bench")
            .await
            .map_err(said)?;
        actors.push(
            services
                .accounts
                .viewer(Some(&token))
                .await
                .map_err(said)?
                .member()
                .map_err(said)?,
        );
        let SessionToken(secret) = token;
        sessions.push(secret);
    }
    for first in (0..IDEAS).step_by(200) {
        let batch = (first..(first + 200).min(IDEAS))
            .map(|number| post(&services, &actors[number % members], number));
        for posted in join_all(batch).await {
            posted.map_err(said)?;
        }
    }
    for first in (0..VOTES).step_by(200) {
        let batch = (first..first + 200).map(|number| {
            // Popular ideas get more: squares crowd at the low numbers.
            let place = (number * 7_919 % 1_000) as f64 / 1_000.0;
            #[expect(clippy::cast_possible_truncation, reason = "below the number of ideas")]
            let idea = (place * place * IDEAS as f64) as i64 + 1;
            services
                .votes
                .cast(&actors[number % members], idea, Choice::Support)
        });
        for voted in join_all(batch).await {
            voted.map_err(said)?;
        }
    }
    Ok(sessions)
}

async fn post(
    services: &domain::Services,
    actor: &Actor,
    number: usize,
) -> Result<(), domain::AppError> {
    let form = IdeaForm {
        board: "ideas".into(),
        title: format!("Idea number {number} about the things that matter here"),
        body: "A text of ordinary length that says what would be better and for whom, with an example from a real day at work. ".repeat(3),
        kind: "idea".into(),
        department: format!("department-{}", number % 20 + 1),
        topics: format!("topic {}", number % 25),
    };
    services.ideas.submit(actor, NewIdea::parse(&form)?).await?;
    Ok(())
}

/// Smallest durable writes a second through the same writer on the same disk.
pub(super) async fn ceiling(file: &Path, writers: usize, each: usize) -> anyhow::Result<f64> {
    let opened = serve(&Place::File(file.to_owned())).await?;
    let start = Instant::now();
    let done = join_all((0..writers).map(|writer| {
        let db = opened.db.clone();
        async move {
            for turn in 0..each {
                db::raw_write(&db, i64::try_from(writer * each + turn)?)
                    .await
                    .map_err(said)?;
            }
            anyhow::Ok(())
        }
    }));
    for result in done.await {
        result?;
    }
    Ok((writers * each) as f64 / start.elapsed().as_secs_f64())
}
