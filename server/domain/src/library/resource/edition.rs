//! Changing what is said of a resource.

use super::{Deed, Details, Refusal, Resource, store};
use crate::{
    Community, Failure, Id,
    journal::{self, Event},
    members::{Member, Visitor},
};

/// Changes what is said of the resource, as it was when its form was shown.
///
/// # Errors
/// [`Refusal::MayNot`] when it is not theirs to change; [`Refusal::ChangedMeanwhile`] when somebody was quicker.
pub async fn change(
    community: &Community,
    member: &Member,
    resource: Id<Resource>,
    edition: i32,
    details: &Details,
) -> Result<(), Failure<Refusal>> {
    let now = community.now();
    let visitor = Visitor::from(member.clone());
    let transaction = community.database.begin().await?;
    let found = store::resource(&transaction, &visitor, resource).await?;
    let found = found.ok_or(Failure::Refused(Refusal::NotThere))?;
    if !found.may_change() {
        return Err(Failure::Refused(Refusal::MayNot));
    }
    if !store::change_details(&transaction, resource, edition, details, now).await? {
        return Err(Failure::Refused(Refusal::ChangedMeanwhile));
    }
    store::untie(&transaction, resource).await?;
    store::tie(&transaction, resource, details).await?;
    store::note(&transaction, resource, Some(member.id()), Deed::Changed, "", now).await?;
    let event = Event::ResourceChanged(resource.number());
    journal::record(&transaction, now, Some(member.id().number()), event).await?;
    transaction.commit().await?;
    community.ring();
    Ok(())
}
