//! What the server does by itself: how it went, and once more where it failed.

use domain::Timestamp;
use domain::jobs::{JobState, JobView, JobsView};
use domain::paging::Cursor;
use leptos::prelude::*;

use super::AdminRoom;
use crate::load::load;
use crate::request::Request;
use crate::text;
use crate::ui::stacked::{row, stacked};
use crate::ui::{Icon, When, banner};

/// `/admin/jobs`.
#[component]
pub fn JobsPage() -> impl IntoView {
    let request = Request::current();
    load(async move {
        let actor = request.viewer.clone().member()?;
        let asked = request.parameter("state");
        let state = asked.and_then(|word| JobState::parse(&word).ok());
        let after = request.parameter("after").map(Cursor);
        let jobs = request
            .services
            .jobs
            .list(&actor, state, after.as_ref())
            .await?;
        let saved = request.parameter("saved").is_some() && request.kept.is_none();
        let chores = jobs.chores.iter().filter_map(recurring).collect_view();
        Ok(view! {
            <AdminRoom title="Jobs" lead=text::JOBS>
                {saved.then(|| banner("ok", "check", text::JOB_BEGUN))}
                {stacked("What recurs".to_owned(), "What recurs", &COLUMNS, chores.into_any())}
                <Others request=request.clone() jobs/>
            </AdminRoom>
        })
    })
}

/// The columns of what recurs; the last holds its button.
const COLUMNS: [&str; 5] = ["What", "State", "Next", "Last went well", ""];

fn recurring(job: &JobView) -> Option<AnyView> {
    let chore = job.chore?;
    let name = text::chore(chore);
    let state = view! {
        {chip(job.state)}
        {job.error.clone().map(|error| view! { <small class="address">{error}</small> })}
    };
    let next = match job.state {
        JobState::Running => view! { <span class="muted">"when it is done"</span> }.into_any(),
        _ => due(job.due),
    };
    let well = match job.finished {
        Some(at) => view! {
            <When at=at/>
            {job.handled.map(|count| view! { <small class="address">{text::handled(chore, count)}</small> })}
        }
        .into_any(),
        None => view! { <span class="muted">"not yet"</span> }.into_any(),
    };
    let run = view! {
        <form method="post" action="/api/jobs/run-now">
            <input type="hidden" name="chore" value=chore.as_str()/>
            <button class="btn small" aria-label=format!("Run now: {name}")>"Run now"</button>
        </form>
    };
    let [_, its_state, its_next, its_last, none] = COLUMNS;
    let values = vec![
        (its_state, state.into_any()),
        (its_next, next),
        (its_last, well),
        (none, run.into_any()),
    ];
    Some(row(name.into_any(), values))
}

/// When a job runs next.
fn due(at: Timestamp) -> AnyView {
    match text::soon(Request::current().now, at) {
        Some(words) => words.into_any(),
        None => view! { <When at=at/> }.into_any(),
    }
}

/// A job's state; its word goes with the colour.
fn chip(state: JobState) -> AnyView {
    let (class, icon) = match state {
        JobState::Waiting => ("chip", "clock"),
        JobState::Running => ("chip due", "hammer"),
        JobState::Done => ("chip done", "check"),
        JobState::Failed => ("chip late", "warn"),
    };
    view! { <span class=class><Icon name=icon/>" "{text::job_state(state)}</span> }.into_any()
}

#[component]
fn Others(request: Request, jobs: JobsView) -> impl IntoView {
    let state = jobs.state;
    let states = jobs
        .counts
        .iter()
        .map(|(known, count)| {
            let href = format!("/admin/jobs?state={known}");
            let words = format!(
                "{} {}",
                text::job_state_title(*known),
                text::counted(*count)
            );
            view! { <a href=href aria-current=(*known == state).then_some("true")>{words}</a> }
        })
        .collect_view();
    let more = jobs.jobs.next.map(|next| {
        let href = request.with(&[("after", Some(&next.0)), ("saved", None)]);
        view! { <nav class="pager" aria-label="Pages"><a class="btn" href=href>"Show older"</a></nav> }
    });
    let list = if jobs.jobs.items.is_empty() {
        view! {
            <section class="empty">
                <Icon name="hammer"/>
                <h3>"None here"</h3>
                <p>{text::no_jobs(state)}</p>
            </section>
        }
        .into_any()
    } else {
        let rows = jobs
            .jobs
            .items
            .into_iter()
            .map(|job| view! { <JobRow job/> })
            .collect_view();
        view! { <ul class="holdings">{rows}</ul> }.into_any()
    };
    view! {
        <section class="part" aria-labelledby="others">
            <h2 id="others">"Everything else"</h2>
            <nav class="sorts" aria-label="State">{states}</nav>
            {list}
            {more}
        </section>
    }
    .into_any()
}

#[component]
fn JobRow(job: JobView) -> impl IntoView {
    let name = format!("{} (job {})", text::job(&job.kind), job.id);
    let when = match (job.state, job.finished) {
        (JobState::Waiting, _) => view! { ", next: " {due(job.due)} }.into_any(),
        (JobState::Done | JobState::Failed, Some(at)) => {
            view! { ", last " <When at=at/> }.into_any()
        }
        _ => ().into_any(),
    };
    let retry = (job.state == JobState::Failed).then(|| {
        view! {
            <form method="post" action="/api/jobs/retry">
                <input type="hidden" name="job" value=job.id/>
                <button class="btn small" aria-label=format!("Try again: {name}")>"Try again"</button>
            </form>
        }
    });
    view! {
        <li>
            <span>
                {chip(job.state)}
                " "
                {name}
                <small>
                    {text::count(job.attempts, "try", "tries")}
                    {when}
                    {job.error.map(|error| format!(": {error}"))}
                </small>
            </span>
            {retry}
        </li>
    }
    .into_any()
}
