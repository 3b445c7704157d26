//! Matching: what the pages cost that weigh thousands of people and seats.

use std::path::Path;

use backend::db::open::{Place, serve};
use backend::demo::PASSWORD;
use backend::limits::Limits;
use backend::seed::Size;
use backend::{Context, services};
use domain::accounts::{Device, Password, SessionToken, Viewer};
use domain::limits::ClientAddress;
use domain::teams::TeamStage;

use super::client::Client;
use super::data::{self, Filled, said};
use super::process::Server;
use super::table::Table;
use crate::config::Config;

/// Teams whose starters look for people, and for seats.
const TEAMS: usize = 40;
/// How often each of them opens each page.
const TURNS: usize = 5;

/// The starter of a gathering team, and one of its open seats.
struct Starter {
    session: String,
    people: String,
    seat: i64,
}

/// Prints what each page costs on twenty thousand members and two thousand open
/// seats.
pub(super) async fn measure(
    config: &Config,
    scratch: &Path,
    table: &mut Table,
) -> anyhow::Result<()> {
    eprintln!("Filling a database of 20,000 members and 2,000 open seats …");
    let filled = data::fill(scratch, Size::Teams, None, 0).await?;
    let starters = starters(&filled).await?;
    let server = Server::start(&filled.folder, &config.site_root, &[]).await?;
    for (name, page) in [
        ("the board beside “Seats for you”", Page::Board),
        ("“Seats for you” among the teams", Page::Seats),
        ("“People for this seat”", Page::People),
        ("a whole team", Page::Whole),
    ] {
        rounds(&server, &starters, page, 1).await?;
        let before = server.cpu_ms()?;
        rounds(&server, &starters, page, TURNS).await?;
        let cpu = (server.cpu_ms()? - before) / (TURNS * starters.len()) as f64;
        let what = format!("matching: CPU per page, {name}");
        table.row(&what, &format!("{cpu:.1} ms"), "≤ 50 ms");
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Page {
    Board,
    Seats,
    People,
    Whole,
}

async fn rounds(
    server: &Server,
    starters: &[Starter],
    page: Page,
    turns: usize,
) -> anyhow::Result<()> {
    let mut client = Client::connect(server.port).await?;
    for starter in starters {
        let path = match page {
            Page::Board => "/".to_owned(),
            Page::Seats => "/teams".to_owned(),
            Page::People => format!("{}?seat={}", starter.people, starter.seat),
            Page::Whole => starter.people.clone(),
        };
        for _ in 0..turns {
            client.get_as(&path, &starter.session).await?;
        }
    }
    Ok(())
}

async fn starters(filled: &Filled) -> anyhow::Result<Vec<Starter>> {
    let opened = serve(&Place::File(filled.folder.join("barnraise.db"))).await?;
    let services = services(&Context::system(opened.db).with_limits(Limits::Relaxed));
    let device = Device {
        agent: "bench".into(),
        address: ClientAddress::LOCAL,
    };
    let mut starters = Vec::new();
    let mut after = None;
    while starters.len() < TEAMS {
        let visitor = Viewer::Visitor;
        let page = services
            .teams
            .list(&visitor, TeamStage::Gathering, after.as_ref())
            .await
            .map_err(said)?;
        for card in page.items {
            let team = services.teams.view(&visitor, card.number).await;
            let team = team.map_err(said)?;
            let mut seats = team.seats.iter();
            let open = seats.find(|seat| seat.held.is_empty()).map(|seat| seat.id);
            // Seeded members go by their number: m12, at m12@example.com.
            let email = format!("{}@example.com", team.starter.handle);
            if let Some(seat) = open {
                let password = Password::claimed(PASSWORD);
                let token = services.accounts.sign_in(&email, &password, &device).await;
                let SessionToken(session) = token.map_err(said)?;
                starters.push(Starter {
                    session,
                    people: format!("/teams/{}/{}/people", team.number, team.idea.slug),
                    seat,
                });
            }
        }
        after = page.next;
        anyhow::ensure!(after.is_some(), "too few teams gather");
    }
    starters.truncate(TEAMS);
    Ok(starters)
}
