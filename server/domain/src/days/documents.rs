//! The documents of a day: those to read before it, those that came out of it. They are in the library; a day only names them.

use super::{DayId, Part, Refusal, page, store};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    library::resource::{Resource, may_deposit},
    members::{Member, Organiser, Visitor},
};

pub use super::discussion::Followed;

/// When a document is read. The codes are in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Before the day.
    Before,
    /// It came out of the day.
    After,
}

impl Moment {
    /// Both, in order.
    pub const ALL: [Moment; 2] = [Moment::Before, Moment::After];

    /// Its name in rows and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Moment::Before => "before",
            Moment::After => "after",
        }
    }

    /// The moment of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Moment::ALL.into_iter().find(|moment| moment.code() == code)
    }
}

/// Whether that person brings documents to the day: they have part in it and deposit documents, and it is not called off.
pub fn may_bring(visitor: &Visitor, day: &super::TrainingDay) -> bool {
    let deposits = visitor.member().is_some_and(may_deposit);
    deposits && Part::of(visitor, day).follows_up() && day.state.counts()
}

/// Says of the document that one has just deposited that it came out of the day: others see it there once it is published. Harmless
/// when done twice.
///
/// # Errors
/// [`Refusal::NotThere`] for whoever has no part in the day; [`Refusal::NoSuchDocument`] for a document of somebody else's.
pub async fn bring(
    community: &Community,
    member: &Member,
    day: DayId,
    document: Id<Resource>,
) -> Result<(), Failure<Refusal>> {
    let visitor = Visitor::from(member.clone());
    let read = page::read(community, &visitor, day).await?;
    if !may_bring(&visitor, &read) {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let transaction = community.database.begin().await?;
    if !store::bring(&transaction, member.id(), day, document).await? {
        return Err(Failure::Refused(Refusal::NoSuchDocument(document.number())));
    }
    Ok(transaction.commit().await?)
}

/// Names a document of the library, or changes the moment when it is read: nobody makes others read what they may not read
/// themselves.
///
/// # Errors
/// [`Refusal::NotThere`], [`Refusal::NoSuchDocument`].
pub async fn name(
    community: &Community,
    organiser: &Organiser,
    day: DayId,
    document: Id<Resource>,
    moment: Moment,
) -> Result<(), Failure<Refusal>> {
    let visitor = Visitor::from(organiser.member().clone());
    page::read(community, &visitor, day).await?;
    let transaction = community.database.begin().await?;
    if !store::name_document(&transaction, &visitor, day, document, moment).await? {
        return Err(Failure::Refused(Refusal::NoSuchDocument(document.number())));
    }
    Ok(transaction.commit().await?)
}

/// Names it no more; the document stays in the library.
///
/// # Errors
/// When the database cannot answer.
pub async fn forget(
    community: &Community,
    _: &Organiser,
    day: DayId,
    document: Id<Resource>,
) -> Result<(), Fault> {
    let transaction = community.database.begin().await?;
    store::forget_document(&transaction, day, document).await?;
    Ok(transaction.commit().await?)
}

/// The days that the document came out of, for whoever reads the programme.
///
/// # Errors
/// When the database cannot answer.
pub async fn days_of(
    community: &Community,
    visitor: &Visitor,
    document: Id<Resource>,
) -> Result<Vec<Followed>, Fault> {
    if !visitor.sees(super::AUDIENCE) {
        return Ok(Vec::new());
    }
    store::days_of(community.database.reader(), page::sees_drafts(visitor), document).await
}
