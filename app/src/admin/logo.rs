//! The organisation's mark: put up, described, taken away.

use domain::admin::Logo;
use leptos::prelude::*;

use crate::text;
use crate::ui::{Form, Icon};

/// The part of the settings about the logo.
#[component]
pub(super) fn LogoPart(logo: Option<Logo>) -> impl IntoView {
    let form = Form::of("/api/settings/upload-logo", &[]).called("logo");
    let now = logo
        .as_ref()
        .map(|logo| view! { <Present logo=logo.clone()/> });
    let verb = if logo.is_some() {
        "Replace logo"
    } else {
        "Put up logo"
    };
    let error = form.error("logo");
    view! {
        <section class="part" aria-labelledby="logo-part">
            <h2 id="logo-part">"Logo"</h2>
            <p>{text::LOGO}</p>
            {now}
            {form.trouble()}
            <form
                class="form sheet"
                method="post"
                action="/api/settings/upload-logo"
                enctype="multipart/form-data"
                novalidate=true
            >
                <div class="field">
                    <label for="logo-file">"Picture"</label>
                    <p class="hint" id="logo-file-hint">{text::LOGO_FILE}</p>
                    <input
                        id="logo-file"
                        type="file"
                        name="logo"
                        accept="image/png,image/jpeg,image/webp"
                        aria-describedby=if error.is_some() { "logo-file-hint logo-file-error" } else { "logo-file-hint" }
                        aria-invalid=error.map(|_| "true")
                        autofocus=error.is_some()
                    />
                    {error.map(|error| view! {
                        <p class="error" id="logo-file-error"><Icon name="warn"/>" "<span>{text::field_error(error)}</span></p>
                    })}
                </div>
                {form.field("text", "What it shows").hint(text::LOGO_TEXT).view()}
                <div class="actions"><button class="btn go">{verb}</button></div>
            </form>
        </section>
    }
    .into_any()
}

#[component]
fn Present(logo: Logo) -> impl IntoView {
    let form = Form::of("/api/settings/describe-logo", &[]).called("present");
    let open = form.failed();
    view! {
        <div class="emblem">
            <img src=logo.path alt=text::logo_now(&logo.text)/>
            <form method="post" action="/api/settings/remove-logo">
                <button class="btn small"><Icon name="trash"/>" Remove logo"</button>
            </form>
            <details class="fold" open=open>
                <summary>"Say what it shows"</summary>
                <form class="form" method="post" action="/api/settings/describe-logo" novalidate=true>
                    {form.field("text", "What it shows").hint(text::LOGO_TEXT).value(logo.text.clone()).view()}
                    <div class="actions"><button class="btn">"Save words"</button></div>
                </form>
            </details>
        </div>
    }
    .into_any()
}
