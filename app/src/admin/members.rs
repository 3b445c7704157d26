//! Who is here: the list of members, with words and filters to find them by.

use domain::accounts::{Kind, Role};
use domain::admin::{MemberCard, MemberQuery, MemberState};
use domain::paging::{Cursor, Page};
use leptos::prelude::*;

use super::AdminRoom;
use crate::load::{load, set_status};
use crate::request::Request;
use crate::text;
use crate::ui::{Icon, When, pick};

/// `/admin`: the first of its pages is the list of members.
#[component]
pub fn AdminPage() -> impl IntoView {
    leptos_axum::redirect("/admin/members");
    set_status(http::StatusCode::FOUND);
}

/// The list of members.
#[component]
pub fn MembersPage() -> impl IntoView {
    let request = Request::current();
    load(async move {
        let actor = request.viewer.clone().member()?;
        let query = query(&request);
        let page = request.services.admin.members.list(&actor, &query).await?;
        Ok(view! {
            <AdminRoom title="Members" lead=text::MEMBERS>
                <Filters request=request.clone() query=query.clone()/>
                <Found request page/>
            </AdminRoom>
        })
    })
}

/// What the page's address asks for; words it does not know count as not said.
fn query(request: &Request) -> MemberQuery {
    let word = |name: &str| request.parameter(name).unwrap_or_default();
    MemberQuery {
        words: word("q"),
        kind: Kind::parse(&word("kind")).ok(),
        role: Role::parse(&word("role")).ok(),
        department: request.parameter("department"),
        state: MemberState::parse(&word("state")).ok(),
        after: request.parameter("after").map(Cursor),
    }
}

fn is_narrowed(query: &MemberQuery) -> bool {
    *query
        != MemberQuery {
            after: query.after.clone(),
            ..MemberQuery::default()
        }
}

#[component]
fn Filters(request: Request, query: MemberQuery) -> impl IntoView {
    let kinds = Kind::ALL
        .iter()
        .map(|kind| (kind.to_string(), text::sides(*kind).to_owned()))
        .collect();
    let roles = Role::ALL
        .iter()
        .map(|role| (role.to_string(), text::role_title(*role).to_owned()))
        .collect();
    let departments = request
        .site
        .departments
        .iter()
        .map(|department| (department.slug.clone(), department.name.clone()))
        .collect();
    let states = MemberState::ALL
        .iter()
        .map(|state| (state.to_string(), text::member_state(*state).to_owned()))
        .collect();
    let clear = is_narrowed(&query)
        .then(|| view! { <a class="btn small quiet" href="/admin/members">"Clear"</a> });
    view! {
        <form class="filters seek" action="/admin/members" aria-label="Find members">
            <span class="pick wide">
                <label for="filter-q">"Name or email"</label>
                <input id="filter-q" type="search" name="q" value=query.words.clone()/>
            </span>
            {pick("kind", "Kind", "All", kinds, query.kind.map(|kind| kind.to_string()))}
            {pick("role", "Role", "Any", roles, query.role.map(|role| role.to_string()))}
            {pick("department", "Department", "Any", departments, query.department)}
            {pick("state", "State", "Any", states, query.state.map(|state| state.to_string()))}
            <button class="btn small">"Find"</button>
            {clear}
        </form>
    }
    .into_any()
}

#[component]
fn Found(request: Request, page: Page<MemberCard>) -> impl IntoView {
    if page.items.is_empty() {
        return view! {
            <section class="empty">
                <Icon name="people"/>
                <h2>"Nobody matches"</h2>
                <p>"Part of a name or of an address is enough. Accents do not matter."</p>
                <p class="actions"><a class="btn" href="/admin/members">"Show everybody"</a></p>
            </section>
        }
        .into_any();
    }
    let more = page.next.map(|next| {
        let href = request.with(&[("after", Some(&next.0))]);
        view! { <nav class="pager" aria-label="Pages"><a class="btn" href=href>"Show more"</a></nav> }
    });
    let rows = page
        .items
        .into_iter()
        .map(|card| view! { <Row card/> })
        .collect_view();
    view! {
        <section class="scroll" aria-label="Members" tabindex="0">
            <table class="table">
                <caption>"The newest accounts first"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Name"</th>
                        <th scope="col">"Kind"</th>
                        <th scope="col">"Role"</th>
                        <th scope="col">"Department"</th>
                        <th scope="col">"Joined"</th>
                        <th scope="col">"State"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
        {more}
    }
    .into_any()
}

#[component]
fn Row(card: MemberCard) -> impl IntoView {
    let href = format!("/admin/members/{}", card.person.handle);
    let role = match card.role {
        Role::Member => view! { <span class="muted">"member"</span> }.into_any(),
        role => view! { <span class="chip">{text::role(role)}</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                <a href=href>{card.person.name}</a>
                <small class="address">{card.email}</small>
            </th>
            <td class="nowrap">{text::side(card.person.kind)}</td>
            <td>{role}</td>
            <td>{card.department.unwrap_or_else(|| "none".to_owned())}</td>
            <td class="nowrap"><When at=card.joined/></td>
            <td class="nowrap">{state(card.suspended.is_some())}</td>
        </tr>
    }
    .into_any()
}

/// A member's state as a chip.
pub(super) fn state(suspended: bool) -> AnyView {
    if suspended {
        view! { <span class="chip late"><Icon name="lock"/>" suspended"</span> }.into_any()
    } else {
        view! { <span class="chip done"><Icon name="check"/>" active"</span> }.into_any()
    }
}
