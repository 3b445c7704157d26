//! What a team's page shows of its ledger: where it stands, and that points wait
//! to be split.

use domain::ledger::{LedgerView, SplitState};
use leptos::prelude::*;

use crate::text;
use crate::ui::{Icon, path};

/// Asks whoever has not split their points yet.
pub(super) fn asked(ledger: &LedgerView) -> AnyView {
    if !ledger.waits {
        return ().into_any();
    }
    view! {
        <section class="banner warn" id="your-points" aria-label="Your points wait">
            <Icon name="people"/>
            <div class="stack">
                <p><b>{text::POINTS_WAIT}</b>" "{text::POINTS_WHY}</p>
                <p class="actions"><a class="btn small go" href=path::ledger(ledger.team, &ledger.idea)>"Split your points"</a></p>
            </div>
        </section>
    }
    .into_any()
}

/// The panel that leads to the ledger.
pub(super) fn panel(ledger: &LedgerView) -> AnyView {
    let settled = ledger
        .splits
        .iter()
        .filter(|split| split.state == SplitState::Frozen);
    let line = text::settled(settled.count(), ledger.splits.len());
    view! {
        <section class="panel meter" aria-labelledby="ledger">
            <h2 id="ledger">"Who carried what"</h2>
            <p class="fine">{line}</p>
            <p><a href=path::ledger(ledger.team, &ledger.idea)>"Contribution ledger"</a></p>
        </section>
    }
    .into_any()
}
