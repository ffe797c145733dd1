//! « Actualités »: what certifiers announce, dated, about certifications, with documents; corrections stay visible.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    Id,
    members::Member,
    text::{Html, Line},
};

mod announcement;
pub mod list;
mod naming;
mod publishing;
mod reading;
pub(crate) mod store;

pub use announcement::{Announcement, Effect, MOST, Part};
pub use list::{Asked, Listed, PAGE};
pub use naming::certifier_of;
pub use publishing::{correct, open, publish};
pub use reading::read;

/// An update's title.
pub type UpdateTitle = Line<5, 140>;

/// Why it was corrected, in a line.
pub type Word = Line<5, 300>;

/// What a certifier announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// Its number.
    pub id: Id<Update>,
    /// The certifier that announces it: number, name, part of its address.
    pub certifier: (i64, String, String),
    /// Who wrote it in the certifier's name.
    pub author: (Id<Member>, String),
    /// One line.
    pub title: String,
    /// Safe to show as it is.
    pub html: Html,
    /// The day it is of.
    pub dated_on: NaiveDate,
    /// What it does, if anything.
    pub effect: Option<Effect>,
    /// Until when, for what is extended.
    pub until_on: Option<NaiveDate>,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// Grows with each correction.
    pub version: i32,
    /// The certifications it names, and how.
    pub certifications: Vec<(i64, Part)>,
    /// The resources that come with it and that the visitor may see: number and title.
    pub documents: Vec<(i64, String)>,
    /// What it said before, the latest correction first.
    pub corrections: Vec<Correction>,
}

impl Update {
    /// The numbers of the certifications that have that part.
    pub fn of(&self, part: Part) -> Vec<i64> {
        self.certifications.iter().filter(|(_, of)| *of == part).map(|(number, _)| *number).collect()
    }
}

/// What an update said before it was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The title before.
    pub title: String,
    /// The text before, safe to show as it is.
    pub html: Html,
    /// The day it was of.
    pub dated_on: NaiveDate,
    /// What it did, if anything.
    pub effect: Option<Effect>,
    /// Until when, for what was extended.
    pub until_on: Option<NaiveDate>,
    /// The certifications it named, and how.
    pub certifications: Vec<(i64, Part)>,
    /// The resources that came with it and that the visitor may see: number and title.
    pub documents: Vec<(i64, String)>,
    /// Why.
    pub word: String,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What is said to a person about updates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such update, or no such certifier, or not for this person.
    NotThere,
    /// The effect is on nothing.
    FormerMissing,
    /// Nothing takes over.
    LatterMissing,
    /// A certification would take its own place.
    ReplacesItself,
    /// Nobody announces so much at once.
    TooMany,
    /// A document is not there, or not for this person: its number.
    NoSuchDocument(i64),
    /// Somebody corrected it since it was opened.
    ChangedMeanwhile,
}
