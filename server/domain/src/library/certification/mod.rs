//! Certifications: what a record of the RNCP says, and what replaced it.

use chrono::{Months, NaiveDate};

use super::Rncp;
use crate::{Community, fault::Fault, text::dates};

pub(crate) mod acronym;
pub mod lineage;
pub mod listing;
mod page;
pub(crate) mod store;
mod typed;

pub use typed::{Typed, typed};

pub use lineage::Lineage;
pub use page::{Block, Certification, Deliverer, Way, read};

/// What is said to a person about certifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such certification, or not for this visitor.
    NotThere,
}

/// Where a certification stands on a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Its record is active.
    Active,
    /// It is active, and its registration ends that day, in less than six months.
    EndsSoon(NaiveDate),
    /// Its registration ended that day.
    Ended(NaiveDate),
    /// Its record is not active any more.
    Inactive,
}

/// How long before the end people are told.
const NOTICE: Months = Months::new(6);

impl Standing {
    /// The rule: a date that is past ends it, whatever the record says of itself.
    pub fn of(active: bool, ends_on: Option<NaiveDate>, today: NaiveDate) -> Self {
        match ends_on {
            Some(day) if day < today => Standing::Ended(day),
            _ if !active => Standing::Inactive,
            Some(day) if today.checked_add_months(NOTICE).is_some_and(|far| day <= far) => {
                Standing::EndsSoon(day)
            }
            _ => Standing::Active,
        }
    }

    /// Whether one may still aim at it.
    pub fn is_open(self) -> bool {
        matches!(self, Standing::Active | Standing::EndsSoon(_))
    }
}

/// A certification as it is named in a line: what it is, and whether it still is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its number.
    pub number: Rncp,
    /// Its title.
    pub title: String,
    /// What people call it (« DEAES »), where something is known.
    pub acronym: Option<String>,
    /// Where it stands today.
    pub standing: Standing,
    /// What took its place, if anything did.
    pub replaced_by: Vec<Rncp>,
}

impl Named {
    /// What to call it in a few words: its acronym, or its title.
    pub fn short(&self) -> &str {
        self.acronym.as_deref().unwrap_or(&self.title)
    }

    /// Whether one may aim at it, and nothing took its place.
    pub fn stands(&self) -> bool {
        self.standing.is_open() && self.replaced_by.is_empty()
    }

    /// What became of it, in French: « remplacée par RNCP36004 », « expirée »; that it is new, of one that stands.
    pub fn became(&self) -> String {
        let latter: Vec<String> = self.replaced_by.iter().map(ToString::to_string).collect();
        match (latter.is_empty(), self.standing.is_open()) {
            (false, _) => format!("remplacée par {}", latter.join(", ")),
            (true, false) => "expirée".to_owned(),
            (true, true) => "nouvelle au répertoire".to_owned(),
        }
    }
}

/// The certifications of these numbers that are known here, in the order in which they are asked for, each once. One statement,
/// none for no number.
///
/// # Errors
/// When the database cannot answer.
pub async fn named(community: &Community, numbers: &[Rncp]) -> Result<Vec<Named>, Fault> {
    store::named(community.database.reader(), numbers, dates::today(community.now())).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date of the test")
    }

    #[test]
    fn a_certification_ends_with_its_last_day_and_says_so_six_months_before() {
        let today = day("2024-01-01");
        assert_eq!(Standing::of(true, None, today), Standing::Active);
        assert_eq!(Standing::of(true, Some(day("2024-07-02")), today), Standing::Active);
        assert_eq!(Standing::of(true, Some(day("2024-07-01")), today), Standing::EndsSoon(day("2024-07-01")));
        assert_eq!(Standing::of(true, Some(today), today), Standing::EndsSoon(today), "its last day");
        assert_eq!(Standing::of(true, Some(day("2023-12-31")), today), Standing::Ended(day("2023-12-31")));
        assert_eq!(Standing::of(false, None, today), Standing::Inactive);
        assert_eq!(Standing::of(false, Some(day("2030-01-01")), today), Standing::Inactive);
    }
}
