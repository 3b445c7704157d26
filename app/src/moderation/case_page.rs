//! One thing and what can be done about it: each act says what follows from it
//! and asks why.

use domain::moderation::{Case, Concern, Grounds, LONGEST_SUSPENSION, MeasureKind, Subject};
use domain::{AppError, Noun};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::measures::Measures;
use crate::load::load;
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::{Form, Icon, Who, path};

/// A part of the address.
fn named(name: &str) -> Option<String> {
    use_params_map().read_untracked().get(name)
}

/// `/ideas/{number}/care`.
#[component]
pub fn IdeaCarePage() -> impl IntoView {
    let number = named("number").and_then(|number| number.parse().ok());
    care_page(number.map(Subject::Idea), Noun::Idea)
}

/// `/comments/{number}/care`.
#[component]
pub fn CommentCarePage() -> impl IntoView {
    let number = named("comment").and_then(|number| number.parse().ok());
    care_page(number.map(Subject::Comment), Noun::Comment)
}

/// `/people/{handle}/care`.
#[component]
pub fn PersonCarePage() -> impl IntoView {
    care_page(named("handle").map(Subject::Person), Noun::Person)
}

fn care_page(subject: Option<Subject>, noun: Noun) -> impl IntoView {
    let request = Request::current();
    let acts = Acts {
        hide: Form::of("/api/moderation/hide", &[]).called("hide"),
        lock: Form::of("/api/moderation/lock", &[]).called("lock"),
        suspend: Form::of("/api/moderation/suspend", &[]).called("suspend"),
    };
    load(async move {
        let actor = request.viewer.clone().member()?;
        let subject = subject.ok_or(AppError::NotFound(noun))?;
        let case = request.services.moderation.case(&actor, &subject).await?;
        let (title, back) = thing(&case);
        let trouble = acts.trouble();
        let forms = acts.offered(&case, &subject);
        let measures = case.measures.clone();
        Ok(view! {
            <Named title=format!("Care: {title}")/>
            <main class="page narrow care" id="main">
                <nav class="crumbs" aria-label="Where you are">
                    <a href="/moderation">"Care"</a>
                    " "
                    <a href=back>{title.clone()}</a>
                </nav>
                <h1>{format!("Care: {title}")}</h1>
                <p class="meta"><Who person=case.member.clone()/></p>
                {(!case.excerpt.is_empty()).then(|| view! { <blockquote class="excerpt">{case.excerpt.clone()}</blockquote> })}
                {trouble}
                {forms}
                {(!measures.is_empty()).then(|| view! {
                    <section class="block" aria-labelledby="past">
                        <h2 id="past">"What was done so far"</h2>
                        <Measures measures of_one=true/>
                    </section>
                })}
            </main>
        })
    })
}

/// What the thing is called, and where it stands.
fn thing(case: &Case) -> (String, String) {
    match &case.concern {
        Concern::Idea(idea) => (idea.title.clone(), path::idea(idea)),
        Concern::Comment { id, idea, .. } => (
            format!("a comment on {}", idea.title),
            path::comment(idea.number, *id),
        ),
        Concern::Person => (case.member.name.clone(), path::person(&case.member.handle)),
    }
}

/// The forms of a care page.
struct Acts {
    hide: Form,
    lock: Form,
    suspend: Form,
}

impl Acts {
    fn trouble(&self) -> AnyView {
        view! { {self.hide.trouble()} {self.lock.trouble()} {self.suspend.trouble()} }.into_any()
    }

    /// The acts that are possible: what stands already is lifted in the list
    /// below.
    fn offered(&self, case: &Case, subject: &Subject) -> AnyView {
        let free = |kind| case.standing(kind).is_none();
        let (hidden, locked) = (MeasureKind::Hidden, MeasureKind::Locked);
        match subject {
            Subject::Idea(number) => {
                let number = number.to_string();
                let hide = Act::hiding(text::HIDING_IDEA, "idea", &number);
                let lock = Act {
                    title: "Close it",
                    follows: text::LOCKING,
                    action: "/api/moderation/lock",
                    button: "Close this idea",
                    icon: "lock",
                    ..hide.clone()
                };
                view! {
                    {free(hidden).then(|| hide.view(&self.hide, None))}
                    {free(locked).then(|| lock.view(&self.lock, None))}
                }
                .into_any()
            }
            Subject::Comment(number) => {
                let hide = Act::hiding(text::HIDING_COMMENT, "comment", &number.to_string());
                view! { {free(hidden).then(|| hide.view(&self.hide, None))} }.into_any()
            }
            Subject::Person(handle) => {
                let suspend = Act {
                    title: "Suspend",
                    follows: text::SUSPEND,
                    action: "/api/moderation/suspend",
                    button: "Suspend this member",
                    icon: "lock",
                    name: "person",
                    value: handle.clone(),
                };
                let through = self
                    .suspend
                    .field("through", "Through")
                    .hint(text::UNTIL_HINT)
                    .kind("date")
                    .with("min", case.today.plus_days(1).to_string())
                    .with(
                        "max",
                        case.today
                            .plus_days(LONGEST_SUSPENSION.cast_signed())
                            .to_string(),
                    )
                    .view();
                let shown = free(MeasureKind::Suspended);
                view! { {shown.then(|| suspend.view(&self.suspend, Some(through)))} }.into_any()
            }
        }
    }
}

/// An act with its form.
#[derive(Clone)]
struct Act {
    title: &'static str,
    /// What follows from it.
    follows: &'static str,
    action: &'static str,
    button: &'static str,
    icon: &'static str,
    /// The hidden field that names the thing.
    name: &'static str,
    value: String,
}

impl Act {
    fn hiding(follows: &'static str, name: &'static str, value: &str) -> Self {
        Self {
            title: "Hide it",
            follows,
            action: "/api/moderation/hide",
            button: if name == "idea" {
                "Hide this idea"
            } else {
                "Hide this comment"
            },
            icon: "eye-off",
            name,
            value: value.to_owned(),
        }
    }

    fn view(&self, form: &Form, more: Option<AnyView>) -> AnyView {
        let choices = std::iter::once((String::new(), "Choose one".to_owned()))
            .chain(Grounds::ALL.iter().map(|grounds| {
                (
                    grounds.as_str().to_owned(),
                    text::grounds(*grounds).to_owned(),
                )
            }))
            .collect();
        view! {
            <section class="block" aria-label=self.title>
                <h2>{self.title}</h2>
                <p>{self.follows}</p>
                <form class="form sheet" method="post" action=self.action novalidate=true>
                    <input type="hidden" name=self.name value=self.value.clone()/>
                    {form.field("grounds", "Why").options(choices).required().view()}
                    {form.field("reason", "Reason").hint(text::REASON_HINT).rows(4).required().view()}
                    {more}
                    <div class="actions">
                        <button class="btn danger"><Icon name=self.icon/>" "{self.button}</button>
                    </div>
                </form>
            </section>
        }
        .into_any()
    }
}
