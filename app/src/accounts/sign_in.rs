//! Signing in, and back to where one came from.

use domain::admin::SignUp;
use leptos::prelude::*;

use crate::request::{Request, local};
use crate::shell::Named;
use crate::text;
use crate::ui::{Form, Icon, banner};

/// The address of the sign-in page, which leads on to a path of this site.
pub fn address(next: Option<&str>) -> String {
    with_next("/sign-in", next)
}

fn with_next(path: &str, next: Option<&str>) -> String {
    match next {
        Some(next) => {
            let query = form_urlencoded::Serializer::new(String::new())
                .append_pair("next", next)
                .finish();
            format!("{path}?{query}")
        }
        None => path.to_owned(),
    }
}

/// The sign-in page.
#[component]
pub fn SignInPage() -> impl IntoView {
    let request = Request::current();
    let view = if request.viewer.actor().is_some() {
        view! { <AlreadyIn/> }.into_any()
    } else {
        view! { <SignInForm request/> }.into_any()
    };
    view! {
        <Named title="Sign in"/>
        <main class="page" id="main">{view}</main>
    }
}

#[component]
fn SignInForm(request: Request) -> impl IntoView {
    let form = Form::of("/api/accounts/sign-in", &[]);
    let open = request.site.sign_up == SignUp::Open;
    let next = request.parameter("next").map(|next| local(&next));
    let sign_up = with_next("/sign-up", next.as_deref());
    let reset = request.parameter("reset").is_some() && !form.failed();
    view! {
        <div class="door">
            <header>
                <h1>"Welcome back"</h1>
                {next.is_some().then(|| view! { <p>"Sign in, and we bring you straight back to where you were."</p> })}
            </header>
            {reset.then(|| banner("ok", "check", text::PASSWORD_RESET))}
            {form.trouble()}
            <form class="form sheet" method="post" action="/api/accounts/sign-in" novalidate=true>
                {next.map(|next| view! { <input type="hidden" name="next" value=next/> })}
                {form.field("email", "Email").kind("email").with("autocomplete", "username").required().view()}
                {form
                    .field("password", "Password")
                    .kind("password")
                    .with("autocomplete", "current-password")
                    .required()
                    .view()}
                <div class="actions"><button class="btn go wide">"Sign in"</button></div>
            </form>
            {open.then(|| view! { <p class="fine">"New here? "<a href=sign_up>"Create account"</a></p> })}
        </div>
    }
}

#[component]
fn AlreadyIn() -> impl IntoView {
    view! {
        <div class="empty bare">
            <Icon name="person"/>
            <h1>"You are signed in already"</h1>
            <p>{text::NOTHING_TO_DO}</p>
            <p class="actions"><a class="btn go" href="/"><Icon name="board"/>" To the board"</a></p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_is_carried_along_whole() {
        assert_eq!(address(None), "/sign-in");
        assert_eq!(
            address(Some("/sign-up?invitation=a&b=c")),
            "/sign-in?next=%2Fsign-up%3Finvitation%3Da%26b%3Dc"
        );
    }
}
