//! Browsing the documents and links: facets that add up, each with what it would leave, a sort, pages.
//!
//! The library is small enough to be kept whole: a place with thousands of resources holds a few megabytes of what facets need. It
//! is read again when it has changed (see `catalogue`). So the number of statements depends neither on what is asked nor on how much
//! there is, and counting is a pure rule.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    Community, Id,
    fault::Fault,
    members::Visitor,
    text::{self, Markdown},
};

mod asked;
mod catalogue;
mod choices;
mod facets;
pub(crate) mod store;

use catalogue::Catalogue;

pub use asked::Asked;
pub use choices::{Facet, Freshness, Sort};
pub use facets::Counts;
pub(crate) use facets::answers_words;

/// Resources a page.
pub const PAGE: usize = 20;

/// What facets, sorts and lists need to know of a resource that may be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub id: Id<Listed>,
    /// What it is, by its code.
    pub kind: String,
    /// One line.
    pub title: String,
    /// What it is about, as it was typed.
    pub summary: Markdown,
    /// Who made it, and where it comes from.
    pub author: String,
    /// Where it comes from.
    pub source: String,
    /// Whether it still holds.
    pub freshness: Freshness,
    /// The day it is of.
    pub dated_on: Option<NaiveDate>,
    /// When it was published here.
    pub published_at: DateTime<Utc>,
    /// When what it holds today came: with its latest version, or when it was published.
    pub renewed_at: DateTime<Utc>,
    /// The département it is for; empty for all.
    pub departement: String,
    /// The stages of the guide it serves, from 1.
    pub stages: Vec<u8>,
    /// How many people found it useful, and how many did not.
    pub useful: (u32, u32),
    /// Which version it is at.
    pub version: u32,
    /// Where a link leads; empty for a file.
    pub url: String,
    /// The certifications it is about: number, the name people use, level.
    pub certifications: Vec<(i64, String, Option<u8>)>,
    /// The certifiers it concerns: part of the address, name.
    pub certifiers: Vec<(String, String)>,
    /// Its tags: folded, as written.
    pub tags: Vec<(String, String)>,
}

impl Listed {
    /// What it is about, in plain words: the beginning. Read for the few that are shown, since all are listed to be counted.
    pub fn excerpt(&self) -> String {
        text::excerpt(&text::plain(&self.summary), 240)
    }

    /// The year it is of, or was published in.
    pub fn year(&self) -> i32 {
        chrono::Datelike::year(&self.dated_on.unwrap_or(self.published_at.date_naive()))
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// The page's resources, in the order asked for.
    pub page: Vec<Listed>,
    /// How many answer.
    pub total: usize,
    /// How many there are in all for this visitor.
    pub whole: usize,
    /// What each choice would leave, the others being kept.
    pub counts: Counts,
    /// Where nothing answers: what to give up, with how many would answer then, the most first.
    pub wider: Vec<(Facet, usize)>,
}

/// What the visitor may see of what is asked; pages count from 1.
///
/// # Errors
/// When the database cannot answer.
pub async fn look(
    community: &Community,
    visitor: &Visitor,
    asked: &Asked,
    page: usize,
) -> Result<Found, Fault> {
    if visitor.member().is_none() {
        return Ok(Found::default());
    }
    let catalogue = Catalogue::of(community).await?;
    let everything = catalogue.seen_by(visitor);
    let whole = everything.len();
    let answering = facets::answering(&everything, &asked.words);
    let counts = facets::counts(&answering, asked);
    let mut kept: Vec<&Listed> = answering.iter().copied().filter(|one| asked.keeps(one)).collect();
    facets::sort(&mut kept, asked.sort);
    let total = kept.len();
    let skipped = page.max(1).saturating_sub(1).saturating_mul(PAGE);
    let page: Vec<Listed> = kept.into_iter().skip(skipped).take(PAGE).cloned().collect();
    let mut found = Found { page, total, whole, counts, ..Found::default() };
    if total == 0 && asked.is_narrowed() {
        found.wider = facets::wider(&answering, asked);
        if !asked.words.is_empty() {
            let without = asked.without(Facet::Words);
            let many = everything.iter().filter(|one| without.keeps(&one.listed)).count();
            if many > 0 && without.is_narrowed() {
                found.wider.push((Facet::Words, many));
            }
        }
    }
    Ok(found)
}

/// The latest published or renewed by a version, for whoever follows; at most so many.
///
/// # Errors
/// When the database cannot answer.
pub async fn latest(
    community: &Community,
    visitor: &Visitor,
    asked: &Asked,
    most: usize,
) -> Result<Vec<Listed>, Fault> {
    if visitor.member().is_none() {
        return Ok(Vec::new());
    }
    let catalogue = Catalogue::of(community).await?;
    let answering = facets::answering(&catalogue.seen_by(visitor), &asked.words);
    let mut kept: Vec<&Listed> = answering.into_iter().filter(|one| asked.keeps(one)).collect();
    kept.sort_by_key(|one| std::cmp::Reverse((one.renewed_at, one.id.number())));
    kept.truncate(most);
    Ok(kept.into_iter().cloned().collect())
}
