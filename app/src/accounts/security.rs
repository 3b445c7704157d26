//! Password, and where one is signed in.

use domain::Denied;
use domain::accounts::SessionView;
use leptos::prelude::*;

use super::Tabs;
use crate::load::load;
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::{Form, Icon, When, banner};

/// The security page.
#[component]
pub fn SecurityPage() -> impl IntoView {
    let request = Request::current();
    let form = Form::of("/api/accounts/change-password", &[]);
    let saved = request.parameter("saved").is_some() && !form.failed();
    load(async move {
        let actor = request.viewer.member()?;
        let token = request.token.ok_or(Denied::SignInFirst)?;
        let sessions = request.services.accounts.sessions(&actor, &token).await?;
        Ok(view! {
            <Named title="Security"/>
            <main class="page narrow" id="main">
                <h1>"Security"</h1>
                <Tabs/>
                {saved.then(|| banner("ok", "check", text::PASSWORD_CHANGED))}
                <div class="stack">
                    <section class="part" aria-labelledby="password-part">
                        <h2 id="password-part">"Password"</h2>
                        {form.trouble()}
                        <form class="form sheet" method="post" action="/api/accounts/change-password" novalidate=true>
                            {form
                                .field("current", "Current password")
                                .kind("password")
                                .with("autocomplete", "current-password")
                                .required()
                                .view()}
                            {form
                                .field("password", "New password")
                                .kind("password")
                                .hint("At least 10 characters. Every other device is signed out.")
                                .with("autocomplete", "new-password")
                                .required()
                                .view()}
                            <div class="actions"><button class="btn go">"Change password"</button></div>
                        </form>
                    </section>
                    <section class="part" aria-labelledby="devices">
                        <h2 id="devices">"Where you are signed in"</h2>
                        <ul class="holdings">{sessions.into_iter().map(|session| view! { <Device session/> }).collect_view()}</ul>
                    </section>
                </div>
            </main>
        })
    })
}

#[component]
fn Device(session: SessionView) -> impl IntoView {
    let name = text::device(&session.agent);
    let end = (!session.current).then(|| view! {
        <form method="post" action="/api/accounts/end-session">
            <input type="hidden" name="session" value=session.id/>
            <button class="btn small" aria-label=format!("Sign out this session: {name}")>"Sign out this session"</button>
        </form>
    });
    let here = session.current.then(|| {
        view! {
            " "
            <span class="chip done"><Icon name="check"/>" this device"</span>
        }
    });
    view! {
        <li>
            <span>
                <Icon name="device"/>
                " "
                {name}
                {here}
                <small>"signed in "<When at=session.created/>", last seen "<When at=session.seen/></small>
            </span>
            {end}
        </li>
    }
    .into_any()
}
