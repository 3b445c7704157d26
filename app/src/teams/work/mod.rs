//! What a launched team works on: milestones with their tasks, weekly updates,
//! links; and beside them how well it goes.

mod finish;
mod health;
mod lead;
mod links;
mod milestones;
mod tasks;
mod updates;

use domain::work::WorkView;
use leptos::prelude::*;

pub(super) use finish::{finished, ways};
pub(super) use health::health;
pub(super) use lead::lead;

/// The part of a team's page that is about its work.
pub(super) fn work(work: &WorkView) -> AnyView {
    view! {
        {milestones::milestones(work)}
        {updates::updates(work)}
        {links::links(work)}
    }
    .into_any()
}
