//! Announcements in a list, narrowed by what the address asks.

use chrono::NaiveDate;

use super::{Effect, Part, store};
use crate::{Community, Id, fault::Fault, members::Visitor, text};

/// Announcements a page.
pub const PAGE: u32 = 20;

/// Words looked at in a question: more would be a program's.
const WORDS: usize = 8;

/// What somebody asks of the announcements. What is not asked narrows nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// Words of its title or text.
    pub words: String,
    /// Those of that certifier, by the part of its address.
    pub certifier: Option<String>,
    /// Those that name that certification.
    pub certification: Option<i64>,
    /// Those with that effect.
    pub effect: Option<Effect>,
    /// Those of that year.
    pub year: Option<i32>,
}

impl Asked {
    /// The words that are looked for, folded.
    pub(super) fn folded_words(&self) -> Vec<String> {
        let folded = text::folded(&self.words);
        folded.split_whitespace().take(WORDS).map(str::to_owned).collect()
    }
}

/// An announcement in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub id: Id<super::Update>,
    /// One line.
    pub title: String,
    /// The certifier that announces it: its name, and the part of its address.
    pub certifier: (String, String),
    /// The day it is of.
    pub dated_on: NaiveDate,
    /// What it does, if anything.
    pub effect: Option<Effect>,
    /// Whether it was corrected.
    pub corrected: bool,
    /// The certifications it names, and how.
    pub certifications: Vec<(i64, Part)>,
}

/// A page of the announcements asked for, the latest first, and how many there are; pages count from 1.
///
/// # Errors
/// When the database cannot answer.
pub async fn all(
    community: &Community,
    visitor: &Visitor,
    asked: &Asked,
    page: u32,
) -> Result<(Vec<Listed>, u32), Fault> {
    if visitor.member().is_none() {
        return Ok((Vec::new(), 0));
    }
    let reader = community.database.reader();
    let total = store::count(reader, asked).await?;
    let mut listed = match total {
        0 => Vec::new(),
        _ => store::page(reader, asked, PAGE, page.saturating_sub(1).saturating_mul(PAGE)).await?,
    };
    fill(community, &mut listed).await?;
    Ok((listed, total))
}

/// The latest of those asked for.
///
/// # Errors
/// When the database cannot answer.
pub async fn latest(
    community: &Community,
    visitor: &Visitor,
    asked: &Asked,
    most: u32,
) -> Result<Vec<Listed>, Fault> {
    if visitor.member().is_none() {
        return Ok(Vec::new());
    }
    let mut listed = store::page(community.database.reader(), asked, most, 0).await?;
    fill(community, &mut listed).await?;
    Ok(listed)
}

/// The years of the announcements there are, the latest first, with how many each has.
///
/// # Errors
/// When the database cannot answer.
pub async fn years(community: &Community) -> Result<Vec<(i32, u32)>, Fault> {
    store::years(community.database.reader()).await
}

async fn fill(community: &Community, listed: &mut [Listed]) -> Result<(), Fault> {
    let numbers: Vec<i64> = listed.iter().map(|one| one.id.number()).collect();
    for (update, number, part) in store::certifications(community.database.reader(), &numbers).await? {
        if let Some(one) = listed.iter_mut().find(|one| one.id.number() == update) {
            one.certifications.push((number, part));
        }
    }
    Ok(())
}
