//! One certifier, whole: whom to call, how it goes, when its juries sit, what it delivers, under which names.

use chrono::{DateTime, Utc};

use super::{Certifier, Kind, Refusal, name, store};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    library::AUDIENCE,
    members::{Member, Visitor},
    text::Html,
};

/// A certifier's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its number, address and name.
    pub certifier: Certifier,
    /// What sort of body it is.
    pub kind: Kind,
    /// Its site; may be empty.
    pub website: String,
    /// How it goes, as it was written; may be empty.
    pub procedures: String,
    /// The same, safe to show.
    pub procedures_html: Html,
    /// When its juries sit, as it was written; may be empty.
    pub juries: String,
    /// The same, safe to show.
    pub juries_html: Html,
    /// Grows with each change: an older one is refused.
    pub version: i32,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// How many certifications its names are on, and how many of these one may still aim at.
    pub delivers: (u64, u64),
    /// Whom to call or write to.
    pub contacts: Vec<Contact>,
    /// The names it is written with, the first being its own.
    pub names: Vec<Spelling>,
    /// Who speaks here for it.
    pub voices: Vec<(Id<Member>, String)>,
}

impl Sheet {
    /// Whether that name may be taken off, to be a certifier of its own.
    pub fn may_lose(&self, spelling: &Spelling) -> bool {
        may_lose(&self.certifier, &self.names, spelling)
    }
}

/// The rule: a certifier keeps the name it goes by, and one name at least.
pub(super) fn may_lose(certifier: &Certifier, names: &[Spelling], spelling: &Spelling) -> bool {
    names.len() > 1 && spelling.folded != name::key(&certifier.name)
}

/// Somebody to call or write to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// Code of the département; empty for all.
    pub departement: String,
    /// A person or an office.
    pub name: String,
    /// What they do there; may be empty.
    pub function: String,
    /// May be empty.
    pub email: String,
    /// May be empty.
    pub telephone: String,
    /// A few words more; may be empty.
    pub note: String,
}

/// One of its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// What makes it one name with others.
    pub folded: String,
    /// As it is written.
    pub name: String,
    /// The SIRET that came with it; may be empty.
    pub siret: String,
    /// Whether somebody decided that it is of this body; otherwise the import did.
    pub decided: bool,
}

/// The certifier at that address. Two statements.
///
/// # Errors
/// [`Refusal::NotThere`] when there is none, or not for this visitor.
pub async fn read(community: &Community, visitor: &Visitor, slug: &str) -> Result<Sheet, Failure<Refusal>> {
    if !visitor.sees(AUDIENCE) {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    store::sheet::read(&community.database, slug, crate::text::dates::today(community.now()))
        .await?
        .ok_or(Failure::Refused(Refusal::NotThere))
}

/// The address of the certifier into which the one at that address was merged.
///
/// # Errors
/// When the database cannot answer.
pub async fn moved(community: &Community, visitor: &Visitor, slug: &str) -> Result<Option<String>, Fault> {
    match visitor.sees(AUDIENCE) {
        true => store::sheet::moved(&community.database, slug).await,
        false => Ok(None),
    }
}

/// The address of a certifier that somebody asks about: where it was merged, that of the one that stays.
///
/// # Errors
/// When the database cannot answer.
pub async fn today(community: &Community, slug: Option<String>) -> Result<Option<String>, Fault> {
    match slug {
        Some(slug) => Ok(Some(store::sheet::moved(&community.database, &slug).await?.unwrap_or(slug))),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certifier_keeps_the_name_it_goes_by_and_one_name_at_least() {
        let spelling = |name: &str| Spelling {
            folded: name::key(name),
            name: name.to_owned(),
            siret: String::new(),
            decided: true,
        };
        let called =
            |name: &str| Certifier { id: Id::new(1), slug: "travail".to_owned(), name: name.to_owned() };
        let (own, other) = (spelling("MINISTERE DU TRAVAIL"), spelling("Ministère de l’Emploi"));
        let both = [own.clone(), other.clone()];
        let travail = called("Ministère du travail");
        assert!(may_lose(&travail, &both, &other));
        assert!(!may_lose(&travail, &both, &own), "the name it goes by");
        let renamed = called("Ministère du Travail et des Solidarités");
        assert!(may_lose(&renamed, &both, &own) && may_lose(&renamed, &both, &other));
        assert!(!may_lose(&renamed, &both[1..], &other), "the last one");
    }
}
