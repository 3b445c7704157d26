//! Weekly updates: the form that is asked for, and what was told.

use domain::work::{AskedWeek, UpdateView, WorkView};
use leptos::prelude::*;

use crate::teams::deed::Deed;
use crate::text;
use crate::ui::{Icon, When, Who};

/// Updates that stand open; the rest is folded away.
const SHOWN: usize = 3;

pub(super) fn updates(work: &WorkView) -> AnyView {
    if work.updates.is_empty() && work.asked.is_empty() {
        return ().into_any();
    }
    let asked = work.asked.iter().enumerate().map(|(turn, week)| {
        let waits = turn == 0 && week.over && week.body.is_empty();
        ask(work, week, waits)
    });
    let (new, old) = work.updates.split_at(work.updates.len().min(SHOWN));
    let old = (!old.is_empty()).then(|| {
        let summary = text::earlier_weeks(old.len());
        view! {
            <details class="fold">
                <summary>{summary}</summary>
                {old.iter().map(|update| told(work, update)).collect_view()}
            </details>
        }
    });
    view! {
        <section class="block" id="updates" aria-labelledby="updates-heading">
            <h2 id="updates-heading">"Week by week"</h2>
            {asked.collect_view()}
            <div class="weeks">{new.iter().map(|update| told(work, update)).collect_view()}</div>
            {old}
        </section>
    }
    .into_any()
}

/// The form about a week: open when it is waited for.
fn ask(work: &WorkView, week: &AskedWeek, waits: bool) -> AnyView {
    let keys = [("team", work.team), ("week", week.week)];
    let deed = Deed::of("/api/work/write-update", &keys);
    let open = waits || deed.failed();
    let summary = text::week_asked(week);
    let form = deed.view("form", |form| {
        let hands = week.hands.iter().map(|hand| {
            let handle = hand.person.handle.clone();
            let checked = if form.came_back() {
                form.holds("hands[]", &handle)
            } else {
                hand.named
            };
            view! {
                <label class="choice">
                    <input type="checkbox" name="hands[]" value=handle checked=checked/>
                    <span>{hand.person.name.clone()}</span>
                </label>
            }
        });
        view! {
            {form
                .field("body", "How did it go?")
                .hint("What moved, what is in the way, what comes next. Everyone sees it.")
                .value(week.body.clone())
                .required()
                .rows(4)
                .view()}
            <fieldset class="hands">
                <legend>"Who put in their hours"</legend>
                {hands.collect_view()}
            </fieldset>
            <p class="actions"><button class="btn small go">{text::week_button(week)}</button></p>
        }
        .into_any()
    });
    view! {
        <details class="fold asked" open=open>
            <summary>{summary}</summary>
            {form}
        </details>
    }
    .into_any()
}

fn told(work: &WorkView, update: &UpdateView) -> AnyView {
    let last = text::day(update.last.civil(), work.today.civil());
    let late = update.late.then(|| {
        view! { " "<span class="chip late"><Icon name="clock"/>" late"</span> }
    });
    let (Some(author), Some(at)) = (update.author.clone(), update.at) else {
        return view! {
            <article class="week silent">
                <h3>{text::week_name(update.week)}" "<small>"to "{last}</small></h3>
                <p class="fine">{text::UNTOLD}</p>
            </article>
        }
        .into_any();
    };
    let hands: Vec<_> = update.hands.iter().map(|hand| hand.name.clone()).collect();
    view! {
        <article class="week">
            <h3>{text::week_name(update.week)}" "<small>"to "{last}</small>{late}</h3>
            <p class="words">{update.body.clone()}</p>
            <p class="fine"><Who person=author/>" "<When at/>" · "{text::hands(&hands)}</p>
        </article>
    }
    .into_any()
}
