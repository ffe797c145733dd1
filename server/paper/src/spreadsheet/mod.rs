//! What is counted with: one table of typed cells, written for Excel as XLSX or CSV.

use chrono::{NaiveDate, NaiveDateTime};

mod csv;
mod xlsx;

pub use csv::csv;
pub use xlsx::workbook;

/// A table: a head and its rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// What it is called, on its tab.
    pub name: String,
    /// The heads of its columns.
    pub header: Vec<String>,
    /// Its rows; a short one ends with empty cells.
    pub rows: Vec<Vec<Cell>>,
}

/// What is in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words: never a formula, whatever they begin with.
    Text(String),
    /// A number; nothing when it is not one.
    Number(f64),
    /// A part of the whole, which is 1: shown as « 87 % ».
    Rate(f64),
    /// A length, in minutes: shown as « 3 h 30 », and added up as one.
    Minutes(u32),
    /// A day.
    Date(NaiveDate),
    /// A moment, where it is lived.
    Moment(NaiveDateTime),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Cell::Number(f64::from(number))
    }
}
