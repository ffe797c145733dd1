//! Reading an announcement.

use super::{Refusal, Update, store};
use crate::{Community, Failure, Id, members::Visitor};

/// An announcement with what it names and what it said before.
///
/// # Errors
/// [`Refusal::NotThere`] when there is none; when nobody is signed in, there is none.
pub async fn read(
    community: &Community,
    visitor: &Visitor,
    update: Id<Update>,
) -> Result<Update, Failure<Refusal>> {
    if visitor.member().is_none() {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    let reader = community.database.reader();
    let mut found = store::one(reader, update).await?.ok_or(Failure::Refused(Refusal::NotThere))?;
    found.certifications = store::certifications(reader, update.number()).await?;
    found.documents = store::documents(reader, visitor, update).await?;
    if found.version > 1 {
        found.corrections = store::corrections(reader, visitor, update).await?;
    }
    Ok(found)
}
