//! Scratch databases of a seeded size, and members to vote in them.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use backend::db::open::{Place, serve};
use backend::limits::Limits;
use backend::operation::Reason;
use backend::seed::{self, Size};
use backend::{Clock as _, Context, context::SystemClock, db, operation};
use domain::accounts::{Device, NewAccount, SessionToken, Viewer};
use domain::ideas::{IdeaQuery, Sort};
use domain::limits::ClientAddress;
use futures::future::join_all;

/// Pages of the list whose ideas are visited.
const PAGES: usize = 10;
const PASSWORD: &str = "a bench for sitting on";

pub(super) fn said(error: domain::AppError) -> anyhow::Error {
    anyhow::anyhow!("{error}")
}

/// A filled folder, and what to ask for in it.
pub(super) struct Filled {
    pub(super) folder: PathBuf,
    /// Addresses of ideas on the open board, from the newest on; the first has
    /// a long discussion.
    pub(super) ideas: Vec<String>,
    /// Ideas there are.
    pub(super) count: i64,
    /// Sessions of members who may vote.
    pub(super) sessions: Vec<String>,
}

/// Makes a folder with a database of this size. Big ones are made once and kept
/// in `keep`; what is measured is a copy, because votes change it.
pub(super) async fn fill(
    scratch: &Path,
    size: Size,
    keep: Option<&Path>,
    voters: usize,
) -> anyhow::Result<Filled> {
    let folder = scratch.join(format!("{size:?}"));
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("barnraise.db");
    match keep.filter(|_| size != Size::S) {
        None => seeded(&file, size).await?,
        Some(keep) => {
            let kept = keep.join(format!("size-{size:?}-{}.db", seed::EDITION));
            if kept.exists() {
                std::fs::copy(&kept, &file).context("copying the kept database")?;
            } else {
                seeded(&file, size).await?;
                let place = Place::File(file.clone());
                let now = SystemClock.now();
                operation::backup(&place, &kept, false, Reason::Asked, now).await?;
            }
        }
    }
    let opened = serve(&Place::File(file)).await?;
    let ctx = Context::system(opened.db.clone()).with_limits(Limits::Relaxed);
    let services = backend::services(&ctx);
    let mut ideas = Vec::new();
    let mut query = IdeaQuery {
        board: Some("ideas".into()),
        sort: Some(Sort::New),
        ..IdeaQuery::default()
    };
    for _ in 0..PAGES {
        let page = services
            .ideas
            .list(&Viewer::Visitor, &query)
            .await
            .map_err(said)?;
        ideas.extend(
            page.items
                .iter()
                .map(|card| format!("/ideas/{}/{}", card.idea.number, card.idea.slug)),
        );
        query.after = page.next;
    }
    Ok(Filled {
        folder,
        ideas,
        count: size.amounts().ideas,
        sessions: sessions(&services, voters).await?,
    })
}

async fn seeded(file: &Path, size: Size) -> anyhow::Result<()> {
    let start = Instant::now();
    let opened = serve(&Place::File(file.to_owned())).await?;
    let ctx = Context::system(opened.db.clone()).with_limits(Limits::Relaxed);
    seed::seed(&ctx, size, |_, _| ()).await?;
    eprintln!("  filled in {:.0} s", start.elapsed().as_secs_f64());
    Ok(())
}

async fn sessions(services: &domain::Services, many: usize) -> anyhow::Result<Vec<String>> {
    let device = Device {
        agent: "bench".into(),
        address: ClientAddress::LOCAL,
    };
    let mut sessions = Vec::new();
    for number in 0..many {
        let (name, email) = (
            format!("Voter {number}"),
            format!("voter{number}@example.com"),
        );
        let account = NewAccount::parse(&name, &email, PASSWORD, "");
        let account = account.map_err(|error| said(error.into()))?;
        let token = services.accounts.sign_up(account, &device).await;
        let SessionToken(secret) = token.map_err(said)?;
        sessions.push(secret);
    }
    Ok(sessions)
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
