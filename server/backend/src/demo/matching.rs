//! Who may be found in the demo, and which seats wait for an answer.

use domain::matching::Preferences;
use domain::{AppError, Noun, Services};
use serde::Deserialize;

use super::people::Actors;
use crate::context::Context;
use crate::db::{Fault, first};

const FILE: &str = include_str!("matching.json");

/// What stands in the file.
#[derive(Deserialize)]
pub(super) struct Matching {
    found: Vec<Found>,
    offers: Vec<Offer>,
}

#[derive(Deserialize)]
struct Found {
    handle: String,
    hours: u32,
    topics: Vec<String>,
    wants: Vec<String>,
}

/// A seat that is offered, by the title of the idea and what it asks for.
#[derive(Deserialize)]
struct Offer {
    idea: String,
    by: String,
    to: String,
    skill: String,
}

/// Reads the file.
pub(super) fn read() -> Result<Matching, serde_json::Error> {
    serde_json::from_str(FILE)
}

const SEAT: &str = "
    SELECT t.id, s.id
    FROM ideas i
    JOIN teams t ON t.idea_id = i.id
    JOIN seats s ON s.team_id = t.id
    WHERE i.title = $1 AND s.skill = $2";

/// They say that they may be found, and seats are offered to some.
pub(super) async fn play(
    ctx: &Context,
    services: &Services,
    actors: &Actors,
    told: &Matching,
) -> Result<(), AppError> {
    let actor = |handle: &str| actors.get(handle).ok_or(AppError::NotFound(Noun::Person));
    for found in &told.found {
        let preferences = Preferences {
            open: true,
            hours: found.hours,
            time_zone: String::new(),
            topics: found.topics.clone(),
            wants: found.wants.clone(),
        };
        let member = actor(&found.handle)?;
        services.matching.prefer(member, preferences).await?;
    }
    for offer in &told.offers {
        let (idea, skill) = (offer.idea.as_str(), offer.skill.as_str());
        let seat = first!(db & ctx.db, (i64, i64), SEAT, idea, skill).map_err(Fault::from)?;
        let (team, seat) = seat.ok_or(AppError::NotFound(Noun::Seat))?;
        let by = actor(&offer.by)?;
        services.matching.offer(by, team, seat, &offer.to).await?;
    }
    Ok(())
}
