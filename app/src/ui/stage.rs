//! How far an idea has come: five posts in a list, five steps on its page.

use domain::stage::Stage;
use leptos::prelude::*;

use crate::text;

/// Five small posts and the stage's word.
#[component]
pub fn Stages(
    /// The stage.
    stage: Stage,
) -> impl IntoView {
    let class = if stage == Stage::Delivered {
        "stage done"
    } else {
        "stage"
    };
    let posts = (0..5)
        .map(|post| view! { <i class=(post < stage.posts()).then_some("on")></i> })
        .collect_view();
    view! {
        <span class="row nowrap">
            <span class=class aria-hidden="true">{posts}</span>
            " "
            {text::stage(stage)}
        </span>
    }
}

/// The five steps an idea goes through, with what is known of each.
#[component]
pub fn Tracker(
    /// The stage.
    stage: Stage,
    /// What to say under a step.
    notes: Vec<(Stage, AnyView)>,
) -> impl IntoView {
    let mut notes = notes;
    let steps = [
        Stage::Open,
        Stage::Answered,
        Stage::Gathering,
        Stage::Building,
        Stage::Delivered,
    ];
    let reached = stage.posts();
    let items = steps
        .iter()
        .enumerate()
        .map(|(at, step)| {
            let now = at + 1 == reached;
            // A team may gather before the organisation has answered.
            let skipped = *step == Stage::Answered && stage != Stage::Answered;
            let class = match (at < reached, now) {
                (_, true) => "on now",
                (true, false) if skipped => "passed",
                (true, false) => "on",
                _ => "",
            };
            let note = notes
                .iter()
                .position(|(of, _)| of == step)
                .map(|found| notes.swap_remove(found).1);
            view! {
                <li class=(!class.is_empty()).then_some(class) aria-current=now.then_some("step")>
                    {text::stage(*step)}
                    {note.map(|note| view! { " " <small>{note}</small> })}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="posts" aria-label="Stage">{items}</ol> }
}
