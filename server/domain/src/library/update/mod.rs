//! « Actualités »: what certifiers announce, dated, about certifications, with documents; corrections stay visible.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    Id,
    members::Member,
    text::{Html, Line, Markdown},
};

pub mod list;
mod naming;
mod publishing;
mod reading;
pub(crate) mod store;

pub use list::{Asked, Listed, PAGE};
pub use naming::certifier_of;
pub use publishing::{correct, open, publish};
pub use reading::read;

/// An update's title.
pub type UpdateTitle = Line<5, 140>;

/// Why it was corrected, in a line.
pub type Word = Line<5, 300>;

/// No update names more certifications than this in one part, nor more documents.
pub const MOST: usize = 30;

/// What an update does to the certifications it names, beyond speaking of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// « Remplace »: the latter take the place of the former.
    Replaces,
    /// « Prolonge »: the former stay, until a day that may be said.
    Extends,
    /// « Modifie »: the former change.
    Modifies,
}

impl Effect {
    /// Every effect, in the order in which they are offered.
    pub const ALL: [Effect; 3] = [Effect::Replaces, Effect::Extends, Effect::Modifies];

    /// Its name in forms and rows.
    pub const fn code(self) -> &'static str {
        match self {
            Effect::Replaces => "replaces",
            Effect::Extends => "extends",
            Effect::Modifies => "modifies",
        }
    }

    /// The effect of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Effect::ALL.into_iter().find(|effect| effect.code() == code)
    }
}

/// What a certification is to an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It is spoken of.
    About,
    /// The effect is on it.
    Former,
    /// It takes over.
    Latter,
}

impl Part {
    const ALL: [Part; 3] = [Part::About, Part::Former, Part::Latter];

    const fn code(self) -> &'static str {
        match self {
            Part::About => "about",
            Part::Former => "former",
            Part::Latter => "latter",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Part::ALL.into_iter().find(|part| part.code() == code)
    }
}

/// What is announced, as it is written. Certifications are the numbers of their RNCP records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// One line.
    pub title: UpdateTitle,
    /// The text.
    pub body: Markdown,
    /// The day it is of: not always the day it is written.
    pub dated_on: NaiveDate,
    /// What it does, if anything.
    pub effect: Option<Effect>,
    /// Until when, for what is extended.
    pub until_on: Option<NaiveDate>,
    /// What it speaks of.
    pub about: Vec<i64>,
    /// What the effect is on.
    pub former: Vec<i64>,
    /// What takes over.
    pub latter: Vec<i64>,
    /// The resources that come with it.
    pub documents: Vec<i64>,
}

impl Announcement {
    /// What is missing for the effect to mean something; what has no sense with it is left out of the rows.
    ///
    /// # Errors
    /// [`Refusal::FormerMissing`], [`Refusal::LatterMissing`], [`Refusal::ReplacesItself`], [`Refusal::TooMany`].
    pub fn check(&self) -> Result<(), Refusal> {
        if [&self.about, &self.former, &self.latter, &self.documents].iter().any(|list| list.len() > MOST) {
            return Err(Refusal::TooMany);
        }
        match self.effect {
            None => Ok(()),
            Some(Effect::Extends | Effect::Modifies) if self.former.is_empty() => Err(Refusal::FormerMissing),
            Some(Effect::Extends | Effect::Modifies) => Ok(()),
            Some(Effect::Replaces) if self.former.is_empty() => Err(Refusal::FormerMissing),
            Some(Effect::Replaces) if self.latter.is_empty() => Err(Refusal::LatterMissing),
            Some(Effect::Replaces) if self.former.iter().any(|one| self.latter.contains(one)) => {
                Err(Refusal::ReplacesItself)
            }
            Some(Effect::Replaces) => Ok(()),
        }
    }

    /// Each certification with its parts, once each: only what the effect gives a meaning to.
    fn certifications(&self) -> Vec<(i64, Part)> {
        let former = if self.effect.is_some() { self.former.as_slice() } else { &[] };
        let latter = if self.effect == Some(Effect::Replaces) { self.latter.as_slice() } else { &[] };
        let mut parts: Vec<(i64, Part)> = Vec::new();
        for (numbers, part) in
            [(former, Part::Former), (latter, Part::Latter), (self.about.as_slice(), Part::About)]
        {
            for number in numbers {
                let known =
                    parts.iter().any(|(one, of)| one == number && (*of == part || part == Part::About));
                if !known {
                    parts.push((*number, part));
                }
            }
        }
        parts
    }

    /// What searches compare.
    fn folded(&self) -> String {
        let plain = crate::text::plain(&self.body);
        crate::text::folded(&format!("{}\n{plain}", self.title.as_str()))
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn said(effect: Option<Effect>, former: &[i64], latter: &[i64], about: &[i64]) -> Announcement {
        Announcement {
            title: UpdateTitle::parse("Le DEAES remplace deux diplômes").expect("a title"),
            body: Markdown::parse("À **partir** de janvier.").expect("a text"),
            dated_on: NaiveDate::from_ymd_opt(2027, 3, 1).expect("a day"),
            effect,
            until_on: None,
            about: about.to_vec(),
            former: former.to_vec(),
            latter: latter.to_vec(),
            documents: Vec::new(),
        }
    }

    #[test]
    fn an_effect_is_on_something() {
        use Effect::{Extends, Modifies, Replaces};
        for (effect, former, latter, expected) in [
            (None, &[][..], &[][..], Ok(())),
            (Some(Replaces), &[5440, 4504][..], &[25467][..], Ok(())),
            (Some(Replaces), &[], &[25467], Err(Refusal::FormerMissing)),
            (Some(Replaces), &[5440], &[], Err(Refusal::LatterMissing)),
            (Some(Replaces), &[5440, 25467], &[25467], Err(Refusal::ReplacesItself)),
            (Some(Extends), &[5440], &[], Ok(())),
            (Some(Extends), &[], &[], Err(Refusal::FormerMissing)),
            (Some(Modifies), &[], &[25467], Err(Refusal::FormerMissing)),
        ] {
            assert_eq!(
                said(effect, former, latter, &[]).check(),
                expected,
                "{effect:?} {former:?} {latter:?}"
            );
        }
        let many: Vec<i64> = (1..=31).collect();
        assert_eq!(said(None, &[], &[], &many).check(), Err(Refusal::TooMany));
    }

    #[test]
    fn a_certification_is_named_once_by_what_it_is_to_the_update() {
        let replaced = said(Some(Effect::Replaces), &[5440, 4504, 5440], &[25467], &[5440, 491]);
        let parts = [(5440, Part::Former), (4504, Part::Former), (25467, Part::Latter), (491, Part::About)];
        assert_eq!(replaced.certifications(), parts);
        // What was typed for an effect that is not chosen any more says nothing.
        assert_eq!(said(None, &[5440], &[25467], &[491]).certifications(), [(491, Part::About)]);
    }

    #[test]
    fn it_is_searched_by_its_words_in_plain_letters() {
        assert_eq!(
            said(None, &[], &[], &[]).folded(),
            "le deaes remplace deux diplomes\na partir de janvier."
        );
    }
}
