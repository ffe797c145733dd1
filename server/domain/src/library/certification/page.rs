//! One certification, whole.

use chrono::NaiveDate;

use super::{
    Lineage, Named, Refusal, Standing,
    store::{self, Family},
};
use crate::{
    Community, Failure, Id,
    library::{AUDIENCE, Certifier, Rncp, import::Import},
    members::Visitor,
    text::dates,
};

/// A record of the RNCP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certification {
    /// Number, title, acronym, what became of it.
    pub named: Named,
    /// « Diplôme d'Etat », « Titre professionnel »; may be empty.
    pub type_name: String,
    /// Its type in letters: « DE », « TP »; may be empty.
    pub type_acronym: String,
    /// From 3 to 8, where it has one.
    pub level: Option<u8>,
    /// How it was registered, in the words of the record.
    pub registration: String,
    /// Whether a part of it can be validated alone.
    pub partial: bool,
    /// When it was decided, where that is known.
    pub decided_on: Option<NaiveDate>,
    /// Since when it holds, where that is known.
    pub effective_on: Option<NaiveDate>,
    /// When its registration ends.
    pub ends_on: Option<NaiveDate>,
    /// Its skills blocks, in order.
    pub blocks: Vec<Block>,
    /// The ways to it.
    pub ways: Vec<Way>,
    /// Who delivers it, in the record's order.
    pub certifiers: Vec<Deliverer>,
    /// What it replaces and is replaced by.
    pub lineage: Lineage,
    /// Those of its lineage that are known here.
    pub kin: Vec<Named>,
    /// Where all this comes from.
    pub source: Option<Import>,
}

/// A « bloc de compétences ».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// « RNCP25467BC01 ».
    pub code: String,
    /// What it is about.
    pub title: String,
}

/// A « voie d'accès ».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// « EXP » is experience.
    pub code: String,
    /// In words.
    pub label: String,
}

/// Who delivers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deliverer {
    /// Its number.
    pub id: Id<Certifier>,
    /// Its part of the address.
    pub slug: String,
    /// Its name.
    pub name: String,
}

impl Certification {
    /// Whether experience is a way to it.
    pub fn is_open_to_experience(&self) -> bool {
        self.ways.iter().any(|way| way.code == "EXP")
    }
}

/// That certification. Two statements.
///
/// # Errors
/// [`Refusal::NotThere`] when there is none, or not for this visitor.
pub async fn read(
    community: &Community,
    visitor: &Visitor,
    number: Rncp,
) -> Result<Certification, Failure<Refusal>> {
    if !visitor.sees(AUDIENCE) {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let (database, today) = (&community.database, dates::today(community.now()));
    let family = store::family(database, number, today).await?;
    let Family { record, kin, edges } = family.ok_or(Failure::Refused(Refusal::NotThere))?;
    let parts = store::parts(database, number).await?;
    let lineage = Lineage::of(number, &edges);
    let replaced_by =
        edges.iter().filter(|(former, _)| *former == number).map(|(_, latter)| *latter).collect();
    let named = Named {
        number,
        title: record.title,
        acronym: Some(record.own_acronym).filter(|acronym| !acronym.is_empty()),
        standing: Standing::of(record.active, record.ends_on, today),
        replaced_by,
    };
    Ok(Certification {
        named,
        type_name: record.type_name,
        type_acronym: record.acronym,
        level: record.level.and_then(|level| u8::try_from(level).ok()),
        registration: record.registration,
        partial: record.partial,
        decided_on: record.decided_on,
        effective_on: record.effective_on,
        ends_on: record.ends_on,
        blocks: parts.blocks,
        ways: parts.ways,
        certifiers: parts.certifiers,
        lineage,
        kin,
        source: record.source.map(Import::from),
    })
}
