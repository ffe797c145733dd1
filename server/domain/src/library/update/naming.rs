//! For which certifier somebody wants to announce, before asking whether they may.

use super::{Refusal, Update};
use crate::{
    Community, Failure, Id,
    database::{Number, one},
    fault::Fault,
    library::Certifier,
    text,
};

/// The certifier of that address, or written with that name.
///
/// # Errors
/// When the database cannot answer.
pub async fn certifier_named(community: &Community, typed: &str) -> Result<Option<Id<Certifier>>, Fault> {
    let typed = typed.trim();
    if typed.is_empty() || typed.contains('\0') {
        return Ok(None);
    }
    let query = "SELECT c.id FROM certifiers c
        WHERE c.slug = $1 OR c.folded = $2 OR c.id = (SELECT n.certifier_id FROM certifier_names n WHERE n.folded = $2)
        ORDER BY CASE WHEN c.slug = $1 THEN 0 ELSE 1 END, c.id LIMIT 1";
    let values = vec![typed.into(), text::folded(typed).into()];
    let row: Option<Number> = one(community.database.reader(), query, values).await?;
    Ok(row.map(|row| Id::new(row.id)))
}

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
