//! Files that spreadsheets read.

use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{AppError, Denied};

use crate::pages;

/// The answer with this file, or why there is none. A visitor is sent to sign
/// in, and comes back to the page at `page`, a path of plain characters.
pub(crate) fn answer(file: Result<Vec<u8>, AppError>, name: &str, page: &str) -> Response {
    match file {
        Ok(csv) => {
            let headers = [
                (
                    CONTENT_TYPE,
                    "text/csv; charset=utf-8; header=present".to_owned(),
                ),
                (
                    CONTENT_DISPOSITION,
                    format!("attachment; filename=\"{name}\""),
                ),
                (CACHE_CONTROL, "private, no-store".to_owned()),
            ];
            (headers, csv).into_response()
        }
        Err(AppError::Denied(Denied::SignInFirst)) => {
            Redirect::to(&format!("/sign-in?next={}", page.replace('/', "%2F"))).into_response()
        }
        Err(error) => pages::plain(&error),
    }
}

/// Rows below their headings.
pub(crate) fn written<const N: usize>(
    columns: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> csv::Result<Vec<u8>> {
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(columns)?;
    for row in rows {
        file.write_record(row.map(|cell| harmless(&cell)))?;
    }
    file.into_inner().map_err(|error| error.into_error().into())
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
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["+1", "-1", "@SUM(A1)", "\t=1", "＝1"] {
            assert!(harmless(formula).starts_with('\''), "{formula}");
        }
        assert_eq!(harmless("a=1"), "a=1");
    }
}
