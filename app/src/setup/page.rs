//! The page that the one-time set-up link opens.

use domain::Noun;
use domain::boards::Visibility;
use leptos::prelude::*;

use crate::load::load;
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::{Form, zones};

/// Departments that most organisations have, one a line.
const DEPARTMENTS: &str = "Service\nMarketing\nPR\nHR\nSales\nFinance\nProduct";

/// The set-up form, for whoever holds the link.
#[component]
pub fn SetupPage() -> impl IntoView {
    let request = Request::current();
    let form = Form::of("/api/setup/complete", &[]);
    load(async move {
        let key = request.parameter("key").ok_or(Noun::Link)?;
        request.services.setup.check(&key).await?;
        Ok(view! {
            <Named title="Set up"/>
            <main class="page narrow" id="main">
                <div class="lead">
                    <div>
                        <h1>"Raise the frame"</h1>
                        <p>"One form, and the board stands. What is filled in already is a good start."</p>
                    </div>
                </div>
                {form.trouble()}
                <form class="form" method="post" action="/api/setup/complete" novalidate=true>
                    <input type="hidden" name="key" value=key/>
                    <section class="part" aria-labelledby="organisation-part">
                        <h2 id="organisation-part">"Your organisation"</h2>
                        {organisation(&form)}
                    </section>
                    <section class="part" aria-labelledby="board-part">
                        <h2 id="board-part">"The first board"</h2>
                        {board(&form)}
                    </section>
                    <section class="part" aria-labelledby="admin-part">
                        <h2 id="admin-part">"You, the first admin"</h2>
                        {admin(&form)}
                    </section>
                    <div class="actions"><button class="btn go">"Open the board"</button></div>
                </form>
            </main>
        })
    })
}

fn organisation(form: &Form) -> impl IntoView + use<> {
    view! {
        {form
            .field("organisation", "Organisation")
            .hint("Its name, as people say it.")
            .with("autocomplete", "organization")
            .required()
            .view()}
        {form
            .field("time_zone", "Time zone")
            .hint("Times are shown in it. Begin to type a city.")
            .value("UTC")
            .with("list", "zones")
            .required()
            .view()}
        {zones()}
        {form
            .field("departments", "Departments")
            .hint("One a line. Ideas are addressed to them.")
            .value(DEPARTMENTS)
            .rows(8)
            .required()
            .view()}
    }
}

fn board(form: &Form) -> impl IntoView + use<> {
    let choices = Visibility::ALL
        .iter()
        .map(|visibility| {
            (
                visibility.as_str().to_owned(),
                text::visibility(*visibility).to_owned(),
            )
        })
        .collect();
    view! {
        {form.field("board", "Board").hint("Its name.").value("Ideas").required().view()}
        {form
            .field("purpose", "Purpose")
            .hint("What it is for, in a sentence or two.")
            .value("For anything that would make what we do better, for those who use it and those who make it.")
            .rows(2)
            .required()
            .view()}
        {form.field("visibility", "Who may see it").options(choices).value(Visibility::Public.as_str()).view()}
    }
}

fn admin(form: &Form) -> impl IntoView + use<> {
    view! {
        {form.field("display_name", "Display name").with("autocomplete", "name").required().view()}
        {form.field("email", "Email").kind("email").with("autocomplete", "email").required().view()}
        {form
            .field("password", "Password")
            .kind("password")
            .hint("At least 10 characters. A few words you like are better than one clever one.")
            .with("autocomplete", "new-password")
            .required()
            .view()}
    }
}
