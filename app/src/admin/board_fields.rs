//! The fields of a board, for a new one and for one there is.

use domain::admin::BoardForm;
use domain::boards::Visibility;
use leptos::prelude::*;

use crate::text;
use crate::ui::Form;

/// Name, purpose, who sees it, and the launch rule with what it means.
pub(super) fn board_fields(form: &Form, board: &BoardForm) -> AnyView {
    let visibilities = Visibility::ALL
        .iter()
        .map(|visibility| {
            (
                visibility.to_string(),
                text::visibility(*visibility).to_owned(),
            )
        })
        .collect();
    view! {
        {form.field("name", "Name").hint("2 to 60 characters.").value(board.name.clone()).required().view()}
        {form
            .field("purpose", "Purpose")
            .hint("What the board is for, in a sentence or two. It stands on top of it.")
            .value(board.purpose.clone())
            .rows(3)
            .required()
            .view()}
        {form
            .field("visibility", "Who sees it")
            .options(visibilities)
            .value(board.visibility.clone())
            .view()}
        <div class="part" role="group" aria-labelledby="launch-rule">
            <h2 id="launch-rule">"Launch rule"</h2>
            <p>{text::LAUNCH_RULE}</p>
            <div class="fields">
                {form
                    .field("supporters", "Supporters")
                    .hint("Of the idea, its author included.")
                    .kind("number")
                    .with("min", "1")
                    .with("max", "10000")
                    .value(board.supporters.clone())
                    .required()
                    .view()}
                {form
                    .field("hours", "Hours promised, in %")
                    .hint("Of the required seats' hours.")
                    .kind("number")
                    .with("min", "10")
                    .with("max", "100")
                    .value(board.hours.clone())
                    .required()
                    .view()}
                {form
                    .field("departments", "Departments")
                    .hint("On the team, unless a customer is.")
                    .kind("number")
                    .with("min", "1")
                    .with("max", "10")
                    .value(board.departments.clone())
                    .required()
                    .view()}
            </div>
        </div>
    }
    .into_any()
}
