//! Seats and people finding each other: what members tell for it.

mod conditions;
mod people;
mod seats;
mod sql;
mod telling;
#[cfg(test)]
mod tests;
mod weigh;
mod whole;

use async_trait::async_trait;
use domain::Outcome;
use domain::accounts::Actor;
use domain::limits::Act;
use domain::matching::{
    Matching, PeopleForSeat, Preferences, SeatForYou, SeatOffer, SuggestedTeam,
};
use domain::teams::TeamId;

use crate::db::Lock;
use crate::setup::time_zone;
use crate::teams::offers;
use crate::{Context, limits};

pub(crate) use conditions::{takes_people, together};
use people::Asks;
pub(crate) use sql::preferences;

/// Tells people of new seats that fit them; how many were told.
pub(crate) async fn sweep(ctx: &Context) -> Outcome<u64> {
    telling::sweep(ctx).await
}

/// Telling what one would like to be found for.
pub struct MatchingService {
    ctx: Context,
}

impl MatchingService {
    /// The use cases on this context.
    pub fn new(ctx: Context) -> Self {
        Self { ctx }
    }
}

#[async_trait]
impl Matching for MatchingService {
    async fn seats_for(&self, actor: &Actor) -> Outcome<Option<Vec<SeatForYou>>> {
        let told = sql::preferences(&self.ctx.db, actor.id).await?;
        if !told.open {
            return Ok(None);
        }
        let now = self.ctx.now().0;
        Ok(Some(seats::best(&self.ctx.db, actor, &told, now).await?))
    }

    async fn people_for(&self, actor: &Actor, team: TeamId, seat: i64) -> Outcome<PeopleForSeat> {
        let asks = Asks::Member(actor);
        let (people, _) = people::for_seat(&self.ctx, asks, (team, seat)).await?;
        Ok(people)
    }

    async fn team_for(&self, actor: &Actor, team: TeamId) -> Outcome<SuggestedTeam> {
        Ok(whole::suggest(&self.ctx, Asks::Member(actor), team).await?)
    }

    async fn offer(&self, actor: &Actor, team: TeamId, seat: i64, handle: &str) -> Outcome<()> {
        offers::offer(&self.ctx, actor, team, (seat, handle)).await
    }

    async fn take_back(&self, actor: &Actor, team: TeamId, handle: &str) -> Outcome<()> {
        offers::take_back(&self.ctx, actor, team, handle).await
    }

    async fn offers(&self, actor: &Actor) -> Outcome<Vec<SeatOffer>> {
        Ok(offers::waiting(&self.ctx.db, actor, self.ctx.now()).await?)
    }

    async fn accept(&self, actor: &Actor, offer: i64, charter: i64) -> Outcome<TeamId> {
        offers::accept(&self.ctx, actor, (offer, charter)).await
    }

    async fn decline(&self, actor: &Actor, offer: i64) -> Outcome<()> {
        offers::decline(&self.ctx, actor, offer).await
    }

    async fn preferences(&self, actor: &Actor) -> Outcome<Preferences> {
        Ok(sql::preferences(&self.ctx.db, actor.id).await?)
    }

    async fn prefer(&self, actor: &Actor, mut preferences: Preferences) -> Outcome<()> {
        if !preferences.time_zone.is_empty() {
            preferences.time_zone = time_zone(&preferences.time_zone)?;
        }
        let command = (actor.id, preferences, self.ctx.now());
        let counted = (Act::Profile, actor);
        limits::write(&self.ctx, counted, Lock::Nothing, command, |tx, command| {
            let (member, preferences, now) = command;
            Box::pin(sql::save(tx, *member, preferences, *now))
        })
        .await
    }
}
