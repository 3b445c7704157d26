//! What one tells so that seats find one.

use domain::matching::{MAX_HOURS, Preferences};
use leptos::prelude::*;

use crate::accounts::Tabs;
use crate::load::load;
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::{Form, banner, zones};

/// `/me/matching`.
#[component]
pub fn MatchingPage() -> impl IntoView {
    let request = Request::current();
    let form = Form::of("/api/matching/prefer", &[]);
    let saved = request.parameter("saved").is_some() && !form.failed();
    load(async move {
        let actor = request.viewer.member()?;
        let told = request.services.matching.preferences(&actor).await?;
        Ok(view! {
            <Named title="Matching"/>
            <main class="page narrow" id="main">
                <h1>"Matching"</h1>
                <Tabs/>
                {saved.then(|| banner("ok", "check", text::PREFERENCES_SAVED))}
                {form.trouble()}
                <form class="form" method="post" action="/api/matching/prefer" novalidate=true>
                    {fields(&form, told)}
                    <div class="actions"><button class="btn go">"Save matching"</button></div>
                </form>
            </main>
        })
    })
}

fn fields(form: &Form, told: Preferences) -> impl IntoView + use<> {
    let open = [("no", text::NOT_OPEN), ("yes", text::OPEN)]
        .map(|(word, shown)| (word.to_owned(), shown.to_owned()))
        .to_vec();
    view! {
        <p>{text::MATCHING}</p>
        {form
            .field("open", "Suggest seats to me")
            .options(open)
            .value(if told.open { "yes" } else { "no" })
            .hint("Your skills are on your profile. Age, gender and place are never asked for.")
            .view()}
        {form
            .field("hours", "Free hours a week")
            .kind("number")
            .with("min", "0")
            .with("max", MAX_HOURS.to_string())
            .value(told.hours.to_string())
            .hint("What you could give to teams, all of them together.")
            .required()
            .view()}
        {form
            .field("time_zone", "Time zone")
            .with("list", "zones")
            .value(told.time_zone)
            .hint("Where your day is. Left empty, it is the organisation's.")
            .view()}
        {zones()}
        {form
            .field("topics", "Topics you care about")
            .value(told.topics.join(", "))
            .hint("Up to ten, with commas between, as they stand on ideas. They are shown on your page. Ideas you support or comment on count too, but only you are told.")
            .view()}
        {form
            .field("wants", "Skills you want to learn")
            .value(told.wants.join(", "))
            .hint("Up to six, with commas between. They are shown on your page.")
            .view()}
    }
}
