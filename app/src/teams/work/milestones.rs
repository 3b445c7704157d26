//! Milestones, and how far each is.

use domain::Date;
use domain::work::{MilestoneForm, MilestoneView, TaskState, WorkView};
use leptos::prelude::*;

use super::tasks::{self, tasks};
use crate::teams::deed::Deed;
use crate::text;
use crate::ui::{Form, Icon, When};

pub(super) fn milestones(work: &WorkView) -> AnyView {
    let (reached, open): (Vec<_>, Vec<_>) = work
        .milestones
        .iter()
        .partition(|milestone| milestone.reached.is_some());
    let open = open.into_iter().map(|one| milestone(work, one));
    let reached = (!reached.is_empty()).then(|| {
        let summary = text::milestones_reached(reached.len());
        let reached = reached.into_iter().map(|one| milestone(work, one));
        view! {
            <details class="fold">
                <summary>{summary}</summary>
                {reached.collect_view()}
            </details>
        }
    });
    view! {
        <section class="block" id="work" aria-labelledby="work-heading">
            <h2 id="work-heading">"Milestones"</h2>
            {open.collect_view()}
            {reached}
            {work.mine.then(|| add(work))}
        </section>
    }
    .into_any()
}

fn milestone(work: &WorkView, milestone: &MilestoneView) -> AnyView {
    let (done, all, percent) = milestone.done();
    let id = format!("milestone-{}", milestone.id);
    let heading = format!("{id}-title");
    let labelled = heading.clone();
    let day = text::day(milestone.due.civil(), work.today.civil());
    let when = match milestone.reached {
        Some(at) => {
            view! { <span class="chip done"><Icon name="check"/>" reached "<When at/></span> }
                .into_any()
        }
        None if milestone.due < work.today => {
            view! { <span class="chip late"><Icon name="clock"/>{format!(" was due {day}")}</span> }
                .into_any()
        }
        None => view! { <span class="chip"><Icon name="clock"/>{format!(" due {day}")}</span> }
            .into_any(),
    };
    let bar = (all > 0).then(|| {
        view! {
            <p class="fine">{text::tasks_done(done, all, percent)}</p>
            <svg class="bar kept" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width=percent.to_string() height="8"></rect></svg>
        }
    });
    let open = work.mine && milestone.reached.is_none();
    view! {
        <section class="milestone" id=id aria-labelledby=labelled>
            <header><h3 id=heading>{milestone.title.clone()}</h3>{when}</header>
            {bar}
            {tasks(work, milestone)}
            {open.then(|| view! { {reach(work, milestone)} {tasks::add(work, milestone)} {change(work, milestone)} })}
        </section>
    }
    .into_any()
}

fn keys(work: &WorkView, milestone: &MilestoneView) -> [(&'static str, i64); 2] {
    [("team", work.team), ("milestone", milestone.id)]
}

/// The button that says it is reached, once nothing is left to do.
fn reach(work: &WorkView, milestone: &MilestoneView) -> AnyView {
    let left = milestone
        .tasks
        .iter()
        .any(|task| task.state != TaskState::Done);
    if left {
        return ().into_any();
    }
    let name = format!("We reached it: {}", milestone.title);
    Deed::of("/api/work/reach-milestone", &keys(work, milestone)).view("actions", |_| {
        view! { <button class="btn small go" aria-label=name><Icon name="check"/>" We reached it"</button> }
            .into_any()
    })
}

fn fields(form: &Form, now: &MilestoneForm, today: Date) -> AnyView {
    view! {
        {form.field("title", "What it shows").value(now.title.clone()).required().view()}
        {form.field("due", "Due").kind("date").value(now.due.clone()).with("min", today.to_string()).required().view()}
    }
    .into_any()
}

fn change(work: &WorkView, milestone: &MilestoneView) -> AnyView {
    let keys = keys(work, milestone);
    let now = MilestoneForm {
        title: milestone.title.clone(),
        due: milestone.due.to_string(),
    };
    let change = Deed::of("/api/work/change-milestone", &keys);
    let open = change.failed();
    let change = change.view("form", |form| {
        view! {
            {fields(form, &now, work.today)}
            <p class="actions"><button class="btn small">"Save this milestone"</button></p>
        }
        .into_any()
    });
    let remove = milestone.tasks.is_empty().then(|| {
        let name = format!("Take back this milestone: {}", milestone.title);
        Deed::of("/api/work/remove-milestone", &keys).view("actions", |_| {
            view! { <button class="btn small quiet" aria-label=name><Icon name="trash"/>" Take back this milestone"</button> }
                .into_any()
        })
    });
    view! {
        <details class="fold" open=open>
            <summary>"Change this milestone"<span class="visually-hidden">{format!(": {}", milestone.title)}</span></summary>
            {change}
            {remove}
        </details>
    }
    .into_any()
}

fn add(work: &WorkView) -> AnyView {
    let now = MilestoneForm {
        title: String::new(),
        due: work.today.plus_days(14).to_string(),
    };
    let deed = Deed::of("/api/work/add-milestone", &[("team", work.team)]);
    deed.folded("Add a milestone".into(), "form", |form| {
        view! {
            {fields(form, &now, work.today)}
            <p class="actions"><button class="btn small">"Add this milestone"</button></p>
        }
        .into_any()
    })
}
