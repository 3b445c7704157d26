//! Server functions of a team's decisions.

use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::{guard, ui::path};
#[cfg(feature = "ssr")]
use domain::{
    Timestamp,
    decisions::{NewProposal, ProposalForm, Verdict, Words},
    ideas::IdeaRef,
    teams::Reason,
};

/// Ends each of them: a plain form goes back to the team's decisions.
#[cfg(feature = "ssr")]
fn shown(team: i64, idea: domain::Outcome<IdeaRef>) -> Result<(), Refused> {
    let idea = idea.map_err(guard::fail)?;
    guard::go(&format!("{}#decisions", path::team(team, &idea)));
    Ok(())
}

#[cfg(feature = "ssr")]
fn proposal(title: String, details: String, days: String) -> Result<NewProposal, Refused> {
    let form = ProposalForm {
        title,
        details,
        days,
    };
    NewProposal::parse(&form).map_err(guard::fail)
}

/// The words that were read, in a form that says since when they stand.
#[cfg(feature = "ssr")]
fn words(decision: i64, at: i64) -> Words {
    Words {
        decision,
        at: (at != 0).then_some(Timestamp(at)),
    }
}

/// Proposes something to the team.
#[server(endpoint = "decisions/propose")]
pub async fn propose(
    #[server(default)] team: i64,
    #[server(default)] title: String,
    #[server(default)] details: String,
    #[server(default)] days: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let new = proposal(title, details, days)?;
    let done = services.decisions.propose(&actor, team, new).await;
    shown(team, done)
}

/// Objects to a proposal, or says a concern where the lead decides.
#[server(endpoint = "decisions/object")]
pub async fn object(
    #[server(default)] team: i64,
    #[server(default)] decision: i64,
    #[server(default)] at: i64,
    #[server(default)] reason: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let reason = Reason::parse(&reason).map_err(guard::fail)?;
    let words = words(decision, at);
    let done = services.decisions.object(&actor, team, words, reason);
    shown(team, done.await)
}

/// Takes back what one said against a proposal.
#[server(endpoint = "decisions/take-back")]
pub async fn take_back(
    #[server(default)] team: i64,
    #[server(default)] decision: i64,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let done = services.decisions.take_back(&actor, team, decision).await;
    shown(team, done)
}

/// Proposes it in other words.
#[server(endpoint = "decisions/reword")]
pub async fn reword(
    #[server(default)] team: i64,
    #[server(default)] decision: i64,
    #[server(default)] title: String,
    #[server(default)] details: String,
    #[server(default)] days: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let new = proposal(title, details, days)?;
    let done = services.decisions.reword(&actor, team, decision, new);
    shown(team, done.await)
}

/// Withdraws one's own proposal.
#[server(endpoint = "decisions/withdraw")]
pub async fn withdraw(
    #[server(default)] team: i64,
    #[server(default)] decision: i64,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let done = services.decisions.withdraw(&actor, team, decision).await;
    shown(team, done)
}

/// Decides a proposal, where the lead does.
#[server(endpoint = "decisions/decide")]
pub async fn decide(
    #[server(default)] team: i64,
    #[server(default)] decision: i64,
    #[server(default)] at: i64,
    #[server(default)] verdict: String,
    #[server(default)] reason: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let verdict = Verdict::parse(&verdict, &reason).map_err(guard::fail)?;
    let words = words(decision, at);
    let done = services.decisions.decide(&actor, team, words, verdict);
    shown(team, done.await)
}
