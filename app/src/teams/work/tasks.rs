//! The tasks of a milestone: who does them, how far they are, and what can be
//! done about them.

use domain::work::{MilestoneView, TaskForm, TaskState, TaskView, WorkView};
use leptos::prelude::*;

use crate::teams::deed::Deed;
use crate::text;
use crate::ui::{Form, Icon, Who};

pub(super) fn tasks(work: &WorkView, milestone: &MilestoneView) -> AnyView {
    if milestone.tasks.is_empty() {
        return ().into_any();
    }
    let open = work.mine && milestone.reached.is_none();
    let tasks = milestone.tasks.iter().map(|task| row(work, task, open));
    let label = format!("Tasks of: {}", milestone.title);
    view! { <ul class="tasks" aria-label=label>{tasks.collect_view()}</ul> }.into_any()
}

fn row(work: &WorkView, task: &TaskView, open: bool) -> AnyView {
    let done = task.state == TaskState::Done;
    let owner = task.owner.clone().map(|person| {
        if task.mine {
            view! { <Who person mark="you"/> }.into_any()
        } else {
            view! { <Who person/> }.into_any()
        }
    });
    let due = task.due.filter(|_| !done).map(|due| {
        let day = text::day(due.civil(), work.today.civil());
        let (class, words) = if due < work.today {
            ("chip late", format!("was due {day}"))
        } else {
            ("chip", format!("due {day}"))
        };
        view! { <span class=class><Icon name="clock"/>" "{words}</span> }
    });
    let expires = task
        .expires
        .filter(|_| open)
        .map(|at| view! { <span class="fine">{text::claim_until(at.date(), work.today)}</span> });
    view! {
        <li id=format!("task-{}", task.id) class=done.then_some("done")>
            {mark(work, task, open)}
            <span class="what">{task.title.clone()}</span>
            {owner}
            {due}
            {expires}
            {open.then(|| deeds(work, task))}
        </li>
    }
    .into_any()
}

fn step(
    work: &WorkView,
    task: &TaskView,
    to: TaskState,
    button: impl FnOnce() -> AnyView,
) -> AnyView {
    // Each of a task's buttons is a form of its own.
    let keys = [("team", work.team), ("task", task.id)];
    let to = to.to_string();
    let inside = button();
    Deed::of("/api/work/move-task", &keys).view("step", |_| {
        view! { <input type="hidden" name="to" value=to/>{inside} }.into_any()
    })
}

/// The box to tick, for whoever may; a sign for everybody else.
fn mark(work: &WorkView, task: &TaskView, open: bool) -> AnyView {
    let done = task.state == TaskState::Done;
    let others = task.state == TaskState::Doing && !task.mine && !work.leads;
    if !open || others {
        let (icon, state) = text::task_mark(task.state);
        return view! {
            <span class="sign"><Icon name=icon/><span class="visually-hidden">{state}</span></span>
        }
        .into_any();
    }
    let to = if done {
        TaskState::Todo
    } else {
        TaskState::Done
    };
    let name = format!("Done: {}", task.title);
    step(work, task, to, || {
        view! {
            <button class="tick" aria-label=name aria-pressed=done.to_string()><Icon name="check"/></button>
        }
        .into_any()
    })
}

fn deeds(work: &WorkView, task: &TaskView) -> AnyView {
    let button = |words: &'static str, to: TaskState| {
        let name = format!("{words}: {}", task.title);
        step(work, task, to, || {
            view! { <button class="btn small" aria-label=name>{words}</button> }.into_any()
        })
    };
    let moves = match task.state {
        TaskState::Todo => button("Take it", TaskState::Doing),
        TaskState::Doing if task.mine => view! {
            {button("Still at it", TaskState::Doing)}
            {button("Give it back", TaskState::Todo)}
        }
        .into_any(),
        TaskState::Doing if work.leads => button("Free it", TaskState::Todo),
        _ => ().into_any(),
    };
    view! { <div class="deeds">{moves}{change(work, task)}</div> }.into_any()
}

fn fields(form: &Form, now: &TaskForm) -> AnyView {
    view! {
        {form.field("title", "What is to be done").value(now.title.clone()).required().view()}
        {form.field("due", "Due, if it matters").kind("date").value(now.due.clone()).view()}
    }
    .into_any()
}

fn change(work: &WorkView, task: &TaskView) -> AnyView {
    if task.state == TaskState::Done {
        return ().into_any();
    }
    let keys = [("team", work.team), ("task", task.id)];
    let now = TaskForm {
        title: task.title.clone(),
        due: task.due.map(|due| due.to_string()).unwrap_or_default(),
    };
    let change = Deed::of("/api/work/change-task", &keys);
    let open = change.failed();
    let change = change.view("form", |form| {
        view! {
            {fields(form, &now)}
            <p class="actions"><button class="btn small">"Save this task"</button></p>
        }
        .into_any()
    });
    let name = format!("Take back this task: {}", task.title);
    let free = task.owner.is_none() || task.mine || work.leads;
    let remove = free.then(|| {
        Deed::of("/api/work/remove-task", &keys).view("actions", |_| {
            view! { <button class="btn small quiet" aria-label=name><Icon name="trash"/>" Take back this task"</button> }
                .into_any()
        })
    });
    view! {
        <details class="fold" open=open>
            <summary>"Change"<span class="visually-hidden">{format!(": {}", task.title)}</span></summary>
            {change}
            {remove}
        </details>
    }
    .into_any()
}

/// The form that adds a task to a milestone.
pub(super) fn add(work: &WorkView, milestone: &MilestoneView) -> AnyView {
    let keys = [("team", work.team), ("milestone", milestone.id)];
    let deed = Deed::of("/api/work/add-task", &keys);
    let summary = "Add a task".to_owned();
    deed.folded(summary, "form", |form| {
        view! {
            {fields(form, &TaskForm::default())}
            <p class="actions"><button class="btn small">"Add this task"</button></p>
        }
        .into_any()
    })
}
