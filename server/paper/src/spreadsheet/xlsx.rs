//! Tables as the sheets of one XLSX workbook.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate, Timelike};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::{Cell, Sheet};
use crate::NotMade;

/// Excel opens no longer text in a cell, in UTF-16 units.
const LONGEST: usize = 32_767;

/// Excel opens no longer name of a sheet, in UTF-16 units.
const LONGEST_NAME: usize = 31;

/// Columns are wide enough for what they hold, and never wider than that, in characters.
const WIDEST: usize = 60;

/// The formats of the cells.
struct Formats {
    head: Format,
    text: Format,
    rate: Format,
    minutes: Format,
    date: Format,
    moment: Format,
}

/// The workbook of these sheets: their heads stay in sight, dates and numbers are ones, and nothing is a formula.
///
/// # Errors
/// When a sheet has more rows or columns than the format allows.
pub fn workbook(sheets: &[Sheet]) -> Result<Vec<u8>, NotMade> {
    made(sheets).map_err(|error| NotMade(error.to_string()))
}

fn made(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Always the same, so that the same tables make the same workbook.
    workbook
        .set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let formats = Formats {
        head: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top),
        text: Format::new().set_align(FormatAlign::Top),
        rate: Format::new().set_num_format("0.0 %"),
        minutes: Format::new().set_num_format("[h]\" h \"mm"),
        date: Format::new().set_num_format("dd/mm/yyyy"),
        moment: Format::new().set_num_format("dd/mm/yyyy hh:mm"),
    };
    let mut names = HashSet::new();
    let nothing = [Sheet { name: "Feuille".to_owned(), ..Sheet::default() }];
    for sheet in if sheets.is_empty() { &nothing } else { sheets } {
        let page = workbook.add_worksheet();
        page.set_name(name(&sheet.name, &mut names))?;
        fill(page, sheet, &formats)?;
    }
    workbook.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<(), XlsxError> {
    let longest = sheet.rows.iter().map(Vec::len).fold(sheet.header.len(), usize::max);
    let mut widths = vec![8; longest];
    for (column, head) in (0_u16..).zip(&sheet.header) {
        page.write_string_with_format(0, column, within(head, LONGEST), &formats.head)?;
    }
    for (width, head) in widths.iter_mut().zip(&sheet.header) {
        *width = (*width).max(head.chars().count() + 2);
    }
    for (row, cells) in (1_u32..).zip(&sheet.rows) {
        for ((column, cell), width) in (0_u16..).zip(cells).zip(&mut widths) {
            *width = (*width).max(write(page, row, column, cell, formats)? + 2);
        }
    }
    for (column, width) in (0_u16..).zip(widths) {
        page.set_column_width(column, u32::try_from(width.min(WIDEST)).unwrap_or(u32::MAX))?;
    }
    if !sheet.header.is_empty() {
        page.set_freeze_panes(1, 0)?;
        page.set_repeat_rows(0, 0)?;
    }
    Ok(())
}

/// Writes a cell, and says how many characters it shows.
fn write(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    formats: &Formats,
) -> Result<usize, XlsxError> {
    match cell {
        Cell::Empty => return Ok(0),
        Cell::Text(text) => {
            page.write_string_with_format(row, column, within(text, LONGEST), &formats.text)?;
            return Ok(text.lines().map(|line| line.chars().count()).max().unwrap_or(0));
        }
        Cell::Number(number) if number.is_finite() => page.write_number(row, column, *number)?,
        Cell::Rate(rate) if rate.is_finite() => {
            page.write_number_with_format(row, column, *rate, &formats.rate)?
        }
        Cell::Number(_) | Cell::Rate(_) => return Ok(0),
        Cell::Minutes(minutes) => {
            page.write_number_with_format(row, column, f64::from(*minutes) / 1440.0, &formats.minutes)?
        }
        Cell::Date(date) => match excel(*date) {
            Some(date) => page.write_datetime_with_format(row, column, date, &formats.date)?,
            None => page.write_string(row, column, date.to_string())?,
        },
        Cell::Moment(moment) => {
            let at = excel(moment.date()).and_then(|date| {
                date.and_hms(moment.hour() as u16, moment.minute() as u8, f64::from(moment.second())).ok()
            });
            match at {
                Some(at) => page.write_datetime_with_format(row, column, at, &formats.moment)?,
                None => page.write_string(row, column, moment.to_string())?,
            }
        }
    };
    Ok(16)
}

/// The day as Excel counts it: from 1900 to 9999.
fn excel(date: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    ExcelDateTime::from_ymd(year, date.month() as u8, date.day() as u8).ok()
}

/// The text, at most so many UTF-16 units.
fn within(text: &str, most: usize) -> String {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    end.map_or(text, |(end, _)| &text[..end]).to_owned()
}

/// A name that a tab can bear, and that no other bears.
fn name(said: &str, taken: &mut HashSet<String>) -> String {
    let plain: String = said
        .chars()
        .filter(|c| !c.is_control())
        .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { '-' } else { c })
        .collect();
    let plain = plain.trim().trim_matches('\'').trim();
    // Excel keeps « History » for itself.
    let plain = if plain.is_empty() || plain.eq_ignore_ascii_case("history") { "Feuille" } else { plain };
    let mut candidate = tab(plain, "");
    let mut rank = 1;
    while !taken.insert(candidate.to_lowercase()) {
        rank += 1;
        candidate = tab(plain, &format!(" ({rank})"));
    }
    candidate
}

/// The name and what tells it apart, together within the length of a tab.
fn tab(name: &str, apart: &str) -> String {
    let start = within(name, LONGEST_NAME - apart.len());
    format!("{}{apart}", start.trim_end().trim_end_matches('\''))
}
