//! Ideas that grow from others: the way there, what a new one begins with, and
//! what an idea's page tells of both ends.

use domain::accounts::Actor;
use domain::boards::BoardRef;
use domain::ideas::{IdeaBy, IdeaForm, IdeaKind, IdeaView, Kin, Original};
use domain::{AppError, Conflict, Outcome};
use leptos::prelude::*;

use crate::request::Request;
use crate::text;
use crate::ui::{Form, Icon, Who, banner, path};

/// What the form of a new idea begins with: another one's words, or nothing.
pub(super) struct Start {
    original: Option<Original>,
    /// Whether it was to grow from an idea on which nothing can be built any more.
    gone: bool,
}

impl Start {
    /// Finds out from which idea the new one is to grow: as the form that came
    /// back says, or the page's address.
    pub(super) async fn of(form: &Form, request: &Request, actor: &Actor) -> Outcome<Self> {
        let from = form.typed("from").or_else(|| request.parameter("from"));
        let Some(number) = from.and_then(|from| from.parse().ok()) else {
            return Ok(Self {
                original: None,
                gone: false,
            });
        };
        match request.services.ideas.original(actor, number).await {
            Ok(original) => Ok(Self {
                original: Some(original),
                gone: false,
            }),
            // What was typed is not lost with it.
            Err(AppError::NotFound(_) | AppError::Conflict(_)) if form.came_back() => Ok(Self {
                original: None,
                gone: true,
            }),
            Err(error) => Err(error),
        }
    }

    /// The boards it may be posted on.
    pub(super) fn boards<'r>(&self, request: &'r Request) -> Outcome<Vec<&'r BoardRef>> {
        let Some(original) = &self.original else {
            return Ok(request.site.open_boards().collect());
        };
        let boards: Vec<_> = request.site.fork_boards(original.visibility).collect();
        if boards.is_empty() {
            return Err(Conflict::BoardClosed.into());
        }
        Ok(boards)
    }

    /// What its fields hold.
    pub(super) fn draft(&self, boards: &[&BoardRef], request: &Request) -> IdeaForm {
        let first = boards
            .first()
            .map(|board| board.slug.clone())
            .unwrap_or_default();
        match &self.original {
            Some(Original { form, .. }) => {
                let own = boards.iter().any(|board| board.slug == form.board);
                IdeaForm {
                    board: if own { form.board.clone() } else { first },
                    ..form.clone()
                }
            }
            None => IdeaForm {
                kind: IdeaKind::Idea.to_string(),
                board: request.parameter("board").unwrap_or(first),
                ..IdeaForm::default()
            },
        }
    }

    /// The page's title, and the sentence below.
    pub(super) const fn words(&self) -> (&'static str, &'static str) {
        match self.original {
            Some(_) => ("Build on an idea", text::BUILD_ON_LEAD),
            None => ("New idea", text::NEW_IDEA_LEAD),
        }
    }

    /// Whose idea it grows from.
    pub(super) fn note(&self) -> AnyView {
        match &self.original {
            Some(original) => view! {
                <div class="notice grown">
                    <p class="meta">{named("It grows from ", &original.by)}</p>
                    <p>{text::BUILD_ON_CREDIT}</p>
                </div>
            }
            .into_any(),
            None if self.gone => banner("warn", "info", text::ORIGINAL_GONE),
            None => ().into_any(),
        }
    }

    /// The hidden field that says so.
    pub(super) fn key(&self) -> Option<impl IntoView + use<>> {
        let number = self.original.as_ref()?.by.idea.number;
        Some(view! { <input type="hidden" name="from" value=number.to_string()/> })
    }
}

/// An idea with its number, and its author, after these words.
fn named(words: &'static str, by: &IdeaBy) -> AnyView {
    let (idea, author) = (&by.idea, by.author.clone());
    view! {
        <span>{words}<a href=path::idea(idea)>{text::numbered(idea)}</a>" by"</span>
        " "
        <Who person=author/>
    }
    .into_any()
}

/// The way to an idea of one's own that grows from this one.
pub(super) fn build_on(idea: &IdeaView) -> Option<impl IntoView + use<>> {
    let request = Request::current();
    let mut boards = request.site.fork_boards(idea.board.visibility);
    let open = idea.may_fork && boards.next().is_some();
    let href = path::build_on(idea.idea.number);
    open.then(|| {
        view! { <a class="btn small quiet" href=href><Icon name="plus"/>" Build on this idea"</a> }
    })
}

/// Under the title: what the idea grew from.
pub(super) fn from(kin: &Kin) -> AnyView {
    match &kin.from {
        Some(by) => view! { <p class="meta grown">{named("Grown from ", by)}</p> }.into_any(),
        None => ().into_any(),
    }
}

/// Under its text: what grew from it.
pub(super) fn forks(kin: &Kin) -> AnyView {
    if kin.forks.is_empty() {
        return ().into_any();
    }
    let rows = kin.forks.iter().map(|fork| {
        view! {
            <li>
                <a href=path::idea(&fork.idea)>{fork.idea.title.clone()}</a>
                <Who person=fork.author.clone()/>
            </li>
        }
    });
    view! {
        <section class="block grown" aria-labelledby="grown">
            <h2 id="grown">"What grew from this"</h2>
            <p class="fine">{text::grown(kin.count, kin.forks.len())}</p>
            <ul class="forks">{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}
