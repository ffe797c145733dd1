//! Certifiers: the authorities that deliver certifications, under all the names they are written with.

use crate::{
    Community, Failure, Id, Role,
    fault::Fault,
    library::AUDIENCE,
    members::{Member, Organiser, Visitor},
};

pub mod desk;
pub mod edition;
mod families;
mod kind;
pub mod listing;
pub(crate) mod name;
pub mod naming;
mod nearness;
pub mod proposals;
mod sheet;
pub(crate) mod store;

pub use kind::Kind;
pub use naming::Names;
pub use sheet::{Contact, Sheet, Spelling, moved, read, today};

/// A body that delivers certifications.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certifier {
    /// Its number.
    pub id: Id<Certifier>,
    /// Its part of the address.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// What is said to a person about certifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such certifier, or not for this person.
    NotThere,
    /// Somebody else speaks for that certifier.
    NotTheirs,
    /// It changed since it was opened for change: by somebody else, or in another tab.
    ChangedMeanwhile,
    /// The two are one already.
    Same,
    /// It is the name the certifier goes by, or the last it has: it cannot be taken off.
    OwnName,
    /// Nobody with an account has that address.
    NoSuchMember,
    /// The person is no certifier's contact here: the role comes first.
    NotACertifier,
}

/// Somebody who speaks here for one certifier. Only [`contact`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertifierContact {
    member: Member,
    certifier: Certifier,
}

impl CertifierContact {
    /// The person.
    pub fn member(&self) -> &Member {
        &self.member
    }

    /// The certifier they speak for.
    pub fn certifier(&self) -> &Certifier {
        &self.certifier
    }
}

/// Whoever may act for one certifier: its contact, or an organiser in its name. Only [`speaker`] and [`in_name_of`] make one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    member: Member,
    certifier: Certifier,
    own: bool,
}

impl Speaker {
    /// The person.
    pub fn member(&self) -> &Member {
        &self.member
    }

    /// The certifier they speak for.
    pub fn certifier(&self) -> &Certifier {
        &self.certifier
    }

    /// Whether the person is its contact; an organiser acts in its name.
    pub fn is_contact(&self) -> bool {
        self.own
    }
}

impl From<CertifierContact> for Speaker {
    fn from(contact: CertifierContact) -> Self {
        Self { member: contact.member, certifier: contact.certifier, own: true }
    }
}

/// The certifiers for which this person speaks, by name; none for whoever is no certifier's contact.
///
/// # Errors
/// When the database cannot answer.
pub async fn spoken_for(community: &Community, member: &Member) -> Result<Vec<Certifier>, Fault> {
    if !member.roles().contains(Role::Certifier) {
        return Ok(Vec::new());
    }
    store::spoken_for(&community.database, member.id()).await
}

/// This person as the contact of that certifier.
///
/// # Errors
/// [`Refusal::NotTheirs`] when others speak for it, or nobody does, or there is none.
pub async fn contact(
    community: &Community,
    member: &Member,
    certifier: Id<Certifier>,
) -> Result<CertifierContact, Failure<Refusal>> {
    let theirs = spoken_for(community, member).await?;
    let found = theirs.into_iter().find(|one| one.id == certifier);
    let certifier = found.ok_or(Failure::Refused(Refusal::NotTheirs))?;
    Ok(CertifierContact { member: member.clone(), certifier })
}

/// An organiser who acts in that certifier's name.
///
/// # Errors
/// [`Refusal::NotThere`] when there is none.
pub async fn in_name_of(
    community: &Community,
    organiser: &Organiser,
    certifier: Id<Certifier>,
) -> Result<Speaker, Failure<Refusal>> {
    let found = store::by_id(&community.database, certifier).await?;
    let certifier = found.ok_or(Failure::Refused(Refusal::NotThere))?;
    Ok(Speaker { member: organiser.member().clone(), certifier, own: false })
}

/// Whoever asks, as somebody who may act for that certifier: as its contact first, else as an organiser.
///
/// # Errors
/// [`Refusal::NotTheirs`] for anybody else, [`Refusal::NotThere`] when an organiser asks for none.
pub async fn speaker(
    community: &Community,
    member: &Member,
    organiser: Option<&Organiser>,
    certifier: Id<Certifier>,
) -> Result<Speaker, Failure<Refusal>> {
    match (contact(community, member, certifier).await, organiser) {
        (Err(Failure::Refused(_)), Some(organiser)) => in_name_of(community, organiser, certifier).await,
        (found, _) => found.map(Speaker::from),
    }
}

/// The certifier at that address.
///
/// # Errors
/// [`Refusal::NotThere`] when there is none, or not for this visitor.
pub async fn at(community: &Community, visitor: &Visitor, slug: &str) -> Result<Certifier, Failure<Refusal>> {
    if !visitor.sees(AUDIENCE) {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    store::at(&community.database, slug).await?.ok_or(Failure::Refused(Refusal::NotThere))
}

/// Every certifier by name, for a list to choose from.
///
/// # Errors
/// When the database cannot answer.
pub async fn all(community: &Community) -> Result<Vec<Certifier>, Fault> {
    store::every(&community.database).await
}

/// The certifiers of these numbers that are there, by name.
///
/// # Errors
/// When the database cannot answer.
pub async fn called(community: &Community, ids: &[Id<Certifier>]) -> Result<Vec<Certifier>, Fault> {
    store::called(&community.database, ids).await
}
