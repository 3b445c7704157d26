//! A new password by a one-time link.

use domain::{AppError, Noun};
use leptos::prelude::*;

use crate::about::ErrorPage;
use crate::load::set_status;
use crate::request::Request;
use crate::shell::Named;
use crate::ui::Form;

/// The page that a reset link opens. Whether the link still works is said when
/// it is used.
#[component]
pub fn ResetPage() -> impl IntoView {
    let Some(key) = Request::current().parameter("key") else {
        set_status(http::StatusCode::NOT_FOUND);
        return view! { <ErrorPage error=AppError::NotFound(Noun::Link)/> }.into_any();
    };
    let form = Form::of("/api/accounts/reset", &[]);
    view! {
        <Named title="New password"/>
        <main class="page" id="main">
            <div class="door">
                <header>
                    <h1>"Choose a new password"</h1>
                    <p>"Every device is signed out; then you sign in with the new one."</p>
                </header>
                {form.trouble()}
                <form class="form sheet" method="post" action="/api/accounts/reset" novalidate=true>
                    <input type="hidden" name="key" value=key/>
                    {form
                        .field("password", "New password")
                        .kind("password")
                        .hint("At least 10 characters. A few words you like are better than one clever one.")
                        .with("autocomplete", "new-password")
                        .required()
                        .view()}
                    <div class="actions"><button class="btn go wide">"Set new password"</button></div>
                </form>
            </div>
        </main>
    }
    .into_any()
}
