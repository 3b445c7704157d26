//! The form that starts a team on an idea.

use domain::Noun;
use domain::teams::{Decides, Need};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

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
        let rows = (0..ROWS).map(|row| seat(&form, row)).collect_view();
        let skills = text::SKILLS.map(|skill| view! { <option value=skill></option> });
        let rules = Decides::ALL
            .iter()
            .map(|rule| (rule.to_string(), text::decides_shortly(*rule).to_owned()));
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
                    {form
                        .field("purpose", "Purpose")
                        .hint("One sentence: what will be true when you are done, and for whom.")
                        .required()
                        .rows(3)
                        .view()}
                    <section class="part" aria-labelledby="seats">
                        <h2 id="seats">"Seats"</h2>
                        <p>"Which hands are needed? Level and skill are hopes, never a gate: anyone may sit down. A row without a skill is left out."</p>
                        {rows}
                        <datalist id="skills">{skills}</datalist>
                    </section>
                    <section class="part" aria-labelledby="work">
                        <h2 id="work">"The work"</h2>
                        {form
                            .field("milestone", "First milestone")
                            .hint("Something to show within 14 days of the launch.")
                            .required()
                            .view()}
                        <div class="fields">
                            {form
                                .field("milestone_due", "Due")
                                .kind("date")
                                .value(today.plus_days(14).to_string())
                                .with("min", today.to_string())
                                .view()}
                            {form.field("weeks", "Weeks").kind("number").value("6").with("min", "1").with("max", "52").view()}
                            {form
                                .field("decides", "How it decides")
                                .value(Decides::Consent.to_string())
                                .options(rules.collect())
                                .view()}
                        </div>
                        {form
                            .field("stops_when", "When it stops")
                            .hint("The sign that this was not it. Stopping well is no shame.")
                            .value(text::STOPS_WHEN)
                            .rows(2)
                            .view()}
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

/// One row: what kind of hands, how many, for how long.
fn seat(form: &Form, row: usize) -> impl IntoView + use<> {
    let field =
        |name: &str, label: &'static str| form.field_named(format!("seats[{row}][{name}]"), label);
    let number = |name: &str, label: &'static str, max: &str, value: &str| {
        field(name, label)
            .kind("number")
            .value(value)
            .with("min", "1")
            .with("max", max)
            .view()
    };
    let levels = (1..=3).map(|level| (level.to_string(), text::level(level).to_owned()));
    let needs = Need::ALL
        .iter()
        .map(|need| (need.to_string(), text::need(*need).to_owned()));
    view! {
        <fieldset class="seat-fields">
            <legend>{format!("Seat {}", row + 1)}</legend>
            <div class="fields">
                {field("skill", "Skill").with("list", "skills").view()}
                {field("level", "Level").value("2").options(levels.collect()).view()}
                {number("hours", "Hours a week", "40", "3")}
                {number("count", "How many", "10", "1")}
                {field("need", "Need").value(Need::Required.to_string()).options(needs.collect()).view()}
            </div>
        </fieldset>
    }
}
