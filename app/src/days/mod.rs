//! The days: the year's programme, each day, registering for it, what is said and kept around it.

use domain::{days::DayId, text::slug};

pub(crate) mod actions;
pub(crate) mod attendance;
mod day;
pub(crate) mod desk;
pub(crate) mod diary;
pub(crate) mod discussion;
pub(crate) mod minutes;
mod programme;
pub(crate) mod proposals;
pub(crate) mod questions;
pub mod report;
mod rows;
pub(crate) mod surveys;
mod words;

pub(crate) use day::DayPage;
pub(crate) use diary::DiaryPage;
pub(crate) use programme::ProgrammePage;
pub(crate) use report::{ReportPage, report_address};
pub(crate) use rows::{DateBlock, DayRows};
pub(crate) use words::state_word;
pub use words::{modality_name, public_name};

/// The programme.
pub(crate) const PATH: &str = "/journees";

/// The address of a day.
pub(crate) fn address(day: DayId, title: &str) -> String {
    format!("{PATH}/{day}-{}", slug(title, "journee"))
}

/// The way to what is under a year's programme.
pub(crate) fn crumbs(year: i32) -> Vec<(String, String)> {
    vec![
        ("Journées".to_owned(), PATH.to_owned()),
        (format!("Programme\u{a0}{year}"), format!("{PATH}?annee={year}")),
    ]
}
