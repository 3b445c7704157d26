//! Fields that several forms about a team share.

use domain::Date;
use domain::teams::{CharterForm, Decides, Need, SeatForm};
use leptos::prelude::*;

use crate::text;
use crate::ui::{Field, Form};

/// What kind of hands, how many, for how long; `field` names each field.
pub(super) fn seat(
    field: &impl Fn(&'static str, &'static str) -> Field,
    proposed: &SeatForm,
) -> AnyView {
    let number = |name, label, max: &str, value: &str| {
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
        <div class="fields">
            {field("skill", "Skill").value(proposed.skill.clone()).with("list", "skills").view()}
            {field("level", "Level").value(proposed.level.clone()).options(levels.collect()).view()}
            {number("hours", "Hours a week", "40", &proposed.hours)}
            {number("count", "How many", "10", &proposed.count)}
            {field("need", "Need").value(proposed.need.clone()).options(needs.collect()).view()}
        </div>
    }
    .into_any()
}

/// What a seat is by itself.
pub(super) fn usual_seat() -> SeatForm {
    SeatForm {
        skill: String::new(),
        level: "2".into(),
        hours: "3".into(),
        count: "1".into(),
        need: Need::Required.to_string(),
    }
}

/// Skills to choose from while typing.
pub(super) fn skills() -> AnyView {
    let skills = text::SKILLS.map(|skill| view! { <option value=skill></option> });
    view! { <datalist id="skills">{skills}</datalist> }.into_any()
}

/// What the team is for.
pub(super) fn purpose(form: &Form, proposed: &CharterForm) -> AnyView {
    form.field("purpose", "Purpose")
        .hint("One sentence: what will be true when you are done, and for whom.")
        .value(proposed.purpose.clone())
        .required()
        .rows(3)
        .view()
}

/// What it shows first, how long it works, how it decides, when it stops.
pub(super) fn work(form: &Form, proposed: &CharterForm, today: Date) -> AnyView {
    let rules = Decides::ALL
        .iter()
        .map(|rule| (rule.to_string(), text::decides_shortly(*rule).to_owned()));
    view! {
        {form
            .field("milestone", "First milestone")
            .hint("Something to show within 14 days of the launch. If its day lies outside those, it is due on the last of them.")
            .value(proposed.milestone.clone())
            .required()
            .view()}
        <div class="fields">
            {form
                .field("milestone_due", "Due")
                .kind("date")
                .value(proposed.milestone_due.clone())
                .with("min", today.to_string())
                .view()}
            {form
                .field("weeks", "Weeks")
                .kind("number")
                .value(proposed.weeks.clone())
                .with("min", "1")
                .with("max", "52")
                .view()}
            {form
                .field("decides", "How it decides")
                .value(proposed.decides.clone())
                .options(rules.collect())
                .view()}
        </div>
        {form
            .field("stops_when", "When it stops")
            .hint("The sign that this was not it. Stopping well is no shame.")
            .value(proposed.stops_when.clone())
            .rows(2)
            .view()}
    }
    .into_any()
}
