//! Collections: made, renamed, filled, shared by their address with members or not.

use super::{Collection, CollectionName, MOST, Refusal, ResourceId, store};
use crate::{
    Community, Failure, Id,
    fault::Fault,
    library::browse::{Listed, store as browse},
    members::{Member, Visitor},
    text::dates,
};

/// Makes a collection.
///
/// # Errors
/// [`Refusal::NameTaken`], [`Refusal::TooMany`].
pub async fn make(
    community: &Community,
    member: &Member,
    name: &CollectionName,
) -> Result<Id<Collection>, Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    if store::count(&transaction, member.id()).await? >= MOST {
        return Err(Failure::Refused(Refusal::TooMany));
    }
    let made = store::make(&transaction, member.id(), name, community.now()).await?;
    let made = made.ok_or(Failure::Refused(Refusal::NameTaken))?;
    transaction.commit().await?;
    Ok(made)
}

/// Renames one's collection, and says whether members who have its address read it.
///
/// # Errors
/// [`Refusal::NotThere`] when it is none of theirs, [`Refusal::NameTaken`].
pub async fn change(
    community: &Community,
    member: &Member,
    collection: Id<Collection>,
    name: &CollectionName,
    shared: bool,
) -> Result<(), Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    // First: whoever changes another's is not told of names of their own.
    if !store::is_theirs(&transaction, member.id(), collection).await? {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    if store::name_is_taken(&transaction, member.id(), collection, name).await? {
        return Err(Failure::Refused(Refusal::NameTaken));
    }
    if !store::rename(&transaction, member.id(), collection, name, shared).await? {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    Ok(transaction.commit().await?)
}

/// Deletes one's collection; its resources stay in the library.
///
/// # Errors
/// [`Refusal::NotThere`] when it is none of theirs.
pub async fn delete(
    community: &Community,
    member: &Member,
    collection: Id<Collection>,
) -> Result<(), Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    if !store::delete(&transaction, member.id(), collection).await? {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    Ok(transaction.commit().await?)
}

/// Puts the resource in one's collection, or takes it out. Doing it twice changes nothing.
///
/// # Errors
/// [`Refusal::NotThere`] when the collection is none of theirs, or the resource is not for this person.
pub async fn put(
    community: &Community,
    member: &Member,
    collection: Id<Collection>,
    resource: ResourceId,
    inside: bool,
) -> Result<(), Failure<Refusal>> {
    let transaction = community.database.begin().await?;
    let seen = !inside || store::is_there(&transaction, &Visitor::from(member.clone()), resource).await?;
    if !seen || !store::is_theirs(&transaction, member.id(), collection).await? {
        return Err(Failure::Refused(Refusal::NotThere));
    }
    store::put(&transaction, collection, resource, inside, community.now()).await?;
    Ok(transaction.commit().await?)
}

/// The person's collections, by name.
///
/// # Errors
/// When the database cannot answer.
pub async fn all(community: &Community, member: &Member) -> Result<Vec<Collection>, Fault> {
    store::collections(community.database.reader(), member).await
}

/// A collection with what the visitor may see in it, by title: one's own, or one that is shared.
///
/// # Errors
/// [`Refusal::NotThere`] for anything else.
pub async fn read(
    community: &Community,
    member: &Member,
    collection: Id<Collection>,
) -> Result<(Collection, Vec<Listed>), Failure<Refusal>> {
    let reader = community.database.reader();
    let found = store::collection(reader, member, collection).await?;
    let found = found.ok_or(Failure::Refused(Refusal::NotThere))?;
    let which = "r.id IN (SELECT c.resource_id FROM collection_resources c WHERE c.collection_id = $1) AND (r.audience & $2) <> 0";
    let values = vec![collection.number().into(), member.roles().column().into()];
    let inside = browse::those(reader, which, values, dates::today(community.now())).await?;
    let mut inside: Vec<Listed> = inside.into_iter().map(|(listed, _)| listed).collect();
    inside.sort_by_cached_key(|one| crate::text::folded(&one.title));
    Ok((found, inside))
}
