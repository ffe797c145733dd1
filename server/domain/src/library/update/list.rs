//! Announcements in a list, narrowed by what the address asks.

use chrono::{Datelike, NaiveDate};
use url::form_urlencoded;

use super::{Effect, Part, store};
use crate::{
    Community, Id,
    fault::Fault,
    library::Rncp,
    members::Visitor,
    text::{self, query},
};

/// Announcements a page.
pub const PAGE: u32 = 20;

/// Words looked at in a question: more would be a program's.
const WORDS: usize = 8;

/// Longer values of an address are cut.
const LONGEST: usize = 120;

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
    /// Reads the query of an address; what means nothing is left out.
    pub fn read_query(query: &str) -> Self {
        let mut asked = Self::default();
        for (name, value) in query::pairs(query, LONGEST) {
            match name.as_str() {
                "q" => asked.words = value,
                "certificateur" => asked.certifier = Some(value),
                "certification" => asked.certification = value.parse::<Rncp>().ok().map(Rncp::column),
                "effet" => asked.effect = Effect::from_code(&value),
                "annee" => asked.year = value.parse().ok(),
                _ => {}
            }
        }
        asked
    }

    /// The query of the address that asks this, empty for nothing.
    pub fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let (certification, year) =
            (self.certification.map(|n| n.to_string()), self.year.map(|n| n.to_string()));
        for (name, value) in [
            ("q", Some(self.words.as_str()).filter(|words| !words.is_empty())),
            ("certification", certification.as_deref()),
            ("certificateur", self.certifier.as_deref()),
            ("effet", self.effect.map(Effect::code)),
            ("annee", year.as_deref()),
        ] {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        query.finish()
    }

    /// Whether anything narrows the list.
    pub fn is_narrowed(&self) -> bool {
        *self != Self::default()
    }

    /// Whether that announcement is among those asked for; its folded words are its title's where no others are given.
    pub(crate) fn keeps(&self, one: &Listed, folded: Option<&str>) -> bool {
        let title = text::folded(&one.title);
        let said = folded.unwrap_or(&title);
        self.certifier.as_ref().is_none_or(|slug| one.certifier.1 == *slug)
            && self.certification.is_none_or(|number| one.certifications.iter().any(|(of, _)| *of == number))
            && self.effect.is_none_or(|effect| one.effect == Some(effect))
            && self.year.is_none_or(|year| one.dated_on.year() == year)
            && self.folded_words().iter().all(|word| said.contains(word.as_str()))
    }

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
    let listed = match total {
        0 => Vec::new(),
        _ => store::page(reader, asked, PAGE, page.saturating_sub(1).saturating_mul(PAGE)).await?,
    };
    Ok((listed, total))
}

/// The latest of those asked for. One statement.
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
    store::page(community.database.reader(), asked, most, 0).await
}

/// The years of the announcements there are, the latest first, with how many each has.
///
/// # Errors
/// When the database cannot answer.
pub async fn years(community: &Community) -> Result<Vec<(i32, u32)>, Fault> {
    store::years(community.database.reader()).await
}
