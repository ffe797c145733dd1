//! For which certifier something was announced, before asking whether somebody may correct it.

use super::{Refusal, Update};
use crate::{
    Community, Failure, Id,
    database::{Number, one},
    library::Certifier,
};

/// The certifier that announced this.
///
/// # Errors
/// [`Refusal::NotThere`] when there is no such announcement.
pub async fn certifier_of(
    community: &Community,
    update: Id<Update>,
) -> Result<Id<Certifier>, Failure<Refusal>> {
    let query = "SELECT certifier_id AS id FROM updates WHERE id = $1";
    let row: Option<Number> = one(community.database.reader(), query, vec![update.number().into()]).await?;
    row.map(|row| Id::new(row.id)).ok_or(Failure::Refused(Refusal::NotThere))
}
