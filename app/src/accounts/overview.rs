//! One's own first page: where everything of one's own is.

use domain::accounts::PersonRef;
use leptos::prelude::*;

use super::Tabs;
use crate::load::load;
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::{Face, Icon, path};

/// The overview of one's account.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let request = Request::current();
    load(async move {
        let actor = request.viewer.member()?;
        let person = PersonRef {
            name: actor.display_name.clone(),
            handle: actor.handle.clone(),
            kind: actor.kind,
        };
        let news = match actor.unread {
            0 => "nothing new".to_owned(),
            n => format!("{n} new"),
        };
        let places = [
            (
                "person",
                path::person(&actor.handle),
                "Your page",
                "what others see of you".to_owned(),
            ),
            (
                "bell",
                "/me/notifications".to_owned(),
                "Notifications",
                news,
            ),
            (
                "pencil",
                "/me/profile".to_owned(),
                "Profile",
                "name, department, skills".to_owned(),
            ),
            (
                "hand",
                "/me/matching".to_owned(),
                "Matching",
                "time, topics, what you want to learn".to_owned(),
            ),
            (
                "lock",
                "/me/security".to_owned(),
                "Security",
                "password, where you are signed in".to_owned(),
            ),
        ]
        .map(|(icon, href, name, about)| {
            view! {
                <li>
                    <span><Icon name=icon/>" "<a href=href>{name}</a><small>{about}</small></span>
                </li>
            }
        })
        .collect_view();
        Ok(view! {
            <Named title="Your account"/>
            <main class="page narrow" id="main">
                <h1>"Your account"</h1>
                <Tabs/>
                <div class="stack">
                    <div class="row self">
                        <Face person/>
                        <p><b>{actor.display_name}</b>" "<span class="muted">{text::standing(actor.kind, actor.role)}</span></p>
                    </div>
                    <ul class="holdings">{places}</ul>
                    <form method="post" action="/api/accounts/sign-out">
                        <button class="btn"><Icon name="leave"/>" Sign out"</button>
                    </form>
                </div>
            </main>
        })
    })
}
