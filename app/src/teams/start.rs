//! The form that starts a team on an idea.

use domain::Noun;
use domain::teams::{CharterForm, Decides};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::fields;
use crate::load::load;
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::{Form, path};

/// Rows of seats on the form; more can be added on the team's page.
const ROWS: usize = 3;

/// `/ideas/{number}/team/new`
#[component]
pub fn StartTeamPage() -> impl IntoView {
    let request = Request::current();
    let number = use_params_map().with_untracked(|params| params.get("number"));
    let posted = number.clone().unwrap_or_default();
    let form = Form::of("/api/teams/start", &[("idea", &posted)]);
    load(async move {
        let number = number
            .and_then(|number| number.parse().ok())
            .ok_or(Noun::Idea)?;
        let actor = request.viewer.member()?;
        let (idea, today) = request.services.teams.may_start(&actor, number).await?;
        let here = path::idea(&idea);
        let proposed = CharterForm {
            weeks: "6".into(),
            milestone_due: today.plus_days(14).to_string(),
            decides: Decides::Consent.to_string(),
            stops_when: text::STOPS_WHEN.into(),
            ..CharterForm::default()
        };
        // In the order of the page: the first field to mend calls for attention.
        let purpose = fields::purpose(&form, &proposed);
        let rows = (0..ROWS).map(|row| seat(&form, row)).collect_view();
        let work = fields::work(&form, &proposed, today);
        Ok(view! {
            <Named title="Start a team"/>
            <main class="page narrow" id="main">
                <nav class="crumbs" aria-label="Where you are">
                    <a href="/">"Board"</a>
                    " "
                    <a href=here.clone()>{format!("Idea {number}")}</a>
                    " "
                    <span>"Start a team"</span>
                </nav>
                <div class="lead">
                    <div>
                        <h1>"Start a team"</h1>
                        <p>
                            "For "
                            <a href=here.clone()>{idea.title.clone()}</a>
                            ". What you write here is the charter: everyone who takes a seat agrees to it."
                        </p>
                    </div>
                </div>
                <form class="form" method="post" action="/api/teams/start" novalidate=true>
                    {form.trouble()}
                    <input type="hidden" name="idea" value=number.to_string()/>
                    {purpose}
                    <section class="part" aria-labelledby="seats">
                        <h2 id="seats">"Seats"</h2>
                        <p>"Which hands are needed? Level and skill are hopes, never a gate: anyone may sit down. A row without a skill is left out."</p>
                        {rows}
                        {fields::skills()}
                    </section>
                    <section class="part" aria-labelledby="work">
                        <h2 id="work">"The work"</h2>
                        {work}
                    </section>
                    <div class="actions">
                        <button class="btn go">"Open the team"</button>
                        " "
                        <a class="btn quiet" href=here>"Back to the idea"</a>
                    </div>
                </form>
            </main>
        })
    })
}

/// One row of seats.
fn seat(form: &Form, row: usize) -> impl IntoView + use<> {
    let field =
        |name: &'static str, label| form.field_named(format!("seats[{row}][{name}]"), label);
    view! {
        <fieldset class="seat-fields">
            <legend>{format!("Seat {}", row + 1)}</legend>
            {fields::seat(&field, &fields::usual_seat())}
        </fieldset>
    }
}
