//! The audit log.

use domain::moderation::{AuditEntry, AuditPage as Log, AuditQuery};
use domain::paging::Cursor;
use leptos::prelude::*;

use super::AdminRoom;
use crate::load::load;
use crate::request::Request;
use crate::text;
use crate::ui::stacked::{row, stacked};
use crate::ui::{Icon, When, path, pick};

/// `/admin/audit`.
#[component]
pub fn AuditPage() -> impl IntoView {
    let request = Request::current();
    load(async move {
        let actor = request.viewer.clone().member()?;
        let query = query(&request);
        let after = request.parameter("after").map(Cursor);
        let care = &request.services.moderation;
        let log = care.audit(&actor, &query, after.as_ref()).await?;
        let filters = filters(&query, &log);
        Ok(view! {
            <AdminRoom title="Audit" lead=text::AUDIT_LEAD>
                {filters}
                {entries(&request, query != AuditQuery::default(), log)}
            </AdminRoom>
        })
    })
}

/// What the page's address asks for.
fn query(request: &Request) -> AuditQuery {
    let said = |name: &str| {
        let word = request
            .parameter(name)?
            .trim()
            .trim_start_matches('@')
            .to_owned();
        (!word.is_empty()).then_some(word)
    };
    AuditQuery {
        kind: said("kind"),
        person: said("person"),
    }
}

/// The address of the whole filtered log as a file.
fn file(query: &AuditQuery) -> String {
    let mut address = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("kind", &query.kind), ("person", &query.person)] {
        if let Some(value) = value {
            address.append_pair(name, value);
        }
    }
    let address = address.finish();
    if address.is_empty() {
        "/admin/audit.csv".to_owned()
    } else {
        format!("/admin/audit.csv?{address}")
    }
}

fn filters(query: &AuditQuery, log: &Log) -> AnyView {
    let kinds = log
        .kinds
        .iter()
        .map(|kind| (kind.clone(), text::act(kind)))
        .collect();
    let narrowed = *query != AuditQuery::default();
    let clear =
        narrowed.then(|| view! { <a class="btn small quiet" href="/admin/audit">"Clear"</a> });
    view! {
        <form class="filters seek" action="/admin/audit" aria-label="Find acts">
            <span class="pick wide">
                <label for="filter-person">"By or about"</label>
                <input id="filter-person" type="search" name="person" placeholder="Name" value=query.person.clone()/>
            </span>
            {pick("kind", "Act", "Every act", kinds, query.kind.clone())}
            <button class="btn small">"Find"</button>
            {clear}
            <a class="btn small" href=file(query) download=true><Icon name="download"/>" Download as CSV"</a>
        </form>
    }
    .into_any()
}

fn entries(request: &Request, narrowed: bool, log: Log) -> AnyView {
    if log.entries.is_empty() {
        let (title, sentence) = text::audit_empty(narrowed);
        let everything = narrowed.then(|| {
            view! { <p class="actions"><a class="btn" href="/admin/audit">"Show everything"</a></p> }
        });
        return view! {
            <section class="empty">
                <Icon name="history"/>
                <h2>{title}</h2>
                <p>{sentence}</p>
                {everything}
            </section>
        }
        .into_any();
    }
    let older = log.next.map(|next| {
        let href = request.with(&[("after", Some(&next.0))]);
        view! { <nav class="pager" aria-label="Pages"><a class="btn" href=href>"Show older"</a></nav> }
    });
    let rows = log.entries.iter().map(act).collect_view();
    view! {
        {stacked("Acts".to_owned(), "The newest first", &COLUMNS, rows.into_any())}
        {older}
    }
    .into_any()
}

/// The columns of the log.
const COLUMNS: [&str; 5] = ["What", "When", "Who", "About whom", "Details"];

fn act(entry: &AuditEntry) -> AnyView {
    let by = entry.by.as_ref().map_or_else(
        || view! { <span class="muted">{text::NOBODY}</span> }.into_any(),
        |by| view! { <a href=path::person(&by.handle)>{by.name.clone()}</a> }.into_any(),
    );
    let member = entry.member.as_ref().map(|member| {
        view! { <a href=path::person(&member.handle)>{member.name.clone()}</a> }
    });
    let idea = entry.idea.as_ref().map(|idea| {
        let href = match entry.comment {
            Some(comment) => path::comment(idea.number, comment),
            None => path::idea(idea),
        };
        view! { <a href=href>{idea.title.clone()}</a> }
    });
    let detail = (!entry.detail.is_empty()).then(
        || view! { <small class="address">{text::act_detail(&entry.kind, &entry.detail)}</small> },
    );
    let about = (idea.is_some() || detail.is_some()).then(|| view! { {idea}{detail} });
    let [_, when, who, whom, details] = COLUMNS;
    row(
        text::act(&entry.kind).into_any(),
        vec![
            (when, view! { <When at=entry.at/> }.into_any()),
            (who, by),
            (whom, member.into_any()),
            (details, about.into_any()),
        ],
    )
}
