//! One member: what they are here, and how they come in.

use domain::accounts::{Kind, Role};
use domain::admin::MemberFile;
use domain::boards::Department;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::AdminRoom;
use super::confirm::confirm;
use super::members::state;
use crate::load::load;
use crate::request::Request;
use crate::text;
use crate::ui::{Form, Icon, Once, When, banner, path};

/// `/admin/members/{handle}`.
#[component]
pub fn MemberPage() -> impl IntoView {
    let request = Request::current();
    let handle = use_params_map()
        .read_untracked()
        .get("handle")
        .unwrap_or_default();
    let form = Form::of("/api/members/change", &[]);
    let link = Form::of("/api/members/make-reset-link", &[]);
    load(async move {
        let actor = request.viewer.clone().member()?;
        let file = request.services.admin.members.file(&actor, &handle).await?;
        let saved = match request.parameter("saved").as_deref() {
            _ if form.failed() => None,
            Some("change") => Some(banner("ok", "check", text::MEMBER_CHANGED)),
            Some("sessions") => Some(banner("ok", "check", text::SESSIONS_ENDED)),
            _ => None,
        };
        let link = link.typed("link").filter(|_| !link.failed());
        let departments = request
            .site
            .offered(file.department.as_deref())
            .cloned()
            .collect::<Vec<_>>();
        Ok(view! {
            <AdminRoom title=file.card.person.name.clone() lead=file.card.email.clone()>
                {saved}
                {link.map(|link| view! {
                    <Once id="reset-link" label="Link for a new password" icon="key" sentence=text::RESET_LINK link/>
                })}
                <Facts file=file.clone()/>
                <Change form file=file.clone() departments/>
                <Access file/>
            </AdminRoom>
        })
    })
}

#[component]
fn Facts(file: MemberFile) -> impl IntoView {
    let card = file.card;
    view! {
        <dl class="facts">
            <div><dt>"State"</dt><dd>{state(card.suspended.is_some())}</dd></div>
            <div><dt>"Joined"</dt><dd><When at=card.joined/></dd></div>
            <div>
                <dt>"Last seen"</dt>
                <dd>{file.seen.map_or_else(
                    || view! { "not signed in" }.into_any(),
                    |at| view! { <When at=at/> }.into_any(),
                )}</dd>
            </div>
            <div><dt>"Ideas"</dt><dd class="figures">{file.ideas}</dd></div>
            <div><dt>"Seats held"</dt><dd class="figures">{file.seats}</dd></div>
            <div>
                <dt>"Public page"</dt>
                <dd><a href=path::person(&card.person.handle)>{card.person.handle.clone()}</a></dd>
            </div>
        </dl>
    }
    .into_any()
}

#[component]
fn Change(form: Form, file: MemberFile, departments: Vec<Department>) -> impl IntoView {
    let kinds = Kind::ALL
        .iter()
        .map(|kind| (kind.to_string(), text::side(*kind).to_owned()))
        .collect();
    let roles = Role::ALL
        .iter()
        .map(|role| (role.to_string(), text::role_offered(*role).to_owned()))
        .collect();
    let places = std::iter::once((String::new(), "None".to_owned()))
        .chain(
            departments
                .into_iter()
                .map(|place| (place.slug, place.name)),
        )
        .collect();
    let last = file
        .last_admin
        .then(|| banner("warn", "info", text::ONLY_ADMIN));
    view! {
        <section class="part" aria-labelledby="standing">
            <h2 id="standing">"Kind, department and role"</h2>
            <p>{text::MEMBER_CHANGE}</p>
            {last}
            {form.trouble()}
            <form class="form sheet" method="post" action="/api/members/change" novalidate=true>
                <input type="hidden" name="member" value=file.card.person.handle.clone()/>
                <div class="fields">
                    {form.field("kind", "Kind").options(kinds).value(file.card.person.kind.as_str()).view()}
                    {form
                        .field("department", "Department")
                        .options(places)
                        .value(file.department.clone().unwrap_or_default())
                        .view()}
                </div>
                {form
                    .field("role", "Role")
                    .hint("A steward answers for the department above.")
                    .options(roles)
                    .value(file.card.role.as_str())
                    .view()}
                {confirm(&form, text::becomes_customer(file.seats_inside))}
                <div class="actions"><button class="btn go">"Save"</button></div>
            </form>
        </section>
    }
    .into_any()
}

#[component]
fn Access(file: MemberFile) -> impl IntoView {
    let handle = file.card.person.handle.clone();
    let name = file.card.person.name.clone();
    let sessions = match file.sessions {
        0 => view! { <p class="muted">"Signed in nowhere."</p> }.into_any(),
        count => view! {
            <form method="post" action="/api/members/end-sessions">
                <input type="hidden" name="member" value=handle.clone()/>
                <button class="btn">{format!("Sign out on {}", text::count(count, "device", "devices"))}</button>
            </form>
        }
        .into_any(),
    };
    let (verb, icon) = if file.card.suspended.is_some() {
        ("Lift the suspension", "key")
    } else {
        ("Suspend", "lock")
    };
    let suspend = (!file.own).then(|| {
        view! {
            <div class="part">
                <h3>"Suspension"</h3>
                <p>{text::SUSPENDING}</p>
                <p><a class="btn" href=path::care_of_person(&handle)><Icon name=icon/>" "{verb}<span class="visually-hidden">{format!(": {name}")}</span></a></p>
            </div>
        }
    });
    view! {
        <section class="part" aria-labelledby="access">
            <h2 id="access">"Signing in"</h2>
            <div class="part">
                <h3>"New password"</h3>
                <p>{text::RESET_LINK_HINT}</p>
                <form method="post" action="/api/members/make-reset-link">
                    <input type="hidden" name="member" value=handle.clone()/>
                    <button class="btn"><Icon name="key"/>" Make a link"</button>
                </form>
            </div>
            <div class="part">
                <h3>"Devices"</h3>
                {sessions}
            </div>
            {suspend}
        </section>
    }
    .into_any()
}
