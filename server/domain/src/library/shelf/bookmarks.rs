//! « Favoris »: resources kept at hand.

use super::{Around, Refusal, ResourceId, store};
use crate::{
    Community, Failure,
    fault::Fault,
    library::browse::{Listed, store as browse},
    members::{Member, Visitor},
    text::dates,
};

/// Keeps the resource at hand, or lets go of it. Doing it twice changes nothing.
///
/// # Errors
/// [`Refusal::NotThere`] when it is not, or not for this person.
pub async fn keep(
    community: &Community,
    member: &Member,
    resource: ResourceId,
    kept: bool,
) -> Result<(), Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    if !store::is_there(&transaction, &Visitor::from(member.clone()), resource).await? {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    store::bookmark(&transaction, member.id(), resource, kept, community.now()).await?;
    Ok(transaction.commit().await?)
}

/// What the person keeps at hand and may still see, the latest kept first.
///
/// # Errors
/// When the database cannot answer.
pub async fn all(community: &Community, member: &Member) -> Result<Vec<Listed>, Fault> {
    let which =
        "r.id IN (SELECT b.resource_id FROM bookmarks b WHERE b.member_id = $1) AND (r.audience & $2) <> 0";
    let values = vec![member.id().number().into(), member.roles().column().into()];
    let reader = community.database.reader();
    let found = browse::those(reader, which, values, dates::today(community.now())).await?;
    let order = store::bookmarks(reader, member.id()).await?;
    let mut kept: Vec<Listed> = found.into_iter().map(|(listed, _)| listed).collect();
    kept.sort_by_key(|one| order.iter().position(|id| *id == one.id.number()));
    Ok(kept)
}

/// How the resource stands with that person, and what everybody thinks of it; the page of the resource has checked that it may be seen.
///
/// # Errors
/// When the database cannot answer.
pub async fn around(community: &Community, member: &Member, resource: ResourceId) -> Result<Around, Fault> {
    store::around(community.database.reader(), member.id(), resource).await
}
