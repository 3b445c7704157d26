//! What stands around every page: head, header, footer, the bar on a phone.

use std::sync::Arc;

use domain::accounts::{Actor, Kind, Role, Viewer};
use domain::admin::SignUp;
use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};

use crate::request::Request;
use crate::setup::{self, WaitingPage};
use crate::text;
use crate::ui::{Face, Icon, path};

/// Names of the files a page loads, as the build made them.
#[derive(Clone, Debug)]
pub struct Files {
    /// Path of the style sheet.
    pub style: String,
}

/// The whole document. Scripts are put in by the server, which knows whether
/// the page holds an island.
pub fn document(files: &Arc<Files>) -> impl IntoView + use<> {
    let style = files.style.clone();
    let accent = use_context::<Request>().map(|request| request.site.accent.as_str());
    view! {
        <!DOCTYPE html>
        <html lang="en" data-accent=accent>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <link rel="stylesheet" href=style/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// Everything inside the body.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let asked = use_context::<Request>();
    let waits = waits();
    let open = asked.is_none_or(|asked| !waits || setup::comes_before(&asked.path));
    view! {
        <a class="skip" href="#main">"Skip to content"</a>
        <Header/>
        <Trouble/>
        {if open {
            view! { <crate::routes::Pages/> }.into_any()
        } else {
            view! { <WaitingPage/> }.into_any()
        }}
        <Footer/>
        {(!waits).then(|| view! { <TabBar/> })}
    }
}

/// Names a page: its title in the browser, followed by the organisation's.
#[component]
pub fn Named(
    /// The page's own title.
    #[prop(into)]
    title: String,
) -> impl IntoView {
    let organisation = Request::current().site.organisation.clone();
    let site = if organisation.is_empty() {
        "Barnraise".to_owned()
    } else {
        organisation
    };
    // The view macro does not escape what stands inside a title.
    let whole = format!("{title} · {site}")
        .replace('&', "&amp;")
        .replace('<', "&lt;");
    view! { <Title text=whole/> }
}

/// Whether the site still waits to be set up, so its ways lead nowhere yet.
fn waits() -> bool {
    use_context::<Request>().is_some_and(|request| request.site.waits())
}

/// The organisation's name, or the product's before set-up.
fn brand() -> String {
    let name = use_context::<Request>().map(|request| request.site.organisation.clone());
    name.filter(|name| !name.is_empty())
        .unwrap_or_else(|| "Barnraise".to_owned())
}

fn current(prefix: &str) -> Option<&'static str> {
    let path = use_context::<Request>().map(|request| request.path)?;
    let on = match prefix {
        "/" => path == "/" || path.starts_with("/boards/") || path == "/search",
        _ => path == prefix || path.starts_with(&format!("{prefix}/")),
    };
    on.then_some("page")
}

#[component]
fn Header() -> impl IntoView {
    let ways = (!waits()).then(|| view! { <Ways/> });
    view! {
        <header class="top">
            <div>
                <a class="brand" href="/">
                    <Mark/>
                    " "
                    <span>{brand()}</span>
                </a>
                {ways}
            </div>
        </header>
    }
}

/// Where one can go from every page.
#[component]
fn Ways() -> impl IntoView {
    let viewer = use_context::<Request>().map_or(Viewer::Visitor, |request| request.viewer);
    // Words that other pages look for are not what ideas are searched by.
    let search = use_context::<Request>()
        .filter(|_| current("/").is_some())
        .and_then(|request| request.parameter("q"));
    let sign_up = use_context::<Request>().map_or(SignUp::Open, |request| request.site.sign_up);
    view! {
        <nav aria-label="Main">
            <a href="/" aria-current=current("/")>"Board"</a>
            <a href="/teams" aria-current=current("/teams")>"Teams"</a>
        </nav>
        <form class="find" role="search" action="/search">
            <input type="search" name="q" aria-label="Search ideas" placeholder="Search ideas" value=search/>
            <button aria-label="Search"><Icon name="search"/></button>
            <kbd aria-hidden="true">"/"</kbd>
        </form>
        {match viewer {
            Viewer::Member(actor) => view! { <Member actor/> }.into_any(),
            Viewer::Visitor => view! {
                <a class="btn quiet" href="/sign-in">"Sign in"</a>
                {(sign_up == SignUp::Open).then(|| view! { <a class="btn go new-idea" href="/sign-up">"Create account"</a> })}
            }
            .into_any(),
        }}
    }
}

