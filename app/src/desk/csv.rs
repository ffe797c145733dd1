//! Lists that leave the site as files for spreadsheets: the byte order mark and semicolons that French ones expect.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use chrono_tz::Europe::Paris;

/// The answer that a browser keeps as a file of that name, dated.
pub(crate) fn file(name: &str, now: DateTime<Utc>, rows: impl IntoIterator<Item = Vec<String>>) -> Response {
    let day = now.with_timezone(&Paris).format("%Y-%m-%d");
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}-{day}.csv\"")),
    ];
    (headers, sheet(rows)).into_response()
}

/// « 2027-03-03 09:30 », in Paris: what a spreadsheet reads as a date.
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    at.with_timezone(&Paris).format("%Y-%m-%d %H:%M").to_string()
}

fn sheet(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut sheet = "\u{feff}".to_owned();
    for row in rows {
        let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
        sheet.push_str(&cells.join(";"));
        sheet.push_str("\r\n");
    }
    sheet
}

/// The text of a cell. One that a spreadsheet would run as a formula begins with an apostrophe, which makes it a text.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    match text.contains([';', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        for formula in ["=1+1", "+33 1 42", "-2", "@SUM(A1)", "\t=1", "\r=1"] {
            assert!(cell(formula).trim_start_matches('"').starts_with('\''), "{formula:?}");
        }
        assert_eq!(cell("Claire Bernard"), "Claire Bernard");
    }

    #[test]
    fn cells_keep_what_would_part_them() {
        let row = vec![
            "a;b".to_owned(),
            "dit « oui »".to_owned(),
            "\"cité\"".to_owned(),
            "deux\nlignes".to_owned(),
        ];
        let expected = "\u{feff}\"a;b\";dit « oui »;\"\"\"cité\"\"\";\"deux\nlignes\"\r\n";
        assert_eq!(sheet([row]), expected);
    }
}
