//! How the installation is: what to tell somebody who helps, and what to look
//! at before something is wrong.

use domain::admin::{Saved, SystemReport};
use leptos::prelude::*;

use super::AdminRoom;
use crate::load::load;
use crate::request::Request;
use crate::text;
use crate::ui::{When, banner};

/// `/admin/system`.
#[component]
pub fn SystemPage() -> impl IntoView {
    let request = Request::current();
    load(async move {
        let actor = request.viewer.clone().member()?;
        let report = request.services.admin.system.report(&actor).await?;
        let relaxed = report
            .relaxed
            .then(|| banner("warn", "warn", text::LIMITS_RELAXED));
        Ok(view! {
            <AdminRoom title="System" lead=text::SYSTEM>
                {relaxed}
                <Program report=report.clone() address=request.base_url.to_string()/>
                <Database report=report.clone()/>
                <Tables report/>
            </AdminRoom>
        })
    })
}

#[component]
fn Program(report: SystemReport, address: String) -> impl IntoView {
    // Where the line may break, rather than within the port.
    let port = address
        .rfind(':')
        .filter(|at| !address[*at..].starts_with("://"));
    let (host, port) = address.split_at(port.unwrap_or(address.len()));
    let (host, port) = (host.to_owned(), port.to_owned());
    let port = (!port.is_empty()).then(|| view! { <wbr/>{port} });
    view! {
        <section class="part" aria-labelledby="program">
            <h2 id="program">"Program"</h2>
            <dl class="facts">
                <div><dt>"Version"</dt><dd>{report.version}</dd></div>
                {report.commit.map(|commit| view! { <div><dt>"Commit"</dt><dd><code>{commit}</code></dd></div> })}
                <div><dt>"Started"</dt><dd><When at=report.started/></dd></div>
                <div><dt>"Address"</dt><dd>{host}{port}</dd></div>
                <div><dt>"Limits"</dt><dd>{text::limits_hold(report.relaxed)}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}

#[component]
fn Database(report: SystemReport) -> impl IntoView {
    let saved = match report.backup {
        None => view! { <p>{text::NO_BACKUP}</p><p><code>{text::backup_command(report.folder.as_deref())}</code></p> }.into_any(),
        Some(Saved { at, bytes: Some(bytes) }) => view! {
            <p>"The last one was made "<When at=at/>", "{text::bytes(bytes)}"."</p>
        }
        .into_any(),
        Some(Saved { at, bytes: None }) => view! {
            <p class="banner bad">"The last one, tried "<When at=at/>", failed. The log of that moment says why."</p>
        }
        .into_any(),
    };
    let drift = match report.drift {
        None => "not compared yet".to_owned(),
        Some(0) => "none".to_owned(),
        Some(count) => text::count(count, "counter is wrong", "counters are wrong"),
    };
    view! {
        <section class="part" aria-labelledby="database">
            <h2 id="database">"Database"</h2>
            <dl class="facts">
                <div><dt>"Engine"</dt><dd>{report.engine}</dd></div>
                <div><dt>"Size"</dt><dd>{text::bytes(report.database)}</dd></div>
                {report.log.map(|log| view! { <div><dt>"Write-ahead log"</dt><dd>{text::bytes(log)}</dd></div> })}
                {report.free.map(|free| view! { <div><dt>"Free on its disk"</dt><dd>{text::bytes(free)}</dd></div> })}
                <div><dt>"Drift of counters"</dt><dd>{drift}</dd></div>
            </dl>
        </section>
        <section class="part" aria-labelledby="backups">
            <h2 id="backups">"Backups"</h2>
            {saved}
        </section>
    }
    .into_any()
}

#[component]
fn Tables(report: SystemReport) -> impl IntoView {
    let tables = report
        .tables
        .into_iter()
        .map(|table| view! { <tr><th scope="row">{table.name}</th><td class="num figures">{text::thousands(table.rows)}</td></tr> })
        .collect_view();
    let migrations = report
        .migrations
        .into_iter()
        .map(|migration| view! { <li><code>{format!("{:04} {}", migration.number, migration.name)}</code></li> })
        .collect_view();
    view! {
        <section class="part" aria-labelledby="tables">
            <h2 id="tables">"Tables"</h2>
            <div class="scroll" role="region" aria-label="Sizes of tables" tabindex="0">
                <table class="table">
                    <caption>"The main ones; rows are estimated, because counting would cost more than it tells."</caption>
                    <thead><tr><th scope="col">"Table"</th><th scope="col" class="num">"Rows, about"</th></tr></thead>
                    <tbody>{tables}</tbody>
                </table>
            </div>
            <details class="fold">
                <summary>"Migrations applied"</summary>
                <ol class="plain-list">{migrations}</ol>
            </details>
        </section>
    }
    .into_any()
}
