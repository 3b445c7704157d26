//! Who is here: the list of members, with words and filters to find them by.

use domain::accounts::{Kind, Role};
use domain::admin::{MemberCard, MemberQuery, MemberState};
use domain::paging::{Cursor, Page};
use leptos::prelude::*;

use super::AdminRoom;
use crate::load::{load, set_status};
use crate::request::Request;
use crate::text;
use crate::ui::stacked::{row, stacked};
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
    let rows = page.items.into_iter().map(member).collect_view();
    view! {
        {stacked("Members".to_owned(), "The newest accounts first", &COLUMNS, rows.into_any())}
        {more}
    }
    .into_any()
}

/// The columns of the list.
const COLUMNS: [&str; 6] = ["Name", "Kind", "Role", "Department", "Joined", "State"];

fn member(card: MemberCard) -> AnyView {
    let href = format!("/admin/members/{}", card.person.handle);
    let name = view! {
        <a href=href>{card.person.name}</a>
        <small class="address">{card.email}</small>
    };
    let role = match card.role {
        Role::Member => view! { <span class="muted">"member"</span> }.into_any(),
        role => view! { <span class="chip">{text::role(role)}</span> }.into_any(),
    };
    let department = match card.department {
        Some(department) => department.into_any(),
        None => view! { <span class="muted">"none"</span> }.into_any(),
    };
    let [_, kind, its_role, its_department, joined, its_state] = COLUMNS;
    row(
        name.into_any(),
        vec![
            (kind, text::side(card.person.kind).into_any()),
            (its_role, role),
            (its_department, department),
            (joined, view! { <When at=card.joined/> }.into_any()),
            (its_state, state(card.suspended.is_some())),
        ],
    )
}

/// A member's state as a chip.
pub(super) fn state(suspended: bool) -> AnyView {
    if suspended {
        view! { <span class="chip late"><Icon name="lock"/>" suspended"</span> }.into_any()
    } else {
        view! { <span class="chip done"><Icon name="check"/>" active"</span> }.into_any()
    }
}
