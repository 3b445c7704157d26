//! Creating an account, perhaps by an invitation.

use domain::accounts::{Actor, Kind};
use domain::admin::SignUp;
use domain::{AppError, Noun, Outcome};
use leptos::prelude::*;

use crate::load::load;
use crate::request::{Request, local};
use crate::shell::Named;
use crate::text;
use crate::ui::{Form, Icon, banner};

/// The sign-up page; a member who comes by an invitation may accept it here.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let request = Request::current();
    let form = Form::of("/api/accounts/sign-up", &[]);
    load(async move {
        let invitation = invitation(&request).await?;
        let view = match request.viewer.actor() {
            Some(actor) => view! { <AlreadyIn actor=actor.clone() invitation/> }.into_any(),
            None if request.site.sign_up == SignUp::Invited
                && !matches!(invitation, Invitation::Open(_)) =>
            {
                view! { <ByInvitation invitation/> }.into_any()
            }
            None => view! { <NewcomerForm request form invitation/> }.into_any(),
        };
        Ok(view! {
            <Named title="Create account"/>
            <main class="page" id="main">{view}</main>
        })
    })
}

/// An invitation in the address: its secret, or nothing when it is over.
#[derive(Clone)]
enum Invitation {
    None,
    Open(String),
    Over,
}

async fn invitation(request: &Request) -> Outcome<Invitation> {
    let Some(secret) = request.parameter("invitation") else {
        return Ok(Invitation::None);
    };
    match request.services.invitations.check(&secret).await {
        Ok(()) => Ok(Invitation::Open(secret)),
        Err(AppError::NotFound(Noun::Link)) => Ok(Invitation::Over),
        Err(error) => Err(error),
    }
}

#[component]
fn NewcomerForm(request: Request, form: Form, invitation: Invitation) -> impl IntoView {
    let next = request.parameter("next").map(|next| local(&next));
    // Whoever has an account comes back here to accept the invitation.
    let after = match &invitation {
        Invitation::Open(_) => Some(request.here()),
        _ => next.clone(),
    };
    let sign_in = super::sign_in::address(after.as_deref());
    let note = match &invitation {
        Invitation::None => None,
        Invitation::Open(_) => Some(banner("ok", "check", text::INVITED)),
        Invitation::Over => Some(banner("warn", "warn", text::INVITATION_OVER)),
    };
    let secret = match invitation {
        Invitation::Open(secret) => Some(secret),
        _ => None,
    };
    view! {
        <div class="door">
            <header>
                <h1>{text::join(&request.site.organisation)}</h1>
                <p>"Two minutes. Then your voice counts, and so do your hands."</p>
            </header>
            {note}
            {form.trouble()}
            <form class="form sheet" method="post" action="/api/accounts/sign-up" novalidate=true>
                {secret.map(|secret| view! { <input type="hidden" name="invitation" value=secret/> })}
                {next.map(|next| view! { <input type="hidden" name="next" value=next/> })}
                {form
                    .field("display_name", "Display name")
                    .hint("Shown beside what you post. 2 to 60 characters.")
                    .with("autocomplete", "name")
                    .required()
                    .view()}
                {form.field("email", "Email").kind("email").with("autocomplete", "email").required().view()}
                {form
                    .field("password", "Password")
                    .kind("password")
                    .hint("At least 10 characters. A few words you like are better than one clever one.")
                    .with("autocomplete", "new-password")
                    .required()
                    .view()}
                <div class="actions"><button class="btn go wide">"Create account"</button></div>
            </form>
            <p class="fine">"Already here? "<a href=sign_in>"Sign in"</a></p>
        </div>
    }
}

/// Where accounts are made by invitation only, and this is not one.
#[component]
fn ByInvitation(invitation: Invitation) -> impl IntoView {
    let sentence = match invitation {
        Invitation::Over => text::INVITATION_USED_UP,
        _ => text::BY_INVITATION,
    };
    view! {
        <div class="empty bare">
            <Icon name="mail"/>
            <h1>"By invitation"</h1>
            <p>{sentence}</p>
            <div class="actions">
                <a class="btn go" href="/sign-in">"Sign in"</a>
                " "
                <a class="btn" href="/"><Icon name="board"/>" To the board"</a>
            </div>
        </div>
    }
}

#[component]
fn AlreadyIn(actor: Actor, invitation: Invitation) -> impl IntoView {
    let (sentence, accept) = match invitation {
        Invitation::Open(_) if actor.kind == Kind::Employee => (text::EMPLOYEE_ALREADY, None),
        Invitation::Open(secret) => (text::JOIN_AS_EMPLOYEE, Some(secret)),
        Invitation::Over => (text::INVITATION_OVER, None),
        Invitation::None => (text::NOTHING_TO_DO, None),
    };
    let board = if accept.is_some() { "btn" } else { "btn go" };
    view! {
        <div class="empty bare">
            <Icon name="person"/>
            <h1>"You are signed in already"</h1>
            <p>{sentence}</p>
            <div class="actions">
                {accept.map(|secret| view! {
                    <form method="post" action="/api/invitations/accept">
                        <input type="hidden" name="invitation" value=secret/>
                        <button class="btn go">"Join as an employee"</button>
                    </form>
                })}
                <a class=board href="/"><Icon name="board"/>" To the board"</a>
            </div>
        </div>
    }
}