/// The organisation's logo, or the barn.
#[component]
fn Mark() -> impl IntoView {
    match use_context::<Request>().and_then(|request| request.site.logo.clone()) {
        Some(logo) => view! { <img class="logo" src=logo.path alt=logo.text/> }.into_any(),
        None => view! {
            <svg viewBox="0 0 32 32" aria-hidden="true"><use href="/icons.svg#barn"></use></svg>
        }
        .into_any(),
    }
}

#[component]
fn Member(actor: Actor) -> impl IntoView {
    let unread = actor.unread;
    let bell = match unread {
        0 => "Notifications, none unread".to_owned(),
        n => format!("Notifications, {n} unread"),
    };
    let side = match actor.kind {
        Kind::Customer => "customer".to_owned(),
        Kind::Employee => "employee".to_owned(),
    };
    let side = match actor.role {
        Role::Member => side,
        role => format!("{side}, {}", text::role(role)),
    };
    let person = domain::accounts::PersonRef {
        name: actor.display_name.clone(),
        handle: actor.handle.clone(),
        kind: actor.kind,
    };
    let admin = actor.role == Role::Admin;
    let cares = domain::policy::care(&actor).is_ok();
    view! {
        <a class="btn go new-idea" href="/ideas/new"><Icon name="plus"/>" New idea"</a>
        <a class="bell" href="/me/notifications" aria-label=bell>
            <Icon name="bell"/>
            {(unread > 0).then(|| view! { <b aria-hidden="true">{unread.min(99)}</b> })}
        </a>
        <details class="menu">
            <summary aria-label=format!("Account: {}", actor.display_name)>
                <Face person=person/>
            </summary>
            <div>
                <p><b>{actor.display_name.clone()}</b>" "<small>{side}</small></p>
                <hr/>
                <a href=path::person(&actor.handle)><Icon name="person"/>" Your page"</a>
                <a href="/me/profile"><Icon name="pencil"/>" Profile"</a>
                <a href="/me/security"><Icon name="lock"/>" Security"</a>
                {cares.then(|| view! { <a href="/moderation"><Icon name="heart"/>" Care"</a> })}
                {admin.then(|| view! { <a href="/admin/members"><Icon name="people"/>" Administration"</a> })}
                <hr/>
                <form method="post" action="/api/accounts/sign-out">
                    <button><Icon name="leave"/>" Sign out"</button>
                </form>
            </div>
        </details>
    }
}

/// A refusal that no field of a form explains, above the page it belongs to.
#[component]
fn Trouble() -> impl IntoView {
    let kept = use_context::<Request>().and_then(|request| request.kept);
    let banner = kept
        .and_then(|kept| kept.error.clone())
        .filter(|error| !matches!(error, domain::AppError::Invalid(_)))
        .map(|error| {
            let (title, sentence) = text::refusal(&error);
            view! {
                <div class="page top-banner">
                    <p class="banner bad" role="alert">
                        <Icon name="warn"/>
                        " "
                        <span><b>{format!("{title}.")}</b>" "{sentence}</span>
                    </p>
                </div>
            }
        });
    view! { <div id="trouble">{banner}</div> }
}

#[component]
fn Footer() -> impl IntoView {
    view! {
        <footer class="foot">
            <div>
                <nav aria-label="More">
                    <a href="/how-ranking-works">"How ranking works"</a>
                    <a href="/design">"Design"</a>
                </nav>
                <p class="row">
                    <button class="link" type="button" data-keys="" hidden=true>"Keyboard shortcuts"</button>
                    " "
                    <button class="link" type="button" data-theme-switch="" hidden=true>
                        <Icon name="sun"/>
                        " "
                        <span>"Theme: system"</span>
                    </button>
                </p>
            </div>
        </footer>
    }
}

#[component]
fn TabBar() -> impl IntoView {
    let member = use_context::<Request>().is_some_and(|request| request.viewer.actor().is_some());
    let me = if member {
        ("/me", "Me")
    } else {
        ("/sign-in", "Sign in")
    };
    view! {
        <nav class="tabbar" aria-label="Quick">
            <a href="/" aria-current=current("/")><Icon name="board"/>"Board"</a>
            <a href="/teams" aria-current=current("/teams")><Icon name="people"/>"Teams"</a>
            <a href="/ideas/new" class="new" aria-current=current("/ideas/new")><Icon name="plus"/>"New"</a>
            <a href=me.0 aria-current=current(me.0)><Icon name="person"/>{me.1}</a>
        </nav>
    }
}
