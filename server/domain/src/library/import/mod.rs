//! Bringing the certifications up to date with the files of France compétences.
//!
//! The files are read twice, never whole: once to know which records changed, by a digest of their lines, and once for these
//! alone, a group at a time. Each batch of records is one transaction, so that readers wait for nothing, and an import cut short
//! is finished by running it again: what is written already has its digest. A second run changes nothing.

use std::io;

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    Community, Failure, Id,
    fault::Fault,
    journal::{self, Event},
    members::Organiser,
    text::dates,
};

mod gather;
mod line;
pub mod past;
mod report;
mod shape;
mod source;
pub(crate) mod store;
mod stream;
mod survey;
mod table;
mod write;

pub use report::{Note, Noted, Report, Why};
pub use source::{File, Source};

/// One run of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Its number.
    pub id: Id<Import>,
    /// Whether it brought what ships with the program.
    pub shipped: bool,
    /// The date of the data, where the files say it.
    pub snapshot_on: Option<NaiveDate>,
    /// Who began it; nobody on the command line.
    pub by: Option<String>,
    /// When it began.
    pub begun_at: DateTime<Utc>,
    /// When it ended, if it did.
    pub ended_at: Option<DateTime<Utc>>,
    /// Whether it stopped on its way.
    pub cut: bool,
    /// Lines read.
    pub lines: u64,
    /// Lines refused.
    pub refused: u64,
    /// What it did.
    pub tally: Tally,
}

/// How many certifications an import touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Not known before.
    pub new: u64,
    /// Known, and said otherwise.
    pub changed: u64,
    /// Not open any more.
    pub expired: u64,
    /// Replaced by another, since.
    pub replaced: u64,
}

/// What the files are called in the place's own memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The daily files of France compétences.
    Export,
    /// What ships with the program: January 2021, and a list of 2023.
    Shipped,
}

impl Origin {
    const fn code(self) -> &'static str {
        match self {
            Origin::Export => "export",
            Origin::Shipped => "shipped",
        }
    }
}

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// That file was read, so many lines of it.
    Read(File, u64),
    /// So many records are written, of so many that changed.
    Written(u64, u64),
}

/// Why nothing was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Another import is at work.
    Running,
    /// This import was thought dead, and another has begun.
    Overtaken,
    /// There is no file of records among the files.
    NoRecords,
    /// There is no record in the file of records.
    Empty,
    /// The file of records has no column of numbers, titles or states.
    NoColumns,
    /// A file could not be read to its end.
    Unreadable(String),
    /// There is no such import.
    NotThere,
}

/// An import that has begun, for whoever carries it out.
#[derive(Debug)]
pub struct Begun {
    /// Its number.
    pub id: Id<Import>,
    found: source::Found,
}

/// What an import did, and what it could not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Its number.
    pub id: Id<Import>,
    /// What it did.
    pub tally: Tally,
    /// Records that are as they were.
    pub unchanged: u64,
    /// Lines read.
    pub lines: u64,
    /// What was refused or is worth saying.
    pub report: Report,
}

/// Begins an import: from then on, another is refused.
///
/// # Errors
/// [`Refusal::Running`], [`Refusal::NoRecords`], [`Refusal::Empty`], [`Refusal::NoColumns`], [`Refusal::Unreadable`].
pub async fn begin(
    community: &Community,
    by: Option<&Organiser>,
    source: Source,
    origin: Origin,
) -> Result<Begun, Failure<Refusal>> {
    let looking = move || {
        let found = source.look()?;
        Ok::<_, io::Error>((survey::glance(&found)?, found))
    };
    let looked = tokio::task::spawn_blocking(looking).await.map_err(Fault::from)?;
    let (seen, found) = looked.map_err(unreadable)?;
    match seen {
        survey::Glance::Missing => return Err(Failure::Refused(Refusal::NoRecords)),
        survey::Glance::Empty => return Err(Failure::Refused(Refusal::Empty)),
        survey::Glance::Columns => return Err(Failure::Refused(Refusal::NoColumns)),
        survey::Glance::Fine => {}
    }
    let now = community.now();
    let transaction = community.database.begin().await?;
    let cut = store::leave_behind(&transaction, now).await?;
    let by = by.map(|organiser| organiser.id().number());
    let id = store::begin(&transaction, origin.code(), found.dated, by, now).await?;
    for cut in cut {
        // What it had written was not told to those who follow.
        journal::record(&transaction, now, None, Event::CertificationsImported(cut)).await?;
    }
    transaction.commit().await?;
    community.ring();
    Ok(Begun { id: Id::new(id), found })
}

/// Carries an import out, to its end.
///
/// # Errors
/// [`Refusal::NoColumns`], [`Refusal::Unreadable`], [`Refusal::Overtaken`]; the import is then over, and what it had written stays.
pub async fn carry_out(
    community: &Community,
    begun: Begun,
    tell: impl Fn(Progress) + Send + Sync,
) -> Result<Summary, Failure<Refusal>> {
    let id = begun.id;
    let done = write::everything(community, begun, &tell).await;
    match &done {
        Ok(summary) => store::end(community, id, summary).await?,
        Err(Failure::Refused(Refusal::Overtaken)) => {}
        Err(_) => store::give_up(community, id).await?,
    }
    community.ring();
    done
}

/// An import from beginning to end.
///
/// # Errors
/// As [`begin`] and [`carry_out`].
pub async fn run(
    community: &Community,
    by: Option<&Organiser>,
    source: Source,
    origin: Origin,
    tell: impl Fn(Progress) + Send + Sync,
) -> Result<Summary, Failure<Refusal>> {
    let begun = begin(community, by, source, origin).await?;
    carry_out(community, begun, tell).await
}

/// The latest import that ended: the date of what the library says.
///
/// # Errors
/// When the database cannot answer.
pub async fn latest(community: &Community) -> Result<Option<Import>, Fault> {
    past::latest(community).await
}

fn unreadable(error: io::Error) -> Failure<Refusal> {
    Failure::Refused(Refusal::Unreadable(error.to_string()))
}

/// The day against which an import tells what is over.
fn today(community: &Community) -> NaiveDate {
    dates::today(community.now())
}
