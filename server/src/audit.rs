//! The audit log as a file that spreadsheets read.

use app::text;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use backend::db::incident;
use domain::AppError;
use domain::accounts::PersonRef;
use domain::moderation::{AuditEntry, AuditQuery};

use crate::house::House;
use crate::http::shed::Class;
use crate::sheet;

const COLUMNS: [&str; 10] = [
    "number",
    "when (UTC)",
    "act",
    "in words",
    "by",
    "by handle",
    "about",
    "about handle",
    "idea",
    "details",
];

/// `/admin/audit.csv`, narrowed down like the page. A visitor is sent to sign
/// in, and comes back to the page.
pub(crate) async fn file(
    State(house): State<House>,
    headers: HeaderMap,
    Query(query): Query<AuditQuery>,
) -> Response {
    let file = log(&house, &headers, &query).await;
    sheet::answer(file, "audit.csv", "/admin/audit")
}

async fn log(house: &House, headers: &HeaderMap, query: &AuditQuery) -> Result<Vec<u8>, AppError> {
    let _place = house.places.enter(Class::Page).await?;
    let (viewer, _) = house.viewer(headers).await?;
    let actor = viewer.member()?;
    let entries = house.services.moderation.audit_file(&actor, query).await?;
    written(&entries).map_err(|error| incident(&error))
}

fn written(entries: &[AuditEntry]) -> csv::Result<Vec<u8>> {
    sheet::written(COLUMNS, entries.iter().map(row))
}

fn row(entry: &AuditEntry) -> [String; 10] {
    let name = |person: &Option<PersonRef>| person.as_ref().map(|person| person.name.clone());
    let handle = |person: &Option<PersonRef>| person.as_ref().map(|person| person.handle.clone());
    let idea = entry.idea.as_ref();
    [
        entry.id.to_string(),
        moment(entry),
        entry.kind.clone(),
        text::act(&entry.kind),
        name(&entry.by).unwrap_or_default(),
        handle(&entry.by).unwrap_or_default(),
        name(&entry.member).unwrap_or_default(),
        handle(&entry.member).unwrap_or_default(),
        idea.map(|idea| format!("{}: {}", idea.number, idea.title))
            .unwrap_or_default(),
        entry.detail.clone(),
    ]
}

fn moment(entry: &AuditEntry) -> String {
    jiff::Timestamp::from_microsecond(entry.at.0)
        .map_or_else(|_| String::new(), |at| at.to_string())
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;
    use domain::accounts::Kind;

    use super::*;

    #[test]
    fn whatever_a_cell_holds_it_stays_one_cell() {
        let person = |name: &str| PersonRef {
            name: name.into(),
            handle: "mo".into(),
            kind: Kind::Employee,
        };
        let entry = AuditEntry {
            id: 7,
            at: Timestamp(1_778_580_000_000_000),
            kind: "idea.hidden".into(),
            by: Some(person("=HYPERLINK(\"http://evil.example\")")),
            member: None,
            idea: None,
            comment: None,
            detail: "spam: one, \"two\"\nthree".into(),
        };
        let file = written(&[entry]).expect("a file");
        let file = String::from_utf8(file).expect("text");
        let (headings, row) = file.split_once('\n').expect("two lines");
        assert!(headings.starts_with("number,when (UTC),act"));
        assert_eq!(
            row,
            "7,2026-05-12T10:00:00Z,idea.hidden,hid an idea,\
             \"'=HYPERLINK(\"\"http://evil.example\"\")\",mo,,,,\
             \"spam: one, \"\"two\"\"\nthree\"\n"
        );
    }
}
