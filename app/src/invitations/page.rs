//! The admin's page of invitations.

use domain::Timestamp;
use domain::boards::Department;
use domain::invitations::InvitationView;
use leptos::prelude::*;

use crate::admin::AdminRoom;
use crate::load::load;
use crate::request::Request;
use crate::text;
use crate::ui::stacked::{row, stacked};
use crate::ui::{Form, Icon, Once, When, path};

/// Writing invitations, and what became of them.
#[component]
pub fn InvitationsPage() -> impl IntoView {
    let request = Request::current();
    let form = Form::of("/api/invitations/create", &[]);
    load(async move {
        let actor = request.viewer.member()?;
        let invitations = request.services.invitations.list(&actor).await?;
        let link = form.typed("link").filter(|_| !form.failed());
        let departments = request.site.offered(None).cloned().collect();
        Ok(view! {
            <AdminRoom
                title="Invitations"
                lead="A link makes an employee of whoever opens it. It works once, for 30 days."
            >
                {link.map(|link| view! {
                    <Once id="invitation-link" label="Invitation link" icon="check" sentence=text::INVITATION_LINK link/>
                })}
                {form.trouble()}
                <div class="invite">
                    <NewInvitation form departments/>
                    <Table invitations now=request.now/>
                </div>
            </AdminRoom>
        })
    })
}

#[component]
fn NewInvitation(form: Form, departments: Vec<Department>) -> impl IntoView {
    let choices = std::iter::once((String::new(), "None yet".to_owned()))
        .chain(
            departments
                .into_iter()
                .map(|department| (department.slug, department.name)),
        )
        .collect();
    view! {
        <form class="form sheet" method="post" action="/api/invitations/create" novalidate=true>
            {form
                .field("note", "Note")
                .hint("Who it is for. Only admins see this.")
                .view()}
            {form
                .field("department", "Department")
                .hint("Where the new employee works.")
                .options(choices)
                .view()}
            <div class="actions"><button class="btn go">"Create invitation"</button></div>
        </form>
    }
    .into_any()
}

#[component]
fn Table(invitations: Vec<InvitationView>, now: Timestamp) -> impl IntoView {
    if invitations.is_empty() {
        return view! {
            <div class="empty">
                <Icon name="mail"/>
                <h2>"Nobody is invited yet"</h2>
                <p>"Whoever signs up without an invitation is a customer. Write one for each colleague."</p>
            </div>
        }
        .into_any();
    }
    let rows = invitations
        .into_iter()
        .map(|invitation| written(invitation, now))
        .collect_view();
    stacked(
        "Invitations written".to_owned(),
        "The newest first",
        &COLUMNS,
        rows.into_any(),
    )
}

/// The columns of the list; the last holds what takes one back.
const COLUMNS: [&str; 5] = ["For", "Department", "Written", "State", ""];

fn written(invitation: InvitationView, now: Timestamp) -> AnyView {
    let InvitationView {
        id,
        note,
        department,
        created,
        expires,
        used_by,
        withdrawn,
    } = invitation;
    let note = if note.is_empty() {
        "Without a note".to_owned()
    } else {
        note
    };
    let open = used_by.is_none() && !withdrawn && expires > now;
    let state = match used_by {
        Some(person) => view! {
            <span class="chip done"><Icon name="check"/>" used"</span>
            " by "
            <a href=path::person(&person.handle)>{person.name}</a>
        }
        .into_any(),
        None if withdrawn => view! { <span class="chip"><Icon name="cross"/>" withdrawn"</span> }.into_any(),
        None if expires <= now => view! { <span class="chip"><Icon name="clock"/>" ran out"</span> }.into_any(),
        None => view! { <span class="chip due"><Icon name="clock"/>" open until "<When at=expires/></span> }.into_any(),
    };
    let withdraw = open.then(|| {
        view! {
            <form method="post" action="/api/invitations/withdraw">
                <input type="hidden" name="invitation" value=id/>
                <button class="btn small" aria-label=format!("Withdraw: {note}")>"Withdraw"</button>
            </form>
        }
    });
    let department = match department {
        Some(department) => department.into_any(),
        None => view! { <span class="muted">"none"</span> }.into_any(),
    };
    let [_, its_department, its_moment, its_state, deed] = COLUMNS;
    row(
        note.into_any(),
        vec![
            (its_department, department),
            (its_moment, view! { <When at=created/> }.into_any()),
            (its_state, state),
            (deed, withdraw.into_any()),
        ],
    )
}
