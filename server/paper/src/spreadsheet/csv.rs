//! A table as CSV, the way French spreadsheets open it: byte order mark, semicolons, decimal commas.

use super::{Cell, Sheet};
use crate::NotMade;

/// The table as CSV.
///
/// # Errors
/// When memory fails: nothing else stands in its way.
pub fn csv(sheet: &Sheet) -> Result<Vec<u8>, NotMade> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let columns = sheet.header.len();
    let header = sheet.header.iter().map(|head| inert(head));
    writer.write_record(header).map_err(|error| NotMade(error.to_string()))?;
    for row in &sheet.rows {
        let missing = columns.saturating_sub(row.len());
        let cells = row.iter().map(written).chain(std::iter::repeat_n(String::new(), missing));
        writer.write_record(cells).map_err(|error| NotMade(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| NotMade(error.to_string()))
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => inert(text),
        Cell::Number(number) if number.is_finite() => number.to_string().replace('.', ","),
        Cell::Rate(rate) if rate.is_finite() => {
            format!("{} %", (rate * 1000.0).round() / 10.0).replace('.', ",")
        }
        Cell::Number(_) | Cell::Rate(_) => String::new(),
        Cell::Minutes(minutes) => format!("{}:{:02}", minutes / 60, minutes % 60),
        Cell::Date(date) => date.format("%d/%m/%Y").to_string(),
        Cell::Moment(moment) => moment.format("%d/%m/%Y %H:%M").to_string(),
    }
}

/// A text that a spreadsheet would run as a formula begins with an apostrophe, which makes it a text; what is invisible or a space
/// before the sign hides nothing.
fn inert(text: &str) -> String {
    let text: String = text.chars().filter(|c| *c != '\0').collect();
    let seen = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}');
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    match text.starts_with(['\t', '\r', '\n']) || seen.starts_with(signs) {
        true => format!("'{text}"),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn opened(rows: Vec<Vec<Cell>>) -> String {
        let sheet =
            Sheet { name: "Essai".to_owned(), header: vec!["Un".to_owned(), "Deux".to_owned()], rows };
        String::from_utf8(csv(&sheet).expect("a sheet of the test")).expect("UTF-8")
    }

    #[test]
    fn it_opens_in_french_spreadsheets() {
        let date = NaiveDate::from_ymd_opt(2027, 3, 16).expect("a date of the test");
        let moment = date.and_hms_opt(9, 30, 0).expect("a moment of the test");
        let rows = vec![
            vec!["a;b \"c\"".into(), Cell::Number(-3.5)],
            vec![Cell::Date(date), Cell::Moment(moment)],
            vec![Cell::Minutes(210), Cell::Rate(0.875)],
            vec![Cell::Number(f64::NAN)],
        ];
        let expected = "\u{feff}Un;Deux\r\n\"a;b \"\"c\"\"\";-3,5\r\n16/03/2027;16/03/2027 09:30\r\n3:30;87,5 %\r\n;\r\n";
        assert_eq!(opened(rows), expected);
    }

    #[test]
    fn a_cell_is_never_a_formula() {
        for formula in
            ["=1+1", "+33 1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u{feff}=1", "＝1+1"]
        {
            let line = opened(vec![vec![formula.into(), Cell::Empty]]);
            let cell = line.split("\r\n").nth(1).unwrap_or_default().trim_start_matches('"');
            assert!(cell.starts_with('\''), "{formula:?} is written {cell:?}");
        }
        assert!(opened(vec![vec!["Claire - Bernard".into()]]).contains("\r\nClaire - Bernard;\r\n"));
    }
}
