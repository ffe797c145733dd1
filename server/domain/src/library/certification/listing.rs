//! All the certifications, narrowed by words and choices.

use chrono::{DateTime, Utc};
use url::form_urlencoded;

use super::{Named, Refusal, store};
use crate::{
    Community, Failure,
    fault::Fault,
    library::AUDIENCE,
    members::Visitor,
    text::{dates, query},
};

/// Certifications a page.
pub const PAGE: u32 = 30;

/// Words that are looked for; the others are not.
pub(super) const WORDS: usize = 8;

/// The longest of what is asked, in characters; the rest is not read.
const LONGEST: usize = 120;

/// What one may ask of their state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// One may aim at it.
    Open,
    /// One may, and not for long.
    EndsSoon,
    /// Its registration is over.
    Over,
    /// Another took its place.
    Replaced,
}

impl State {
    /// Every state, in the order in which they are offered.
    pub const ALL: [State; 4] = [State::Open, State::EndsSoon, State::Over, State::Replaced];

    /// Its name in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            State::Open => "active",
            State::EndsSoon => "bientot-finie",
            State::Over => "finie",
            State::Replaced => "remplacee",
        }
    }

    /// The state of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// What is asked. The default is everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Words of a title, an acronym, a number.
    pub words: String,
    /// That level.
    pub level: Option<u8>,
    /// That type, in the words of the records.
    pub kind: Option<String>,
    /// That state.
    pub state: Option<State>,
    /// Delivered by the certifier at that address.
    pub certifier: Option<String>,
}

impl Asked {
    /// Reads the query of an address; what means nothing is left out.
    pub fn read_query(query: &str) -> Self {
        let mut asked = Self::default();
        for (name, value) in query::pairs(query, LONGEST) {
            match name.as_str() {
                "q" => asked.words = value,
                "niveau" => asked.level = value.parse().ok(),
                "type" => asked.kind = Some(value),
                "etat" => asked.state = State::from_code(&value),
                "certificateur" => asked.certifier = Some(value),
                _ => {}
            }
        }
        asked
    }

    /// The query of the address that asks this, empty for nothing.
    pub fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let level = self.level.map(|level| level.to_string());
        for (name, value) in [
            ("q", Some(self.words.as_str()).filter(|words| !words.is_empty())),
            ("niveau", level.as_deref()),
            ("type", self.kind.as_deref()),
            ("etat", self.state.map(State::code)),
            ("certificateur", self.certifier.as_deref()),
        ] {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        query.finish()
    }

    /// Whether anything is asked.
    pub fn is_narrowed(&self) -> bool {
        *self != Self::default()
    }
}

/// One of them in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Number, title, acronym, what became of it.
    pub named: Named,
    /// Its type; may be empty.
    pub type_name: String,
    /// Its level, where it has one.
    pub level: Option<u8>,
}

/// A page of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// How many there are on all pages.
    pub total: u64,
    /// Those of this page.
    pub certifications: Vec<Listed>,
}

/// A page of the certifications that are asked for, the open ones first; pages count from 1. One statement.
///
/// # Errors
/// [`Refusal::NotThere`] for a page beyond the last, and for whoever has no account.
pub async fn list(
    community: &Community,
    visitor: &Visitor,
    asked: &Asked,
    page: u32,
) -> Result<Page, Failure<Refusal>> {
    if !visitor.sees(AUDIENCE) || page == 0 {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let found = store::listing::page(&community.database, asked, page, dates::today(community.now())).await?;
    if found.certifications.is_empty() && page > 1 {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    Ok(found)
}

/// A certification of which an import brought news, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// What it is, and what became of it.
    pub named: Named,
    /// When it was told here.
    pub at: DateTime<Utc>,
}

/// The certifications that arrived, ended or were replaced among those that are asked for, the latest first. All were new in the
/// first import, which is no news.
///
/// # Errors
/// When the database cannot answer.
pub async fn latest(
    community: &Community,
    visitor: &Visitor,
    asked: &Asked,
    most: u32,
) -> Result<Vec<Moved>, Fault> {
    if !visitor.sees(AUDIENCE) {
        return Ok(Vec::new());
    }
    store::listing::latest(&community.database, asked, most, dates::today(community.now())).await
}

/// The types of certifications, each with how many there are, the most numerous first.
///
/// # Errors
/// When the database cannot answer.
pub async fn types(community: &Community) -> Result<Vec<(String, u64)>, Fault> {
    store::listing::types(&community.database).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_says_what_is_asked_and_no_more() {
        let asked = Asked::read_query("etat=active&q=+petite+enfance&niveau=3&page=2&tri=x&type=");
        let expected = Asked {
            words: "petite enfance".into(),
            level: Some(3),
            state: Some(State::Open),
            ..Asked::default()
        };
        assert_eq!(asked, expected);
        assert_eq!(asked.query(), "q=petite+enfance&niveau=3&etat=active");
        assert_eq!(Asked::default().query(), "");
    }
}
