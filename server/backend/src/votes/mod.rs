//! Votes: cast, changed, taken back; counted by group in the same command.

mod sql;
#[cfg(test)]
mod tests;

use async_trait::async_trait;

use domain::accounts::{Actor, Kind};
use domain::limits::Act;
use domain::ranking::{Warmth, scored_at};
use domain::stage::Stage;
use domain::votes::{Choice, Standing, Votes};
use domain::{Conflict, Noun, Outcome, Timestamp, policy};

use crate::context::Context;
use crate::db::{Fault, Lock, Tx};
use crate::events::{self, Event};
use crate::{ideas, limits, teams};
use sql::Ballot;

/// Voting, on a database.
pub struct VotesService {
    ctx: Context,
}

impl VotesService {
    /// The use case in this context.
    pub fn new(ctx: Context) -> Self {
        Self { ctx }
    }
}

struct Cast {
    actor: Actor,
    idea: i64,
    choice: Choice,
    now: Timestamp,
}

async fn cast(tx: &mut Tx<'_>, command: &Cast) -> Result<Standing, Fault> {
    let Cast {
        actor,
        idea,
        choice,
        now,
    } = command;
    let ballot = sql::ballot(tx, *idea, actor.id).await?;
    ballot.voter.still(actor)?;
    policy::take_part_in(actor, &ballot.exposure, ballot.locked, Noun::Idea)?;
    if ballot.stage == Stage::Withdrawn {
        return Err(Conflict::IdeaWithdrawn.into());
    }
    if ballot.choice == *choice {
        return Ok(Standing {
            support: ballot.support,
            mine: *choice,
        });
    }
    let supported_at = match (ballot.supported_at, choice) {
        (None, Choice::Support) => Some(scored_at(*now, ballot.newest)),
        (known, _) => known,
    };
    let own = ballot.author == actor.id;
    sql::keep(tx, *idea, actor, *choice, supported_at, *now).await?;
    let score = match (ballot.choice, choice, supported_at.filter(|_| !own)) {
        (_, Choice::Support, Some(at)) => {
            let at = scored_at(at, ballot.newest);
            ideas::warmed(tx, *idea, ballot.score, Warmth::Support, at).await?
        }
        (Choice::Support, _, Some(at)) => ideas::cooled(tx, *idea, Warmth::Support, at).await?,
        _ => ballot.score,
    };
    // What was chosen stays out of the trail: votes are private, to readers of
    // the trail too.
    let event = Event {
        kind: "vote.cast",
        actor: Some(actor.id),
        idea: Some(*idea),
        ..Event::default()
    };
    events::record(tx, *now, event).await?;
    // Last, because it answers: what is written above goes along.
    let change = change(&ballot, actor, *choice, own);
    let support = sql::count(tx, *idea, &change, score).await?;
    if ballot.gathering {
        teams::reconsider(tx, *idea, *now).await?;
    }
    Ok(Standing {
        support,
        mine: *choice,
    })
}

/// What a vote adds to the counters of its idea.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Change {
    support: i64,
    support_employees: i64,
    support_customers: i64,
    oppose_employees: i64,
    oppose_customers: i64,
}

impl Change {
    fn add(&mut self, choice: Choice, group: Kind, votes: i64) {
        match (choice, group) {
            (Choice::Support, Kind::Employee) => self.support_employees += votes,
            (Choice::Support, Kind::Customer) => self.support_customers += votes,
            (Choice::Oppose, Kind::Employee) => self.oppose_employees += votes,
            (Choice::Oppose, Kind::Customer) => self.oppose_customers += votes,
            (Choice::None, _) => {}
        }
    }
}

/// The old vote leaves the group it was counted in, the new one joins the group
/// the member is in now. An author's own vote is in no group.
fn change(ballot: &Ballot, actor: &Actor, choice: Choice, own: bool) -> Change {
    let supports = |choice| i64::from(choice == Choice::Support);
    let mut change = Change {
        support: supports(choice) - supports(ballot.choice),
        ..Change::default()
    };
    if !own {
        change.add(ballot.choice, ballot.group.unwrap_or(actor.kind), -1);
        change.add(choice, actor.kind, 1);
    }
    change
}

/// The author's own support of an idea just posted; the idea counts it already.
pub(crate) async fn support_own(
    tx: &mut Tx<'_>,
    idea: i64,
    author: &Actor,
    at: Timestamp,
) -> Result<(), Fault> {
    sql::keep(tx, idea, author, Choice::Support, Some(at), at).await
}

#[async_trait]
impl Votes for VotesService {
    async fn cast(&self, actor: &Actor, idea: i64, choice: Choice) -> Outcome<Standing> {
        let command = Cast {
            actor: actor.clone(),
            idea,
            choice,
            now: self.ctx.now(),
        };
        let counted = (Act::Vote, actor.id);
        limits::count(
            &self.ctx,
            counted,
            Lock::Idea(idea),
            command,
            |tx, command| Box::pin(cast(tx, command)),
        )
        .await
    }
}
