//! Server functions of the contribution ledger.

use domain::ledger::PointsForm;
use leptos::prelude::*;

use crate::Refused;
#[cfg(feature = "ssr")]
use crate::{guard, ui::path};
#[cfg(feature = "ssr")]
use domain::{
    ledger::{LedgerView, NewBallot},
    teams::Reason,
};

/// Ends each of them: a plain form goes back to the team's ledger.
#[cfg(feature = "ssr")]
fn shown(ledger: domain::Outcome<LedgerView>, split: i64) -> Result<(), Refused> {
    let ledger = ledger.map_err(guard::fail)?;
    let page = path::ledger(ledger.team, &ledger.idea);
    guard::go(&format!("{page}#split-{split}"));
    Ok(())
}

/// Splits one's points among the others.
#[server(endpoint = "ledger/cast")]
pub async fn cast(
    #[server(default)] team: i64,
    #[server(default)] split: i64,
    #[server(default)] points: Vec<PointsForm>,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let ballot = NewBallot::parse(&points).map_err(guard::fail)?;
    shown(
        services.ledger.cast(&actor, team, split, ballot).await,
        split,
    )
}

/// Disputes the shares of a milestone.
#[server(endpoint = "ledger/dispute")]
pub async fn dispute(
    #[server(default)] team: i64,
    #[server(default)] split: i64,
    #[server(default)] reason: String,
) -> Result<(), Refused> {
    let (services, actor) = guard::signed_in()?;
    let reason = Reason::parse(&reason).map_err(guard::fail)?;
    shown(
        services.ledger.dispute(&actor, team, split, reason).await,
        split,
    )
}
