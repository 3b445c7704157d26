//! A team's contribution ledger: who holds which share of each milestone, the
//! ballot of whoever worked on it, and the dispute.

use domain::ledger::{LedgerView, SplitState, SplitView, author_share};
use domain::{Noun, Timestamp};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::deed::{Deed, reason};
use crate::load::load;
use crate::request::Request;
use crate::shell::Named;
use crate::text;
use crate::ui::{Icon, InPlace, When, Who, path, stacked};

/// `/teams/{number}/{slug}/ledger`
#[component]
pub fn LedgerPage() -> impl IntoView {
    let request = Request::current();
    let number = use_params_map().with_untracked(|params| params.get("number"));
    load(async move {
        let number = number
            .and_then(|number| number.parse().ok())
            .ok_or(Noun::Team)?;
        let ledger = request
            .services
            .ledger
            .view(&request.viewer, number)
            .await?;
        Ok(view! {
            <Named title=format!("Ledger of the team for {}", ledger.idea.title)/>
            <main class="page narrow" id="main">
                <nav class="crumbs" aria-label="Where you are">
                    <a href="/teams">"Teams"</a>
                    " "
                    <a href=path::team(ledger.team, &ledger.idea)>{format!("Team {}", ledger.team)}</a>
                </nav>
                <div class="lead">
                    <div>
                        <h1>"Contribution ledger"</h1>
                        <p>{text::LEDGER_LEAD}</p>
                    </div>
                </div>
                {meaning(&ledger)}
                <InPlace id="ledger-part".to_owned()>{body(&ledger)}</InPlace>
            </main>
        })
    })
}

fn meaning(ledger: &LedgerView) -> AnyView {
    let words = if ledger.meaning.is_empty() {
        text::NO_MEANING.to_owned()
    } else {
        ledger.meaning.clone()
    };
    view! {
        <section class="notice meaning" aria-labelledby="meaning">
            <h2 id="meaning">"What a share means here"</h2>
            <p>{words}</p>
        </section>
    }
    .into_any()
}

fn body(ledger: &LedgerView) -> AnyView {
    if ledger.splits.is_empty() {
        return view! {
            <div class="empty">
                <Icon name="people"/>
                <h2>"Nothing to settle yet"</h2>
                <p>{text::LEDGER_EMPTY}</p>
            </div>
        }
        .into_any();
    }
    let splits = ledger.splits.iter().map(|one| split(ledger, one));
    view! {
        {holdings(ledger)}
        {(!ledger.ours).then(|| view! { <p class="notice">{text::LEDGER_CLOSED}</p> })}
        {splits.collect_view()}
        {how()}
    }
    .into_any()
}

fn holdings(ledger: &LedgerView) -> AnyView {
    if ledger.holdings.is_empty() {
        return ().into_any();
    }
    let rows = ledger.holdings.iter().map(|holding| {
        let who = view! { <Who person=holding.person.clone()/> }.into_any();
        stacked::row(
            who,
            vec![("Share", text::share_of(holding.share).into_any())],
        )
    });
    let table = stacked::stacked(
        "Shares settled so far".into(),
        "What everybody holds of the milestones that are settled",
        &["Who", "Share"],
        rows.collect_view().into_any(),
    );
    let partly = ledger.splits.iter().any(|split| !split.inside);
    let file = path::ledger_file(ledger.team, &ledger.idea);
    view! {
        <section class="block settled" aria-labelledby="holdings">
            <h2 id="holdings">"Settled so far"</h2>
            {partly.then(|| view! { <p class="fine">{text::HOLDINGS_IN_PART}</p> })}
            {table}
            <p class="actions"><a class="btn small" href=file rel="external"><Icon name="download"/>" Download as CSV"</a></p>
        </section>
    }
    .into_any()
}

fn split(ledger: &LedgerView, split: &SplitView) -> AnyView {
    let id = format!("split-{}", split.id);
    let heading = format!("{id}-heading");
    let labelled = heading.clone();
    let (class, words) = match split.state {
        SplitState::Open => ("chip due", "points are being split"),
        SplitState::Counted => ("chip", "can be disputed"),
        SplitState::Frozen => ("chip done", "settled"),
    };
    let until = split.until.map(|at| view! { <span class="fine">{text::split_until(split, at.date(), ledger.today)}</span> });
    let turnout = (split.state == SplitState::Open && split.voters > 0)
        .then(|| view! { <p class="fine">{text::turnout(split.cast, split.voters)}</p> });
    view! {
        <section class="block split" id=id aria-labelledby=labelled>
            <header>
                <h2 id=heading>{split.milestone.clone()}</h2>
                <p class="meta"><span class=class>{words}</span>{until}<span class="fine">"reached "<When at=split.reached/></span></p>
            </header>
            {disputes(split)}
            {turnout}
            {ballot(ledger, split)}
            {shares(split)}
            {(ledger.ours && !split.inside).then(|| view! { <p class="fine">{text::NOT_YOURS}</p> })}
            {split.may_dispute.then(|| dispute(ledger, split))}
        </section>
    }
    .into_any()
}

