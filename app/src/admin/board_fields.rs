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
        <fieldset class="part">
            <legend>"Launch rule"</legend>
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
                    .hint("Of the required seats' hours, weighed by reliability. At 60, a full team of newcomers launches; above 66 it does not.")
                    .kind("number")
                    .with("min", "10")
                    .with("max", "100")
                    .value(board.hours.clone())
                    .required()
                    .view()}
                {form
                    .field("departments", "Departments")
                    .hint("That sit on the team, unless a customer does.")
                    .kind("number")
                    .with("min", "1")
                    .with("max", "10")
                    .value(board.departments.clone())
                    .required()
                    .view()}
            </div>
        </fieldset>
    }
    .into_any()
}
