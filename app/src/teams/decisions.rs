//! The decisions of a team at work: what waits for a word, and what was decided.

use domain::decisions::{
    DecisionState, DecisionView, DecisionsView, MAX_DAYS, ObjectionView, Part, USUAL_DAYS,
};
use leptos::prelude::*;

use super::deed::{Deed, reason};
use crate::text;
use crate::ui::{Form, Icon, When, Who};

/// Settled decisions that stand open; the rest is folded away.
const SHOWN: usize = 3;

/// The part of a team's page about its decisions; nothing where there is none and
/// the viewer cannot make any.
pub(super) fn decisions(all: &DecisionsView) -> AnyView {
    if all.decisions.is_empty() && !all.ours {
        return ().into_any();
    }
    let (open, settled): (Vec<_>, Vec<_>) = all
        .decisions
        .iter()
        .partition(|one| one.state == DecisionState::Open);
    let (new, old) = settled.split_at(settled.len().min(SHOWN));
    let old = (!old.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary>{text::earlier_decisions(old.len())}</summary>
                <ul class="decisions">{old.iter().map(|one| decision(all, one)).collect_view()}</ul>
            </details>
        }
    });
    let shown = open.iter().chain(new).map(|one| decision(all, one));
    view! {
        <section class="block" id="decisions" aria-labelledby="decisions-heading">
            <h2 id="decisions-heading">"Decisions"</h2>
            <p class="fine">{text::decides_here(all.rule)}</p>
            <ul class="decisions">{shown.collect_view()}</ul>
            {old}
            {all.ours.then(|| propose(all))}
        </section>
    }
    .into_any()
}

fn decision(all: &DecisionsView, one: &DecisionView) -> AnyView {
    let until = text::day(one.due.date().civil(), all.today.civil());
    let state = match one.state {
        DecisionState::Open => {
            let held = one.objections.iter().any(|said| said.stands);
            let kind = if one.overdue || held { "late" } else { "due" };
            let words = text::decision_waits(one.rule, &until, held, one.overdue);
            view! { <span class=format!("chip {kind}")><Icon name="clock"/>" "{words}</span> }
                .into_any()
        }
        state => {
            let (class, icon, words) = text::decided(state);
            view! { <span class=format!("chip {class}")><Icon name=icon/>" "{words}</span> }
                .into_any()
        }
    };
    let verdict =
        (!one.verdict.is_empty()).then(|| view! { <p class="words">{one.verdict.clone()}</p> });
    let objections = one.objections.iter().map(|said| objection(one, said));
    let title = format!("decision-{}", one.id);
    view! {
        <li id=title.clone()>
            <h3>{one.title.clone()}</h3>
            <p class="fine">{state}" "<Who person=one.by.clone()/>" · "<When at=one.at/></p>
            {(!one.details.is_empty()).then(|| view! { <p class="words">{one.details.clone()}</p> })}
            {verdict}
            {(!one.objections.is_empty()).then(|| view! { <ul class="objections">{objections.collect_view()}</ul> })}
            {deeds(all, one)}
        </li>
    }
    .into_any()
}

fn objection(one: &DecisionView, said: &ObjectionView) -> AnyView {
    let open = one.state == DecisionState::Open;
    let answered = (open && !said.stands).then(|| {
        view! { " "<span class="chip">"no longer stands"</span> }
    });
    view! {
        <li>
            <p class="words">{said.reason.clone()}</p>
            <p class="fine"><Who person=said.person.clone()/>" · "<When at=said.at/>{answered}</p>
        </li>
    }
    .into_any()
}

/// What the viewer may do about it.
fn deeds(all: &DecisionsView, one: &DecisionView) -> AnyView {
    let keys = [("team", all.team), ("decision", one.id)];
    let words = text::objecting(one.rule);
    let object = (one.part == Part::MayObject).then(|| {
        let deed = Deed::of("/api/decisions/object", &keys)
            .with("at", one.at.0)
            .about(&one.title);
        deed.folded(words.say.into(), "form", |form| {
            view! {
                {reason(form, words.hint)}
                <p class="actions"><button class="btn small">{words.button}</button></p>
            }
            .into_any()
        })
    });
    let back = (one.part == Part::Objects).then(|| {
        let name = format!("{}: {}", words.back, one.title);
        Deed::of("/api/decisions/take-back", &keys).view("actions", |_| {
            view! { <button class="btn small" aria-label=name><Icon name="check"/>" "{words.back}</button> }
                .into_any()
        })
    });
    let decide = one.may_decide.then(|| {
        let deed = Deed::of("/api/decisions/decide", &keys)
            .with("at", one.at.0)
            .about(&one.title);
        deed.folded("Decide".into(), "form", |form| {
            let choices = [("", "Please choose"), ("yes", "Yes"), ("no", "No")]
                .map(|(word, shown)| (word.to_owned(), shown.to_owned()));
            view! {
                {form.field("verdict", "Verdict").options(choices.to_vec()).view()}
                {reason(form, text::VERDICT_HINT)}
                <p class="actions"><button class="btn small go">"Say it"</button></p>
            }
            .into_any()
        })
    });
    let other_words = (one.part == Part::Proposed).then(|| reword(one, &keys));
    let withdrawn = one.may_withdraw.then(|| withdraw(one, &keys));
    view! { {back} {object} {decide} {other_words} {withdrawn} }.into_any()
}

fn reword(one: &DecisionView, keys: &[(&'static str, i64)]) -> AnyView {
    let deed = Deed::of("/api/decisions/reword", keys).about(&one.title);
    deed.folded("Change the words".into(), "form", |form| {
        view! {
            {fields(form, &one.title, &one.details)}
            <p class="fine">{text::REWORD}</p>
            <p class="actions"><button class="btn small">"Propose it like this"</button></p>
        }
        .into_any()
    })
}

fn withdraw(one: &DecisionView, keys: &[(&'static str, i64)]) -> AnyView {
    let name = format!("Withdraw this: {}", one.title);
    Deed::of("/api/decisions/withdraw", keys).view("actions", |_| {
        view! { <button class="btn small quiet" aria-label=name><Icon name="trash"/>" Withdraw this"</button> }
            .into_any()
    })
}

fn propose(all: &DecisionsView) -> AnyView {
    let deed = Deed::of("/api/decisions/propose", &[("team", all.team)]);
    deed.folded("Propose something".into(), "form", |form| {
        view! {
            {fields(form, "", "")}
            <p class="actions"><button class="btn small">"Ask the team"</button></p>
        }
        .into_any()
    })
}

fn fields(form: &Form, title: &str, details: &str) -> AnyView {
    view! {
        {form
            .field("title", "What do you propose?")
            .hint("One sentence that can be said yes to.")
            .value(title.to_owned())
            .required()
            .view()}
        {form
            .field("details", "Why, and how")
            .hint("What speaks for it, what it costs. May be empty.")
            .value(details.to_owned())
            .rows(3)
            .view()}
        {form
            .field("days", "Days to object")
            .kind("number")
            .value(USUAL_DAYS.to_string())
            .with("min", "1")
            .with("max", MAX_DAYS.to_string())
            .view()}
    }
    .into_any()
}