fn disputes(split: &SplitView) -> AnyView {
    let state = split.state;
    split
        .disputes
        .iter()
        .map(|dispute| {
            let at: Timestamp = dispute.at;
            view! {
                <div class="banner warn">
                    <Icon name="info"/>
                    <div class="stack">
                        <p><Who person=dispute.person.clone()/>" disputed these shares: "<b>{dispute.reason.clone()}</b></p>
                        <p class="fine"><When at/>". "{text::disputed(state)}</p>
                    </div>
                </div>
            }
        })
        .collect_view()
        .into_any()
}

/// The viewer's ballot: a number for each of the others.
fn ballot(ledger: &LedgerView, split: &SplitView) -> AnyView {
    let Some(rows) = &split.ballot else {
        return ().into_any();
    };
    let keys = [("team", ledger.team), ("split", split.id)];
    let deed = Deed::of("/api/ledger/cast", &keys);
    let button = if split.has_cast {
        "Change my points"
    } else {
        "Give these points"
    };
    deed.view("form sheet", |form| {
        let fields = rows.iter().enumerate().map(|(at, row)| {
            let name = format!("points[{at}][points]");
            view! {
                <input type="hidden" name=format!("points[{at}][handle]") value=row.person.handle.clone()/>
                {form
                    .field_named(name, row.person.name.clone())
                    .kind("number")
                    .value(row.points.to_string())
                    .with("min", "0")
                    .with("max", "100")
                    .view()}
            }
        });
        view! {
            {form.trouble()}
            <h3>"Split 100 points among the others"</h3>
            <p class="fine">{text::BALLOT_HINT}</p>
            {(rows.len() == 2).then(|| view! { <p class="fine">{text::BALLOT_OF_THREE}</p> })}
            <div class="fields">{fields.collect_view()}</div>
            <p class="actions"><button class="btn go">{button}</button></p>
        }
        .into_any()
    })
}

fn shares(split: &SplitView) -> AnyView {
    if split.shares.is_empty() {
        return ().into_any();
    }
    let row = |who: AnyView, hours: String, said: String, share: f64| {
        let share = view! { <b>{text::share_of(share)}</b> }.into_any();
        let values = vec![
            ("Hours", hours.into_any()),
            ("The others say", said.into_any()),
            ("Share", share),
        ];
        stacked::row(who, values)
    };
    let members = split.shares.iter().map(|line| {
        let who = view! { <Who person=line.person.clone()/> }.into_any();
        row(
            who,
            text::hours_of(line.hours),
            text::share_of(line.peer),
            line.share,
        )
    });
    let each = author_share(split.authors.len());
    let authors = split.authors.iter().map(|author| {
        let who = view! { <Who person=author.clone() mark="author"/> }.into_any();
        row(who, "–".into(), "–".into(), each)
    });
    stacked::stacked(
        format!("Shares of: {}", split.milestone),
        "Shares of this milestone",
        &["Who", "Hours", "The others say", "Share"],
        members.chain(authors).collect_view().into_any(),
    )
}

fn dispute(ledger: &LedgerView, split: &SplitView) -> AnyView {
    let keys = [("team", ledger.team), ("split", split.id)];
    let deed = Deed::of("/api/ledger/dispute", &keys);
    deed.folded("I do not agree with these shares".into(), "form", |form| {
        view! {
            {reason(form, text::DISPUTE_HINT)}
            <p class="actions"><button class="btn small danger">"Dispute these shares"</button></p>
        }
        .into_any()
    })
}

fn how() -> AnyView {
    view! {
        <section class="block" aria-labelledby="how">
            <h2 id="how">"How a share comes about"</h2>
            <ul class="helps">{text::LEDGER_RULES.map(|rule| view! { <li>{rule}</li> })}</ul>
        </section>
    }
    .into_any()
}
