//! Settings: name, welcome, look, and who may join.

use domain::admin::{Accent, Settings, SignUp};
use leptos::prelude::*;

use super::AdminRoom;
use super::logo::LogoPart;
use crate::load::load;
use crate::request::Request;
use crate::text;
use crate::ui::{Form, banner};

/// `/admin/settings`.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let request = Request::current();
    let form = Form::of("/api/settings/save", &[]);
    load(async move {
        let actor = request.viewer.clone().member()?;
        let settings = request.services.admin.settings.settings(&actor).await?;
        let saved = request.parameter("saved").is_some() && request.kept.is_none();
        Ok(view! {
            <AdminRoom title="Settings" lead=text::SETTINGS>
                {saved.then(|| banner("ok", "check", text::SAVED))}
                <Words form settings=settings.clone()/>
                <LogoPart logo=settings.logo/>
            </AdminRoom>
        })
    })
}

#[component]
fn Words(form: Form, settings: Settings) -> impl IntoView {
    let policies = SignUp::ALL
        .iter()
        .map(|policy| (policy.to_string(), text::sign_up(*policy).to_owned()))
        .collect();
    view! {
        {form.trouble()}
        <form class="form sheet" method="post" action="/api/settings/save" novalidate=true>
            {form
                .field("organisation", "Name of the organisation")
                .hint("In the header and in the title of every page.")
                .value(settings.organisation.clone())
                .required()
                .view()}
            {form
                .field("welcome", "Welcome")
                .hint("On top of the board, for visitors who are not signed in. Markdown works. Empty for none.")
                .value(settings.welcome.clone())
                .rows(5)
                .view()}
            {form
                .field("shares_mean", "What a share means")
                .hint("Teams settle who holds which share of their work. Say what that is worth with you: a record, a bonus, a part of what is earned. It stands on every team's ledger.")
                .value(settings.shares_mean.clone())
                .rows(3)
                .view()}
            {form
                .field("sign_up", "Who may create an account")
                .options(policies)
                .value(settings.sign_up.as_str())
                .view()}
            {form
                .field("time_zone", "Time zone")
                .hint("Times are shown in it, such as Europe/Lisbon.")
                .value(settings.time_zone.clone())
                .required()
                .view()}
            {accents(&form, settings.accent)}
            <div class="actions"><button class="btn go">"Save settings"</button></div>
        </form>
    }
    .into_any()
}

/// The colours to choose from, each shown as it will look.
fn accents(form: &Form, chosen: Accent) -> impl IntoView + use<> {
    let typed = form
        .typed("accent")
        .and_then(|word| Accent::parse(&word).ok());
    let chosen = typed.unwrap_or(chosen);
    let choices = Accent::ALL
        .iter()
        .map(|accent| {
            view! {
                <label class="choice">
                    <input type="radio" name="accent" value=accent.as_str() checked=*accent == chosen/>
                    " "
                    <span class="swatch" data-accent=accent.as_str() aria-hidden="true"></span>
                    " "
                    <span>{text::accent(*accent)}</span>
                </label>
            }
        })
        .collect_view();
    view! { <fieldset class="choices colours"><legend>"Colour"</legend>{choices}</fieldset> }
}
