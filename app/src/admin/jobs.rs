//! What the server does by itself: how it went, and once more where it failed.

use domain::Timestamp;
use domain::jobs::{JobState, JobView, JobsView};
use domain::paging::Cursor;
use leptos::prelude::*;

use super::AdminRoom;
use crate::load::load;
use crate::request::Request;
use crate::text;
use crate::ui::{Icon, When, banner};

/// `/admin/jobs`.
#[component]
pub fn JobsPage() -> impl IntoView {
    let request = Request::current();
    load(async move {
        let actor = request.viewer.clone().member()?;
        let asked = request.parameter("state");
        let state = asked
            .and_then(|word| JobState::parse(&word).ok())
            .unwrap_or(JobState::Failed);
        let after = request.parameter("after").map(Cursor);
        let jobs = request
            .services
            .jobs
            .list(&actor, state, after.as_ref())
            .await?;
        let saved = request.parameter("saved").is_some() && request.kept.is_none();
        let chores = jobs
            .chores
            .iter()
            .map(|chore| view! { <ChoreRow job=chore.clone()/> })
            .collect_view();
        Ok(view! {
            <AdminRoom title="Jobs" lead=text::JOBS>
                {saved.then(|| banner("ok", "check", text::JOB_BEGUN))}
                <section class="scroll" aria-label="What recurs" tabindex="0">
                    <table class="table">
                        <caption>"What recurs"</caption>
                        <thead>
                            <tr>
                                <th scope="col">"What"</th>
                                <th scope="col">"State"</th>
                                <th scope="col">"Next"</th>
                                <th scope="col">"Last went well"</th>
                                <td></td>
                            </tr>
                        </thead>
                        <tbody>{chores}</tbody>
                    </table>
                </section>
                <Others request=request.clone() jobs state/>
            </AdminRoom>
        })
    })
}

#[component]
fn ChoreRow(job: JobView) -> impl IntoView {
    let Some(chore) = job.chore else {
        return ().into_any();
    };
    let name = text::chore(chore);
    let well = match job.finished {
        Some(at) => view! {
            <When at=at/>
            {job.handled.map(|count| view! { <small class="address">{text::handled(chore, count)}</small> })}
        }
        .into_any(),
        None => view! { <span class="muted">"not yet"</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{chip(job.state)}{job.error.map(|error| view! { <small class="address">{error}</small> })}</td>
            <td class="nowrap">{due(job.due)}</td>
            <td>{well}</td>
            <td class="act">
                <form method="post" action="/api/jobs/run-now">
                    <input type="hidden" name="chore" value=chore.as_str()/>
                    <button class="btn small" aria-label=format!("Run now: {name}")>"Run now"</button>
                </form>
            </td>
        </tr>
    }
    .into_any()
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
fn Others(request: Request, jobs: JobsView, state: JobState) -> impl IntoView {
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
    let name = format!("{} {}", job.kind, job.id);
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
                    ", due "
                    {due(job.due)}
                    {job.error.map(|error| format!(": {error}"))}
                </small>
            </span>
            {retry}
        </li>
    }
    .into_any()
}
