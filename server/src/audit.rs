//! The audit log as a file that spreadsheets read.

use app::text;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use backend::db::incident;
use domain::accounts::PersonRef;
use domain::moderation::{AuditEntry, AuditQuery};
use domain::{AppError, Denied};

use crate::house::House;
use crate::http::shed::Class;
use crate::pages;

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
    match log(&house, &headers, &query).await {
        Ok(csv) => {
            let headers = [
                (CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
                (CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""),
                (CACHE_CONTROL, "private, no-store"),
            ];
            (headers, csv).into_response()
        }
        Err(AppError::Denied(Denied::SignInFirst)) => {
            axum::response::Redirect::to("/sign-in?next=%2Fadmin%2Faudit").into_response()
        }
        Err(error) => pages::plain(&error),
    }
}

async fn log(house: &House, headers: &HeaderMap, query: &AuditQuery) -> Result<Vec<u8>, AppError> {
    let _place = house.places.enter(Class::Page).await?;
    let (viewer, _) = house.viewer(headers).await?;
    let actor = viewer.member()?;
    let entries = house.services.moderation.audit_file(&actor, query).await?;
    written(&entries).map_err(|error| incident(&error))
}

/// The rows below their headings.
fn written(entries: &[AuditEntry]) -> csv::Result<Vec<u8>> {
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(COLUMNS)?;
    for entry in entries {
        file.write_record(row(entry).map(|cell| harmless(&cell)))?;
    }
    file.into_inner().map_err(|error| error.into_error().into())
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

/// A cell that no spreadsheet takes for a formula (OWASP, CSV injection): what
/// begins like one gets an apostrophe in front, which is shown nowhere.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;
    use domain::accounts::Kind;

    use super::*;

    #[test]
    fn whatever_a_cell_holds_it_stays_one_cell_and_no_formula() {
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
        for formula in ["+1", "-1", "@SUM(A1)", "\t=1", "＝1"] {
            assert!(harmless(formula).starts_with('\''), "{formula}");
        }
        assert_eq!(harmless("a=1"), "a=1");
    }
}
