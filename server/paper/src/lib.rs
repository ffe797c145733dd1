//! The days' papers, as bytes: what is printed (PDF), what is counted with (XLSX, CSV), and many of them at once (ZIP).
//!
//! Everything here is a pure function of plain values: nothing is read from a database, a clock or a disk, and the same values
//! give the same bytes. Dates and hours of the day come as they are to be read; lengths come in minutes, and are written here.
//!
//! A PDF is refused by its own exporter unless it conforms to PDF/UA-1. What is said in it reaches Typst as values, never as
//! source, after [`words`] has made it printable. Making one takes a fraction of a second of one core: call it where blocking is
//! allowed.

mod attendance;
mod certificate;
mod convocation;
mod maker;
mod picture;
mod press;
mod report;
pub mod spreadsheet;
mod together;
mod words;
mod year;

pub use attendance::{AttendanceSheet, HalfDay, Signer};
pub use certificate::{Attended, Certificate};
pub use convocation::{Convocation, Moment, Session, Speaker};
pub use maker::{Issue, Organisation, Person, Signatory, Verification};
pub use picture::Picture;
pub use report::{Bar, Block, Figure, Report, Section, Table};
pub use together::{Document, together};
pub use words::length;
pub use year::{AttendedDay, YearCertificate};

/// A paper could not be made: its template or its data are at fault, not the person who asks.
#[derive(Debug, thiserror::Error)]
#[error("a paper was not made: {0}")]
pub struct NotMade(pub(crate) String);
